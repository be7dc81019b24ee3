"""Carries out a run whose records are divided: one process leads, others help, each a share after the other."""

import time
from collections.abc import Sequence

from django.db import DatabaseError, transaction

from polyvocal.collecting import collecting_seldom
from polyvocal.exceptions import RunLostError
from polyvocal.importers.models import ImportRun, RunShare, ShareState, SourceRecord
from polyvocal.importers.planning import Plan
from polyvocal.importers.profiles import parse_profile
from polyvocal.importers.runs.files import ReadFile, unchanged
from polyvocal.importers.runs.holding import keep
from polyvocal.importers.runs.ledgers import ShareLedger
from polyvocal.importers.runs.orders import ImportOrder, Listener, order_of
from polyvocal.importers.runs.running import Run
from polyvocal.importers.runs.seen import Seen
from polyvocal.importers.runs.shares import belonging, claimed, give_back, keep_share, merged_report
from polyvocal.importers.runs.tally import Tally
from polyvocal.importers.sources import RawRecord
from polyvocal.publishing import Actor

WAIT = 0.25
"""Seconds between two looks at the shares that others take in."""

TELL = 1.0
"""Seconds between two accounts of the whole run."""


def lead(order: ImportOrder, run: ImportRun, *, files: Sequence[ReadFile], listener: Listener | None = None) -> Tally:
    """Take in shares until none is left, wait for those that others took, and end the run; return its counts.

    What ends it early leaves the run broken off, to be resumed: the others stop behind their present chunk.
    """
    told = listener or Listener()
    with collecting_seldom():
        try:
            told.begun(run)
            seen = _taken_in(order, run, files=files, listener=_Whole(told, run))
            _bring_together(run, files)
        except BaseException as error:
            Run(order, run.system, run, files=files, listener=told).break_off(error)
            raise
        ending = Run(order, run.system, run, files=files, listener=told)
        try:
            return ending.end(ending.take_in() if seen is None and order.is_full else seen or Seen())
        except BaseException as error:
            ending.break_off(error)
            raise


def help_import(run: ImportRun, actor: Actor, listener: Listener | None = None) -> int:
    """Take in shares of a run that another process leads, until none waits; return how many. Ends when the run does."""
    order = order_of(run, actor, profile=parse_profile(run.profile_text, file=run.profile_name))
    count = 0
    with collecting_seldom():
        while (share := claimed(run)) is not None:
            try:
                _take_in(order, share, files=unchanged(run.files_read), listener=listener or Listener())
            except RunLostError:
                break
            count += 1
    return count


class _Whole(Listener):
    """Tells of the whole run, of which the shares are taken in here and elsewhere."""

    def __init__(self, listener: Listener, run: ImportRun) -> None:
        self._listener = listener
        self._run = run
        self._told_at = 0.0

    def read(self, size: int) -> None:
        self._listener.read(size)

    def planned(self, plan: Plan) -> None:
        self._listener.planned(plan)

    def refused(self, raw: RawRecord, *, outcome: str, reason: str) -> None:
        self._listener.refused(raw, outcome=outcome, reason=reason)

    def gone(self, record: SourceRecord) -> None:
        self._listener.gone(record)

    def came_to(self, tally: Tally) -> None:
        if time.monotonic() - self._told_at >= TELL:
            self._told_at = time.monotonic()
            whole = merged_report(self._run)
            self._run.report = whole.as_json()
            self._run.counts = self._run.report["outcomes"]
            keep(self._run, "report", "counts")
            self._listener.came_to(whole)


def _taken_in(
    order: ImportOrder, run: ImportRun, *, files: Sequence[ReadFile], listener: Listener
) -> Seen | None:  # fmt: skip
    """Return, when all shares are done, the identifiers that are in the files, if they were read here."""
    seen = None
    while RunShare.objects.filter(run=run).exclude(state=ShareState.DONE).exists():
        share = claimed(run)
        if share is not None:
            seen = _take_in(order, share, files=files, listener=listener, led=run)
        else:
            time.sleep(WAIT)
            listener.came_to(Tally())
    return seen


def _take_in(
    order: ImportOrder, share: RunShare, *, files: Sequence[ReadFile], listener: Listener, led: ImportRun | None = None
) -> Seen:
    ledger = ShareLedger(share, led=led)
    run = Run(
        order, share.run.system, share.run, files=files, listener=listener, ledger=ledger, belongs=belonging(share)
    )
    try:
        seen = run.take_in()
        with transaction.atomic():
            run.keep()
            keep_share(share, state=ShareState.DONE)
    except BaseException:
        _let_others_have(share)
        raise
    return seen


def _let_others_have(share: RunShare) -> None:
    try:
        give_back(share)
    except DatabaseError:
        return  # its heart stops here, which says the same a little later


def _bring_together(run: ImportRun, files: Sequence[ReadFile]) -> None:
    """Make one account of all shares; from here on the run is like one that was not divided."""
    with transaction.atomic():
        run.cursor = {"file": len(files), "record": 0}
        run.report = merged_report(run).as_json()
        run.counts = run.report["outcomes"]
        keep(run, "cursor", "report", "counts")
        RunShare.objects.filter(run=run).delete()
