"""Flags as a table, a row at a time."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from polyvocal.models import TriageFlag
from polyvocal.object_model import adapter
from polyvocal.triage.reasons import reasons_of, rule_label

_CHUNK = 1000


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(flags: Any) -> Iterator[str]:
    """Yield a CSV file line by line: a heading, then a line a flag; memory stays the same however many there are."""
    writer: Any = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(_headings())
    made = adapter()
    for flag in flags.select_related("obj").order_by("pk").iterator(chunk_size=_CHUNK):
        yield writer.writerow(safe_cells(_cells(flag, made)))


def safe_cells(cells: Iterable[Any]) -> list[str]:
    """Return cells that a spreadsheet takes for words, whatever they begin with: a name may be no formula."""
    return [f"'{cell}" if str(cell)[:1] in tuple("=+-@\t\r") and cell else str(cell) for cell in cells]


def _headings() -> list[str]:
    return [
        _("Identifier"), _("Object number"), _("Rule"), _("Rule in words"), _("Certain"), _("Band of acquisition"),
        _("Reasons"), _("Verdict"), _("Raised"), _("No longer raised"),
    ]  # fmt: skip


def _cells(flag: TriageFlag, made: Any) -> list[Any]:
    ended = flag.ended_at
    return [
        made.identifier(flag.obj), made.object_number(flag.obj), flag.rule, rule_label(flag.rule),
        _("certain") if flag.is_certain else _("possible"), flag.bands, "\n".join(reasons_of(flag)),
        flag.get_verdict_display(), flag.raised_at.date().isoformat(), ended.date().isoformat() if ended else "",
    ]  # fmt: skip
