"""Brings the tables and views of a museum's own database into a folder, as CSV: by SQLAlchemy, the extra `databases`.

Everything is read in one transaction that may only read, as a stream; only what the profile names is written.
"""

import csv
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from polyvocal.exceptions import SourceError
from polyvocal.importers.fetching.addresses import filled, redacted
from polyvocal.importers.fetching.wanted import WantedTable
from polyvocal.importers.sources.tms_cells import cell_words

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

_ROWS = 2_000
_READING_ONLY: Mapping[str, Sequence[str]] = {
    "postgresql": ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",),
    "sqlite": ("PRAGMA query_only = ON", "BEGIN"),
}
"""What begins a transaction that only reads, by dialect. Elsewhere nothing but SELECT is sent, and rolled back."""


class Database:
    """The tables and views of one database, within one transaction."""

    def __init__(self, connection: "Connection", address: str) -> None:
        self._connection = connection
        self._address = address
        self._inspector = _sqlalchemy().inspect(connection)
        self.columns_of = cache(self._columns_of)

    def rows(self, wanted: WantedTable) -> Iterator[list[str]]:
        """Yield the rows of a table that are wanted, their cells as words."""
        sql, (schema, name) = _sqlalchemy(), self._named(wanted.name) or ("", "")
        columns = [sql.column(sql.quoted_name(one, True)) for one in wanted.chosen]
        table = sql.table(sql.quoted_name(name, True), *columns, schema=schema and sql.quoted_name(schema, True))
        streamed = self._connection.execution_options(stream_results=True, yield_per=_ROWS)
        for row in streamed.execute(sql.select(*table.columns)):
            cells = [cell_words(cell) for cell in row]
            if wanted.keeps(dict(zip(wanted.chosen, cells, strict=True))):
                yield cells

    def _columns_of(self, table: str) -> Sequence[str] | None:
        found = self._named(table)
        if found is None:
            return None
        schema, name = found
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", _sqlalchemy().exc.SAWarning)  # of types it does not know; ours are words
            return [str(one["name"]) for one in self._inspector.get_columns(name, schema)]

    def _named(self, table: str) -> tuple[str | None, str] | None:
        """Return schema and name of a table or view, as the database spells them; None if there is none.

        Raises SourceError where several differ only in capitals.
        """
        schema, _dot, name = table.rpartition(".")
        for where, wanted in ((None, table), (schema, name)) if schema else ((None, table),):
            names = self._names_in(where)
            fitting = [wanted] if wanted in names else [one for one in names if one.lower() == wanted.lower()]
            if len(fitting) > 1:
                raise SourceError(f"{table}: {', '.join(fitting)}", problem="ambiguous-table", source=self._address)
            if fitting:
                return where, fitting[0]
        return None

    def _names_in(self, schema: str | None) -> list[str]:
        names = [*self._inspector.get_table_names(schema), *self._inspector.get_view_names(schema)]
        if self._connection.dialect.name == "postgresql":
            names += self._inspector.get_materialized_view_names(schema)
        return names


@contextmanager
def opened(address: str) -> Iterator[Database]:
    """Open a database for reading; `${NAME}` in its address is filled from the environment.

    Raises SourceError, always without passwords: `no-databases` without the extra, `no-driver`, `no-variable`,
    `database-address`, `database` with what the database itself says.
    """
    sql = _sqlalchemy(address)
    url, secrets = _filled(address)
    try:
        with _engine(url, address).connect() as connection:
            for statement in _READING_ONLY.get(connection.dialect.name, ()):
                connection.exec_driver_sql(statement)
            yield Database(connection, redacted(address))
            connection.rollback()
    except sql.exc.SQLAlchemyError as error:
        words = str(getattr(error, "orig", None) or error)
        raise SourceError(_without(secrets, words), problem="database", source=redacted(address)) from None


def write_table(database: Database, wanted: WantedTable, into: Path, *, told: Callable[[int], None]) -> int:
    """Write the wanted rows of a table as CSV and return how many there are; `told` hears of them now and then."""
    count = 0
    with into.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(wanted.chosen)
        for count, row in enumerate(database.rows(wanted), start=1):
            writer.writerow(row)
            if count % _ROWS == 0:
                told(count)
    return count


def _engine(url: "URL", address: str) -> "Engine":
    sql = _sqlalchemy(address)
    if url.get_backend_name() == "sqlite" and url.database:  # which would make a file that is not there
        url = url.set(database=f"file:{quote(url.database)}", query={"mode": "ro", "uri": "true"})
    try:
        engine: Engine = sql.create_engine(url, poolclass=sql.NullPool)
    except (sql.exc.NoSuchModuleError, ImportError) as error:
        raise SourceError(str(error), problem="no-driver", source=redacted(address)) from None
    return engine


def _filled(address: str) -> tuple["URL", tuple[str, ...]]:
    """Return an address with its variables filled in, part by part, and what in it is secret."""
    sql = _sqlalchemy(address)
    try:
        url = sql.make_url(address)
    except (sql.exc.ArgumentError, ValueError):
        raise SourceError("", problem="database-address", source=redacted(address)) from None
    secrets: list[str] = [str(url.password or "")]

    def with_values(given: Any) -> Any:
        if not isinstance(given, str):
            return given
        words, values = filled(given, is_address=False)
        secrets.extend(values)
        return words

    query = {name: with_values(value) for name, value in url.query.items()}
    parts = {name: with_values(getattr(url, name)) for name in ("username", "password", "host", "database")}
    return url.set(query=query, **parts), (*secrets, *(one for one in query.values() if isinstance(one, str)))


def _without(secrets: Sequence[str], words: str) -> str:
    for secret in sorted(secrets, key=len, reverse=True):
        words = words.replace(secret, "***") if secret else words
    return " ".join(words.split())


def _sqlalchemy(address: str = "") -> ModuleType:
    try:
        import sqlalchemy
    except ImportError:
        raise SourceError("", problem="no-databases", source=redacted(address)) from None
    return sqlalchemy
