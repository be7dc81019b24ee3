"""Imports as jobs: plan (a dry run), import, resume, retry, undo. Each goes on where it was, should its process die."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from django.db import connection
from django.utils.translation import gettext as _

from polyvocal.conf import setting
from polyvocal.exceptions import RunStateError, SourceError
from polyvocal.importers.fetching import Progress, is_address, redacted
from polyvocal.importers.intake import plan_file
from polyvocal.importers.models import ImportRun, RunState, ShareState, SourceRecord
from polyvocal.importers.planning import Plan
from polyvocal.importers.profiles import Profile, load_profile
from polyvocal.importers.runs import (
    ImportOrder,
    Listener,
    Tally,
    brought,
    help_import,
    may_fetch,
    resume_import,
    retry_import,
    run_import,
    undo_import,
)
from polyvocal.importers.runs.files import ReadFile, inventory
from polyvocal.importers.runs.holding import last_run_of
from polyvocal.importers.runs.plans import Shown
from polyvocal.importers.runs.problems import problem_in_words
from polyvocal.importers.sources import RawRecord
from polyvocal.jobs import Work, register, shares_of, start

_T = TypeVar("_T")

_SHARE_OF_FETCHING = 50
"""Of the progress of a job that fetches first, how many percent that is."""

MOST_SHARES = 8
"""Every process reads all files to find its share, which takes about a twentieth of the work."""

WORTH_SHARING = 2_000_000
"""Bytes below which an import is over before others could help."""


def register_kinds() -> None:
    """Make the importers' kinds of jobs known."""
    register("plan-import", plan_job)
    register("import", import_job)
    register("import-share", share_job)
    register("undo-import", undo_job)


def plan_job(work: Work) -> Mapping[str, Any]:
    """Say what an import would do. Arguments: `paths`, `profile` (a name or path), `system`, `is_full`, `since`.

    Paths may be web addresses on POLYVOCAL["IMPORT_HOSTS"]. The result's `paths` are what was read in their place: an
    import that is given them reads what was planned.
    """
    order = _order(work, is_dry_run=True)
    system = order.system or order.profile.system
    basis = {
        "system": system, "recipe": order.profile.recipe, "last_run": last_run_of(system),
        "paths": [str(path) for path in order.paths], "files": [file.as_json() for file in _inventory(order)],
    }  # fmt: skip
    shown = Shown(plan_file(work.number))
    tally = _carried_out(lambda: run_import(order, _Planned(work, _size(order), shown)))
    report = tally.as_json()
    return {"report": report, **shown.finished({"dry_run": True, **report}), **basis}


def import_job(work: Work) -> Mapping[str, Any]:
    """Import; or go on with the run `resume`, or read again what the run `retry` could not use."""
    number = work.cursor.get("run") or work.arguments.get("resume")
    if number is not None:
        run = ImportRun.objects.get(pk=number)
        if run.state not in (RunState.RUNNING, RunState.BROKEN_OFF):
            return _result(run.pk, run.report)  # it had come to its end before its process could say so
        size = sum(file["size"] for file in run.files_read)
        tally = _carried_out(lambda: resume_import(run, work.actor, _Told(work, size), is_gentle=True))
    elif work.arguments.get("retry") is not None:
        first = ImportRun.objects.get(pk=work.arguments["retry"])
        told = _Told(work, sum(file["size"] for file in first.files_read))
        profile = _profile(work)
        tally = _carried_out(lambda: retry_import(first, work.actor, profile=profile, listener=told, is_gentle=True))
    else:
        order = _order(work, is_dry_run=False)
        size = _size(order)
        tally = _carried_out(lambda: run_import(order, _Told(work, size), shares=_shares(size)))
    return _result(tally.run_id, tally.as_json())


def share_job(work: Work) -> Mapping[str, Any]:
    """Help with the run `run`, as long as there are shares of it that nobody takes in."""
    run = ImportRun.objects.get(pk=work.arguments["run"])
    told = _Told(work, sum(file["size"] for file in run.files_read))
    return {"run": run.pk, "shares": _carried_out(lambda: help_import(run, work.actor, told))}


