"""Plans one record: its object, its former numbers, its texts."""

import copy
import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from polyvocal.importers.models import Outcome, checksum_of_raw
from polyvocal.importers.planning.plans import FieldChange, Plan
from polyvocal.importers.planning.texts import TextPlanner
from polyvocal.importers.profiles import ReadRecord
from polyvocal.importers.reconcile import Standing, identifier_candidates
from polyvocal.records import ObjectRecord


class Planner:
    """Plans the records of one chunk against what stands. Identifiers it gives out are given out once."""

    def __init__(self, standing: Standing, *, now: datetime, run_name: str, recipe: str = "") -> None:
        self._standing = standing
        self._now = now
        self._run_name = run_name
        self._recipe = recipe
        self._given_out: set[str] = set(standing.taken)

    def plan(self, read: ReadRecord) -> Plan:
        """Return what is to be done for a record."""
        plan = Plan(read, Outcome.CREATE, record=self._standing.records.get(read.obj.identifier))
        plan.skipped += read.skipped
        self._plan_object(plan)
        if plan.obj is None:
            plan.outcome = Outcome.HELD
            plan.reasons.append(
                _(
                    "It is not clear which object this is: none bears the identifier, and not exactly one the number. "
                    "The object model's adapter cannot make one."
                )
            )
            return plan
        TextPlanner(
            plan, self._standing, now=self._now, run_name=self._run_name, recipe=self._recipe
        ).plan_all()  # fmt: skip
        self._conclude(plan)
        return plan

    def _plan_object(self, plan: Plan) -> None:
        made, read = self._standing.adapter, plan.read
        if plan.record is not None:
            self._refresh(plan, plan.record.obj)
        elif read.obj.identifier in self._standing.attachable:
            attached = self._standing.attachable[read.obj.identifier]
            self._refresh(plan, attached)
        elif self._standing.can_build:
            plan.obj = made.build(self._identified(read.obj, self._new_identifier(read.obj.identifier)))
            plan.is_new_object = True
            plan.former_numbers = _distinct(read, frozenset({read.obj.object_number}))

    def _refresh(self, plan: Plan, obj: Any) -> None:
        made, before = self._standing.adapter, copy.copy(obj)
        wanted = self._identified(plan.read.obj, made.identifier(obj))
        if not wanted.object_number:
            # A source that gives no number takes none away: in real exports numbers come empty the second time.
            wanted = replace(wanted, object_number=made.object_number(obj))
        changed = [*made.refresh(obj, wanted), *made.mark_gone(obj, is_gone=False)]
        plan.obj = obj
        plan.changes = [FieldChange(name, getattr(before, name), getattr(obj, name)) for name in changed]
        known = self._standing.former_numbers.get(obj.pk, frozenset())
        given = _distinct(plan.read, known | {made.object_number(obj)})
        old = made.object_number(before)
        if old and old != made.object_number(obj) and old not in known | {number for number, _until in given}:
            given.append((old, ""))
        plan.former_numbers = given

    def _new_identifier(self, record_id: str) -> str:
        """Return a public identifier that is free; the third choice is the same whenever it is asked for."""
        mark = hashlib.sha256(record_id.encode()).hexdigest()[:10]
        candidates = identifier_candidates(self._standing.system, record_id)
        free = next((one for one in candidates if one not in self._given_out), f"{candidates[1][:53]}-{mark}")
        self._given_out.add(free)
        return free

    @staticmethod
    def _identified(obj: ObjectRecord, identifier: str) -> ObjectRecord:
        return ObjectRecord(identifier, obj.object_number, obj.former_numbers, obj.facts)

    def _conclude(self, plan: Plan) -> None:
        record = plan.record
        if record is None:
            plan.keeps_bytes = True
            return
        plan.keeps_bytes = record.checksum != checksum_of_raw(plan.read.raw.raw)
        if record.is_gone:
            plan.is_revived = True
            plan.reasons.append(_("The source gives this record again."))
        if plan.offers or any(one.reason in ("taken-over", "rewritten-history") for one in plan.skipped):
            plan.outcome = Outcome.CONFLICT
        elif plan.changes_content:
            plan.outcome = Outcome.UPDATE
        elif plan.keeps_bytes:
            plan.outcome = Outcome.UPDATE
            plan.reasons.append(_("The source record changed, but nothing in it that is taken in."))
        else:
            plan.outcome = Outcome.UNCHANGED


def _distinct(read: ReadRecord, known: frozenset[str]) -> list[tuple[str, str]]:
    return [(number, until) for number, until in dict(read.former_numbers).items() if number not in known]
