"""The records of a run that ask for a person: a page of them with reason, place and content, and all as CSV."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Count

from polyvocal.importers.admin.signs import TO_LOOK_AT, Sign, sign_of_outcome
from polyvocal.importers.models import ImportRun, ObjectTie, Outcome, RecordOutcome, unpacked
from polyvocal.object_model import ObjectAdapter, adapter
from polyvocal.spreadsheets import csv_lines

PAGE = 25
LONGEST_SHOWN = 20_000
_HEADS = ("record", "object_number", "file", "line", "number", "outcome", "reason", "settled_in", "content")


@dataclass(frozen=True, slots=True)
class Problem:
    """One record that asks for a person."""

    row: RecordOutcome
    sign: Sign
    file: str
    line: str
    content: str
    is_cut: bool
    tie: ObjectTie | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether the record waits for a person to say which object it is about.

        Where the adapter makes objects, a record is held only because the source deleted it.
        """
        is_held = self.row.outcome == Outcome.HELD and self.row.settled_in_id is None and bool(self.row.record_id)
        return is_held and type(adapter()).build is ObjectAdapter.build


@dataclass(frozen=True, slots=True)
class Problems:
    """One page of them, with how many there are of each outcome."""

    counts: list[tuple[Sign, int]]
    outcome: str
    page: "ListPage[RecordOutcome]"
    shown: list[Problem]


def problems_of(run: ImportRun, asked: Mapping[str, str]) -> Problems:
    """Return the records to look at; `asked` may name an outcome and a page. A constant number of queries."""
    rows = RecordOutcome.objects.filter(run=run, outcome__in=TO_LOOK_AT)
    counted = dict(rows.values_list("outcome").annotate(number=Count("pk")).order_by())
    outcome = asked.get("outcome", "")
    if outcome in counted:
        rows = rows.filter(outcome=outcome)
    page = Paginator(rows.order_by("pk"), PAGE).get_page(asked.get("page"))
    counts = [(sign_of_outcome(one), counted[one]) for one in TO_LOOK_AT if one in counted]
    found = ObjectTie.objects.filter(system=run.system_id, record_id__in=[row.record_id for row in page.object_list])
    ties = {tie.record_id: tie for tie in found.select_related("obj")}
    shown = [problem_of(row, ties.get(row.record_id)) for row in page.object_list]
    return Problems(counts, outcome if outcome in counted else "", page, shown)


def problems_as_csv(run: ImportRun) -> Iterator[str]:
    """Return all records to look at as CSV that a spreadsheet opens without running anything in it."""
    rows = RecordOutcome.objects.filter(run=run, outcome__in=TO_LOOK_AT).order_by("pk").iterator(chunk_size=200)
    return csv_lines(_HEADS, map(_cells, rows))


def _cells(row: RecordOutcome) -> Sequence[Any]:
    line, _colon, number = row.position.rpartition(":")
    place, settled = (row.file, line, number), row.settled_in_id or ""
    return (row.record_id, row.object_number, *place, row.outcome, row.reason, settled, _content(row))


def problem_of(row: RecordOutcome, tie: ObjectTie | None = None) -> Problem:
    """Return one record as its page shows it."""
    content = _content(row)
    line = row.position.rpartition(":")[0]
    cut = content[:LONGEST_SHOWN]
    return Problem(row, sign_of_outcome(row.outcome), PurePath(row.file).name, line, cut, len(cut) < len(content), tie)


def _content(row: RecordOutcome) -> str:
    return unpacked(row.packed).decode("utf-8", errors="replace")
