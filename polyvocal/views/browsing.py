"""The front page, and browsing and searching the objects."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from polyvocal.conf import setting
from polyvocal.object_model import adapter
from polyvocal.pages.listings import entries
from polyvocal.selectors import most_voiced, objects_listed, perspectives_in_use, public_research, voices_in_use
from polyvocal.views.visits import Visit, welcomed

ON_THE_FRONT_PAGE = 6


@welcomed
def home(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Say what this place is, and show objects about which several voices speak."""
    context = {
        "visit": visit,
        "entries": entries(most_voiced(ON_THE_FRONT_PAGE), language=visit.language),
        "objects_counted": adapter().visible().count(),
        "perspectives": perspectives_in_use(),
        "voices": voices_in_use(),
        "has_research": public_research().exists(),
    }
    return render(request, "polyvocal/home.html", context)


@welcomed
def objects(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Browse all objects, or those found by words, number, perspective or voice."""
    words = request.GET.get("q", "").strip()
    perspective, voice = request.GET.get("perspective", ""), request.GET.get("voice", "")
    found = objects_listed(words=words, perspective=perspective, voice=voice)
    page = page_of(found, request)
    context = {
        "visit": visit,
        "page": page,
        "entries": entries(page.object_list, language=visit.language),
        "words": words,
        "perspective_chosen": perspective,
        "voice_chosen": voice,
        "is_narrowed": bool(words or perspective or voice),
        "perspectives": perspectives_in_use(),
        "voices": voices_in_use(),
    }
    return render(request, "polyvocal/objects.html", context)


def page_of(found: Any, request: HttpRequest) -> Any:
    """Return the page that was asked for, else the nearest there is."""
    return Paginator(found, setting("PAGE_SIZE")).get_page(request.GET.get("page"))
