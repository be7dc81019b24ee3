"""Lets one run at a time work on a source system. A dead process does not hold it: its heart has stopped."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal.exceptions import RunLostError, SourceBusyError
from polyvocal.importers.models import WORKING_STATES, ImportRun, RunState
from polyvocal.processes import lives, name_of_this_process


def hold(run: ImportRun, *, state: RunState = RunState.RUNNING) -> None:
    """Make `run` (new or standing) the one that works on its source. Raises SourceBusyError where another one does."""
    _let_go_of_the_dead(run)
    before = {"holder": run.holder, "state": run.state}
    run.state, run.heartbeat_at = state, timezone.now()
    run.holder = name_of_this_process()
    try:
        with transaction.atomic():
            if run.pk is None:
                run.save()
            elif not _taken_from(run, before):
                raise _busy(run)
    except IntegrityError as error:
        raise _busy(ImportRun.objects.filter(system=run.system, state__in=WORKING_STATES).first() or run) from error


def keep(run: ImportRun, *fields: str) -> None:
    """Save these fields and a sign of life, in the transaction of what they tell of.

    Raises RunLostError where the run is no longer this process's: nothing of that transaction may stay then.
    """
    run.heartbeat_at = timezone.now()
    values = {name: getattr(run, name) for name in (*fields, "heartbeat_at")}
    if not ImportRun.objects.filter(pk=run.pk, holder=run.holder, state__in=WORKING_STATES).update(**values):
        raise RunLostError(_("Run %(number)d was stopped or taken over by another process.") % {"number": run.pk})


def let_go(run: ImportRun, *fields: str, state: RunState) -> None:
    """Save these fields and the state in which the run ends; its source is free from now on."""
    run.state, run.finished_at = state, timezone.now()
    keep(run, *fields, "state", "finished_at")


def stop(run: ImportRun, *, message: str) -> bool:
    """Take a run from the process that works on it, which then writes no more; it can be resumed."""
    stopped = ImportRun.objects.filter(pk=run.pk, state=RunState.RUNNING)
    return bool(stopped.update(state=RunState.BROKEN_OFF, message=message, finished_at=timezone.now()))


def is_alive(run: ImportRun) -> bool:
    """Whether the process that works on the run gives signs of life."""
    return run.is_working and lives(run.holder, heard_at=run.heartbeat_at, now=timezone.now())


def last_run_of(system: str) -> int:
    """Return the number of the last run of a source, 0 where there was none."""
    return ImportRun.objects.filter(system__name=system).values_list("pk", flat=True).first() or 0


def _let_go_of_the_dead(run: ImportRun) -> None:
    """Break off a run on the same source whose process has died; what it had committed stays, and it can be resumed."""
    for other in ImportRun.objects.filter(system=run.system, state__in=WORKING_STATES):
        if is_alive(other):
            raise _busy(other)
        if other.pk != run.pk:
            ImportRun.objects.filter(pk=other.pk, holder=other.holder, state__in=WORKING_STATES).update(
                state=RunState.BROKEN_OFF if other.state == RunState.RUNNING else RunState.FINISHED,
                message=_("The process that worked on this run ended before the run did."),
            )


def _taken_from(run: ImportRun, before: Mapping[str, str]) -> int:
    fields = ("state", "holder", "heartbeat_at", "undo_reason", "undone_by")
    values = {name: getattr(run, name) for name in fields}
    return ImportRun.objects.filter(pk=run.pk, **before).update(**values)


def _busy(run: ImportRun) -> SourceBusyError:
    return SourceBusyError(
        _("Run %(number)d works on the source “%(system)s”. One run at a time: wait for it, or stop it.")
        % {"number": run.pk or 0, "system": run.system}
    )
