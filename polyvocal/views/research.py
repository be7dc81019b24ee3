"""The list of public dossiers of provenance research, and the page of one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from polyvocal.conf import vocabulary
from polyvocal.object_model import adapter
from polyvocal.pages.listings import entries
from polyvocal.selectors import Dossier, dossier_called, public_research
from polyvocal.views.browsing import page_of
from polyvocal.views.visits import Visit, welcomed


@welcomed
def research(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List the dossiers that visitors may read."""
    page = page_of(public_research(), request)
    return render(request, "polyvocal/research.html", {"visit": visit, "page": page})


@welcomed
def dossier(request: HttpRequest, visit: Visit, slug: str) -> HttpResponse:
    """Show a dossier: what was asked, by whom, how, what was found, and what rests on it."""
    found = dossier_called(slug)
    if found is None:
        raise Http404(_("There is no dossier of this name."))
    context = {
        "visit": visit,
        "dossier": found,
        "research": found.research,
        "scale": list(vocabulary("research_status")),
        "entries": entries(found.objects, language=visit.language),
        "resting": _with_addresses(found),
    }
    return render(request, "polyvocal/dossier.html", context)


def _with_addresses(found: Dossier) -> list[dict[str, Any]]:
    made = adapter()
    objects = made.visible().in_bulk([one.text.obj_id for one in found.resting]) if found.resting else {}
    return [{"edition": one, "identifier": made.identifier(objects[one.text.obj_id])} for one in found.resting]
