"""Identifiers: /id/object/<id> and the like lead people to a page and machines to a document (303, RFC 9110)."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial, wraps
from typing import Any

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseNotFound,
    HttpResponsePermanentRedirect,
)
from django.middleware.gzip import GZipMiddleware
from django.urls import re_path, reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from polyvocal.linkeddata import addresses
from polyvocal.linkeddata.formats import Format
from polyvocal.linkeddata.graphs import with_whole_record
from polyvocal.linkeddata.profiles import BY_ENDING, Profile
from polyvocal.linkeddata.things import Thing, find_thing
from polyvocal.object_model import adapter
from polyvocal.selectors import object_numbered
from polyvocal.views.negotiation import Offer, preferred
from polyvocal.views.remembering import remembering_thing

HTML = "text/html"
VARY = ("Accept", "Accept-Profile")
JSON_LD = "application/ld+json"
_PLAIN = "text/plain; charset=utf-8"
_View = Callable[..., HttpResponseBase]
_packing = GZipMiddleware(lambda request: HttpResponse())


def open_to_all(view: _View) -> _View:
    """Answer GET, HEAD and OPTIONS, and let pages of other sites read the answer, as Linked Art asks.

    Documents are packed for who reads gzip; files are sent as they are, and pages as the site sends all its pages.
    """

    @wraps(view)
    def answer(request: HttpRequest, **names: str) -> HttpResponseBase:
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response["Access-Control-Allow-Headers"] = "Accept, Accept-Datetime, Accept-Profile, If-None-Match"
        elif request.method not in ("GET", "HEAD"):
            response = HttpResponseNotAllowed(("GET", "HEAD", "OPTIONS"))
        else:
            response = _packed(request, view(request, **names))
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "Content-Profile, ETag, Link, Location, Memento-Datetime"
        return response

    return answer


def _packed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    is_page = response.get("Content-Type", "").startswith(HTML)
    return response if response.streaming or is_page else _packing.process_response(request, response)


@open_to_all
@remembering_thing
def identifier(request: HttpRequest, *, kind: str, key: str) -> HttpResponseBase:
    """Lead to the page or to a document, whichever the client prefers."""
    thing = find_thing(kind, key)
    if thing is None:
        return _moved_or_unknown(kind, key)
    response = _see_other(request, thing)
    patch_vary_headers(response, VARY)
    response["Link"] = _links(thing)
    return response


@open_to_all
@remembering_thing
def document(request: HttpRequest, *, kind: str, key: str, ending: str) -> HttpResponseBase:
    """Return the document about a thing in the format that the ending names.

    An object whose identifier itself ends in such an ending goes before the document of a shorter identifier.
    """
    if kind == addresses.OBJECT and find_thing(kind, f"{key}.{ending}") is not None:
        return identifier(request, kind=kind, key=f"{key}.{ending}")
    thing = find_thing(kind, key)
    if thing is None:
        further, _point, shorter = ending.partition(".")
        if kind == addresses.OBJECT and shorter in BY_ENDING and find_thing(kind, f"{key}.{further}") is not None:
            return document(request, kind=kind, key=f"{key}.{further}", ending=shorter)
        return _moved_or_unknown(kind, key, ending=ending)
    if thing.tombstone is not None:
        return _gone(thing)
    profile, written_as = BY_ENDING[ending]
    return _document(request, thing, profile, written_as) if kind in profile.documents else _not_found()


def _see_other(request: HttpRequest, thing: Thing) -> HttpResponse:
    profile = request.GET.get("_profile", "")
    if profile == "alt":
        return _listed(thing)
    chosen = preferred(
        request.GET.get("_mediatype", "") or request.headers.get("Accept", ""),
        offers(thing.kind),
        accept_profile=(f"<{profile}>" if profile else "") or request.headers.get("Accept-Profile", ""),
    )
    if chosen is None:
        return _not_acceptable(thing)
    if not chosen.ending:
        return HttpResponse(status=303, headers={"Location": _page(thing)})
    if thing.tombstone is not None:
        return _gone(thing)
    return HttpResponse(status=303, headers={"Location": _path(thing.kind, thing.key, chosen.ending)})


@cache
def offers(kind: str) -> tuple[Offer, ...]:
    """Return what there is about things of a kind: the page, then its documents, those of the first profile first."""
    documents = [
        Offer(written_as.media_type, (profile.uri, profile.name, *profile.aliases), ending)
        for ending, (profile, written_as) in BY_ENDING.items()
        if kind in profile.documents
    ]
    as_json = [replace(one, media_type="application/json") for one in documents if one.media_type == JSON_LD]
    return (Offer(HTML), *documents, *as_json)


def _listed(thing: Thing) -> HttpResponse:
    """List the profiles as the W3C's Content Negotiation by Profile asks, for clients that set no headers."""
    profiles: dict[str, dict[str, Any]] = {}
    for ending, (profile, written_as) in BY_ENDING.items():
        if thing.kind in profile.documents:
            found = profiles.setdefault(
                profile.uri, {"token": profile.name, "uri": profile.uri, "title": profile.title, "media_types": {}}
            )
            found["media_types"][written_as.media_type] = addresses.document_uri(thing.uri, ending)
    content = json.dumps({"resource": thing.uri, "profiles": [*profiles.values()]}, ensure_ascii=False, indent=2)
    return HttpResponse(content + "\n", content_type="application/json")