def undo_job(work: Work) -> Mapping[str, Any]:
    """Undo the run `run` for the reason `reason`."""
    run = ImportRun.objects.get(pk=work.arguments["run"])
    if run.state == RunState.UNDONE:
        return {"run": run.pk, **run.undo_report}
    undone = undo_import(run, work.actor, reason=work.arguments["reason"])
    return {"run": run.pk, **undone.as_json()}


class _Told(Listener):
    """Passes on how far a run has come."""

    def __init__(self, work: Work, size: int) -> None:
        self._work = work
        self._size = size
        self._read = 0
        self._begins_at = _SHARE_OF_FETCHING if work.cursor.get("folders") else 0

    def begun(self, run: ImportRun) -> None:
        self._work.note(run=run.pk)
        for _share in run.shares.exclude(state=ShareState.DONE)[1:]:
            start("import-share", {"run": run.pk}, self._work.actor)

    def read(self, size: int) -> None:
        self._read += size

    def came_to(self, tally: Tally) -> None:
        share = 100 - self._begins_at
        done = self._begins_at + (min(share, share * self._read // self._size) if self._size else share)
        outcomes = {outcome: count for outcome, count in tally.outcomes.items() if count}
        self._work.came_to({"percent": done, "records": tally.records, "outcomes": outcomes})


class _Fetching(Listener):
    """Passes on how far the fetching has come that precedes a run."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def fetched(self, progress: Progress) -> None:
        share = min(1.0, progress.records / progress.hits) if progress.hits else 0
        told = {"percent": int(_SHARE_OF_FETCHING * share), "records": progress.records, "of": progress.hits}
        self._work.came_to({**told, "is_fetching": True, "outcomes": {}})

    def brought(self, folders: Sequence[Path]) -> None:
        self._work.note(folders=[str(folder) for folder in folders])


class _Planned(_Told):
    """Passes on what is planned for each record as well."""

    def __init__(self, work: Work, size: int, shown: Shown) -> None:
        super().__init__(work, size)
        self._shown = shown

    def planned(self, plan: Plan) -> None:
        self._shown.planned(plan)

    def refused(self, raw: RawRecord, *, outcome: str, reason: str) -> None:
        self._shown.refused(raw, outcome=outcome, reason=reason)

    def gone(self, record: SourceRecord) -> None:
        self._shown.gone(record)


def _order(work: Work, *, is_dry_run: bool) -> ImportOrder:
    """Return what is ordered; what lies at addresses has been fetched, by an earlier attempt or now."""
    given, fetched = work.arguments, work.cursor.get("folders")
    addresses = [one for one in given["paths"] if is_address(one)]
    order = ImportOrder(
        paths=[Path(one) for one in (*given["paths"], *(fetched or ())) if not is_address(one)],
        addresses=() if fetched else addresses, since="" if fetched else given.get("since", ""),
        profile=_profile(work), actor=work.actor, system=given.get("system", ""),
        is_full=given.get("is_full", False), is_dry_run=is_dry_run, is_gentle=True,
    )  # fmt: skip
    _refuse_strangers(addresses)
    return _carried_out(lambda: brought(order, _Fetching(work)))


def _refuse_strangers(addresses: Sequence[str]) -> None:
    for address in addresses:
        if not may_fetch(address):
            told = _(
                "%(address)s is not fetched: its host is not in POLYVOCAL['IMPORT_HOSTS'], or it holds a password."
            )
            raise RunStateError(told % {"address": redacted(address)})


def _profile(work: Work) -> Profile:
    return load_profile(work.arguments["profile"])


def _inventory(order: ImportOrder) -> list[ReadFile]:
    return _carried_out(lambda: inventory(order.paths, kind=order.profile.source))


def _size(order: ImportOrder) -> int:
    return sum(file.size for file in _inventory(order))


def _shares(size: int) -> int:
    """Return into how many shares an import of so many bytes is divided. On SQLite one process writes at a time."""
    if connection.vendor == "sqlite":
        return 1
    return shares_of(int(setting("IMPORT_SHARES")), most=MOST_SHARES, is_worth_it=size >= WORTH_SHARING)


def _carried_out(do: Callable[[], _T]) -> _T:
    """Say in words what is wrong with a source."""
    try:
        return do()
    except SourceError as error:
        raise RunStateError(problem_in_words(error)) from error


def _result(run: int | None, report: Mapping[str, Any]) -> dict[str, Any]:
    return {"run": run, "report": dict(report)}
