"""Writes the report of a run as JSON while the run goes on, so that memory stays flat."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from django.utils.translation import gettext as _

from polyvocal.importers.models import ImportRun, Outcome, SourceRecord
from polyvocal.importers.planning import Plan, explained, plan_lines
from polyvocal.importers.sources import RawRecord


class ReportWriter:
    """A report: `explained`, one object per record that is not unchanged, then the counts of the run."""

    def __init__(self, path: Path) -> None:
        self._file: TextIO = path.open("w", encoding="utf-8")
        self._file.write('{"explained": [')
        self._separator = "\n"

    def add_plan(self, plan: Plan) -> None:
        """Write what came of a record that was planned."""
        details: dict[str, Any] = {
            "changes": [line.strip() for line in plan_lines(plan)][1:],
            "skipped": [{"reason": one.reason, "what": one.what} for one in plan.skipped],
        }
        for name, is_repaired in (("repaired", True), ("suspected", False)):
            found = [one for one in plan.read.repairs if one.is_repaired is is_repaired]
            if found:
                details[name] = [{"leaf": one.leaf, "what": one.code} for one in found]
        self.add(plan.read.raw, outcome=plan.outcome, reason=explained(plan), details=details)

    def add(self, raw: RawRecord, *, outcome: str, reason: str, details: Mapping[str, Any] | None = None) -> None:
        """Write what came of a record."""
        row = {
            "record": raw.record_id, "file": raw.source, "line": raw.line, "number": raw.number,
            "outcome": str(outcome), "reason": reason, **(details or {}),
        }  # fmt: skip
        self._write(row)

    def add_gone(self, record: SourceRecord) -> None:
        """Write that a full export no longer holds a record."""
        row = {"record": record.record_id, "file": "", "line": 0, "number": 0}
        self._write({**row, "outcome": str(Outcome.GONE), "reason": gone_in_words()})

    def add_kept(self, run: ImportRun) -> None:
        """Write what a run that is resumed had kept of each record; the report then holds the whole run."""
        for row in _kept_rows(run):
            self._write(row)

    def _write(self, row: Mapping[str, Any]) -> None:
        self._file.write(self._separator + json.dumps(row, ensure_ascii=False))
        self._separator = ",\n"

    def finish(self, counts: Mapping[str, Any]) -> None:
        """Write the counts and close the report."""
        rest = json.dumps(counts, ensure_ascii=False, indent=1)
        self._file.write("\n],\n" + rest.lstrip("{").rstrip("}").strip() + "\n}\n")
        self._file.close()


def gone_in_words() -> str:
    """Return why a record is marked as gone."""
    return _("The source no longer holds this record. It is marked; nothing is removed.")


def written_report(run: ImportRun) -> Iterator[str]:
    """Yield the report of a run from what it kept, piece by piece, so that memory stays flat."""
    yield '{"explained": ['
    separator = "\n"
    for row in _kept_rows(run):
        yield separator + json.dumps(row, ensure_ascii=False)
        separator = ",\n"
    state = {"run": run.pk, "state": run.state, "fetched": run.fetched, "undone": run.undo_report}
    rest = json.dumps({**state, **run.report}, ensure_ascii=False, indent=1)
    yield "\n],\n" + rest.lstrip("{").rstrip("}").strip() + "\n}\n"


def _kept_rows(run: ImportRun) -> Iterator[dict[str, Any]]:
    for kept in run.outcomes.defer("packed").order_by("pk").iterator():
        line, _colon, number = kept.position.rpartition(":")
        yield {
            "record": kept.record_id, "file": kept.file, "line": int(line or 0), "number": int(number or 0),
            "outcome": kept.outcome, "reason": kept.reason,
        }  # fmt: skip
