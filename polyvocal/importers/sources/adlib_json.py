"""Reads JSON of Adlib and Axiell Collections, `adlibJSON` and jsonv1, one record in memory at a time."""

import re
from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.adlib_json_values import attributes_of, tree_of, words_of
from polyvocal.importers.sources.files import Progress
from polyvocal.importers.sources.json_salvaging import PERHAPS, SURELY, JsonSalvage, SalvagedJson, swallows
from polyvocal.importers.sources.json_stream import JsonStream, Piece
from polyvocal.importers.sources.raw import RawRecord, Tree, is_true
from polyvocal.importers.sources.recoding import AsUtf8, ReadFile, opened
from polyvocal.importers.sources.surveying import certain_encoding

_MANY = 3
_NAMED = re.compile(rb'"priref"\s*:\s*(?:\[\s*)?"?(\w+)')
"""What the identifier of a damaged record may be."""

_AROUND = ("adlibJSON", "recordList")
_RECORDS = "record"


def read_adlib_json(
    path: Path, *, leaves: frozenset[str] | None = None, progress: Progress | None = None, encoding: str = ""
) -> Iterator[RawRecord]:
    """Yield the records of one file; their trees hold only the named leaves, where some are named.

    A file holds `adlibJSON`, its `recordList`, or a bare list of records. Raises SourceError at the end for the first
    thing that could not be read; what was damaged by it comes as records with a `fault`, all others are read.
    """
    with ReadFile(path, progress) as file:
        yield from _Reading(opened(file, encoding), str(path), leaves).all()


class _Reading:
    """One file being read."""

    def __init__(self, file: ReadFile | AsUtf8, source: str, leaves: frozenset[str] | None) -> None:
        self._file = file
        self._stream = JsonStream(file, source=source)
        self._source = source
        self._leaves = leaves
        self._place = (0, 1)
        self._has_attributes = False
        self._is_reread = False
        self._common: frozenset[str] = frozenset()
        self.number = 0
        self.is_adlib = False

    def all(self) -> Iterator[RawRecord]:
        """Yield the records, then raise what was wrong with the file, if anything."""
        try:
            yield from self.records()
            self._stream.end()
        except SourceError as error:
            if error.problem == "encoding":
                self._read_as(certain_encoding(Path(self._source)))
            has_damage = yield from self._salvaged()
            if has_damage or not self._is_reread:
                raise
        if not self.number:
            yield from self._salvaged()
            problem = "no-records" if self.is_adlib else "not-adlib-json"
            words = "Its records lie elsewhere than where they should." if self.number else "The file holds no record."
            raise SourceError(words, problem="malformed" if self.number else problem, source=self._source)

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
                yield self._taken()
            else:
                self._stream.value()

    def _listed(self) -> Iterator[RawRecord]:
        for _item in self._stream.items():
            yield self._taken()

    def _taken(self) -> RawRecord:
        piece = self._stream.value()
        if swallows(piece.value, self._likeness):
            raise SourceError(
                "A record has no end.", problem="malformed", source=self._source, position=str(piece.line)
            )
        record = self._record(piece)
        self._place = self._stream.place()
        return record

    def _read_as(self, encoding: str) -> None:
        """Go on in another encoding than UTF-8."""
        if encoding and isinstance(self._file, ReadFile):
            self._file, self._is_reread = AsUtf8(self._file, encoding), True

    def _salvaged(self) -> Generator[RawRecord, None, bool]:
        """Yield what stands behind the last record that was read, each on its own; return whether any is damaged."""
        has_damage = False
        offset, line = self._place
        self._file.seek(offset)
        salvage = JsonSalvage(self._file, line=line, likeness=self._likeness, learn=self._learn)
        for found in salvage.records(within_list=self.number > 0):
            has_damage = has_damage or bool(found.fault)
            yield self._damaged(found) if found.fault else self._record(Piece(found.value, found.raw, found.line))
            self._file.tell_progress()
        return has_damage

    def _likeness(self, given: Any) -> int:
        """Say whether an object is a record; one that is linked within another has only a few of its fields."""
        if not isinstance(given, dict) or len(self._common & given.keys()) * 2 <= len(self._common) > 0:
            return 0
        if not attributes_of(given).get("priref") and (self._has_attributes or "priref" not in given):
            return 0
        return SURELY if self._common <= given.keys() and len(self._common) >= _MANY else PERHAPS

    def _learn(self, given: Mapping[str, Any]) -> None:
        """Remember what records have in common."""
        self._has_attributes = self._has_attributes or "priref" in attributes_of(given)
        self._common = self._common & given.keys() or frozenset(given)

    def _damaged(self, found: SalvagedJson) -> RawRecord:
        self.number += 1
        named = _NAMED.search(found.raw)
        return RawRecord(
            record_id=named[1].decode("ascii") if named else "", number=self.number, line=found.line,
            source=self._source, raw=found.raw, fault=found.fault, detail=found.detail, size=found.size,
            take_apart=lambda: Tree({}, ()),
        )  # fmt: skip

    def _record(self, piece: Piece) -> RawRecord:
        self.number += 1
        given: Any = piece.value if isinstance(piece.value, dict) else {}
        attributes, leaves = attributes_of(given), self._leaves
        self._learn(given)
        return RawRecord(
            record_id=attributes.get("priref") or _identifier(given), number=self.number, line=piece.line,
            source=self._source, raw=piece.raw, take_apart=lambda: tree_of(given, leaves),
            is_deleted=is_true(attributes.get("deleted", "")), is_reread=self._is_reread,
        )  # fmt: skip


def _identifier(given: Mapping[str, Any]) -> str:
    """Return the words of the field `priref`, in whichever way they are written; of a damaged one, none."""
    try:
        return words_of(given.get("priref"))
    except RecursionError:
        return ""
