"""Makes the voices, perspectives and sources that plans name and that do not exist yet."""

from collections.abc import Iterable, Mapping, Sequence

from polyvocal import publishing
from polyvocal.importers.planning import Plan
from polyvocal.importers.reconcile import Standing
from polyvocal.models import Perspective, Source, Voice
from polyvocal.publishing import Actor
from polyvocal.records import EditionRecord, VoiceRecord


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
        """Write what is new, and let the plans that come after find it."""
        for is_part in (False, True):
            self._write(Voice, [voice for voice in self.new_voices if (voice.parent is not None) is is_part])
        self._write(Perspective, self._new_perspectives)
        self._write(Source, self._new_sources)
        self._standing.voices.update(self.voices)
        self._standing.perspectives.update(self.perspectives)
        self._standing.sources.update(self.sources)

    def _write(self, model: type, rows: list) -> None:  # type: ignore[type-arg]
        model.objects.bulk_create(rows)  # type: ignore[attr-defined]
        publishing.record_many(rows, self._actor, reason=self._reason)


def _missing_perspectives(plans: Sequence[Plan], known: Mapping[str, Perspective]) -> list[Perspective]:
    records = {one.read.record.perspective.slug: one.read.record.perspective for p in plans for one in p.editions}
    return [
        Perspective(slug=slug, names=dict(record.names), description=dict(record.description))
        for slug, record in records.items()
        if slug not in known
    ]


def _missing_sources(editions: Iterable[EditionRecord], known: Mapping[tuple[str, str], Source]) -> list[Source]:
    named = {(one.title, one.uri) for edition in editions for one in edition.citations}
    return [Source(title=title, uri=uri) for title, uri in sorted(named - set(known))]


def _voices_in(plans: Sequence[Plan], editions: Iterable[EditionRecord]) -> list[VoiceRecord]:
    voices = [one.voice for edition in editions for one in edition.attributions]
    voices += [voice for plan in plans for voice in plan.read.named]
    return [voice.part_of for voice in voices if voice.part_of is not None] + voices
