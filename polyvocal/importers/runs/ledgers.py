"""Keeps how far a run, or a share of one, has come: in the transaction of what it tells of."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from polyvocal.importers.models import ImportRun, RunShare
from polyvocal.importers.runs.holding import keep
from polyvocal.importers.runs.shares import keep_share
from polyvocal.importers.runs.tally import Tally

_BEAT = timedelta(seconds=10)


class Ledger:
    """That of a dry run, of which nothing is kept."""

    cursor: Mapping[str, int] = {}
    report: Mapping[str, Any] = {}

    def keep(self, tally: Tally, *, file: int, record: int) -> None:
        """Keep the counts, and the place up to which the files are done."""

    def show_life(self) -> None:
        """Give a sign of life, now and then."""


class RunLedger(Ledger):
    """That of a run which one process carries out."""

    def __init__(self, run: ImportRun) -> None:
        self._run = run
        self.cursor, self.report = run.cursor, run.report

    def keep(self, tally: Tally, *, file: int, record: int) -> None:
        self._run.cursor = {"file": file, "record": record}
        self._run.report = tally.as_json()
        self._run.counts = self._run.report["outcomes"]
        keep(self._run, "cursor", "report", "counts")

    def show_life(self) -> None:
        if timezone.now() - (self._run.heartbeat_at or timezone.now()) >= _BEAT:
            keep(self._run)


class ShareLedger(Ledger):
    """That of a share of a run. The process that leads the run gives signs of life for it, too."""

    def __init__(self, share: RunShare, *, led: ImportRun | None = None) -> None:
        self._share = share
        self._led = RunLedger(led) if led is not None else Ledger()
        self.cursor, self.report = share.cursor, share.report

    def keep(self, tally: Tally, *, file: int, record: int) -> None:
        keep_share(self._share, cursor={"file": file, "record": record}, report=tally.as_json())

    def show_life(self) -> None:
        self._led.show_life()
        if timezone.now() - (self._share.heartbeat_at or timezone.now()) >= _BEAT:
            keep_share(self._share)
