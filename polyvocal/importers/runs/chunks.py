"""Takes one chunk of records from reading to being written; what is decided, and what is written, are apart."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from polyvocal.exceptions import PolyvocalError
from polyvocal.importers.apply import apply_plans, record_outcomes
from polyvocal.importers.models import ImportRun, Outcome, SourceRecord, SourceSystem, checksum_of_raw
from polyvocal.importers.planning import Plan, Planner
from polyvocal.importers.profiles import ReadRecord, RecordReader
from polyvocal.importers.reconcile import Standing, known_records, standing_of
from polyvocal.importers.runs.tally import Tally
from polyvocal.importers.sources import RawRecord
from polyvocal.publishing import Actor

FAULTS = (DatabaseError, PolyvocalError, ValidationError, ObjectDoesNotExist, ValueError, TypeError, LookupError)
"""What a single record may do wrong, in its values or against the database, without ending the run."""

Met = tuple[RawRecord, bool]
"""A record, and whether its identifier was met before in this run."""

Refusal = tuple[RawRecord, Outcome, str]


@dataclass(slots=True)
class Decided:
    """What is to be done with a chunk. Nothing is written yet."""

    tally: Tally = field(default_factory=Tally)
    plans: Sequence[Plan] = ()
    refusals: list[Refusal] = field(default_factory=list)
    standing: Standing | None = None

    def refuse(self, raw: RawRecord, outcome: Outcome, reason: str) -> None:
        """Leave a record out, and say why."""
        self.tally.outcomes[outcome] += 1
        self.refusals.append((raw, outcome, reason))


class Chunks:
    """Decides on chunks and writes them, for one run."""

    def __init__(
        self, reader: RecordReader, system: SourceSystem, *, recipe: str, now: datetime, run_name: str
    ) -> None:
        self._reader = reader
        self._system = system
        self._recipe = recipe
        self._now = now
        self._run_name = run_name

    def decided(self, chunk: Sequence[Met]) -> Decided:
        """Read, reconcile and plan a chunk."""
        made = Decided()
        known = known_records(self._system, [raw for raw, _was_met in chunk])
        found = (self._read(raw, known.get(raw.record_id), made, was_met=was_met) for raw, was_met in chunk)
        reads = [read for read in found if read is not None]
        if reads:
            made.standing = standing_of(reads, system=self._system, known=known, house=self._reader.house)
            planner = Planner(made.standing, now=self._now, run_name=self._run_name, recipe=self._recipe)
            made.plans = [planner.plan(read) for read in reads]
            made.tally.count(made.plans)
        return made

    def write(self, made: Decided, *, run: ImportRun, actor: Actor) -> None:
        """Write what was decided."""
        if made.standing is not None:
            applied = apply_plans(made.plans, made.standing, run=run, actor=actor, recipe=self._recipe)
            made.tally.voices_new.update(applied.new_voices)
        record_outcomes(made.refusals, run=run)

    @staticmethod
    def imagine(made: Decided) -> None:
        """Count what a dry run does not write."""
        if made.standing is not None:
            made.tally.voices_new.update(_voices_to_come(made.plans, made.standing))

    def _read(self, raw: RawRecord, known: SourceRecord | None, made: Decided, *, was_met: bool) -> ReadRecord | None:
        """Read a record, unless it is what was read before, or cannot be used."""
        if raw.is_deleted and raw.record_id:
            made.refuse(raw, Outcome.HELD, _deleted_in_words(is_known=known is not None))
            return None
        if known is not None and known.checksum == checksum_of_raw(raw.raw) and not known.is_gone:
            if known.recipe == self._recipe or was_met:
                made.tally.outcomes[Outcome.UNCHANGED] += 1
                return None
        elif was_met:
            told = _("This identifier occurs a second time in this run; the first was kept.")
            made.refuse(raw, Outcome.CONFLICT, told)
            return None
        try:
            return self._reader.read(raw)
        except FAULTS as error:
            made.refuse(raw, Outcome.INVALID, str(error))
            return None


def _voices_to_come(plans: Sequence[Plan], standing: Standing) -> set[str]:
    named = {one.voice.slug for plan in plans for edition in plan.editions for one in edition.read.edition.attributions}
    named |= {voice.slug for plan in plans for voice in plan.read.named}
    return named - set(standing.voices)


def _deleted_in_words(*, is_known: bool) -> str:
    if is_known:
        return _("The source says that this record was deleted. Its object and texts stay; withdraw them by hand.")
    return _("The source says that this record was deleted; nothing of it was taken in.")
