"""Recognises what an export is, looks through its first records and suggests a profile for it."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources import TABLES, RawRecord, Tables, files_in, kinds, read_source
from polyvocal.importers.suggesting.guesses import guess
from polyvocal.importers.suggesting.sampling import Sample
from polyvocal.importers.suggesting.table_shapes import SUFFIXES, tables_guessed, tables_seen
from polyvocal.importers.suggesting.writing import Suggestion, lines_of

SAMPLE = 2_000
"""How many records are looked through, if no other number is asked for."""


def suggested_profile(path: Path, *, system: str = "", records: int = SAMPLE) -> str:
    """Return a profile as TOML for the file or folder at `path`, from its first records.

    Raises SourceError where nothing in it can be read.
    """
    if not path.exists():
        raise SourceError("No such file or folder.", problem="missing", source=str(path))
    kind, tables = _recognised(path)
    sample = Sample(has_tables=kind == TABLES)
    raws = _records(path, kind, tables)
    sample.look_at(islice((raw for raw in raws if not raw.fault), records))
    given = Suggestion(
        kind=kind,
        system=system or path.resolve().stem,
        tables=tables,
        sample=sample,
        guess=guess(sample, key=tables.key if tables is not None else ""),
        is_whole=next(raws, None) is None,
    )
    return "\n".join(lines_of(given)) + "\n"


def _recognised(path: Path) -> tuple[str, Tables | None]:
    """Return the first kind of source that finds a record with an identifier, with its tables."""
    problem: SourceError | None = None
    for kind in kinds():
        tables = tables_guessed(path, tables_seen(path)) if kind == TABLES else None
        if (kind == TABLES and tables is None) or (kind != TABLES and _holds_tables(path)):
            continue
        try:
            if any(raw.record_id and not raw.fault for raw in islice(_records(path, kind, tables), 100)):
                return kind, tables
        except SourceError as error:
            problem = problem or error
    raise problem or SourceError("No reader knows what this is.", problem="unknown-kind", source=str(path))


def _holds_tables(path: Path) -> bool:
    """Whether there is a file that only a table can be."""
    files = [path] if path.is_file() else [one for one in path.iterdir() if one.is_file()]
    return any(one.suffix.lower() in SUFFIXES and one.suffix.lower() != ".xml" for one in files)


def _records(path: Path, kind: str, tables: Tables | None) -> Iterator[RawRecord]:
    for file in files_in(path, kind=kind):
        yield from read_source(file, kind=kind, tables=tables)
