"""The rows of one table, whatever file it stands in."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

Cells = Mapping[str, str]
"""The cells of a row by column, as they stand in the file."""

EMPTY = frozenset({
    "null", "<null>", "(null)", "(not assigned)", "not assigned", "(not entered)", "not entered", "(not specified)",
    "not specified", "(none assigned)", "none assigned",
})  # fmt: skip
"""What TMS and its exports write where there is nothing, in small letters."""


class Row(NamedTuple):
    """One row: its cells, and the elements within it, where the table is XML.

    A row that cannot be used has a `fault` (code) and its bytes in `raw`.
    """

    line: int
    cells: Cells
    nested: Sequence[tuple[str, Cells]] = ()
    fault: str = ""
    raw: bytes = b""


class TableFile(NamedTuple):
    """A table and the file it stands in; of a workbook, the sheet as well."""

    table: str
    path: Path
    sheet: str = ""

    @property
    def place(self) -> str:
        """The file, and the sheet within it."""
        return f"{self.path} [{self.sheet}]" if self.sheet else str(self.path)


def words_of(cell: str) -> str:
    """Return a cell without padding; '' for what only says that there is nothing."""
    words = cell.strip()
    return "" if words.lower() in EMPTY else words
