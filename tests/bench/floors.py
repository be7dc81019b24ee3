"""What an import could cost at the very least, and what it costs when it is written without a second thought."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

Rows = dict[str, tuple[Sequence[str], list[Any]]]


def rows_added(before: Path, after: Path) -> Rows:
    """Return the rows that each table of `after` holds and `before` did not, as SQLite stores them."""
    old, new = sqlite3.connect(before), sqlite3.connect(after)
    tables = [name for (name,) in new.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found: Rows = {}
    for table in tables:
        if not table.startswith("sqlite_"):
            (count,) = old.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()
            cursor = new.execute(f'SELECT * FROM "{table}" ORDER BY rowid LIMIT -1 OFFSET {count}')
            if rows := cursor.fetchall():
                found[table] = ([one[0] for one in cursor.description], rows)
    old.close()
    new.close()
    return found


def without_guards(empty: Path, bare: Path) -> None:
    """Make a copy of an empty archive with the same tables, indexes and constraints, but without its triggers."""
    bare.write_bytes(empty.read_bytes())
    connection = sqlite3.connect(bare)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.close()


def floor(export: Path, file: Path, rows: Rows) -> None:
    """Parse the export to plain dicts with lxml, then write the given rows with one `executemany` per table."""
    for _record in dicts_in(export):
        pass
    connection = sqlite3.connect(file, isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
    )
    connection.execute("BEGIN IMMEDIATE")
    for table, (columns, given) in rows.items():
        names = ", ".join(f'"{column}"' for column in columns)
        connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})', given)
    connection.execute("COMMIT")
    connection.close()


def dicts_in(export: Path) -> Iterator[dict[str, Any]]:
    """Yield every record of an export as lists of strings and dicts by element name."""
    for _event, element in etree.iterparse(export, tag="record"):
        yield {"priref": [element.get("priref")], **_dict_of(element)}
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _dict_of(element: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for child in element:
        found.setdefault(child.tag, []).append(_dict_of(child) if len(child) else child.text or "")
    return found
