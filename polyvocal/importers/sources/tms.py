"""Reads the tables of a TMS export as a stream of records: each object's row with the rows that other tables tie to it.

The objects' table is read as a stream; the tables joined to it are indexed in a temporary file first. A joined table
that cannot be read to its end stops everything: texts would seem to be gone from the source.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.files import Progress
from polyvocal.importers.sources.raw import Group, RawRecord, Tree, Value
from polyvocal.importers.sources.tms_index import Index
from polyvocal.importers.sources.tms_joins import Joins
from polyvocal.importers.sources.tms_places import Places
from polyvocal.importers.sources.tms_rows import Row, TableFile, words_of
from polyvocal.importers.sources.tms_shape import Tables
from polyvocal.importers.sources.tms_tables import TableRows

Part = tuple[str, Mapping[str, str]]
"""A row as it enters a record: what its leaves begin with, and its cells, those looked up included."""


def read_tms(
    path: Path,
    *,
    tables: Tables,
    leaves: frozenset[str] | None = None,
    progress: Progress | None = None,
    encoding: str = "",
) -> Iterator[RawRecord]:
    """Yield one record per object of a folder, or of the one file that holds the objects.

    Leaves are named `Table.Column`; what an id stands for `Table.Column.Column`; an element within a row
    `Element.Column`. Rows that belong to no object and rows that are faulty come last, as records with a `fault`.
    Raises SourceError at the first thing that cannot be read, after what could be.
    """
    index = Index()
    try:
        yield from _Reading(path, tables, index, leaves=leaves, progress=progress, encoding=encoding).records()
    finally:
        index.close()


class _Reading:
    """One export being read."""

    def __init__(
        self,
        path: Path,
        tables: Tables,
        index: Index,
        *,
        leaves: frozenset[str] | None,
        progress: Progress | None,
        encoding: str,
    ) -> None:
        self._path = path
        self._tables = tables
        self._index = index
        self._leaves = leaves
        self._number = 0
        self._faulty: list[tuple[str, Row]] = []
        self._rows = TableRows(progress, faulty=lambda table, row: self._faulty.append((table.place, row)))
        self._places = Places(path)
        self._joins = Joins(tables, index, self._rows, places=self._places, leaves=leaves)

    def records(self) -> Iterator[RawRecord]:
        """Yield the records, then what could not be used."""
        objects = self._objects_file()
        self._joins.index_all()
        try:
            yield from self._objects(objects) if objects else self._keys()
        except SourceError:
            yield from self._damaged()
            raise
        yield from self._orphans()
        yield from self._damaged()
        if not self._number:
            raise SourceError("There is no row.", problem="no-records", source=str(self._path))

    def _objects_file(self) -> TableFile | None:
        name = self._tables.objects
        if not name:
            return None
        table = self._places.objects(name, self._tables.file)
        if table is None:
            raise SourceError(name, problem="missing-table", source=str(self._path))
        return table

    def _objects(self, table: TableFile) -> Iterator[RawRecord]:
        columns = (self._tables.key, *(one.on for one in self._tables.joined if one.on))
        for row in self._rows.of(table, only=self._tables.only, columns=columns):
            cells = {**row.cells, **self._joins.looked_up(row.cells, self._tables.lookups)}
            parts = [(table.table, cells), *row.nested, *self._joins.parts_of(row.cells)]
            yield self._record(words_of(row.cells.get(self._tables.key, "")), parts, line=row.line, source=table.place)

    def _keys(self) -> Iterator[RawRecord]:
        """Where no table lists the objects, every key is one; it stands alone under its column's name."""
        for key in self._index.object_keys():
            cells = {self._tables.key: key}
            parts: list[Part] = [("", cells), *self._joins.parts_of(cells)]
            yield self._record(key, parts, line=1, source=str(self._path))

    def _orphans(self) -> Iterator[RawRecord]:
        for orphan, rows in self._index.orphans():
            table = self._joins.table(orphan.number)
            raw = _packed([(table.table, row.cells) for row in rows])
            yield self._unusable(
                rows[0].line, source=table.place, raw=raw, fault="no-object",
                record_id=f"{table.table} {orphan.key}",
            )  # fmt: skip

    def _damaged(self) -> Iterator[RawRecord]:
        for source, row in self._faulty:
            yield self._unusable(row.line, source=source, raw=row.raw, fault=row.fault)

    def _record(self, record_id: str, parts: list[Part], *, line: int, source: str) -> RawRecord:
        self._number += 1
        return RawRecord(
            record_id=record_id, number=self._number, line=line, source=source, raw=_packed(parts),
            take_apart=lambda: self._tree(parts),
        )  # fmt: skip

    def _unusable(self, line: int, *, source: str, raw: bytes, fault: str, record_id: str = "") -> RawRecord:
        self._number += 1
        return RawRecord(
            record_id=record_id, number=self._number, line=line, source=source, raw=raw, fault=fault,
            take_apart=lambda: Tree({}, ()),
        )  # fmt: skip

    def _tree(self, parts: list[Part]) -> Tree:
        (leading, cells), *others = parts
        groups = [Group(name, fields) for name, inside in others if (fields := self._fields(name, inside))]
        return Tree(self._fields(leading, cells), groups)

    def _fields(self, leading: str, cells: Mapping[str, str]) -> dict[str, list[Value]]:
        named = ((f"{leading}.{column}" if leading else column, column) for column in cells)
        return {
            leaf: [Value(self._words(column, cells[column]))]
            for leaf, column in named
            if self._leaves is None or leaf in self._leaves
        }

    def _words(self, column: str, cell: str) -> str:
        words = words_of(cell)
        return "" if words == "0" and column in self._tables.zero_is_empty else words


def _packed(parts: list[Part]) -> bytes:
    """Return rows as JSON: the export has no bytes of its own for what it scatters over tables."""
    rows: list[dict[str, Any]] = [{name: cells} for name, cells in parts]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", errors="surrogatepass")
