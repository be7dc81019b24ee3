"""The page of an object, its history, and two of its editions side by side."""

from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any
from zlib import crc32

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import condition

from polyvocal.carousels import carousel_of
from polyvocal.conf import setting
from polyvocal.linkeddata.gather_archive import record_from
from polyvocal.linkeddata.within_pages import schema_org_from
from polyvocal.object_model import adapter
from polyvocal.pages.factsheets import caption_of, facts_shown, ownership_steps
from polyvocal.pages.histories import chapters
from polyvocal.pages.listings import pictures_at
from polyvocal.pages.pairs import pair_of
from polyvocal.pages.ribbons import Ribbon, ribbon_of
from polyvocal.pages.titles import titles_in
from polyvocal.records import ObjectFacts
from polyvocal.selectors import (
    Archive,
    archive_of,
    find_object,
    fingerprint_of,
    object_numbered,
    research_about,
)
from polyvocal.timelines import time_line
from polyvocal.views.remembering import remembering_object
from polyvocal.views.visits import Visit, visit_of, welcomed

_View = Callable[..., HttpResponse]


def about_object(view: _View) -> _View:
    """Give a view the object instead of its identifier; a number it bears or bore redirects to the identifier."""

    @wraps(view)
    def found(request: HttpRequest, identifier: str) -> HttpResponse:
        obj = find_object(identifier)
        if obj is not None:
            return view(request, obj)
        numbered = object_numbered(identifier)
        if numbered is None:
            raise Http404(_("The museum has no object “%(identifier)s”.") % {"identifier": identifier})
        address = reverse(f"polyvocal:{view.__name__.replace('_', '-')}", args=[adapter().identifier(numbered)])
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)

    return found


def page_etag(request: HttpRequest, obj: Any) -> str | None:
    """Return the ETag of an object's page: what is said, language, day, templates. None while developing."""
    if settings.DEBUG:
        return None
    visit = visit_of(request)
    interface = translation.get_language_from_request(request)
    parts = (fingerprint_of(obj), interface, visit.language, request.META.get("QUERY_STRING", ""))
    return f'W/"{"-".join((*map(_short, parts), f"{timezone.localdate():%Y%m%d}", _age_of_templates()))}"'


@about_object
@remembering_object
@condition(etag_func=page_etag)
@welcomed
def object(request: HttpRequest, visit: Visit, obj: Any) -> HttpResponse:  # noqa: A001
    """Show an object with everyone who speaks about it, now or as it stood on a day."""
    archive = archive_of(obj)
    context = {**object_head(obj, archive, visit), **carousel_context(obj, archive, visit, request)}
    context["dossiers"] = research_about([obj])
    context["ribbon"] = shown_ribbon(obj, archive, visit, context["record"].facts)
    if visit.day is None:
        # Machines are told what stands now; a page that looks back would tell it beside other words.
        context["told"] = schema_org_from(record_from(archive, context["record"]))
    return render(request, "polyvocal/object.html", context, status=400 if visit.problem else 200)


@about_object
@welcomed
def object_history(request: HttpRequest, visit: Visit, obj: Any) -> HttpResponse:
    """Show every text through all its editions; of withdrawn ones only the tombstone."""
    archive = archive_of(obj)
    context = {**object_head(obj, archive, visit), "chapters": chapters(archive)}
    return render(request, "polyvocal/history.html", context)


@about_object
@welcomed
def object_compare(request: HttpRequest, visit: Visit, obj: Any) -> HttpResponse:
    """Set two voices or two editions side by side, or let the visitor choose which."""
    archive = archive_of(obj)
    pair = pair_of(archive, request.GET.get("a", ""), request.GET.get("b", ""))
    context = {**object_head(obj, archive, visit), "pair": pair, "chapters": chapters(archive)}
    return render(request, "polyvocal/compare.html", context, status=404 if pair.problem else 200)


def carousel_context(obj: Any, archive: Archive, visit: Visit, request: HttpRequest) -> dict[str, Any]:
    """Return what the template of the carousel prints."""
    identifier = adapter().identifier(obj)
    return {
        "carousel": carousel_of(archive, identifier=identifier, language=visit.language, moment=visit.moment),
        "time_line": time_line(archive, now=timezone.now(), chosen=visit.day),
        "identifier": identifier,
        "language": visit.language,
        "query": request.GET,
        "visit": visit,
    }


def object_head(obj: Any, archive: Archive, visit: Visit) -> dict[str, Any]:
    """Return what every page about an object prints at its head and beside the voices."""
    made = adapter()
    record = made.to_record(obj)
    return {
        "visit": visit,
        "identifier": record.identifier,
        "record": record,
        "titles": titles_in(archive, language=visit.language, moment=visit.moment, fallback=made.fallback_title(obj)),
        "facts": facts_shown(record, language=visit.language),
        "ownership": ownership_steps(record.facts),
        "caption": caption_of(record),
        "pictures": pictures_at(archive, record.facts, language=visit.language, moment=visit.moment),
        "permanent_address": f"{setting('BASE_URI')}/id/object/{record.identifier}",
    }


def shown_ribbon(obj: Any, archive: Archive, visit: Visit, facts: ObjectFacts) -> Ribbon:
    """Return who had the object, as the visitor reads it."""
    return ribbon_of(obj, facts, moment=visit.moment, language=visit.language, archive=archive)


def _short(part: str) -> str:
    return part if len(part) == 32 and part.isalnum() else f"{crc32(part.encode()):08x}"


@cache
def _age_of_templates() -> str:
    names = ("base", "object", "_carousel", "provenance", "_claim", "_ribbon", "_map")
    found: list[Any] = [get_template(f"polyvocal/{name}.html") for name in names]
    files = [Path(template.origin.name) for template in found]
    return f"{max((int(file.stat().st_mtime) for file in files if file.exists()), default=0):x}"
