"""The page of a text through all its editions, and the citable page of one edition."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from polyvocal.conf import setting
from polyvocal.linkeddata import addresses
from polyvocal.linkeddata.within_pages import schema_org_of
from polyvocal.models import Edition, Text
from polyvocal.object_model import adapter
from polyvocal.pages.histories import Step, course_of
from polyvocal.selectors import TextHistory, history_of, titles_of
from polyvocal.views.remembering import tell_of_edition, tell_of_original
from polyvocal.views.visits import Visit, welcomed

GONE = 410


@welcomed
def text(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Show one text through all its editions."""
    found = get_object_or_404(Text.objects.select_related("perspective", "obj"), pk=key)
    history = _public_history(found)
    told = schema_org_of(addresses.TEXT, str(key))
    context = {**_about(found, visit), "course": course_of(history), "told": told}
    response = render(request, "polyvocal/text.html", context)
    tell_of_original(response, addresses.TEXT, str(key))
    return response


@welcomed
def edition(request: HttpRequest, visit: Visit, key: UUID) -> HttpResponse:
    """Show one edition as it may be cited; a withdrawn one is a tombstone, with status 410."""
    found = get_object_or_404(Edition.objects.select_related("text__perspective", "text__obj"), pk=key)
    step = _step_of(_public_history(found.text), key)
    context = {
        **_about(found.text, visit),
        "step": step,
        "edition": step.edition,
        "told": schema_org_of(addresses.EDITION, str(key)),
        "permanent_address": f"{setting('BASE_URI')}/id/edition/{key}",
    }
    response = render(request, "polyvocal/edition.html", context, status=GONE if found.is_withdrawn else 200)
    tell_of_edition(response, key)
    return response


def _public_history(found: Text) -> TextHistory:
    history = history_of(found)
    if history is None or not adapter().visible().filter(pk=found.obj_id).exists():
        raise Http404(_("Nothing was published at this address."))
    return history


def _step_of(history: TextHistory, key: UUID) -> Step:
    return next(step for step in course_of(history).steps if step.edition.pk == key)


def _about(found: Text, visit: Visit) -> dict[str, Any]:
    made = adapter()
    return {
        "visit": visit,
        "text": found,
        "identifier": made.identifier(found.obj),
        "object_number": made.object_number(found.obj),
        "title": titles_of([found.obj], language=visit.language)[found.obj.pk],
        "institution": setting("INSTITUTION"),
    }
