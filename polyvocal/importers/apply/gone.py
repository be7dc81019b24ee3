"""Marks records, and the objects that no source gives any more, as gone; removes nothing."""

from collections.abc import Sequence
from typing import Any

from polyvocal import publishing
from polyvocal.importers.apply.objects import BATCH, stamp_changed
from polyvocal.importers.models import ImportRun, Outcome, RecordOutcome, SourceRecord
from polyvocal.object_model import adapter
from polyvocal.publishing import Actor


def mark_gone(records: Sequence[SourceRecord], *, run: ImportRun, actor: Actor) -> None:
    """Mark records that a full export no longer holds, with an outcome each."""
    for record in records:
        record.is_gone, record.last_run = True, run
    SourceRecord.objects.bulk_update(records, ["is_gone", "last_run"], batch_size=BATCH)
    given = SourceRecord.objects.filter(obj__in=[record.obj_id for record in records], is_gone=False)
    still_given = set(given.values_list("obj_id", flat=True))
    objects = [record.obj for record in records if record.obj_id not in still_given]
    mark_objects(objects, actor, is_gone=True)
    RecordOutcome.objects.bulk_create(
        [
            RecordOutcome(
                run=run, record_id=one.record_id, file=one.file, position=one.position, outcome=Outcome.GONE
            )
            for one in records
        ],
        batch_size=BATCH,
    )  # fmt: skip


def unmark_gone(records: Sequence[SourceRecord], actor: Actor) -> None:
    """Take the mark away from records and their objects."""
    for record in records:
        record.is_gone = False
    SourceRecord.objects.bulk_update(records, ["is_gone"], batch_size=BATCH)
    mark_objects([record.obj for record in records], actor, is_gone=False)


def mark_objects(objects: Sequence[Any], actor: Actor, *, is_gone: bool) -> int:
    """Let the adapter mark objects, write those that changed with a revision each, return how many they are."""
    made = adapter()
    names: set[str] = set()
    changed = []
    for obj in {obj.pk: obj for obj in objects}.values():
        if fields := made.mark_gone(obj, is_gone=is_gone):
            names.update(fields)
            changed.append(obj)
    if changed:
        names |= stamp_changed(changed)
        made.model._default_manager.bulk_update(changed, sorted(names), batch_size=BATCH)
        publishing.record_many(changed, actor, reason=actor.name)
    return len(changed)
