"""Calls to read a text again when a provenance event or a dossier that it rests on has changed, and settling them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal.exceptions import LifecycleError
from polyvocal.models import Edition, EventStatement, ProvenanceEvent, ProvenanceResearch, Reliance, ReviewCall
from polyvocal.publishing.actors import Actor, required_reason
from polyvocal.publishing.revisions import recorded

_TOLD = ("clause", "stated", "is_understood")


def call_for_review(before: Edition | None, now: Edition | None) -> None:
    """Call for a review of the texts that rest on events which another edition, or none, states otherwise."""
    if before is None:
        return
    old = _statements(before)
    if not old:
        return
    new = _statements(now) if now is not None else {}
    for event, said in old.items():
        if event not in new:
            _raise_for_event([event], cause=ReviewCall.Cause.EVENT_GONE, words=said.clause)
        elif any(getattr(new[event], name) != getattr(said, name) for name in _TOLD):
            words = f"{said.clause} → {new[event].clause}"
            _raise_for_event([event], cause=ReviewCall.Cause.EVENT_CHANGED, words=words)


def call_for_reviews(steps: Mapping[UUID, tuple[Edition, Edition]]) -> None:
    """Do the same for many texts at once, by their keys; one query where no text rests on their events."""
    if steps:
        relied = Reliance.objects.filter(event__text__in=list(steps))
        for text in relied.values_list("event__text", flat=True).distinct().order_by():
            call_for_review(*steps[text])


def call_after_assessment(event: ProvenanceEvent, *, words: str) -> None:
    """Call for a review of the texts that rest on an event that was judged."""
    _raise_for_event([event.pk], cause=ReviewCall.Cause.EVENT_ASSESSED, words=words)


def call_after_findings(research: ProvenanceResearch) -> None:
    """Call for a review of the texts that rest on a dossier whose findings changed."""
    _raise(Reliance.objects.filter(research=research), cause=ReviewCall.Cause.FINDINGS_CHANGED, words=research.findings)


def settle(call: ReviewCall, actor: Actor, *, settlement: str) -> ReviewCall:
    """Say how a call was settled: the text was rewritten, or it still holds, and why."""
    actor.require("draft_text")
    how = required_reason(settlement)
    with recorded(actor, reason=how):
        current = ReviewCall.objects.select_for_update().get(pk=call.pk)
        if current.settled_at is not None:
            raise LifecycleError(_("%(name)s already settled this.") % {"name": current.settled_by})
        current.settled_at = timezone.now()
        current.settled_by = actor.name
        current.settlement = how
        current.save(update_fields=["settled_at", "settled_by", "settlement"])
    return current


def _statements(edition: Edition) -> dict[UUID, EventStatement]:
    return {row.event_id: row for row in edition.event_statements.all()}


def _raise_for_event(events: Iterable[UUID], *, cause: str, words: str) -> None:
    _raise(Reliance.objects.filter(event__in=list(events)), cause=cause, words=words)


def _raise(reliances: Iterable[Reliance], *, cause: str, words: str) -> None:
    ReviewCall.objects.bulk_create(
        ReviewCall(text_id=one.text_id, cause=cause, words=words, event_id=one.event_id, research_id=one.research_id)
        for one in reliances
    )
