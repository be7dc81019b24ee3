"""Applies plans in one transaction: all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from polyvocal.importers.apply.events import EventKeys
from polyvocal.importers.apply.objects import SourceRecords, write_objects
from polyvocal.importers.apply.speakers import Speakers
from polyvocal.importers.apply.texts import PlannedEditions
from polyvocal.importers.models import ImportRun, Outcome, RecordOutcome, packed
from polyvocal.importers.planning import Plan, explained
from polyvocal.importers.reconcile import Standing
from polyvocal.importers.sources import RawRecord
from polyvocal.models.rows import insert_rows
from polyvocal.publishing import Actor

_COLUMNS = ("run_id", "outcome", "reason", "record_id", "file", "position")


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of a chunk."""

    editions: int
    new_voices: tuple[str, ...]


class Application:
    """Plans made ready to be written: whatever can be made before the database is locked is made here.

    Making it, and writing it, raise what database or publishing raise.
    """

    def __init__(self, plans: Sequence[Plan], standing: Standing, *, run: ImportRun, actor: Actor, recipe: str) -> None:
        self._plans = [plan for plan in plans if plan.outcome != Outcome.HELD]
        self._standing = standing
        self._actor = actor
        self._speakers = Speakers(standing, self._plans, actor=actor, reason=actor.name)
        self._records = SourceRecords(self._plans, standing, run=run, recipe=recipe)
        self._editions = PlannedEditions(
            self._plans, self._speakers, events=EventKeys(standing.events), actor=actor, run=run
        )
        self._outcomes = [
            (run.pk, plan.outcome, explained(plan), *_place(plan.read.raw))
            for plan in plans
            if plan.outcome not in (Outcome.UNCHANGED, Outcome.HELD)
        ]
        self._held = [
            (run.pk, plan.outcome, explained(plan), *_place(raw := plan.read.raw), packed(raw.raw), _number(plan))
            for plan in plans
            if plan.outcome == Outcome.HELD
        ]

    def write(self) -> Applied:
        """Write the plans, and an outcome for each record but the unchanged."""
        with transaction.atomic():
            self._speakers.write()
            write_objects(self._plans, self._standing, actor=self._actor, reason=self._actor.name)
            self._records.write()
            editions = self._editions.write()
            insert_rows(RecordOutcome, _COLUMNS, self._outcomes)
            insert_rows(RecordOutcome, (*_COLUMNS, "packed", "object_number"), self._held)
        return Applied(editions, tuple(voice.slug for voice in self._speakers.new_voices))


def record_outcomes(refusals: Sequence[tuple[RawRecord, Outcome, str]], *, run: ImportRun) -> None:
    """Keep the outcomes of records that could not be planned or applied; of invalid ones with their bytes."""
    insert_rows(
        RecordOutcome,
        (*_COLUMNS, "packed"),
        [
            (run.pk, outcome, reason, *_place(raw), packed(raw.raw) if outcome == Outcome.INVALID else None)
            for raw, outcome, reason in refusals
        ],
    )


def _place(raw: RawRecord) -> tuple[str, str, str]:
    return (raw.record_id[:200], raw.source[-500:], f"{raw.line}:{raw.number}")


def _number(plan: Plan) -> str:
    return plan.read.obj.object_number[:200]
