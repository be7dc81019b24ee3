"""Makes the voices, perspectives and sources that plans name and that do not exist yet."""

from collections.abc import Iterable, Sequence

from polyvocal import publishing
from polyvocal.importers.planning import Plan
from polyvocal.importers.reconcile import Standing
from polyvocal.models import Perspective, Source, Voice
from polyvocal.publishing import Actor
from polyvocal.records import EditionRecord, VoiceRecord


class Speakers:
    """The voices, perspectives and sources of one chunk, as rows: those that stood and those made here."""

    def __init__(self, standing: Standing, plans: Sequence[Plan], *, actor: Actor, reason: str) -> None:
        self._actor = actor
        self._reason = reason
        editions = [one.read.edition for plan in plans for one in plan.editions]
        self.voices = dict(standing.voices)
        self.new_voices = self._make_voices(_voices_in(plans, editions))
        self.perspectives = dict(standing.perspectives)
        self._make_perspectives(plans)
        self.sources = dict(standing.sources)
        self._make_sources(editions)

    def _make_voices(self, records: Iterable[VoiceRecord]) -> list[Voice]:
        """Make voices that are part of none first, so that the others can be part of them."""
        wanted = {record.slug: record for record in records if record.slug not in self.voices}
        made: list[Voice] = []
        for is_part in (False, True):
            rows = [
                Voice(
                    slug=record.slug,
                    kind=record.kind,
                    names=dict(record.names),
                    parent=self.voices[record.part_of.slug] if record.part_of else None,
                )
                for record in wanted.values()
                if (record.part_of is not None) is is_part
            ]
            made += self._saved(Voice, rows)
            self.voices |= {voice.slug: voice for voice in rows}
        return made

    def _make_perspectives(self, plans: Sequence[Plan]) -> None:
        records = {one.read.record.perspective.slug: one.read.record.perspective for p in plans for one in p.editions}
        rows = [
            Perspective(slug=slug, names=dict(record.names), description=dict(record.description))
            for slug, record in records.items()
            if slug not in self.perspectives
        ]
        self.perspectives |= {row.slug: row for row in self._saved(Perspective, rows)}

    def _make_sources(self, editions: Iterable[EditionRecord]) -> None:
        named = {(one.title, one.uri) for edition in editions for one in edition.citations}
        rows = [Source(title=title, uri=uri) for title, uri in sorted(named - set(self.sources))]
        self.sources |= {(row.title, row.uri): row for row in self._saved(Source, rows)}

    def _saved(self, model: type, rows: list) -> list:  # type: ignore[type-arg]
        made = model.objects.bulk_create(rows)  # type: ignore[attr-defined]
        publishing.record_many(made, self._actor, reason=self._reason)
        return list(made)


def _voices_in(plans: Sequence[Plan], editions: Iterable[EditionRecord]) -> list[VoiceRecord]:
    voices = [one.voice for edition in editions for one in edition.attributions]
    voices += [voice for plan in plans for voice in plan.read.named]
    return [voice.part_of for voice in voices if voice.part_of is not None] + voices
