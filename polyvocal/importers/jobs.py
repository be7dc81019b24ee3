"""Imports as jobs: plan (a dry run), import, resume, retry, undo. Each goes on where it was, should its process die."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from polyvocal.comparing import compared
from polyvocal.exceptions import RunStateError, SourceError
from polyvocal.importers.models import ImportRun, Outcome, RunState
from polyvocal.importers.planning import Plan, explained, plan_lines
from polyvocal.importers.profiles import Profile, load_profile
from polyvocal.importers.runs import (
    ImportOrder,
    Listener,
    Tally,
    resume_import,
    retry_import,
    run_import,
    undo_import,
)
from polyvocal.importers.runs.problems import problem_in_words
from polyvocal.importers.sources import RawRecord, files_in, size_of
from polyvocal.jobs import Work, register

_T = TypeVar("_T")

MOST_SHOWN = 300
"""How many records a plan shows one by one; the counts are of all."""


def register_kinds() -> None:
    """Make the importers' kinds of jobs known."""
    register("plan-import", plan_job)
    register("import", import_job)
    register("undo-import", undo_job)


def plan_job(work: Work) -> Mapping[str, Any]:
    """Say what an import would do. Arguments: `paths`, `profile` (a name or path), `system`, `is_full`."""
    order = _order(work, is_dry_run=True)
    shown = _Planned(work, _size(order))
    tally = _carried_out(lambda: run_import(order, shown))
    return {"report": tally.as_json(), "records": shown.records, "not_shown": shown.not_shown}


def import_job(work: Work) -> Mapping[str, Any]:
    """Import; or go on with the run `resume`, or read again what the run `retry` could not use."""
    number = work.cursor.get("run") or work.arguments.get("resume")
    if number is not None:
        run = ImportRun.objects.get(pk=number)
        if run.state not in (RunState.RUNNING, RunState.BROKEN_OFF):
            return _result(run.pk, run.report)  # it had come to its end before its process could say so
        size = sum(file["size"] for file in run.files_read)
        tally = _carried_out(lambda: resume_import(run, work.actor, _Told(work, size)))
    elif work.arguments.get("retry") is not None:
        first = ImportRun.objects.get(pk=work.arguments["retry"])
        told = _Told(work, sum(file["size"] for file in first.files_read))
        tally = _carried_out(lambda: retry_import(first, work.actor, profile=_profile(work), listener=told))
    else:
        order = _order(work, is_dry_run=False)
        tally = _carried_out(lambda: run_import(order, _Told(work, _size(order))))
    return _result(tally.run_id, tally.as_json())


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

    def begun(self, run: ImportRun) -> None:
        self._work.note(run=run.pk)

    def read(self, size: int) -> None:
        self._read += size

    def came_to(self, tally: Tally) -> None:
        done = min(100, 100 * self._read // self._size) if self._size else 100
        outcomes = {outcome: count for outcome, count in tally.outcomes.items() if count}
        self._work.came_to({"percent": done, "records": tally.records, "outcomes": outcomes})


class _Planned(_Told):
    """Keeps what a plan shows of single records."""

    def __init__(self, work: Work, size: int) -> None:
        super().__init__(work, size)
        self.records: list[dict[str, Any]] = []
        self.not_shown = 0

    def planned(self, plan: Plan) -> None:
        if plan.outcome != Outcome.UNCHANGED:
            lines = [line.strip() for line in plan_lines(plan)][1:]
            self._add(plan.read.raw, plan.outcome, explained(plan), lines=lines, texts=_changed_texts(plan))

    def refused(self, raw: RawRecord, *, outcome: str, reason: str) -> None:
        self._add(raw, outcome, reason)

    def _add(self, raw: RawRecord, outcome: str, reason: str, **details: Any) -> None:
        if len(self.records) >= MOST_SHOWN:
            self.not_shown += 1
            return
        where = {"record": raw.record_id, "file": Path(raw.source).name, "line": raw.line, "number": raw.number}
        self.records.append({**where, "outcome": str(outcome), "reason": reason, **details})


def _changed_texts(plan: Plan) -> list[dict[str, Any]]:
    """Return the texts that would change, with what differs word by word."""
    if plan.record is None:
        return []
    changed = [(one.text, one.before, one.read.edition.words, False) for one in plan.editions if one.before]
    changed += [(one.source_text.text, one.before, one.read.edition.words, True) for one in plan.offers]
    return [
        {
            "text": f"{text.text_type_label} · {text.language}",
            "is_offer": is_offer,
            "pieces": [{"kind": piece.kind, "words": piece.words} for piece in compared(before, after)],
        }
        for text, before, after, is_offer in changed
    ]


def _order(work: Work, *, is_dry_run: bool) -> ImportOrder:
    given = work.arguments
    return ImportOrder(
        paths=[Path(path) for path in given["paths"]], profile=_profile(work), actor=work.actor,
        system=given.get("system", ""), is_full=given.get("is_full", False), is_dry_run=is_dry_run,
    )  # fmt: skip


def _profile(work: Work) -> Profile:
    return load_profile(work.arguments["profile"])


def _size(order: ImportOrder) -> int:
    kind = order.profile.source
    return _carried_out(lambda: size_of([file for path in order.paths for file in files_in(path, kind=kind)]))


def _carried_out(do: Callable[[], _T]) -> _T:
    """Say in words what is wrong with a source."""
    try:
        return do()
    except SourceError as error:
        raise RunStateError(problem_in_words(error)) from error


def _result(run: int | None, report: Mapping[str, Any]) -> dict[str, Any]:
    return {"run": run, "report": dict(report)}
