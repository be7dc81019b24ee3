"""A fingerprint of all that a page about an object shows: equal as long as nothing on it changed."""

import hashlib
from typing import Any

from django.db.models import Count, Max, Q

from polyvocal.models import (
    Edition,
    Perspective,
    ProvenanceEvent,
    Relation,
    Showing,
    Source,
    Voice,
)
from polyvocal.object_model import adapter


def fingerprint_of(obj: Any) -> str:
    """Return 32 hexadecimal digits, from eight small queries. Editions never change, so counts and dates tell."""
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
    events = ProvenanceEvent.objects.filter(text__obj=obj).order_by("pk")
    seen = (
        adapter().to_record(obj),
        editions,
        list(relations),
        list(sources.values_list("title", "author", "date", "held_by", "uri")),
        list(showings),
        list(perspectives.values_list("slug", "names", "position", "accent")),
        list(voices.values_list("slug", "names", "kind", "parent__names")),
        list(events.values_list("pk", "step", Count("assessments"), Max("assessments__assessed_at"))),
    )
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]
