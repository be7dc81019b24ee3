"""The rows of one table, whatever file it stands in, and which file of a folder a table is."""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import BinaryIO, NamedTuple

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.files import Progress

Cells = Mapping[str, str]
"""The cells of a row by column, as they stand in the file."""

SUFFIXES = (".csv", ".tsv", ".txt", ".xml")
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
    """A table and the file it stands in."""

    table: str
    path: Path


def words_of(cell: str) -> str:
    """Return a cell without padding; '' for what only says that there is nothing."""
    words = cell.strip()
    return "" if words.lower() in EMPTY else words


def file_of(table: str, pattern: str, *, folder: Path) -> Path | None:
    """Return the file of a table in a folder or in the folders within it, None if there is none.

    Raises SourceError where several files fit.
    """
    wanted = pattern.lower()
    found = [
        path
        for path in sorted((*folder.glob("*"), *folder.glob("*/*")))
        if path.is_file() and path.suffix.lower() in SUFFIXES and _is_wanted(path, table, wanted)
    ]
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise SourceError(f"{table}: {names}", problem="ambiguous-table", source=str(folder))
    return found[0] if found else None


def _is_wanted(path: Path, table: str, pattern: str) -> bool:
    return fnmatch(path.name.lower(), pattern) if pattern else path.stem.lower() == table.lower()


class Counted:
    """A stream that says how many bytes were read from it."""

    def __init__(self, stream: BinaryIO, progress: Progress | None) -> None:
        self._stream = stream
        self._progress = progress

    def pieces(self, size: int) -> Iterator[bytes]:
        """Yield the stream's bytes in pieces."""
        while piece := self._stream.read(size):
            yield piece
            if self._progress is not None:
                self._progress(len(piece))
