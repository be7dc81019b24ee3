"""The dossiers of provenance research that visitors may read, and what stands in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from polyvocal.models import (
    Edition,
    ProvenanceResearch,
    ResearchDocument,
    ResearchedObject,
    Researcher,
    ResearchStep,
)
from polyvocal.object_model import adapter
from polyvocal.selectors.archive import public_editions


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier as visitors may read it: visible objects and standing texts only; the newest status stands last."""

    research: ProvenanceResearch
    steps: tuple[ResearchStep, ...]
    objects: tuple[Any, ...]
    resting: tuple[Edition, ...]

    @property
    def status(self) -> ResearchStep | None:
        """The status that counts."""
        return self.steps[-1] if self.steps else None


def public_research() -> "QuerySet[ProvenanceResearch]":
    """Return the dossiers that are public, those changed last first, with their statuses and researchers."""
    return (
        ProvenanceResearch.objects.filter(is_public=True)
        .prefetch_related(
            Prefetch("steps", ResearchStep.objects.order_by("taken_at", "id")),
            Prefetch("researchers", Researcher.objects.select_related("voice")),
        )
        .order_by("-changed_at", "slug")
    )


def dossier_called(slug: str) -> Dossier | None:
    """Return the public dossier with this slug; six queries, however much stands in it."""
    documents = ResearchDocument.objects.select_related("source").order_by("kind", "id")
    found = public_research().prefetch_related(Prefetch("documents", documents)).filter(slug=slug).first()
    if found is None:
        return None
    named = ResearchedObject.objects.filter(research=found).values("obj")
    made = adapter()
    return Dossier(
        found,
        steps=tuple(found.steps.all()),
        objects=tuple(made.ordered(made.visible().filter(pk__in=named))),
        resting=tuple(_resting_on(found)),
    )


def research_about(objects: Iterable[Any]) -> "QuerySet[ProvenanceResearch]":
    """Return the public dossiers about any of these objects."""
    named = ResearchedObject.objects.filter(obj__in=list(objects)).values("research")
    return public_research().filter(pk__in=named)


def _resting_on(research: ProvenanceResearch) -> "QuerySet[Edition]":
    standing = public_editions().filter(state="current", text__reliances__research=research)
    return standing.filter(text__obj__in=adapter().visible()).order_by("text__obj_id", "text__language")
