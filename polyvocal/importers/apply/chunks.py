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
        editions = publish_planned(doable, speakers, actor=actor)
        changing = [plan for plan in plans if plan.outcome != Outcome.UNCHANGED]
        insert_rows(
            RecordOutcome,
            ("run_id", "outcome", "reason", "record_id", "file", "position"),
            [(run.pk, plan.outcome, explained(plan), *_place(plan.read.raw)) for plan in changing],
        )
    return Applied(editions, tuple(voice.slug for voice in speakers.new_voices))


def record_outcome(raw: RawRecord, *, run: ImportRun, outcome: Outcome, reason: str) -> None:
    """Keep the outcome of a record that could not be planned or applied; of an invalid one with its bytes."""
    record_id, file, position = _place(raw)
    RecordOutcome.objects.create(
        run=run, outcome=outcome, reason=reason, record_id=record_id, file=file, position=position,
        packed=packed(raw.raw) if outcome == Outcome.INVALID else None,
    )  # fmt: skip


def _place(raw: RawRecord) -> tuple[str, str, str]:
    return (raw.record_id[:200], raw.source[-500:], f"{raw.line}:{raw.number}")
