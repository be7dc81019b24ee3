"""Fetches the tables of a database that a profile needs into a folder, each a file of CSV."""

import hashlib
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from polyvocal.exceptions import SourceError
from polyvocal.importers.fetching.addresses import redacted
from polyvocal.importers.fetching.databases import Database, opened, write_table
from polyvocal.importers.fetching.folders import Folder, Manifest, now_in_words
from polyvocal.importers.fetching.pages import Progress, ProgressTold
from polyvocal.importers.fetching.wanted import WantedTable, wanted_tables
from polyvocal.importers.sources import Tables

KIND = "database"


def _untold(_progress: object) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class TablesOrder:
    """Which tables to fetch: those a profile declares, of them only the columns it names, into which store."""

    address: str
    store: Path
    tables: Tables | None
    leaves: Collection[str]
    told: ProgressTold = field(default=_untold)


def fetch_tables(order: TablesOrder) -> Path:
    """Fetch all tables and return the folder that holds them; its manifest lies beside it.

    A fetch that was broken off is begun again: its tables would be of two moments. Raises SourceError where the
    database cannot be read, or lacks a table or a column that the profile needs.
    """
    address = redacted(order.address)
    if order.tables is None:
        raise SourceError("", problem="no-tables", source=address)
    with opened(order.address) as database:
        try:
            wanted = wanted_tables(order.tables, order.leaves, database.columns_of)
        except SourceError as error:
            raise SourceError(str(error), problem=error.problem, source=address) from error
        key = f"{hashlib.sha256(address.encode()).hexdigest()[:16]}-{KIND}"
        folder = Folder.begun(order.store, Manifest(key=key, kind=KIND, address=address, began_at=now_in_words()))
        return _fetched(order, folder, database, wanted)


def _fetched(order: TablesOrder, folder: Folder, database: Database, wanted: list[WantedTable]) -> Path:
    try:
        folder.begin_again()
        for one in wanted:
            _take(order, folder, database, one)
        folder.end("done")
    except BaseException as error:
        with suppress(OSError):
            folder.end("broken-off", reason=str(error) if isinstance(error, SourceError) else type(error).__name__)
        if isinstance(error, OSError):
            raise SourceError(error.strerror or "", problem="no-store", source=str(order.store)) from error
        raise
    return folder.pages


def _take(order: TablesOrder, folder: Folder, database: Database, wanted: WantedTable) -> None:
    """Bring one table; it bears its name only once it is whole."""
    if "/" in wanted.name or "\\" in wanted.name:
        raise SourceError(wanted.name, problem="no-file-name", source=redacted(order.address))
    manifest = folder.manifest
    before = manifest.records

    def told(rows: int) -> None:
        folder.save()
        order.told(Progress(before + rows, None, manifest.pages))

    count = write_table(database, wanted, folder.arriving, told=told)
    manifest.bytes += folder.arriving.stat().st_size
    folder.arriving.replace(folder.pages / f"{wanted.name}.csv")
    manifest.pages += 1
    manifest.records += count
    folder.save()
    order.told(manifest.progress)
