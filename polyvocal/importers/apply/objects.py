"""Writes objects, the numbers they bore, and the source records they come from."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from polyvocal import publishing
from polyvocal.importers.erasing import redacted
from polyvocal.importers.models import ImportRun, SourceRecord, checksum_of_raw, packed
from polyvocal.importers.planning import Plan
from polyvocal.importers.reconcile import Standing
from polyvocal.models import FormerNumber
from polyvocal.models.rows import insert_instances, insert_rows
from polyvocal.publishing import Actor

BATCH = 500


def write_objects(plans: Sequence[Plan], standing: Standing, *, actor: Actor, reason: str) -> None:
    """Write new and changed objects in bulk, with one revision each."""
    new = [plan.obj for plan in plans if plan.is_new_object]
    changed = [plan for plan in plans if plan.changes and not plan.is_new_object]
    manager: Any = standing.adapter.model._default_manager
    insert_instances(standing.adapter.model, new)
    names = {change.name for plan in changed for change in plan.changes}
    if names:
        objects = [plan.obj for plan in changed]
        manager.bulk_update(objects, sorted(names | stamp_changed(objects)), batch_size=BATCH)
    publishing.record_many([*new, *(plan.obj for plan in changed)], actor, reason=reason)
    insert_rows(
        FormerNumber,
        ("obj_id", "number", "until"),
        [(plan.obj.pk, number, until[:64]) for plan in plans for number, until in plan.former_numbers],
    )


def stamp_changed(objects: Sequence[Any]) -> set[str]:
    """Set the fields that tell when a row changed last, as `save()` would; return their names."""
    names = {field.name for field in objects[0]._meta.concrete_fields if getattr(field, "auto_now", False)}
    for obj in objects:
        for name in names:
            setattr(obj, name, timezone.now())
    return names


class SourceRecords:
    """The bytes of new records and of those read anew; what was lawfully erased does not come back with them."""

    def __init__(self, plans: Sequence[Plan], standing: Standing, *, run: ImportRun, recipe: str) -> None:
        self._plans = plans
        self._new: list[SourceRecord] = []
        self._changed: list[SourceRecord] = []
        for plan in plans:
            if plan.record is None:
                plan.record = SourceRecord(system=standing.system, record_id=plan.read.obj.identifier, first_run=run)
                self._new.append(plan.record)
            else:
                self._changed.append(plan.record)
            _fill(plan.record, plan, run=run, recipe=recipe, erased=standing.erased.get(plan.obj.pk, frozenset()))

    def write(self) -> None:
        """Write them; their objects have been."""
        for plan in self._plans:
            if plan.record is not None:
                plan.record.obj = plan.obj
        insert_instances(SourceRecord, self._new)
        fields = ["packed", "encoding", "checksum", "recipe", "file", "position", "is_gone", "last_run"]
        SourceRecord.objects.bulk_update(self._changed, fields, batch_size=BATCH)


def _fill(record: SourceRecord, plan: Plan, *, run: ImportRun, recipe: str, erased: frozenset[str]) -> None:
    raw = plan.read.raw
    record.packed = packed(redacted(raw.raw, encoding=raw.encoding, checksums=erased))
    record.encoding = raw.encoding
    record.checksum = checksum_of_raw(raw.raw)
    record.recipe = recipe
    record.file = raw.source[-500:]
    record.position = f"{raw.line}:{raw.number}"
    record.is_gone = False
    record.last_run = run
