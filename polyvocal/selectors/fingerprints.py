"""A fingerprint of all that a page about an object shows: equal as long as nothing on it changed."""

import hashlib
from typing import Any

from django.db.models import Count, Max, Q, Sum

from polyvocal.models import (
    Edition,
    EventAssessment,
    EventCitation,
    Perspective,
    Place,
    ProvenanceEvent,
    ProvenanceResearch,
    Relation,
    Showing,
    Source,
    Voice,
)
from polyvocal.object_model import adapter
from polyvocal.selectors.terms import TermsOfWords


def fingerprint_of(obj: Any) -> str:
    """Return 32 hexadecimal digits, from eleven small queries, and three more where provenance is stated.

    Editions and assessments never change, so counts and dates tell.
    """
    editions = Edition.objects.filter(text__obj=obj).aggregate(
        Count("pk"), Max("created_at"), Max("withdrawn_at"), Max("published_until"),
        withdrawn=Count("pk", filter=Q(state="withdrawn")),
    )  # fmt: skip
    relations = Relation.objects.filter(text__obj=obj).values_list("text", "relation_type", "other", "note")
    sources = Source.objects.filter(citations__edition__text__obj=obj).order_by("pk").distinct()
    showings = Showing.objects.filter(edition__text__obj=obj).values_list(
        "pk", "place", "exhibition", "shown_from", "shown_until", "dates_as_written"
    )
    perspectives = Perspective.objects.filter(texts__obj=obj).order_by("pk").distinct()
    voices = Voice.objects.filter(attributions__edition__text__obj=obj).order_by("pk").distinct()
    record = adapter().to_record(obj)
    seen = (
        record,
        TermsOfWords().of({obj.pk: record.facts}),
        editions,
        list(relations),
        list(sources.values_list("title", "author", "date", "held_by", "uri")),
        list(showings),
        list(perspectives.values_list("slug", "names", "position", "accent")),
        list(voices.values_list("slug", "names", "kind", "parent__names")),
        _research_seen(obj),
        _provenance_seen(obj),
    )
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]


def _research_seen(obj: Any) -> list[Any]:
    found = ProvenanceResearch.objects.filter(is_public=True, objects_researched__obj=obj).order_by("pk")
    return list(found.values_list("slug", "changed_at", Count("steps")))


def _provenance_seen(obj: Any) -> list[Any]:
    events = ProvenanceEvent.objects.filter(text__obj=obj).order_by("pk")
    seen: list[Any] = list(events.values_list("pk", "step", Count("assessments"), Max("assessments__assessed_at")))
    if seen:
        cited = EventCitation.objects.filter(statement__event__text__obj=obj).order_by("pk")
        judged = EventAssessment.objects.filter(event__text__obj=obj).order_by("pk")
        seen += cited.values_list("source__title", "locator")
        seen += judged.values_list("voice__slug", "voice__names", "source__title")
        seen.append(Place.objects.aggregate(Count("pk"), Sum("latitude"), Sum("longitude")))
    return seen
