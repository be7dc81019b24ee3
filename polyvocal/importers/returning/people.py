"""Voices, perspectives and sources of a dump as rows: those that stand here, and those to be made."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction

from polyvocal import publishing
from polyvocal.importers.returning.outcomes import Outcome
from polyvocal.linkeddata.gather import perspective_record, voice_record
from polyvocal.models import Attribution, EventAssessment, Perspective, Relation, Researcher, Source, Text, Voice
from polyvocal.publishing import Actor
from polyvocal.records import CitationRecord, EditionRecord, ObjectRecord, PerspectiveRecord, VoiceRecord

_MANY = 500


def bring_voices(records: Mapping[str, VoiceRecord], actor: Actor) -> dict[str, Outcome]:
    """Make the voices that are not here; one that is here and spoke never is as the dump says, others stay."""
    with transaction.atomic():
        standing = {row.slug: row for row in Voice.objects.select_related("parent").filter(slug__in=records)}
        outcomes = {slug: _outcome_of_voice(standing.get(slug), one) for slug, one in records.items()}
        wanted = {slug: records[slug] for slug, outcome in outcomes.items() if outcome == Outcome.BROUGHT}
        rows = {slug: _filled_voice(standing.get(slug) or Voice(slug=slug), one) for slug, one in wanted.items()}
        _save(Voice, list(rows.values()), actor)
        _tie_to_parents(wanted, rows, actor)
    return outcomes


def bring_perspectives(records: Mapping[str, PerspectiveRecord], actor: Actor) -> dict[str, Outcome]:
    """Make the perspectives that are not here; one that is here without a text is as the dump says, others stay."""
    with transaction.atomic():
        standing = {row.slug: row for row in Perspective.objects.filter(slug__in=records)}
        outcomes = {slug: _outcome_of_perspective(standing.get(slug), one) for slug, one in records.items()}
        wanted = [slug for slug, outcome in outcomes.items() if outcome == Outcome.BROUGHT]
        rows = [_filled_perspective(standing.get(slug) or Perspective(slug=slug), records[slug]) for slug in wanted]
        _save(Perspective, rows, actor)
    return outcomes


def voices_named(objects: Sequence[ObjectRecord], actor: Actor) -> dict[str, Voice]:
    """Return the rows of the voices that these objects name; those of whom only the name is known are made so."""
    named: dict[str, VoiceRecord] = {}
    for voice in _voices_in(objects):
        if not named.get(voice.slug, voice).names or voice.slug not in named:
            named[voice.slug] = voice
    rows = voices_with(named)
    missing = {slug: one for slug, one in named.items() if slug not in rows and one.names}
    if missing:
        bring_voices(missing, actor)
        rows |= voices_with(missing)
    return rows


def voices_with(slugs: Iterable[str]) -> dict[str, Voice]:
    """Return the rows of voices by slug, as many as are here."""
    return {row.slug: row for row in Voice.objects.filter(slug__in=list(slugs))}


def perspectives_with(slugs: Iterable[str]) -> dict[str, Perspective]:
    """Return the rows of perspectives by slug, as many as are here."""
    return {row.slug: row for row in Perspective.objects.filter(slug__in=list(slugs))}


def sources_cited(citations: Iterable[CitationRecord], actor: Actor) -> dict[tuple[str, str], Source]:
    """Return the rows of what is cited, by title and web address; those that are not here are made."""
    wanted = dict.fromkeys((one.title, one.uri) for one in citations)
    found = Source.objects.filter(title__in={title for title, _uri in wanted}).order_by("-pk") if wanted else ()
    rows = {(row.title, row.uri): row for row in found if (row.title, row.uri) in wanted}
    new = [Source(title=title, uri=uri) for title, uri in wanted if (title, uri) not in rows]
    _save(Source, new, actor)
    return rows | {(row.title, row.uri): row for row in new}


def citations_in(objects: Sequence[ObjectRecord]) -> Iterator[CitationRecord]:
    """Yield what the editions of these objects, their events and the judgements of these cite."""
    for obj in objects:
        for text in obj.texts:
            for edition in text.editions:
                yield from edition.all_citations
            yield from (one.citation for one in text.assessments if one.citation is not None)


def _voices_in(objects: Sequence[ObjectRecord]) -> Iterator[VoiceRecord]:
    for obj in objects:
        for text in obj.texts:
            editions: Sequence[EditionRecord] = text.editions
            yield from (one.voice for edition in editions for one in edition.attributions)
            yield from (one.voice for one in text.assessments)


def _outcome_of_voice(row: Voice | None, record: VoiceRecord) -> Outcome:
    if row is None:
        return Outcome.BROUGHT
    if voice_record(row) == record:
        return Outcome.STANDING
    spoke = (
        Attribution.objects.filter(voice=row).exists()
        or Relation.objects.filter(asserted_by=row).exists()
        or EventAssessment.objects.filter(voice=row).exists()
        or Researcher.objects.filter(voice=row).exists()
    )
    return Outcome.KEPT if spoke else Outcome.BROUGHT


def _outcome_of_perspective(row: Perspective | None, record: PerspectiveRecord) -> Outcome:
    if row is None:
        return Outcome.BROUGHT
    if perspective_record(row) == record:
        return Outcome.STANDING
    return Outcome.KEPT if Text.objects.filter(perspective=row).exists() else Outcome.BROUGHT


def _filled_voice(row: Voice, record: VoiceRecord) -> Voice:
    row.names, row.statement = dict(record.names), dict(record.statement)
    row.kind, row.speaks_as, row.mandate = record.kind, record.speaks_as, record.mandate
    row.uris, row.languages, row.active_period = list(record.uris), list(record.languages), record.active_period
    return row


def _filled_perspective(row: Perspective, record: PerspectiveRecord) -> Perspective:
    row.names, row.description = dict(record.names), dict(record.description)
    row.position, row.accent = record.position, record.accent
    return row


def _tie_to_parents(records: Mapping[str, VoiceRecord], rows: Mapping[str, Voice], actor: Actor) -> None:
    """What a voice is part of stands in the dump by itself, or is known by its name and kind alone."""
    whole = {one.part_of.slug: one.part_of for one in records.values() if one.part_of is not None}
    if not whole:
        return
    known = voices_with(whole)
    new = {slug: _filled_voice(Voice(slug=slug), one) for slug, one in whole.items() if slug not in known}
    _save(Voice, list(new.values()), actor)
    known |= new
    tied = [rows[slug] for slug, one in records.items() if one.part_of is not None]
    for row in tied:
        row.parent = known[records[row.slug].part_of.slug]  # type: ignore[union-attr]
    Voice.objects.bulk_update(tied, ["parent"], batch_size=_MANY)


def _save(model: Any, rows: Sequence[Any], actor: Actor) -> None:
    """Write new rows, and those that stand, with a version each."""
    publishing.refuse_unfit(rows)
    new = [row for row in rows if row._state.adding]
    standing = [row for row in rows if not row._state.adding]
    model._default_manager.bulk_create(new, batch_size=_MANY)
    for row in standing:
        row.save()
    publishing.record_many(rows, actor, reason=actor.name)
