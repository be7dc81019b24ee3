"""The page of a perspective and the page of a voice."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from polyvocal.linkeddata import addresses
from polyvocal.linkeddata.within_pages import schema_org_of
from polyvocal.models import Perspective
from polyvocal.pages.listings import entries
from polyvocal.records import in_language
from polyvocal.selectors import objects_listed, public_voices, said_about
from polyvocal.views.browsing import page_of
from polyvocal.views.visits import Visit, welcomed


@welcomed
def perspective(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    """Show a viewpoint and the objects that are seen from it."""
    shown = get_object_or_404(Perspective, slug=slug)
    context = {
        "perspective": shown,
        "told": schema_org_of(addresses.PERSPECTIVE, slug),
        "description": in_language(shown.description, visit.language),
        **_objects(request, visit, perspective=slug),
    }
    return render(request, "polyvocal/perspective.html", context)


@welcomed
def voice(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    """Show who speaks, in its own words, and what it speaks about."""
    shown = get_object_or_404(public_voices(), slug=slug)
    context = {
        "voice": shown,
        "told": schema_org_of(addresses.VOICE, slug),
        "statement": in_language(shown.statement, visit.language),
        "members": public_voices().filter(parent=shown),
        **_objects(request, visit, voice=slug),
    }
    return render(request, "polyvocal/voice.html", context)


def _objects(request: HttpRequest, visit: Visit, *, perspective: str = "", voice: str = "") -> dict[str, Any]:
    page = page_of(objects_listed(perspective=perspective, voice=voice), request)
    said = said_about(page.object_list, language=visit.language, perspective=perspective, voice=voice)
    return {
        "visit": visit,
        "page": page,
        "entries": entries(page.object_list, language=visit.language, said=said),
    }
