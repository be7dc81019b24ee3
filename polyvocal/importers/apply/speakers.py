"""Makes the voices, perspectives and sources that plans name and that do not exist yet."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from django.db import models

from polyvocal import publishing
from polyvocal.importers.apply.turns import take_turns
from polyvocal.importers.planning import Plan
from polyvocal.importers.reconcile import Standing
from polyvocal.models import Perspective, Source, Voice
from polyvocal.publishing import Actor
from polyvocal.records import EditionRecord, VoiceRecord

_Row = TypeVar("_Row", bound=models.Model)


class Speakers:
    """The voices, perspectives and sources of some plans, as rows: those that stand and those to be made."""

    def __init__(self, standing: Standing, plans: Sequence[Plan], *, actor: Actor, reason: str) -> None:
        self._actor = actor
        self._reason = reason
        self._standing = standing
        editions = [one.read.edition for plan in plans for one in plan.editions]
        self.voices = dict(standing.voices)
        self.new_voices: list[Voice] = []
        self._add_voices(_voices_in(plans, editions))
        self._new_perspectives = _missing_perspectives(plans, standing.perspectives)
        self.perspectives = {**standing.perspectives, **{row.slug: row for row in self._new_perspectives}}
        self._new_sources = _missing_sources(editions, standing.sources)
        self.sources = {**standing.sources, **{(row.title, row.uri): row for row in self._new_sources}}

    def _add_voices(self, records: Iterable[VoiceRecord]) -> None:
        """Add voices that are part of none first, so that the others can be part of them."""
        wanted = {record.slug: record for record in records if record.slug not in self.voices}
        for record in sorted(wanted.values(), key=lambda record: record.part_of is not None):
            parent = self.voices[record.part_of.slug] if record.part_of else None
            voice = Voice(slug=record.slug, kind=record.kind, names=dict(record.names), parent=parent)
            self.voices[record.slug] = voice
            self.new_voices.append(voice)

    def write(self) -> None:
        """Write what is new and what nobody else has made meanwhile; let the plans that come after find it."""
        wanted = [*self.new_voices, *self._new_perspectives]
        take_turns([row.slug for row in wanted] + [row.title for row in self._new_sources])
        self._take_those_made_meanwhile()
        for is_part in (False, True):
            self._write(Voice, [voice for voice in self.new_voices if (voice.parent is not None) is is_part])
        self._write(Perspective, self._new_perspectives)
        self._write(Source, self._new_sources)
        self._standing.voices.update(self.voices)
        self._standing.perspectives.update(self.perspectives)
        self._standing.sources.update(self.sources)

    def _take_those_made_meanwhile(self) -> None:
        if self.new_voices:
            found = Voice.objects.filter(slug__in=[row.slug for row in self.new_voices])
            self.new_voices = _not_among(self.new_voices, {row.slug: row.pk for row in found}, name=attrgetter("slug"))
        if rows := self._new_perspectives:
            standing = Perspective.objects.filter(slug__in=[row.slug for row in rows])
            self._new_perspectives = _not_among(rows, {row.slug: row.pk for row in standing}, name=attrgetter("slug"))
        if sources := self._new_sources:
            named = Source.objects.filter(title__in=[row.title for row in sources]).order_by("-pk")
            self._new_sources = _not_among(
                sources, {(row.title, row.uri): row.pk for row in named}, name=attrgetter("title", "uri")
            )

    def _write(self, model: type, rows: list) -> None:  # type: ignore[type-arg]
        model.objects.bulk_create(rows)  # type: ignore[attr-defined]
        publishing.record_many(rows, self._actor, reason=self._reason)


def _not_among(rows: list[_Row], made: Mapping[Any, Any], *, name: Callable[[Any], Any]) -> list[_Row]:
    """Return the rows that are to be made; the others become those that somebody has made."""
    for row in rows:
        if name(row) in made:
            row.pk = made[name(row)]
            row._state.adding = False
    return [row for row in rows if name(row) not in made]


def _missing_perspectives(plans: Sequence[Plan], known: Mapping[str, Perspective]) -> list[Perspective]:
    records = {one.read.record.perspective.slug: one.read.record.perspective for p in plans for one in p.editions}
    return [
        Perspective(slug=slug, names=dict(record.names), description=dict(record.description))
        for slug, record in records.items()
        if slug not in known
    ]


def _missing_sources(editions: Iterable[EditionRecord], known: Mapping[tuple[str, str], Source]) -> list[Source]:
    named = {(one.title, one.uri) for edition in editions for one in edition.all_citations}
    return [Source(title=title, uri=uri) for title, uri in sorted(named - set(known))]


def _voices_in(plans: Sequence[Plan], editions: Iterable[EditionRecord]) -> list[VoiceRecord]:
    voices = [one.voice for edition in editions for one in edition.attributions]
    voices += [voice for plan in plans for voice in plan.read.named]
    return [voice.part_of for voice in voices if voice.part_of is not None] + voices
