"""Judging provenance events and setting rivals side by side. What is disproved stays, with who says so and why."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from polyvocal import signals
from polyvocal.exceptions import LifecycleError
from polyvocal.models import EventAssessment, ProvenanceEvent, Voice
from polyvocal.publishing.actors import Actor, required_reason
from polyvocal.publishing.content import Ground
from polyvocal.publishing.reviews import call_after_assessment
from polyvocal.publishing.revisions import recorded


def assess(
    event: ProvenanceEvent, actor: Actor, *, voice: Voice, standing: str, reason: str, ground: Ground | None = None
) -> EventAssessment:
    """Record a voice's judgement of an event. Earlier judgements stay; the newest of each voice counts."""
    actor.require("publish_text")
    why = required_reason(reason)
    with recorded(actor, reason=why):
        made = EventAssessment.objects.create(
            event=event, voice=voice, standing=standing, reason=why, actor_name=actor.name,
            source=ground.source if ground else None, locator=ground.locator if ground else "",
        )  # fmt: skip
        call_after_assessment(event, words=f"{made}: {why}")
    transaction.on_commit(lambda: signals.event_assessed.send(EventAssessment, assessment=made, actor=actor))
    return made


def set_side_by_side(events: Sequence[ProvenanceEvent], actor: Actor) -> None:
    """Let events be rival claims about one step: the step of the first of them."""
    actor.require("draft_text")
    first, *others = events
    if any(one.text.obj_id != first.text.obj_id for one in others):
        raise LifecycleError(_("Rival claims are about one object."))
    with recorded(actor):
        for one in others:
            one.step = first.step
            one.save(update_fields=["step"])


def set_apart(event: ProvenanceEvent, actor: Actor) -> None:
    """Let an event be about a step of its own again."""
    actor.require("draft_text")
    with recorded(actor):
        event.step = event.pk
        event.save(update_fields=["step"])
