"""How a feed answers: with a tag over what it says, so that who has it already is not sent it again."""

import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response


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
