"""The page of an object's provenance."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import condition

from polyvocal.pages.maps import map_of
from polyvocal.selectors import archive_of, research_about
from polyvocal.views.objects import about_object, object_head, page_etag, shown_ribbon
from polyvocal.views.visits import Visit, welcomed


@about_object
@condition(etag_func=page_etag)
@welcomed
def object_provenance(request: HttpRequest, visit: Visit, obj: Any) -> HttpResponse:
    """Show who had an object, now or as it was told on a day: owners, gaps, rival claims, each with its source."""
    archive = archive_of(obj)
    context = object_head(obj, archive, visit)
    ribbon = shown_ribbon(obj, archive, visit, context["record"].facts)
    context |= {"ribbon": ribbon, "map": map_of(ribbon), "dossiers": research_about([obj])}
    return render(request, "polyvocal/provenance.html", context, status=400 if visit.problem else 200)
