"""Writes objects of a dump with everything that was said about them: a chunk in one transaction, all or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from polyvocal import publishing
from polyvocal.importers.returning.people import citations_in, perspectives_with, sources_cited, voices_named
from polyvocal.importers.returning.terms import Agreement, write_terms
from polyvocal.models import FormerNumber, Showing, Source, Text, Voice
from polyvocal.models.rows import insert_instances
from polyvocal.object_model import ObjectAdapter
from polyvocal.publishing import Actor, Content, Credit, Ground, ReturnedEdition, ReturnedJudgement, StatedEvent
from polyvocal.records import (
    AssessmentRecord,
    CitationRecord,
    EditionRecord,
    ObjectRecord,
    ShowingRecord,
    TextRecord,
)

_Sources = Mapping[tuple[str, str], Source]


def write_objects(
    records: Sequence[ObjectRecord],
    adapter: ObjectAdapter,
    actor: Actor,
    *,
    standing: Mapping[str, Any],
    agreed: Agreement,
) -> int:
    """Write objects with their texts and return how many editions came; `standing` are objects that are here.

    Words that stood for a term do so here; `agreed` says of which words all objects of the dump mean the same.

    Raises what publishing and the database raise, KeyError where a voice or a perspective is not known; then nothing
    is written.
    """
    with transaction.atomic():
        voices = voices_named(records, actor)
        perspectives = perspectives_with({text.perspective.slug for one in records for text in one.texts})
        sources = sources_cited(citations_in(records), actor)
        objects = _write_rows(records, adapter, actor, standing=standing)
        returned: list[ReturnedEdition] = []
        judged: list[ReturnedJudgement] = []
        shown: list[Showing] = []
        for record in records:
            for text in record.texts:
                row = Text(
                    pk=UUID(text.id), obj=objects[record.identifier], perspective=perspectives[text.perspective.slug],
                    text_type=text.text_type, language=text.language, part=text.part,
                )  # fmt: skip
                returned += _returned(row, text, voices, sources)
                judged += [_judgement(one, voices, sources) for one in text.assessments]
                shown += [_showing(one, given) for one in text.editions for given in one.showings]
        write_terms(records, objects, agreed, actor)
        publishing.bring_back(returned, actor, judgements=judged)
        insert_instances(Showing, shown)
        publishing.record_many(shown, actor, reason=actor.name)
    return len(returned)


def ground(one: CitationRecord, sources: _Sources) -> Ground:
    """Return a citation with the row of what is cited."""
    return Ground(sources[one.title, one.uri], one.locator)


def _write_rows(
    records: Sequence[ObjectRecord], adapter: ObjectAdapter, actor: Actor, *, standing: Mapping[str, Any]
) -> dict[str, Any]:
    new = {one.identifier: adapter.build(one) for one in records if one.identifier not in standing}
    publishing.refuse_unfit(new.values())
    insert_instances(adapter.model, list(new.values()))
    refreshed = []
    for one in records:
        if one.identifier in standing and adapter.refresh(standing[one.identifier], one):
            publishing.refuse_unfit([standing[one.identifier]])
            standing[one.identifier].save()
            refreshed.append(standing[one.identifier])
    publishing.record_many([*new.values(), *refreshed], actor, reason=actor.name)
    rows = {**{key: standing[key] for key in standing}, **new}
    known = set(FormerNumber.objects.filter(obj__in=list(standing.values())).values_list("obj", "number"))
    numbers = [
        FormerNumber(obj=rows[one.identifier], number=number)
        for one in records
        for number in one.former_numbers
        if (rows[one.identifier].pk, number) not in known
    ]
    publishing.refuse_unfit(numbers)
    insert_instances(FormerNumber, numbers)
    return rows


def _returned(row: Text, text: TextRecord, voices: Mapping[str, Voice], sources: _Sources) -> Iterator[ReturnedEdition]:
    for one in text.editions:
        yield ReturnedEdition(
            text=row, key=UUID(one.id), number=one.number or 0, content=_content(one, voices, sources),
            state=one.state, reason=one.reason, published_until=one.published_until,
            withdrawn_at=one.withdrawn_at, withdrawal_reason=one.withdrawal_reason,
        )  # fmt: skip


def _content(one: EditionRecord, voices: Mapping[str, Voice], sources: _Sources) -> Content:
    return Content(
        words=one.words,
        credits=tuple(Credit(voices[given.voice.slug], given.role) for given in one.attributions),
        grounds=tuple(ground(given, sources) for given in one.citations),
        recorded=one.recorded,
        held=one.held,
        content_note=one.content_note,
        licence=one.licence,
        published_from=one.published_from,
        events=tuple(
            StatedEvent(event, tuple(ground(given, sources) for given in event.citations)) for event in one.events
        ),
    )


def _judgement(one: AssessmentRecord, voices: Mapping[str, Voice], sources: _Sources) -> ReturnedJudgement:
    if one.assessed_at is None:
        raise KeyError("assessed_at")
    return ReturnedJudgement(
        key=UUID(one.id), event=UUID(one.event_id), voice=voices[one.voice.slug], standing=one.standing,
        reason=one.reason, assessed_at=one.assessed_at, ground=ground(one.citation, sources) if one.citation else None,
    )  # fmt: skip


def _showing(edition: EditionRecord, given: ShowingRecord) -> Showing:
    return Showing(
        edition_id=UUID(edition.id), place=given.place, exhibition=given.exhibition, shown_from=given.shown_from,
        shown_until=given.shown_until, dates=given.dates.edtf, dates_as_written=given.dates.as_written,
    )  # fmt: skip
