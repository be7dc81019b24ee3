"""Reads JSON of Adlib and Axiell Collections, `adlibJSON` and jsonv1, one record in memory at a time."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.adlib_json_values import attributes_of, tree_of, words_of
from polyvocal.importers.sources.files import Progress
from polyvocal.importers.sources.json_stream import JsonStream, Piece
from polyvocal.importers.sources.raw import RawRecord, is_true

_AROUND = ("adlibJSON", "recordList")
_RECORDS = "record"


def read_adlib_json(
    path: Path, *, leaves: frozenset[str] | None = None, progress: Progress | None = None
) -> Iterator[RawRecord]:
    """Yield the records of one file; their trees hold only the named leaves, where some are named.

    A file holds `adlibJSON`, its `recordList`, or a bare list of records. Raises SourceError at the first thing that
    cannot be read, after what could be.
    """
    with path.open("rb") as file:
        stream = JsonStream(file, source=str(path), progress=progress)
        reading = _Reading(stream, str(path), leaves)
        yield from reading.records()
        stream.end()
    if not reading.number:
        problem = "no-records" if reading.is_adlib else "not-adlib-json"
        raise SourceError("The file holds no record.", problem=problem, source=str(path))


class _Reading:
    """One file being read."""

    def __init__(self, stream: JsonStream, source: str, leaves: frozenset[str] | None) -> None:
        self._stream = stream
        self._source = source
        self._leaves = leaves
        self.number = 0
        self.is_adlib = False

    def records(self) -> Iterator[RawRecord]:
        """Yield the records wherever they lie, and pass over all else."""
        if self._stream.peek() == "[":
            yield from self._listed()
            return
        for key in self._stream.members():
            if key in _AROUND and self._stream.peek() == "{":
                self.is_adlib = True
                yield from self.records()
            elif key == _RECORDS and self._stream.peek() == "[":
                self.is_adlib = True
                yield from self._listed()
            elif key == _RECORDS and self._stream.peek() == "{":
                yield self._record(self._stream.value())
            else:
                self._stream.value()

    def _listed(self) -> Iterator[RawRecord]:
        for _item in self._stream.items():
            yield self._record(self._stream.value())

    def _record(self, piece: Piece) -> RawRecord:
        self.number += 1
        given: Any = piece.value if isinstance(piece.value, dict) else {}
        attributes, leaves = attributes_of(given), self._leaves
        return RawRecord(
            record_id=attributes.get("priref") or _identifier(given), number=self.number, line=piece.line,
            source=self._source, raw=piece.raw, take_apart=lambda: tree_of(given, leaves),
            is_deleted=is_true(attributes.get("deleted", "")),
        )  # fmt: skip


def _identifier(given: Mapping[str, Any]) -> str:
    """Return the words of the field `priref`, in whichever way they are written; of a damaged one, none."""
    try:
        return words_of(given.get("priref"))
    except RecursionError:
        return ""
