"""Calls to read a text again, because what it rests on has changed: which are open, and settling them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from polyvocal.exceptions import PolyvocalError
from polyvocal.models import ReviewCall
from polyvocal.publishing import Actor, settle
from polyvocal.selectors import titles_of

MOST_CALLS = 200


@dataclass(frozen=True, slots=True)
class OpenCall:
    """A call, the object its text is about, and where to read what changed."""

    call: ReviewCall
    object_title: str
    ground_address: str


def open_calls() -> list[OpenCall]:
    """Return the calls that nobody has settled, oldest first, in a constant number of queries."""
    found = ReviewCall.objects.filter(settled_at__isnull=True).select_related(
        "text__perspective", "text__obj", "research", "event__text"
    )
    calls: list[Any] = list(found[:MOST_CALLS])
    titles = titles_of({call.text.obj for call in calls}, language=get_language() or "en") if calls else {}
    return [OpenCall(call, titles[call.text.obj_id].words, _ground(call)) for call in calls]


def settle_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle a call with the sentence that was given, and go back to the worklist."""
    if request.method != "POST" or not request.user.has_perm("polyvocal.draft_text"):
        raise PermissionDenied
    call = get_object_or_404(ReviewCall, pk=pk)
    try:
        settle(call, Actor.of(request.user), settlement=request.POST.get("settlement", ""))
    except PolyvocalError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Settled. How stays readable, with your name."))
    return HttpResponseRedirect(reverse("admin:polyvocal_worklist"))


def _ground(call: ReviewCall) -> str:
    if call.research_id is not None:
        return reverse("admin:polyvocal_provenanceresearch_change", args=[call.research_id])
    if call.event is not None:
        return reverse("admin:polyvocal_text_change", args=[call.event.text_id])
    return ""
