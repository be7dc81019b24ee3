"""Ties tables to objects by the keys a profile declares, and ids to the rows they stand for."""

from collections.abc import Callable, Mapping

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.tms_index import Index
from polyvocal.importers.sources.tms_places import Places
from polyvocal.importers.sources.tms_rows import Cells, Row, TableFile, words_of
from polyvocal.importers.sources.tms_shape import Joined, Kept, Lookup, Tables, Via
from polyvocal.importers.sources.tms_tables import TableRows

_NO_ID = ("", "0", "-1")


class Joins:
    """The joined tables and lookups of one export. Call `index_all` first."""

    def __init__(
        self, tables: Tables, index: Index, rows: TableRows, *, places: Places, leaves: frozenset[str] | None
    ) -> None:
        self._tables = tables
        self._index = index
        self._rows = rows
        self._places = places
        self._leaves = leaves
        self._same = str.maketrans(tables.same_in_keys)
        self._joined: dict[int, tuple[Joined, TableFile]] = {}
        self._numbers: dict[tuple[str, str, str], int] = {}

    def index_all(self) -> None:
        """Read every joined table and every table that ids stand for. Raises SourceError where one is missing."""
        self._index_lookups(self._tables.lookups)
        for number, one in enumerate(self._tables.joined):
            table = self._file(one.table, one.file, is_optional=one.optional)
            if table is None:
                continue
            self._index_lookups(one.lookups)
            if one.via is not None:
                self._index_table(
                    one.via.table, one.via.key, file=one.via.file, only={}, is_optional=one.optional or one.via.optional
                )
            self._joined[number] = (one, table)
            rows = self._rows.of(table, only=one.only, columns=(one.key,))
            self._index.keep_joined(number, ((self._object_key(row, one), row) for row in rows))
        self._index.finish()

    def table(self, number: int) -> TableFile:
        """Return a joined table by its number."""
        return self._joined[number][1]

    def parts_of(self, cells: Cells) -> list[tuple[str, Cells]]:
        """Return the rows that belong to the object of this row, each with what its leaves begin with."""
        found: list[tuple[str, Cells]] = []
        for number, (one, _table) in self._joined.items():
            key = self._compared(cells.get(one.on or self._tables.key, ""))
            rows = self._index.joined(number, key) if key else []
            for row in sorted(rows, key=lambda row: _order(row.cells, one.order)) if one.order else rows:
                cells_in = one.entering(row.cells)
                found.append((one.leading, {**cells_in, **self.looked_up(row.cells, one.lookups, one.leading)}))
                found += sorted(row.nested, key=lambda part: _order(part[1], one.order)) if one.order else row.nested
        return found

    def looked_up(self, cells: Cells, lookups: Mapping[str, Lookup], leading: str = "") -> dict[str, str]:
        """Return the cells that ids stand for, named `Column.Column`; of them only those that the profile names."""
        leading = leading or self._tables.objects

        def is_named(name: str) -> bool:
            return self._leaves is None or f"{leading}.{name}" in self._leaves

        return self._looked_up(cells, lookups, is_named)

    def _looked_up(
        self, cells: Cells, lookups: Mapping[str, Lookup], is_named: Callable[[str], bool]
    ) -> dict[str, str]:
        found: dict[str, str] = {}
        for column, lookup in lookups.items():
            key = words_of(cells.get(column, ""))
            number = self._numbers.get(_named(lookup, column))
            if key in _NO_ID or number is None:
                continue
            row = self._index.looked_up(number, self._compared(key))
            if lookup.lookups:
                row = {**row, **self._looked_up(row, lookup.lookups, _within(column, lookup, is_named))}
            found.update({f"{column}.{name}": cell for name, cell in row.items() if is_named(f"{column}.{name}")})
            if lookup.fills:
                found.update({name: cell for name, cell in row.items() if name not in cells and is_named(name)})
        return found

    def _object_key(self, row: Row, one: Joined) -> str:
        """Return the key of the object that a row belongs to, as keys are compared."""
        key = self._compared(row.cells.get(one.key, ""))
        if one.via is None or not key:
            return key
        number = self._numbers.get(_between(one.via))
        between = {} if number is None else self._index.looked_up(number, key)
        return self._compared(between.get(one.via.to, ""))

    def _compared(self, key: str) -> str:
        return words_of(key).translate(self._same)

    def _index_lookups(self, lookups: Mapping[str, Lookup]) -> None:
        for column, one in lookups.items():
            self._index_table(
                one.table, one.key or column, file=one.file, only=one.only, is_optional=one.optional
            )  # fmt: skip
            self._index_lookups(one.lookups)

    def _index_table(self, name: str, key: str, *, file: str, only: Kept, is_optional: bool) -> None:
        identity = (name, key, repr(only))
        table = self._file(name, file, is_optional=is_optional)
        if table is None or identity in self._numbers:
            return
        self._numbers[identity] = number = len(self._numbers)
        rows = self._rows.of(table, only=only, columns=(key,))
        self._index.keep_looked_up(number, ((self._compared(row.cells.get(key, "")), row) for row in rows))

    def _file(self, table: str, pattern: str, *, is_optional: bool) -> TableFile | None:
        found = self._places.table(table, pattern)
        if found is None and not is_optional:
            raise SourceError(table, problem="missing-table", source=str(self._places.folder))
        return found


def _named(lookup: Lookup, column: str) -> tuple[str, str, str]:
    return (lookup.table, lookup.key or column, repr(lookup.only))


def _between(via: Via) -> tuple[str, str, str]:
    return (via.table, via.key, repr({}))


def _within(column: str, lookup: Lookup, is_named: Callable[[str], bool]) -> Callable[[str], bool]:
    """Say of the names within a looked up row whether the profile names them, by their path or as what fills a row."""
    return lambda name: is_named(f"{column}.{name}") or (lookup.fills and is_named(name))


def _order(cells: Cells, column: str) -> tuple[bool, float]:
    """Order by the number in a column; rows without one come last."""
    try:
        return (False, float(words_of(cells.get(column, ""))))
    except ValueError:
        return (True, 0.0)
