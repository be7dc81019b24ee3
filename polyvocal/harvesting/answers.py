"""How a feed answers: with a tag over what it says, so that who has it already is not sent it again."""

import hashlib
import json
import time
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response

from polyvocal import ledger

_LONGEST_WAIT = 1.1


def take_in_changes() -> None:
    """Look for what changed, and wait until the second in which it was found has passed: until then it is not told.

    Who asks once a day would else learn of today's changes tomorrow. Nobody waits where nothing changed.
    """
    ledger.refresh()
    moment = ledger.latest_moment()
    if moment is not None and (ahead := (moment - timezone.now()).total_seconds()) > 0:
        time.sleep(min(ahead, _LONGEST_WAIT))


def answered_as_json(request: HttpRequest, body: Any, *, media_type: str) -> HttpResponseBase:
    """Answer with JSON, or with 304 where the client has just that."""
    return answered(request, json.dumps(body, ensure_ascii=False), media_type=media_type)


def answered(request: HttpRequest, said: str, *, media_type: str, kept: str = "no-cache") -> HttpResponseBase:
    """Answer with words, or with 304 where the client has just those; `kept` is for how long it may keep them."""
    content = said.encode()
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    unchanged: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    response = unchanged if unchanged is not None else HttpResponse(content, content_type=media_type)
    response["ETag"] = etag
    response["Cache-Control"] = kept
    return response
