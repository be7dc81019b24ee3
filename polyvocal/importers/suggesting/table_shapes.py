"""Guesses how the tables of a folder hang together: which lists the objects, which are joined, what ids stand for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.tms_rows import Row, TableFile, words_of
from polyvocal.importers.sources.tms_shape import Joined, Lookup, Tables
from polyvocal.importers.sources.tms_tables import TableRows
from polyvocal.importers.sources.workbooks import is_workbook, sheets_of
from polyvocal.importers.suggesting import meanings

SUFFIXES = (".csv", ".tsv", ".txt", ".xml")
OBJECTS = "108"
"""The TableID by which TMS means Objects."""

_KEYS = ("ObjectID", "ObjectNumber", "ObjectId", "object_id", "objectid", "ID")
_SAMPLE = 2_000
_TEXTS = frozenset(meanings.TEXTS) | frozenset(meanings.TITLES)
_TERMS = frozenset(name.partition(".")[0] for name in meanings.TERMS)


@dataclass(frozen=True, slots=True)
class TableSeen:
    """A table, its columns and the columns in which no value of the sample comes twice."""

    name: str
    path: Path
    columns: Sequence[str]
    unique: frozenset[str]
    table_ids: frozenset[str] = frozenset()


def tables_seen(path: Path) -> list[TableSeen]:
    """Return the tables of a folder, of the folders within it, or beside a file; unreadable ones are passed over."""
    folder = path if path.is_dir() else path.parent
    found: dict[str, TableSeen] = {}
    for file in _files(folder):
        seen = _seen(file)
        if seen is not None and (seen.path == path or seen.name.lower() not in found):
            found[seen.name.lower()] = seen
    return list(found.values())


def tables_guessed(path: Path, seen: Sequence[TableSeen]) -> Tables | None:
    """Return how the tables hang together, None where no column names objects; of editions of one table, the last."""
    key = max(_KEYS, key=lambda one: _worth(one, seen))
    if not _worth(key, seen):
        return None
    objects = _objects(path, seen, key)
    beside = {tuple(table.columns): table for table in seen if objects is None or table.columns != objects.columns}
    joined = tuple(_joined(table, key, seen) for table in beside.values() if _names_objects(table, key))
    if objects is None and not joined:
        return None
    lookups = _lookups(objects, key, seen) if objects else {}
    return Tables(key=key, objects=objects.name if objects else "", joined=joined, lookups=lookups)


def _worth(key: str, seen: Sequence[TableSeen]) -> int:
    """How much a key ties together; tables that say of what type their texts are count most."""
    tied = [frozenset(table.columns) for table in seen if _names_objects(table, key)]
    return sum(1 + 3 * bool(columns & _TEXTS) + 5 * bool(columns & _TERMS) for columns in tied)


def _files(folder: Path) -> Iterator[TableFile]:
    for path in sorted((*folder.glob("*"), *folder.glob("*/*"))):
        if path.is_file() and path.suffix.lower() in SUFFIXES:
            yield TableFile(path.stem, path)
        elif path.is_file() and is_workbook(path):
            sheets = sheets_of(path)
            yield from (TableFile(path.stem if len(sheets) == 1 else one.name, path, one.name) for one in sheets)


def _seen(file: TableFile) -> TableSeen | None:
    try:
        rows = list(islice(TableRows(None, faulty=_let_be).of(file, only={}, columns=()), _SAMPLE))
    except SourceError:
        return None
    if not rows:
        return None
    columns = list(dict.fromkeys(column for row in rows for column in row.cells))
    table_ids = frozenset(words_of(row.cells.get("TableID", "")) for row in rows)
    return TableSeen(file.table, file.path, columns, frozenset(_unique(columns, rows)), table_ids)


def _let_be(_table: TableFile, _row: Row) -> None:
    """A row that is damaged says nothing about the shape of its table."""


def _unique(columns: Sequence[str], rows: Sequence[Row]) -> Iterator[str]:
    for column in columns:
        values = [words for row in rows if (words := words_of(row.cells.get(column, "")))]
        if values and len(values) == len(set(values)):
            yield column


def _objects(path: Path, seen: Sequence[TableSeen], key: str) -> TableSeen | None:
    """The table that was pointed at, else the one with a row per key and the most columns."""
    fitting = [
        table for table in seen if key in table.unique and (len(table.columns) > 3 or "object" in table.name.lower())
    ]
    pointed_at = next((table for table in fitting if table.path == path), None)
    named = [table for table in fitting if "object" in table.name.lower() and "title" not in table.name.lower()]
    return pointed_at or max(reversed(named or fitting), key=lambda table: len(table.columns), default=None)


def _names_objects(table: TableSeen, key: str) -> bool:
    return key in table.columns or ("TableID" in table.columns and "ID" in table.columns and OBJECTS in table.table_ids)


def _joined(table: TableSeen, key: str, seen: Sequence[TableSeen]) -> Joined:
    is_direct = key in table.columns
    return Joined(
        table=table.name,
        key=key if is_direct else "ID",
        only={} if is_direct else {"TableID": (OBJECTS,)},
        order="DisplayOrder" if "DisplayOrder" in table.columns else "",
        lookups=_lookups(table, key, seen),
        optional=True,
    )


def _lookups(table: TableSeen, key: str, seen: Sequence[TableSeen]) -> dict[str, Lookup]:
    found: dict[str, Lookup] = {}
    for column in table.columns:
        if column in (key, "ID", "TableID") or not column.endswith("ID"):
            continue
        wanted = "ConstituentID" if column == "AuthorConID" else column
        for other in seen:
            if other is not table and wanted in other.unique and not _names_objects(other, key):
                found[column] = Lookup(table=other.name, key=wanted if wanted != column else "", optional=True)
                break
    return found
