"""TimeGates lead to what an original said at a moment, TimeMaps list its mementos (RFC 7089)."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotFound, JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from polyvocal.linkeddata.addresses import absolute
from polyvocal.mementos import (
    LINK_FORMAT,
    Past,
    date_of_http,
    links_of_memento,
    past_at,
    timegate,
    timemap,
)
from polyvocal.views.identifiers import open_to_all

_RFC_1123 = "%a, %d %b %Y %H:%M:%S GMT"
_FORMS = {"link": LINK_FORMAT, "json": "application/json"}


@csrf_exempt
@open_to_all
def lead(request: HttpRequest, *, original: str) -> HttpResponseBase:
    """Lead to what the original said at the moment of Accept-Datetime, or says now where none is given."""
    try:
        moment = _accepted(request.headers.get("Accept-Datetime", ""))
    except ValueError:
        said = _("Accept-Datetime must be a date as HTTP writes it, such as “Sat, 01 May 2021 12:00:00 GMT”.")
        return _told(said, status=400)
    past = past_at(original)
    memento = past.at(moment) if past is not None else None
    if past is None or memento is None:
        return _unknown()
    response = HttpResponse(status=302, headers={"Location": memento.path, "Vary": "accept-datetime"})
    response["Link"] = ", ".join(links_of_memento(past, past.beside(memento.path)))
    return response


@csrf_exempt
@open_to_all
def mapped(request: HttpRequest, *, form: str, original: str) -> HttpResponseBase:
    """List the mementos of an original, as links or as JSON."""
    past = past_at(original)
    if past is None or form not in _FORMS:
        return _unknown()
    if form == "json":
        return JsonResponse(_as_json(past))
    return HttpResponse(",\n".join(_as_links(past)) + "\n", content_type=_FORMS["link"])


def _accepted(written: str) -> datetime | None:
    return datetime.strptime(written.strip(), _RFC_1123).replace(tzinfo=UTC) if written.strip() else None


def _as_links(past: Past) -> list[str]:
    span = ""
    if past.mementos:
        first, last = (date_of_http(one.moment) for one in (past.mementos[0], past.mementos[-1]))
        span = f'; from="{first}"; until="{last}"'
    named = {0: "first "} | {len(past.mementos) - 1: "last "}
    if len(past.mementos) == 1:
        named = {0: "first last "}
    return [
        f'<{absolute(past.original)}>; rel="original"',
        f'<{timemap(past.original)}>; rel="self"; type="{LINK_FORMAT}"{span}',
        f'<{timegate(past.original)}>; rel="timegate"',
        *(
            f'<{absolute(one.path)}>; rel="{named.get(place, "")}memento"; datetime="{date_of_http(one.moment)}"'
            for place, one in enumerate(past.mementos)
        ),
    ]


def _as_json(past: Past) -> dict[str, Any]:
    listed = [{"datetime": one.moment.isoformat(), "uri": absolute(one.path)} for one in past.mementos]
    ends = {"first": listed[0], "last": listed[-1]} if listed else {}
    return {
        "original_uri": absolute(past.original),
        "timegate_uri": timegate(past.original),
        "timemap_uri": {"link_format": timemap(past.original), "json_format": timemap(past.original, "json")},
        "mementos": {**ends, "list": listed},
    }


def _unknown() -> HttpResponse:
    said = _("Nothing that was ever said in public has this address.")
    return HttpResponseNotFound(f"{said}\n", content_type="text/plain; charset=utf-8")


def _told(said: str, *, status: int) -> HttpResponse:
    return HttpResponse(f"{said}\n", status=status, content_type="text/plain; charset=utf-8")


urlpatterns = [
    path("timegate/<path:original>", lead, name="timegate"),
    path("timemap/<slug:form>/<path:original>", mapped, name="timemap"),
]
