"""A dump as a job. Begun again, it goes on behind the last part that was written."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal.exceptions import DumpError
from polyvocal.jobs import Work, register
from polyvocal.linkeddata.dump_parts import Order
from polyvocal.linkeddata.dumps import write_dump
from polyvocal.linkeddata.gather import objects_to_export
from polyvocal.linkeddata.kept import dumps_folder
from polyvocal.linkeddata.profiles import format_named, profile_named

KIND = "dump"
STEP = 100
"""Objects between two signs of life."""


def register_kind() -> None:
    """Make the kind of job known."""
    register(KIND, dump_job)


def asked_for(arguments: Mapping[str, Any]) -> Order:
    """Return what a job is to dump; raises UnknownProfileError where there is no such profile or format."""
    profile = profile_named(arguments["profile"])
    written_as = format_named(profile, arguments["format"])
    return Order(profile, written_as, _moment(arguments.get("since", "")), bool(arguments.get("is_compressed")))


def dump_job(work: Work) -> Mapping[str, Any]:
    """Write one dump into the folder of the dumps; return what is in it."""
    folder, order = dumps_folder(), asked_for(work.arguments)
    if folder is None:
        raise DumpError(_("There is no folder for dumps: set POLYVOCAL['DUMPS']."))
    try:
        made = write_dump(
            folder, order.profile, order.written_as, since=order.since, is_compressed=order.is_compressed,
            progress=_telling(work, objects_to_export(order.since).count()),
        )  # fmt: skip
    except OSError as error:
        raise DumpError(
            _("The dump could not be written: %(reason)s.") % {"reason": error.strerror or error}
        ) from error
    kept = made.distribution
    return {
        "name": kept.name, "size": kept.size, "statements": kept.statements, "counts": dict(kept.counts),
        "left_out": dict(kept.left_out), "changed_meanwhile": kept.changed_meanwhile,
    }  # fmt: skip


def _telling(work: Work, total: int) -> Callable[[], None]:
    done = 0

    def told() -> None:
        nonlocal done
        done += 1
        if done % STEP == 0 or done == total:
            work.came_to({"objects": done, "of": total, "percent": min(100, 100 * done // max(total, 1))})

    return told


def _moment(given: str) -> datetime | None:
    return timezone.make_aware(datetime.combine(date.fromisoformat(given), time.min)) if given else None
