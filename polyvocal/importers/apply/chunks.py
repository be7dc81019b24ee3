"""Applies the plans of one chunk in one transaction: all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from polyvocal.importers.apply.objects import write_objects, write_source_records
from polyvocal.importers.apply.speakers import Speakers
from polyvocal.importers.apply.texts import publish_planned
from polyvocal.importers.models import ImportRun, Outcome, RecordOutcome, packed
from polyvocal.importers.planning import Plan, explained
from polyvocal.importers.reconcile import Standing
from polyvocal.importers.sources import RawRecord
from polyvocal.models.rows import insert_rows
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
        editions = publish_planned(doable, speakers, actor=actor, run=run)
        changing = [plan for plan in plans if plan.outcome != Outcome.UNCHANGED]
        insert_rows(
            RecordOutcome,
            ("run_id", "outcome", "reason", "record_id", "file", "position"),
            [(run.pk, plan.outcome, explained(plan), *_place(plan.read.raw)) for plan in changing],
        )
    return Applied(editions, tuple(voice.slug for voice in speakers.new_voices))


def record_outcomes(refusals: Sequence[tuple[RawRecord, Outcome, str]], *, run: ImportRun) -> None:
    """Keep the outcomes of records that could not be planned or applied; of invalid ones with their bytes."""
    insert_rows(
        RecordOutcome,
        ("run_id", "outcome", "reason", "record_id", "file", "position", "packed"),
        [
            (run.pk, outcome, reason, *_place(raw), packed(raw.raw) if outcome == Outcome.INVALID else None)
            for raw, outcome, reason in refusals
        ],
    )


def _place(raw: RawRecord) -> tuple[str, str, str]:
    return (raw.record_id[:200], raw.source[-500:], f"{raw.line}:{raw.number}")
