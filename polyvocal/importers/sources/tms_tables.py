"""Reads the rows of a table that are kept, from whatever its file turns out to hold."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.files import Progress
from polyvocal.importers.sources.tms_csv import encoding_of, read_csv
from polyvocal.importers.sources.tms_rows import Row, TableFile, words_of
from polyvocal.importers.sources.tms_shape import Kept
from polyvocal.importers.sources.tms_xml import read_for_xml

_HEAD = 1024

Faulty = Callable[[TableFile, Row], None]


class TableRows:
    """The rows of tables. `progress` hears of every file once; `faulty` is told of each damaged row once."""

    def __init__(self, progress: Progress | None, *, faulty: Faulty) -> None:
        self._progress = progress
        self._faulty = faulty
        self._read: set[Path] = set()

    def of(self, table: TableFile, *, only: Kept, columns: Sequence[str]) -> Iterator[Row]:
        """Yield the rows whose cells are among those `only` names. Raises SourceError where a column is missing."""
        is_first = table.path not in self._read
        self._read.add(table.path)
        is_xml = _is_xml(table.path)
        reading, wanted = (read_for_xml, ()) if is_xml else (read_csv, (*columns, *only))
        for row in reading(table.path, self._progress if is_first else None):
            if row.fault:
                if is_first:
                    self._faulty(table, row)
                continue
            _require(wanted, row, table)
            if all(words_of(row.cells.get(column, "")) in values for column, values in only.items()):
                yield row


def _is_xml(path: Path) -> bool:
    """Whether the first sign of a file is that of an element."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    encoding = encoding_of(path) if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return head.decode(encoding, errors="ignore").lstrip("\ufeff \t\r\n").startswith("<")


def _require(columns: Sequence[str], row: Row, table: TableFile) -> None:
    """Raise SourceError where a column is missing. FOR XML leaves out what is empty, so of XML nothing is required."""
    for column in columns:
        if column not in row.cells:
            raise SourceError(f"{table.table}: {column}", problem="no-column", source=str(table.path))
