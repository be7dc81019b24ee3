"""From an archive that a page has read anyway to the record of its object, so that the page may tell machines too.

Such a record holds what stands now and when everything came and went. Sources, showings and ties between texts stand in
documents of their own; claims are those that the page has read.
"""

from dataclasses import replace
from typing import Any

from polyvocal.linkeddata.gather import object_record_of, perspective_record, voice_record
from polyvocal.linkeddata.terms import certain_term
from polyvocal.models import Edition
from polyvocal.records import AttributionRecord, EditionRecord, ObjectRecord, ProvenanceEventRecord, Span, TextRecord
from polyvocal.selectors import Archive, TermsOfWords, TextHistory


def record_from(archive: Archive, record: ObjectRecord) -> ObjectRecord:
    """Return what an object's record says with all that stands of it; two queries, for the terms of its words."""
    texts = sorted(map(_text, archive.histories), key=_place(archive))
    whole = object_record_of(archive.obj, tuple(texts), record=record)
    terms = TermsOfWords(certain_term).of({archive.obj.pk: whole.facts})
    return replace(whole, terms=terms[archive.obj.pk])


def _place(archive: Archive) -> Any:
    positions = {str(one.text.pk): one.text.perspective.position for one in archive.histories}
    return lambda text: (positions[text.id], text.text_type, text.language, text.part, text.id)


def _text(history: TextHistory) -> TextRecord:
    text = history.text
    return TextRecord(
        perspective=perspective_record(text.perspective),
        text_type=text.text_type,
        language=text.language,
        editions=tuple(map(_edition, history.editions)),
        part=text.part,
        id=str(text.pk),
    )


def _edition(edition: Edition) -> EditionRecord:
    return EditionRecord(
        words=edition.words,
        attributions=tuple(AttributionRecord(voice_record(one.voice), one.role) for one in edition.attributions.all()),
        recorded=Span(edition.recorded_as_written, edition.recorded),
        held=Span() if edition.is_withdrawn else Span(edition.held_as_written, edition.held),
        published_from=edition.published_from,
        published_until=edition.published_until,
        reason=edition.reason,
        content_note=edition.content_note,
        licence=edition.licence,
        number=edition.number,
        state=edition.state,
        id=str(edition.pk),
        withdrawn_at=edition.withdrawn_at,
        withdrawal_reason=edition.withdrawal_reason,
        events=_events(edition),
    )


def _events(edition: Edition) -> tuple[ProvenanceEventRecord, ...]:
    if edition.is_withdrawn or "event_statements" not in getattr(edition, "_prefetched_objects_cache", {}):
        return ()
    return tuple(one.record for one in edition.event_statements.all())
