"""Writes what changed: the next numbers and one moment for a chunk, in one short transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from polyvocal.ledger.members import write_members
from polyvocal.ledger.turns import locked
from polyvocal.models import Announced, Announcement, Ledger
from polyvocal.records import Names

_RENEWED = ("obj", "digest", "mark", "seq", "changed_at", "is_gone")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a thing now: as its digest, with the mark of its object and the sets it is in."""

    kind: str
    key: str
    obj: Any
    digest: str
    mark: str
    is_gone: bool = False
    sets: Mapping[str, Names] = field(default_factory=dict)


def tell(holder: str, said: Sequence[Said], *, objects: Sequence[Any]) -> int:
    """Number what changed of these objects, in the order given, and return how many things that were."""
    with transaction.atomic():
        ledger = locked(holder)
        kept = {(row.kind, row.key): row for row in Announcement.objects.filter(obj__in=objects)}
        here = {(one.kind, one.key) for one in said}
        changed = [one for one in said if _is_news(one, kept.get((one.kind, one.key)))]
        left = [row for place, row in kept.items() if not row.is_gone and place not in here]
        _keep_marks(said, changed, kept)
        rows = [*_rows(changed, kept, ledger), *_gone(left, ledger.last_seq + len(changed))]
        _write(rows, ledger)
        Announcement.objects.filter(is_due=True, obj__in=objects).update(is_due=False)
        write_members([one for one in changed if one.kind == Announced.OBJECT])
    return len(rows)


def tell_gone(holder: str, vanished: Sequence[int]) -> int:
    """Number announcements, given by their keys, whose objects are not public any more."""
    with transaction.atomic():
        ledger = locked(holder)
        rows = _gone(list(Announcement.objects.standing().filter(pk__in=vanished).order_by("seq")), ledger.last_seq)
        _write(rows, ledger)
    return len(rows)


def _is_news(one: Said, row: Announcement | None) -> bool:
    return row is None or (row.digest, row.is_gone, row.obj_id) != (one.digest, one.is_gone, one.obj)


def _rows(changed: Sequence[Said], kept: Mapping[tuple[str, str], Announcement], ledger: Ledger) -> list[Announcement]:
    rows = []
    for seq, one in enumerate(changed, ledger.last_seq + 1):
        row = kept.get((one.kind, one.key)) or Announcement(kind=one.kind, key=one.key, first_seq=seq)
        row.obj_id, row.digest, row.mark, row.is_gone, row.seq = one.obj, one.digest, one.mark, one.is_gone, seq
        rows.append(row)
    return rows


def _gone(rows: Sequence[Announcement], last: int) -> list[Announcement]:
    for row in rows:
        last += 1
        row.is_gone, row.mark, row.seq = True, "", last
    return list(rows)


def _write(rows: Sequence[Announcement], ledger: Ledger) -> None:
    """Write rows and date them. The moment lies behind the commit, so that nobody who looked before it missed them."""
    if not rows:
        return
    moment = _moment_after(ledger.last_moment)
    for row in rows:
        row.changed_at = moment
        row.first_told_at = row.first_told_at or moment
    Announcement.objects.bulk_create(rows, update_conflicts=True, unique_fields=["kind", "key"], update_fields=_RENEWED)
    if (later := _moment_after(moment)) > moment:
        moment = _dated_again(ledger.last_seq, later)
    Ledger.objects.filter(pk=ledger.pk).update(last_seq=ledger.last_seq + len(rows), last_moment=moment)


def _moment_after(last: datetime | None) -> datetime:
    """Return the next whole second that has not come yet, never one before the last moment that was given."""
    coming = timezone.now().replace(microsecond=0) + timedelta(seconds=1)
    return max(coming, last) if last else coming


def _dated_again(before: int, moment: datetime) -> datetime:
    """Writing took longer than a second: what follows a number is dated anew."""
    Announcement.objects.filter(first_seq__gt=before).update(first_told_at=moment)
    Announcement.objects.filter(seq__gt=before).update(changed_at=moment)
    return moment


def _keep_marks(said: Sequence[Said], changed: Sequence[Said], kept: Mapping[tuple[str, str], Announcement]) -> None:
    """Note the marks of objects of which nothing else changed, so that they are not looked at again."""
    told = {(one.kind, one.key) for one in changed}
    rows = []
    for one in said:
        row = kept.get((one.kind, one.key))
        if row is not None and (one.kind, one.key) not in told and row.mark != one.mark:
            row.mark = one.mark
            rows.append(row)
    Announcement.objects.bulk_update(rows, ["mark"])
