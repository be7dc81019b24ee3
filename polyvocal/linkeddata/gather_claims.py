"""From the database to records: what the editions of provenance statements say of events, and how these are judged."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from polyvocal.models import EventAssessment, EventCitation, EventStatement
from polyvocal.records import AssessmentRecord, CitationRecord, ProvenanceEventRecord, VoiceRecord


def events_of(readable: Sequence[UUID]) -> Iterator[tuple[UUID, ProvenanceEventRecord]]:
    """Yield the events that editions state, in their order; `readable` are keys of editions that are not withdrawn."""
    rows = list(
        EventStatement.objects.filter(edition__in=readable).select_related("event").order_by("edition_id", "position")
    )
    sources = _sources([row.pk for row in rows]) if rows else {}
    for row in rows:
        yield row.edition_id, replace(row.record, citations=tuple(sources.get(row.pk, ())))


def assessments(objects: Sequence[Any]) -> list[EventAssessment]:
    """Return the newest judgement of each voice of the events about these objects, oldest first."""
    newest: dict[tuple[UUID, int], EventAssessment] = {}
    found = EventAssessment.objects.filter(event__text__obj__in=objects).select_related("source", "event")
    for row in found.order_by("assessed_at", "id"):
        newest.pop((row.event_id, row.voice_id), None)
        newest[row.event_id, row.voice_id] = row
    return list(newest.values())


def assessment_record(row: EventAssessment, voice: VoiceRecord) -> AssessmentRecord:
    """Return a judgement as a record."""
    source = CitationRecord(row.source.title, row.locator, row.source.uri) if row.source else None
    return AssessmentRecord(
        event_id=str(row.event_id), voice=voice, standing=row.standing, reason=row.reason, id=str(row.pk),
        assessed_at=row.assessed_at, citation=source,
    )  # fmt: skip


def was_judged(since: datetime) -> Exists:
    """Return the condition that an event about an object was judged at or after a moment."""
    return Exists(EventAssessment.objects.filter(event__text__obj=OuterRef("pk"), assessed_at__gte=since))


def _sources(statements: Sequence[UUID]) -> dict[UUID, list[CitationRecord]]:
    found: dict[UUID, list[CitationRecord]] = defaultdict(list)
    rows = EventCitation.objects.filter(statement__in=statements).order_by("pk")
    for key, *given in rows.values_list("statement_id", "source__title", "locator", "source__uri"):
        found[key].append(CitationRecord(*given))
    return found
