"""Keeps the rows of joined tables where they can be found by key: in a temporary SQLite file, so memory stays flat."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from polyvocal.importers.sources.tms_rows import Row

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -16000;
CREATE TABLE joined (number INTEGER, key TEXT, line INTEGER, cells TEXT, nested TEXT);
CREATE TABLE looked_up (number INTEGER, key TEXT, cells TEXT, PRIMARY KEY (number, key)) WITHOUT ROWID;
CREATE TABLE met (number INTEGER, key TEXT, PRIMARY KEY (number, key)) WITHOUT ROWID;
"""
_ORPHANS = """
SELECT DISTINCT joined.number, joined.key FROM joined LEFT JOIN met USING (number, key)
WHERE met.key IS NULL ORDER BY joined.number, joined.key
"""


class Orphan(NamedTuple):
    """A key in the joined table `number` that no object bears."""

    number: int
    key: str


class Index:
    """The rows of joined tables and of lookups. Tables are known by numbers that the reader gives them."""

    def __init__(self) -> None:
        self._file = sqlite3.connect("")  # SQLite's name for a file that it removes itself
        self._file.executescript(_TABLES)

    def close(self) -> None:
        """Remove everything."""
        self._file.close()

    def keep_joined(self, number: int, rows: Iterable[tuple[str, Row]]) -> None:
        """Keep rows of a joined table, each under a key of the objects."""
        found = ((number, key, row.line, _packed(row.cells), _packed(row.nested)) for key, row in rows)
        self._file.executemany("INSERT INTO joined VALUES (?, ?, ?, ?, ?)", found)

    def keep_looked_up(self, number: int, rows: Iterable[tuple[str, Row]]) -> None:
        """Keep rows of a table that ids stand for; of two with one id, the first."""
        found = ((number, key, _packed(row.cells)) for key, row in rows)
        self._file.executemany("INSERT OR IGNORE INTO looked_up VALUES (?, ?, ?)", found)

    def finish(self) -> None:
        """Make the rows findable."""
        self._file.execute("CREATE INDEX joined_by_key ON joined (number, key)")

    def joined(self, number: int, key: str) -> list[Row]:
        """Return the rows of a joined table that bear a key, in the order of the file; the key counts as met."""
        self._file.execute("INSERT OR IGNORE INTO met VALUES (?, ?)", (number, key))
        return self._rows(number, key)

    def looked_up(self, number: int, key: str) -> Mapping[str, str]:
        """Return the row that an id stands for, {} if there is none."""
        found = self._file.execute("SELECT cells FROM looked_up WHERE number = ? AND key = ?", (number, key)).fetchone()
        return json.loads(found[0]) if found else {}

    def object_keys(self) -> Iterator[str]:
        """Yield every key of the joined tables once, in the order in which they were kept."""
        for (key,) in self._file.execute("SELECT key FROM joined GROUP BY key ORDER BY min(rowid)"):
            yield key

    def orphans(self) -> Iterator[tuple[Orphan, list[Row]]]:
        """Yield what was never met, with its rows."""
        for number, key in self._file.execute(_ORPHANS):
            yield Orphan(number, key), self._rows(number, key)

    def _rows(self, number: int, key: str) -> list[Row]:
        query = "SELECT line, cells, nested FROM joined WHERE number = ? AND key = ? ORDER BY rowid"
        found = self._file.execute(query, (number, key))
        return [Row(line, json.loads(cells), _nested(nested)) for line, cells, nested in found]


def _packed(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _nested(packed: str) -> list[tuple[str, Mapping[str, str]]]:
    return [(name, cells) for name, cells in json.loads(packed)]
