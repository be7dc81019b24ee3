"""Divides the records of a run among processes. A share is held by one process at a time; one that died loses it."""

import zlib
from collections.abc import Callable

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal.exceptions import RunLostError
from polyvocal.importers.models import ImportRun, RunShare, RunState, ShareState
from polyvocal.importers.reconcile import identifier_candidates
from polyvocal.importers.runs.tally import Tally
from polyvocal.importers.sources import RawRecord
from polyvocal.processes import lives, name_of_this_process


def divide(run: ImportRun, count: int) -> None:
    """Divide a run that begins into so many shares."""
    RunShare.objects.bulk_create(RunShare(run=run, number=number, of=count) for number in range(count))


def belonging(share: RunShare) -> Callable[[RawRecord], bool]:
    """Return what tells whether a record belongs to a share.

    Records that could be taken for one another are of one share and come in the order of the files: those with the
    same identifier, and those whose objects would ask for the same public one.
    """

    def belongs(raw: RawRecord) -> bool:
        plain = identifier_candidates(share.run.system, raw.record_id)[0] if raw.record_id else str(raw.number)
        return zlib.crc32(plain.encode()) % share.of == share.number

    return belongs


def claimed(run: ImportRun) -> RunShare | None:
    """Return a share that is this process's from now on: one that waits, or whose process died; None without any."""
    now = timezone.now()
    unfinished = RunShare.objects.filter(run=run, run__state=RunState.RUNNING).exclude(state=ShareState.DONE)
    for share in unfinished.select_related("run__system").order_by("-state", "number"):
        if share.state == ShareState.RUNNING and lives(share.holder, heard_at=share.heartbeat_at, now=now):
            continue
        before = RunShare.objects.filter(pk=share.pk, state=share.state, holder=share.holder)
        share.holder, share.heartbeat_at = name_of_this_process(), now
        if before.update(state=ShareState.RUNNING, holder=share.holder, heartbeat_at=now):
            return share
    return None


def keep_share(share: RunShare, **values: object) -> None:
    """Save these values and a sign of life, in the transaction of what they tell of.

    Raises RunLostError where the share is no longer this process's, or its run was stopped.
    """
    _require_running(share.run)
    share.heartbeat_at = timezone.now()
    mine = RunShare.objects.filter(pk=share.pk, holder=share.holder, state=ShareState.RUNNING)
    if not mine.update(**values, heartbeat_at=share.heartbeat_at):
        raise RunLostError(_("Run %(number)d was stopped or taken over by another process.") % {"number": share.run_id})


def give_back(share: RunShare) -> None:
    """Let another process take a share up."""
    mine = RunShare.objects.filter(pk=share.pk, holder=share.holder, state=ShareState.RUNNING)
    mine.update(state=ShareState.WAITING, holder="")


def merged_report(run: ImportRun) -> Tally:
    """Return the counts of all shares; what is wrong with a file is said once."""
    tally = Tally(run_id=run.pk)
    for report in RunShare.objects.filter(run=run).order_by("number").values_list("report", flat=True):
        tally = tally.merged(Tally.from_json(report, run_id=run.pk))
    tally.errors = list(dict.fromkeys(tally.errors))
    return tally


def _require_running(run: ImportRun) -> None:
    """Whoever stops a run waits until this transaction is over; those who take in shares of it do not."""
    running = ImportRun.objects.filter(pk=run.pk, state=RunState.RUNNING).values_list("pk")
    if connection.vendor == "postgresql":
        sql, given = running.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} FOR SHARE", given)
            found = cursor.fetchone()
    else:
        found = running.first()
    if found is None:
        raise RunLostError(_("Run %(number)d was stopped or taken over by another process.") % {"number": run.pk})
