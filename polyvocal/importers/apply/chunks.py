"""Applies the plans of one chunk in one transaction: all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from polyvocal.importers.apply.objects import BATCH, write_objects, write_source_records
from polyvocal.importers.apply.speakers import Speakers
from polyvocal.importers.apply.texts import publish_planned
from polyvocal.importers.models import ImportRun, Outcome, RecordOutcome, packed
from polyvocal.importers.planning import Plan, explained
from polyvocal.importers.reconcile import Standing
from polyvocal.importers.sources import RawRecord
from polyvocal.publishing import Actor


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of a chunk."""

    editions: int
    new_voices: tuple[str, ...]


def apply_plans(plans: Sequence[Plan], standing: Standing, *, run: ImportRun, actor: Actor, recipe: str) -> Applied:
    """Write the plans, and an outcome for each record but the unchanged. Raises what database or publishing raise."""
    doable = [plan for plan in plans if plan.outcome != Outcome.HELD]
    with transaction.atomic():
        speakers = Speakers(standing, doable, actor=actor, reason=actor.name)
        write_objects(doable, standing, actor=actor, reason=actor.name)
        write_source_records(doable, standing, run=run, recipe=recipe)
        editions = publish_planned(doable, speakers, actor=actor)
        RecordOutcome.objects.bulk_create(
            [
                _outcome(plan.read.raw, run=run, outcome=plan.outcome, reason=explained(plan))
                for plan in plans
                if plan.outcome != Outcome.UNCHANGED
            ],
            batch_size=BATCH,
        )
    return Applied(editions, tuple(voice.slug for voice in speakers.new_voices))


def record_outcomes(refusals: Sequence[tuple[RawRecord, Outcome, str]], *, run: ImportRun) -> None:
    """Keep the outcomes of records that could not be planned or applied; of invalid ones with their bytes."""
    rows = [_outcome(raw, run=run, outcome=outcome, reason=reason) for raw, outcome, reason in refusals]
    for row, (raw, outcome, _reason) in zip(rows, refusals, strict=True):
        row.packed = packed(raw.raw) if outcome == Outcome.INVALID else None
    RecordOutcome.objects.bulk_create(rows, batch_size=BATCH)


def _outcome(raw: RawRecord, *, run: ImportRun, outcome: Outcome, reason: str) -> RecordOutcome:
    return RecordOutcome(
        run=run,
        record_id=raw.record_id[:200],
        file=raw.source[-500:],
        position=f"{raw.line}:{raw.number}",
        outcome=outcome,
        reason=reason,
    )
