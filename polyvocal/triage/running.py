"""Triage over the whole collection, a chunk at a time: rules find flags, what changed is written, the rest is left."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from polyvocal.conf import setting
from polyvocal.models import TriageFlag
from polyvocal.object_model import get_object_model
from polyvocal.provenance.cases import Case, Flag
from polyvocal.provenance.criteria import Criteria, criteria
from polyvocal.provenance.triage import flags_of
from polyvocal.selectors.triage import stated_events, triage_cases
from polyvocal.triage.hits import note_hits, watch_index

CHUNK = 500
_FACTS = ("is_certain", "grounds", "bands")


@dataclass(slots=True)
class Counts:
    """What a run came to: objects seen, how many of them each rule flags, and what was written."""

    objects: int = 0
    of: int = 0
    flagged: int = 0
    rules: dict[str, int] = field(default_factory=dict)
    raised: int = 0
    changed: int = 0
    ended: int = 0

    @property
    def percent(self) -> int:
        """How far the run is."""
        return 100 * self.objects // self.of if self.of else 100

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "objects": self.objects, "of": self.of, "flagged": self.flagged, "rules": dict(self.rules),
            "raised": self.raised, "changed": self.changed, "ended": self.ended,
        }  # fmt: skip


def run_triage(came_to: Callable[[Counts], None] = lambda counts: None) -> Counts:
    """Look at every object and keep what is flagged; `came_to` is told after each chunk and may raise to stop there.

    A chunk is one transaction of a constant number of queries. A run over what did not change writes nothing.
    """
    rules, counts = criteria(setting("TRIAGE")), Counts(of=get_object_model()._default_manager.count())
    counts.rules = dict.fromkeys(rules, 0)
    index = watch_index(rules.get("watched-name"))
    for objects in _chunks():
        with transaction.atomic():
            stated = stated_events(objects)
            note_hits(index, stated, timezone.now())
            _keep(triage_cases(objects, stated), rules, counts)
        counts.objects += len(objects)
        came_to(counts)
    return counts


def _chunks() -> Iterator[list[Any]]:
    found = get_object_model()._default_manager.order_by("pk")
    objects = list(found[:CHUNK])
    while objects:
        yield objects
        objects = list(found.filter(pk__gt=objects[-1].pk)[:CHUNK])


def _keep(cases: Mapping[Any, Case], rules: Criteria, counts: Counts) -> None:
    now = timezone.now()
    kept = {(row.obj_id, row.rule): row for row in TriageFlag.objects.filter(obj__in=list(cases))}
    found = {(key, flag.rule): flag for key, case in cases.items() for flag in flags_of(case, rules)}
    for _key, rule in found:
        counts.rules[rule] += 1
    counts.flagged += len({key for key, _rule in found})
    new = [_flag(key, flag, now) for (key, rule), flag in found.items() if (key, rule) not in kept]
    changed = [row for place, row in kept.items() if place in found and _renew(row, found[place], now)]
    ended = [row for place, row in kept.items() if place not in found and row.ended_at is None]
    _write(new, changed, ended, now)
    counts.raised, counts.changed = counts.raised + len(new), counts.changed + len(changed)
    counts.ended += len(ended)


def _write(
    new: Sequence[TriageFlag], changed: Sequence[TriageFlag], ended: Sequence[TriageFlag], now: datetime
) -> None:
    TriageFlag.objects.bulk_create(new)
    if changed:
        TriageFlag.objects.bulk_update(changed, [*_FACTS, "verdict", "changed_at", "ended_at"])
    if ended:
        TriageFlag.objects.filter(pk__in=[row.pk for row in ended]).update(ended_at=now)


def _flag(key: Any, found: Flag, now: datetime) -> TriageFlag:
    return TriageFlag(obj_id=key, rule=found.rule, raised_at=now, changed_at=now, **_facts(found))


def _facts(found: Flag) -> dict[str, Any]:
    bands = [str(ground["band"]) for ground in found.grounds if "band" in ground]
    return {"is_certain": found.is_certain, "grounds": found.as_json()["grounds"], "bands": " ".join(bands)}


def _renew(row: TriageFlag, found: Flag, now: datetime) -> bool:
    """Bring a flag up to date; grounds that changed ask for a new verdict, the same ones keep it."""
    facts = _facts(found)
    if any(getattr(row, name) != value for name, value in facts.items()):
        for name, value in facts.items():
            setattr(row, name, value)
        row.verdict, row.changed_at, row.ended_at = "", now, None
        return True
    if row.ended_at is not None:
        row.ended_at = None
        return True
    return False
