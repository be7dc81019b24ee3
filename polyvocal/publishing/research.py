"""Dossiers of provenance research: saving them and giving them a status, with an actor and a reason."""

from typing import Any

from django.utils.translation import gettext as _

from polyvocal.conf import vocabulary
from polyvocal.exceptions import LifecycleError
from polyvocal.models import ProvenanceResearch, ResearchStep
from polyvocal.publishing.actors import Actor, required_reason
from polyvocal.publishing.reviews import call_after_findings
from polyvocal.publishing.revisions import recorded

_FINDINGS = ("findings", "outcome")


def save_research(given: ProvenanceResearch, actor: Actor, *, reason: str = "") -> ProvenanceResearch:
    """Save a dossier; where its findings or its outcome changed, the texts that rest on it are to be read again."""
    actor.require("draft_text")
    with recorded(actor, reason=reason):
        before = _findings_before(given)
        given.save()
        if before is not None and before != tuple(getattr(given, name) for name in _FINDINGS):
            call_after_findings(given)
    return given


def give_status(research: ProvenanceResearch, actor: Actor, *, status: str, reason: str) -> ResearchStep:
    """Give a dossier a status (a code of the controlled list). Earlier ones stay, with who, when and why."""
    actor.require("publish_text")
    if status not in vocabulary("research_status"):
        raise LifecycleError(_("“%(status)s” is not a status of provenance research.") % {"status": status})
    with recorded(actor, reason=reason):
        return ResearchStep.objects.create(
            research=research, status=status, reason=required_reason(reason), actor_name=actor.name
        )


def _findings_before(given: ProvenanceResearch) -> tuple[Any, ...] | None:
    if given.pk is None:
        return None
    return ProvenanceResearch.objects.filter(pk=given.pk).values_list(*_FINDINGS).first()
