"""A dump as a job. Begun again, it goes on behind the last part that was written."""

import time as clock
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal.conf import setting
from polyvocal.exceptions import DumpError, JobStoppedError
from polyvocal.jobs import Work, register, shares_of, start
from polyvocal.linkeddata.dump_parts import Order
from polyvocal.linkeddata.dump_shares import MOST, help_dump, part_for
from polyvocal.linkeddata.dumps import Help, write_dump
from polyvocal.linkeddata.gather import objects_to_export
from polyvocal.linkeddata.kept import dumps_folder
from polyvocal.linkeddata.profiles import format_named, profile_named
from polyvocal.models import Job

_T = TypeVar("_T")
KIND = "dump"
SHARE = "dump-share"
STEP = 100
"""Objects between two signs of life."""
EVERY = 1.0
"""Seconds between two signs of life of a process that waits for others."""
WORTH_SHARING = 2_000
"""Objects below which a dump is written before others could help."""


def register_kind() -> None:
    """Make the kinds of jobs known."""
    register(KIND, dump_job)
    register(SHARE, share_job)


def asked_for(arguments: Mapping[str, Any]) -> Order:
    """Return what a job is to dump; raises UnknownProfileError where there is no such profile or format."""
    profile = profile_named(arguments["profile"])
    written_as = format_named(profile, arguments["format"])
    return Order(profile, written_as, _moment(arguments.get("since", "")), bool(arguments.get("is_compressed")))


def dump_job(work: Work) -> Mapping[str, Any]:
    """Write one dump into the folder of the dumps, with the help of other workers; return what is in it."""
    folder, order = dumps_folder(), asked_for(work.arguments)
    if folder is None:
        raise DumpError(_("There is no folder for dumps: set POLYVOCAL['DUMPS']."))
    told = _Told(work, objects_to_export(order.since).count())
    count, part = _division(work, told.total)
    made = _carried_out(
        lambda: write_dump(
            folder, order.profile, order.written_as, since=order.since, is_compressed=order.is_compressed,
            part=part, progress=told.passed, helped=Help(_asking(work, count), told.waits) if count > 1 else None,
        )
    )  # fmt: skip
    kept = made.distribution
    return {
        "name": kept.name, "size": kept.size, "statements": kept.statements, "counts": dict(kept.counts),
        "left_out": dict(kept.left_out), "changed_meanwhile": kept.changed_meanwhile,
    }  # fmt: skip


def share_job(work: Work) -> Mapping[str, Any]:
    """Help with the dump that the job `leader` writes, as long as there are parts of it that nobody writes."""
    leader = Job.objects.open().filter(pk=work.arguments["leader"])
    led, folder, done = leader.first(), dumps_folder(), 0

    def told() -> None:
        nonlocal done
        done += 1
        if done % STEP == 0:
            work.came_to({"objects": done})
            if not leader.exists():
                raise JobStoppedError(_("The dump that this job helped with has ended."))

    if led is None or folder is None:
        return {"parts": 0}
    order = replace(asked_for(led.arguments), part=led.cursor["part"])
    return {"parts": _carried_out(lambda: help_dump(folder, order, told))}


class _Told:
    """Tells how many objects are in the dump, and that its process lives."""

    def __init__(self, work: Work, total: int) -> None:
        self._work, self.total = work, total
        self._done = 0
        self._told_at = clock.monotonic()

    def passed(self) -> None:
        self._done += 1
        if self._done % STEP == 0 or self._done == self.total:
            self._tell()

    def waits(self) -> None:
        if clock.monotonic() - self._told_at >= EVERY:
            self._tell()

    def _tell(self) -> None:
        self._told_at = clock.monotonic()
        percent = min(100, 100 * self._done // max(self.total, 1))
        self._work.came_to({"objects": self._done, "of": self.total, "percent": percent})


def _division(work: Work, total: int) -> tuple[int, int]:
    """Return how many processes write a dump of so many objects, in parts of how many; an earlier attempt's stand."""
    if "part" not in work.cursor:
        count = shares_of(int(setting("DUMP_SHARES")), most=MOST, is_worth_it=total >= WORTH_SHARING)
        work.note(processes=count, part=part_for(total, processes=count))
    return work.cursor["processes"], work.cursor["part"]


def _asking(work: Work, count: int) -> Callable[[int], None]:
    def asked(parts: int) -> None:
        for _helper in range(min(count, parts) - 1):
            start(SHARE, {"leader": work.number}, work.actor)

    return asked


def _carried_out(do: Callable[[], _T]) -> _T:
    try:
        return do()
    except OSError as error:
        raise DumpError(
            _("The dump could not be written: %(reason)s.") % {"reason": error.strerror or error}
        ) from error


def _moment(given: str) -> datetime | None:
    return timezone.make_aware(datetime.combine(date.fromisoformat(given), time.min)) if given else None
