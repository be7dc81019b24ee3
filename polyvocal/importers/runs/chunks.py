"""Takes one chunk of records from reading to being written; what is decided, and what is written, are apart."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from polyvocal.exceptions import PolyvocalError
from polyvocal.importers.apply import Application, record_outcomes
from polyvocal.importers.models import ImportRun, Outcome, SourceRecord, SourceSystem, checksum_of_raw
from polyvocal.importers.planning import Plan, Planner
from polyvocal.importers.profiles import ReadRecord, RecordReader
from polyvocal.importers.reconcile import Standing, known_records, standing_of
from polyvocal.importers.runs.pace import Pace
from polyvocal.importers.runs.tally import Tally
from polyvocal.importers.sources import DAMAGED, RawRecord
from polyvocal.publishing import Actor

FAULTS = (DatabaseError, PolyvocalError, ValidationError, ObjectDoesNotExist, ValueError, TypeError, LookupError)
"""What a single record may do wrong, in its values or against the database, without ending the run."""

Met = tuple[RawRecord, bool]
"""A record, and whether its identifier was met before in this run."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done with one record: what its plan says; without a plan, it is left as it is or left out."""

    raw: RawRecord
    outcome: Outcome
    reason: str = ""
    plan: Plan | None = None

    @property
    def weight(self) -> int:
        """How much there is to write."""
        return 0 if self.outcome == Outcome.UNCHANGED else 1 + (len(self.plan.editions) if self.plan else 0)


class Decided:
    """What is to be done with records that follow each other. Nothing is written yet."""

    def __init__(self, steps: Sequence[Step], standing: Standing | None = None) -> None:
        self.steps = steps
        self.standing = standing
        self.weight = sum(step.weight for step in steps)
        self.plans = [step.plan for step in steps if step.plan is not None]
        self.refusals = [one for one in steps if one.plan is None and one.outcome != Outcome.UNCHANGED]
        self.tally = Tally(
            outcomes=Counter(step.outcome for step in steps if step.plan is None),
            damaged=sum(step.raw.fault in DAMAGED for step in steps),
        )
        self.tally.count(self.plans)

    def pieces(self, pace: Pace) -> Iterator["Decided"]:
        """Yield the same in pieces, each as much as may be written at once."""
        steps: list[Step] = []
        weight = 0
        for step in self.steps:
            if steps and weight + step.weight > pace.size:
                yield Decided(steps, self.standing)
                steps, weight = [], 0
            steps.append(step)
            weight += step.weight
        if steps:
            yield Decided(steps, self.standing)


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
        known = known_records(self._system, [raw for raw, _was_met in chunk])
        found = [self._read(raw, known.get(raw.record_id), was_met=was_met) for raw, was_met in chunk]
        reads = [one for one in found if isinstance(one, ReadRecord)]
        if not reads:
            return Decided([one for one in found if isinstance(one, Step)])
        standing = standing_of(reads, system=self._system, known=known, house=self._reader.house)
        planner = Planner(standing, now=self._now, run_name=self._run_name, recipe=self._recipe)
        return Decided([one if isinstance(one, Step) else _step(planner.plan(one)) for one in found], standing)

    def prepared(self, made: Decided, *, run: ImportRun, actor: Actor) -> Application | None:
        """Return all that can be made ready before the database is locked."""
        if made.standing is None:
            return None
        return Application(made.plans, made.standing, run=run, actor=actor, recipe=self._recipe)

    @staticmethod
    def write(made: Decided, application: Application | None, *, run: ImportRun) -> None:
        """Write what was decided."""
        if application is not None:
            made.tally.voices_new.update(application.write().new_voices)
        record_outcomes([(one.raw, one.outcome, one.reason) for one in made.refusals], run=run)

    @staticmethod
    def imagine(made: Decided) -> None:
        """Count what a dry run does not write."""
        if made.standing is not None:
            made.tally.voices_new.update(_voices_to_come(made.plans, made.standing))

    def _read(self, raw: RawRecord, known: SourceRecord | None, *, was_met: bool) -> ReadRecord | Step:
        """Read a record, unless it is what was read before, or cannot be used."""
        if raw.fault:
            return self._tried(raw)
        if raw.is_deleted and raw.record_id:
            return Step(raw, Outcome.HELD, _deleted_in_words(is_known=known is not None))
        if known is not None and known.checksum == checksum_of_raw(raw.raw) and not known.is_gone:
            if known.recipe == self._recipe or was_met:
                return Step(raw, Outcome.UNCHANGED)
        elif was_met:
            return Step(
                raw, Outcome.CONFLICT, _("This identifier occurs a second time in this run; the first was kept.")
            )
        return self._tried(raw)

    def _tried(self, raw: RawRecord) -> ReadRecord | Step:
        try:
            return self._reader.read(raw)
        except FAULTS as error:
            return Step(raw, Outcome.INVALID, str(error))


def _step(plan: Plan) -> Step:
    return Step(plan.read.raw, plan.outcome, plan=plan)


def _voices_to_come(plans: Sequence[Plan], standing: Standing) -> set[str]:
    named = {one.voice.slug for plan in plans for edition in plan.editions for one in edition.read.edition.attributions}
    named |= {voice.slug for plan in plans for voice in plan.read.named}
    return named - set(standing.voices)


def _deleted_in_words(*, is_known: bool) -> str:
    if is_known:
        return _("The source says that this record was deleted. Its object and texts stay; withdraw them by hand.")
    return _("The source says that this record was deleted; nothing of it was taken in.")
