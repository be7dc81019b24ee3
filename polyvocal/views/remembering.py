"""What a page or a document tells about its past: Memento-Datetime and links to TimeGate and TimeMap (RFC 7089)."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from polyvocal.linkeddata import addresses
from polyvocal.mementos import (
    date_of_http,
    edition_path,
    links_of_memento,
    links_of_original,
    past_of_object,
    past_of_text,
    whole_second,
)
from polyvocal.models import Edition
from polyvocal.object_model import adapter
from polyvocal.views.visits import visit_of

_TOLD = frozenset({200, 303, 304})


def remembering_object(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Tell the page of an object where its past is; the page as it stood at a moment is a memento."""

    @wraps(view)
    def answer(request: HttpRequest, obj: Any) -> HttpResponse:
        response = view(request, obj)
        if response.status_code not in _TOLD:
            return response
        visit = visit_of(request)
        if not visit.is_past:
            _add(response, links_of_original(reverse("polyvocal:object", args=[adapter().identifier(obj)])))
            return response
        past = past_of_object(obj)
        response["Memento-Datetime"] = date_of_http(visit.moment)
        _add(response, links_of_memento(past, past.around(whole_second(visit.moment))))
        return response

    return answer


def remembering_thing(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Tell identifiers and documents of objects and texts where their past is; an edition is a memento of its text."""

    @wraps(view)
    def answer(request: HttpRequest, **names: str) -> HttpResponseBase:
        response = view(request, **names)
        kind, key = names["kind"], names["key"]
        if response.status_code not in _TOLD or "timegate" in response.get("Link", ""):
            return response
        if kind == addresses.EDITION:
            tell_of_edition(response, UUID(key))
        elif kind in (addresses.OBJECT, addresses.TEXT):
            tell_of_original(response, kind, key)
        return response

    return answer


def tell_of_original(response: HttpResponseBase, kind: str, key: str) -> None:
    """Say where the past of an object or a text is: clients follow an identifier before they look."""
    _add(response, links_of_original(reverse(f"polyvocal:{kind}-id", args=[key])))


def tell_of_edition(response: HttpResponseBase, key: UUID) -> None:
    """Say of which text an edition is a memento, and since when; two queries. A withdrawn one is none."""
    found = Edition.objects.public().filter(pk=key).values_list("text", "published_from").first()
    past = past_of_text(found[0]) if found is not None else None
    if found is not None and past is not None:
        response["Memento-Datetime"] = date_of_http(whole_second(found[1]))
        _add(response, links_of_memento(past, past.beside(edition_path(key))))


def _add(response: HttpResponseBase, links: list[str]) -> None:
    said = response.get("Link", "")
    response["Link"] = ", ".join([said, *links] if said else links)
