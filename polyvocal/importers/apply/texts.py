"""Publishes planned editions and remembers which occurrence of the source each of them came from."""

from collections.abc import Sequence
from typing import Any

from polyvocal import publishing
from polyvocal.conf import setting
from polyvocal.importers.apply.events import EventKeys
from polyvocal.importers.apply.objects import BATCH
from polyvocal.importers.apply.showings import kept_showings, write_showings
from polyvocal.importers.apply.speakers import Speakers
from polyvocal.importers.models import ImportRun, SourceText
from polyvocal.importers.planning import EditionPlan, Plan
from polyvocal.importers.planning.matching import details_checksum, words_checksum
from polyvocal.importers.profiles import ReadText
from polyvocal.models import Edition, Relation
from polyvocal.models.rows import insert_rows
from polyvocal.publishing import Actor, Content, Credit, Ground, Publication, StatedEvent
from polyvocal.records import CitationRecord, ProvenanceEventRecord

_LONGEST_TERM = 300


class PlannedEditions:
    """The editions of some plans, made ready; objects and speakers are written before them."""

    def __init__(
        self, plans: Sequence[Plan], speakers: Speakers, *, events: EventKeys, actor: Actor, run: ImportRun
    ) -> None:
        self._plans = plans
        self._actor = actor
        self._run = run
        self._speakers = speakers
        self._planned = [(plan, one) for plan in plans for one in plan.editions]
        self._bulk = publishing.Bulk(
            [_publication(one, speakers, events.given(one)) for _plan, one in self._planned], actor
        )

    def write(self) -> int:
        """Publish them all at once and return how many they are."""
        for plan, one in self._planned:
            if one.text._state.adding:
                one.text.obj_id = plan.obj.pk
                one.text.perspective_id = self._speakers.perspectives[one.read.record.perspective.slug].pk
        editions = self._bulk.publish()
        published = [(*one, edition) for one, edition in zip(self._planned, editions, strict=True)]
        write_showings(self._plans, [(edition.pk, one.showings) for _plan, one, edition in published], self._actor)
        _remember(self._plans, published, run_id=self._run.pk)
        _relate(self._plans)
        return len(editions)


def _publication(one: EditionPlan, speakers: Speakers, events: Sequence[ProvenanceEventRecord]) -> Publication:
    content = _content(one, speakers, events)
    return Publication(
        one.text, content, reason=one.reason, published_until=one.published_until, based_on=one.based_on
    )  # fmt: skip


def _content(one: EditionPlan, speakers: Speakers, events: Sequence[ProvenanceEventRecord]) -> Content:
    edition = one.read.edition
    return Content(
        words=edition.words,
        credits=tuple(Credit(speakers.voices[given.voice.slug], given.role) for given in edition.attributions),
        grounds=_grounds(edition.citations, speakers),
        recorded=edition.recorded,
        held=edition.held,
        content_note=edition.content_note,
        licence=edition.licence or setting("LICENCE"),
        published_from=one.published_from,
        events=tuple(StatedEvent(event, _grounds(event.citations, speakers)) for event in events),
    )


def _grounds(citations: Sequence[CitationRecord], speakers: Speakers) -> tuple[Ground, ...]:
    return tuple(Ground(speakers.sources[given.title, given.uri], given.locator) for given in citations)


def _remember(plans: Sequence[Plan], published: Sequence[tuple[Plan, EditionPlan, Edition]], *, run_id: int) -> None:
    changed: dict[Any, SourceText] = {one.pk: one for plan in plans for one in plan.touched}
    for row in changed.values():
        row.showings = [{"run": run_id, **kept} for kept in row.showings]
    for _plan, one, edition in published:
        if one.source_text is not None:
            row = one.source_text
            row.edition, row.is_taken_over, row.offered_words, row.undone_recipe = edition, False, "", ""
            row.showings = kept_showings(one.read.edition.showings, run_id=run_id)
            _take(row, one.read)
            changed[row.pk] = row
    for plan in plans:
        for offer in plan.offers:
            row = offer.source_text
            row.is_taken_over, row.offered_words = True, offer.read.edition.words
            _take(row, offer.read)
            changed[row.pk] = row
    _remember_new([given for given in published if given[1].source_text is None], run_id=run_id)
    fields = [
        "edition", "term", "checksum", "details", "is_taken_over", "is_gone", "offered_words", "undone_recipe",
        "showings",
    ]  # fmt: skip
    SourceText.objects.bulk_update(changed.values(), fields, batch_size=BATCH)


def _remember_new(published: Sequence[tuple[Plan, EditionPlan, Edition]], *, run_id: int) -> None:
    names = (
        "record_id", "text_id", "edition_id", "key", "term", "checksum", "details", "is_taken_over", "is_gone",
        "offered_words", "undone_recipe", "showings",
    )  # fmt: skip
    rows = [
        (
            plan.record.pk, one.text.pk, edition.pk, one.key, one.read.term[:_LONGEST_TERM], edition.checksum,
            details_checksum(one.read), False, False, "", "", kept_showings(one.read.edition.showings, run_id=run_id),
        )
        for plan, one, edition in published
        if plan.record is not None
    ]  # fmt: skip
    insert_rows(SourceText, names, rows)


def _take(row: SourceText, read: ReadText) -> None:
    row.term = read.term[:_LONGEST_TERM]
    row.checksum = words_checksum(read)
    row.details = details_checksum(read)


def _relate(plans: Sequence[Plan]) -> None:
    Relation.objects.bulk_create(
        [
            Relation(text=one.text, relation_type=one.relation_type, other=one.other)
            for plan in plans
            for one in plan.relations
        ],
        batch_size=BATCH,
    )
