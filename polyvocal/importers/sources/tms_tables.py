"""Reads the rows of a table that are kept, from whatever its file turns out to hold."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.files import Progress
from polyvocal.importers.sources.recoding import wide_encoding
from polyvocal.importers.sources.tms_csv import read_csv
from polyvocal.importers.sources.tms_rows import Row, TableFile, words_of
from polyvocal.importers.sources.tms_shape import Kept
from polyvocal.importers.sources.tms_xml import read_for_xml
from polyvocal.importers.sources.workbooks import read_sheet

_HEAD = 1024

Faulty = Callable[[TableFile, Row], None]


class TableRows:
    """The rows of tables. `progress` hears of every file once; `faulty` is told of each faulty row once."""

    def __init__(self, progress: Progress | None, *, faulty: Faulty, encoding: str = "") -> None:
        self._encoding = encoding
        self._progress = progress
        self._faulty = faulty
        self._read: set[TableFile] = set()
        self._heard: set[Path] = set()

    def of(self, table: TableFile, *, only: Kept, columns: Sequence[str]) -> Iterator[Row]:
        """Yield the rows whose cells are among those `only` names. Raises SourceError where a column is missing."""
        is_first = table not in self._read
        self._read.add(table)
        rows, wanted = self._opened(table, (*columns, *only))
        for row in rows:
            if row.fault:
                if is_first:
                    self._faulty(table, row)
                continue
            _require(wanted, row, table)
            if all(words_of(row.cells.get(column, "")) in values for column, values in only.items()):
                yield row

    def _opened(self, table: TableFile, columns: Sequence[str]) -> tuple[Iterator[Row], Sequence[str]]:
        """Return a table's rows and the columns that each must have: of XML none, for it leaves out what is empty."""
        progress = self._progress if table.path not in self._heard else None
        self._heard.add(table.path)
        if table.sheet:
            return read_sheet(table.path, table.sheet, progress), columns
        if _is_xml(table.path, self._encoding):
            return read_for_xml(table.path, progress, self._encoding), ()
        return read_csv(table.path, progress, self._encoding), columns


def _is_xml(path: Path, encoding: str) -> bool:
    """Whether the first sign of a file is that of an element."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    return (
        head.decode(encoding or wide_encoding(head) or "utf-8-sig", errors="ignore")
        .lstrip("\ufeff \t\r\n")
        .startswith("<")
    )


def _require(columns: Sequence[str], row: Row, table: TableFile) -> None:
    """Raise SourceError where a column is missing."""
    for column in columns:
        if column not in row.cells:
            raise SourceError(f"{table.table}: {column}", problem="no-column", source=table.place)
