"""Identifiers: /id/object/<id> and the like lead people to a page and machines to a document (303, RFC 9110)."""

import hashlib
import json
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseNotFound,
    HttpResponsePermanentRedirect,
)
from django.urls import re_path, reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from polyvocal.linkeddata import addresses
from polyvocal.linkeddata.formats import BY_ENDING, Format
from polyvocal.linkeddata.serialise import json_ld
from polyvocal.linkeddata.things import Thing, find_thing
from polyvocal.object_model import adapter
from polyvocal.selectors import object_numbered
from polyvocal.views.negotiation import preferred

HTML = "text/html"
_OFFERS = (HTML, *(one.media_type for one in BY_ENDING.values()), "application/json")
_View = Callable[..., HttpResponseBase]


def _open_to_all(view: _View) -> _View:
    """Answer GET, HEAD and OPTIONS, and let pages of other sites read the answer, as Linked Art asks."""

    @wraps(view)
    def answer(request: HttpRequest, **names: str) -> HttpResponseBase:
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
        elif request.method not in ("GET", "HEAD"):
            response = HttpResponseNotAllowed(("GET", "HEAD", "OPTIONS"))
        else:
            response = view(request, **names)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link"
        return response

    return answer


@_open_to_all
def identifier(request: HttpRequest, *, kind: str, key: str) -> HttpResponseBase:
    """Lead to the page or to a document, whichever the client prefers."""
    thing = find_thing(kind, key)
    if thing is None:
        return _moved_or_unknown(kind, key)
    response = _see_other(request, thing)
    patch_vary_headers(response, ["Accept"])
    response["Link"] = _links(thing)
    return response


@_open_to_all
def document(request: HttpRequest, *, kind: str, key: str, ending: str) -> HttpResponseBase:
    """Return the document about a thing in the format that the ending names.

    An object whose identifier itself ends in such an ending goes before the document of a shorter identifier.
    """
    if kind == addresses.OBJECT and find_thing(kind, f"{key}.{ending}") is not None:
        return identifier(request, kind=kind, key=f"{key}.{ending}")
    thing = find_thing(kind, key)
    if thing is None:
        return _moved_or_unknown(kind, key, ending=ending)
    return _gone(thing) if thing.tombstone is not None else _document(request, thing, BY_ENDING[ending])


def _see_other(request: HttpRequest, thing: Thing) -> HttpResponse:
    chosen = preferred(request.headers.get("Accept", ""), _OFFERS)
    if chosen is None:
        return _not_acceptable(thing)
    if chosen == HTML:
        return HttpResponse(status=303, headers={"Location": _page(thing)})
    if thing.tombstone is not None:
        return _gone(thing)
    ending = next((one.ending for one in BY_ENDING.values() if one.media_type == chosen), "jsonld")
    return HttpResponse(status=303, headers={"Location": _path(thing.kind, thing.key, ending)})


def _document(request: HttpRequest, thing: Thing, written_as: Format) -> HttpResponseBase:
    # A weak tag over what is said: Turtle and RDF/XML name their blank nodes anew each time they are written.
    said = thing.document()
    etag = f'W/"{hashlib.sha256(json_ld(said).encode()).hexdigest()[:32]}-{written_as.ending}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(written_as.one(said), content_type=written_as.content_type)
        response["Link"] = _links(thing)
    response["ETag"] = etag
    return response


def _gone(thing: Thing) -> HttpResponse:
    content = json.dumps(thing.tombstone, ensure_ascii=False, indent=2) + "\n"
    response = HttpResponse(content, status=410, content_type="application/json")
    response["Link"] = _links(thing)
    return response


def _not_acceptable(thing: Thing) -> HttpResponse:
    offers = [f"{HTML}  {addresses.absolute(_page(thing))}"]
    offers += [f"{one.media_type}  {addresses.document_uri(thing.uri, one.ending)}" for one in BY_ENDING.values()]
    said = _("None of the media types you accept is on offer. There is:")
    return HttpResponse("\n".join((said, "", *offers, "")), status=406, content_type="text/plain; charset=utf-8")


def _moved_or_unknown(kind: str, key: str, *, ending: str = "") -> HttpResponseBase:
    """Lead from a number that an object bears or bore to its identifier; the number may itself hold an ending."""
    if kind == addresses.OBJECT:
        obj = object_numbered(key)
        if obj is None and ending:
            obj, ending = object_numbered(f"{key}.{ending}"), ""
        if obj is not None:
            return HttpResponsePermanentRedirect(_path(kind, adapter().identifier(obj), ending))
    said = _("There is nothing under this identifier.")
    return HttpResponseNotFound(f"{said}\n", content_type="text/plain; charset=utf-8")


def _page(thing: Thing) -> str:
    if thing.shown_at is not None:
        name, key, anchor = thing.shown_at
        return reverse(f"polyvocal:{name}", args=[key]) + anchor
    return reverse(f"polyvocal:{thing.kind}", args=[thing.key])


def _path(kind: str, key: str, ending: str) -> str:
    if not ending:
        return reverse(f"polyvocal:{kind}-id", kwargs={"key": key})
    return reverse(f"polyvocal:{kind}-document", kwargs={"key": key, "ending": ending})


def _links(thing: Thing) -> str:
    links = [f'<{thing.uri}>; rel="canonical"', f'<{addresses.absolute(_page(thing))}>; rel="alternate"; type="{HTML}"']
    if thing.tombstone is None:
        described = BY_ENDING["jsonld"]
        profile = described.content_type.replace('"', "'")
        uri = addresses.document_uri(thing.uri)
        links.append(f'<{uri}>; rel="describedby"; type="{profile}"')
        links += [
            f'<{addresses.document_uri(thing.uri, one.ending)}>; rel="alternate"; type="{one.media_type}"'
            for one in BY_ENDING.values()
        ]
    links += [f'<{uri}>; rel="{relation}"' for relation, uri in thing.links.items()]
    return ", ".join(links)


_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_SLUG = r"[-a-zA-Z0-9_]+"
# A former object number may hold slashes and points.
_KEYS = {
    addresses.OBJECT: ".+",
    addresses.TEXT: _UUID,
    addresses.EDITION: _UUID,
    addresses.VOICE: _SLUG,
    addresses.PERSPECTIVE: _SLUG,
    addresses.CLAIM: _UUID,
    addresses.RESEARCH: _SLUG,
}


def _patterns(kind: str, key: str) -> list[Any]:
    endings = "|".join(BY_ENDING)
    address = f"^id/{kind}/(?P<key>{key})"
    described, named = csrf_exempt(partial(document, kind=kind)), csrf_exempt(partial(identifier, kind=kind))
    return [
        re_path(rf"{address}\.(?P<ending>{endings})$", described, name=f"{kind}-document"),
        re_path(f"{address}$", named, name=f"{kind}-id"),
    ]


urlpatterns = [pattern for kind, key in _KEYS.items() for pattern in _patterns(kind, key)]