def _document(request: HttpRequest, thing: Thing, profile: Profile, written_as: Format) -> HttpResponseBase:
    records = thing.records()
    if thing.kind == addresses.OBJECT and (reasons := profile.lacks(*records)):
        return _lacking(profile, reasons)
    # A weak tag over what is said: Turtle and RDF/XML name their blank nodes anew each time they are written.
    said = profile.documents[thing.kind](*records)
    etag = f'W/"{hashlib.sha256(_as_bytes(said)).hexdigest()[:32]}-{profile.ending_of(written_as)}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        written = written_as.one(said, profile.writing)
        response = HttpResponse(written, content_type=profile.content_type(written_as))
        response["Link"] = f'{_links(thing)}, <{profile.uri}>; rel="profile"'
        response["Content-Profile"] = f"<{profile.uri}>"
    response["ETag"] = etag
    return response


def _as_bytes(said: object) -> bytes:
    if isinstance(said, bytes | str):
        return said if isinstance(said, bytes) else said.encode()
    # What only the whole record says, in a graph of its own, changes the document as well.
    whole = with_whole_record(said) if isinstance(said, dict) else said
    return json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()


def _lacking(profile: Profile, reasons: Sequence[str]) -> HttpResponse:
    said = _("There is no document about this object in the profile “%(profile)s”:") % {"profile": profile.title}
    return HttpResponseNotFound("\n".join((said, *reasons, "")), content_type="text/plain; charset=utf-8")


def _gone(thing: Thing) -> HttpResponse:
    content = json.dumps(thing.tombstone, ensure_ascii=False, indent=2) + "\n"
    response = HttpResponse(content, status=410, content_type="application/json")
    response["Link"] = _links(thing)
    return response


def _not_acceptable(thing: Thing) -> HttpResponse:
    listed = [f"{HTML}  {addresses.absolute(_page(thing))}"]
    listed += [
        f"{written_as.media_type}  {addresses.document_uri(thing.uri, ending)}  <{profile.uri}>"
        for ending, (profile, written_as) in BY_ENDING.items()
        if thing.kind in profile.documents
    ]
    said = _("None of the media types and profiles you accept is on offer. There is:")
    return HttpResponse("\n".join((said, "", *listed, "")), status=406, content_type=_PLAIN)


def _moved_or_unknown(kind: str, key: str, *, ending: str = "") -> HttpResponseBase:
    """Lead from a number that an object bears or bore to its identifier; the number may itself hold an ending."""
    if kind == addresses.OBJECT:
        obj = object_numbered(key)
        if obj is None and ending:
            obj, ending = object_numbered(f"{key}.{ending}"), ""
        if obj is not None:
            return HttpResponsePermanentRedirect(_path(kind, adapter().identifier(obj), ending))
    return _not_found()


def _not_found() -> HttpResponse:
    said = _("There is nothing under this identifier.")
    return HttpResponseNotFound(f"{said}\n", content_type=_PLAIN)


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
        links += _documents(thing)
    links += [f'<{uri}>; rel="{relation}"' for relation, uri in thing.links.items()]
    return ", ".join(links)


def _documents(thing: Thing) -> Iterator[str]:
    """Yield links to every format of the first profile, and to the first of every other: headers must stay short."""
    named: list[Profile] = []
    for ending, (profile, written_as) in BY_ENDING.items():
        if thing.kind not in profile.documents or (profile in named and profile is not named[0]):
            continue
        uri = addresses.document_uri(thing.uri, ending)
        if not named:
            stated = profile.content_type(written_as).replace('"', "'")
            yield f'<{uri}>; rel="describedby"; type="{stated}"'
        named.append(profile)
        yield f'<{uri}>; rel="alternate"; type="{written_as.media_type}"; profile="{profile.uri}"'


_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_SLUG = r"[-a-zA-Z0-9_]+"
# A former object number may hold slashes and points.
_KEYS = {
    addresses.OBJECT: ".+?",
    addresses.TEXT: _UUID,
    addresses.EDITION: _UUID,
    addresses.VOICE: _SLUG,
    addresses.PERSPECTIVE: _SLUG,
    addresses.CLAIM: _UUID,
    addresses.RESEARCH: _SLUG,
    addresses.SCHEME: _SLUG,
}


def _patterns(kind: str, key: str) -> list[Any]:
    endings = "|".join(map(re.escape, BY_ENDING))
    address = f"^id/{kind}/(?P<key>{key})"
    described, named = csrf_exempt(partial(document, kind=kind)), csrf_exempt(partial(identifier, kind=kind))
    return [
        re_path(rf"{address}\.(?P<ending>{endings})$", described, name=f"{kind}-document"),
        re_path(f"{address}$", named, name=f"{kind}-id"),
    ]


urlpatterns = [pattern for kind, key in _KEYS.items() for pattern in _patterns(kind, key)]
