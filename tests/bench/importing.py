"""Measures importing: a first run against its floor and against the naive way, and a second run against the first."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from tests.bench.archives import import_export, keep, open_site, renew
from tests.bench.exports import CHECKOUT, PROFILE, write_export
from tests.bench.figures import Figure
from tests.bench.floors import dicts_in, floor, rows_added, without_guards
from tests.bench.measuring import Cost, best_of, cost_of

RECORDS = 2000
SLICE = 100
REAL = CHECKOUT.parent / "shared" / "data" / "adlib" / "amsterdam_museum_2011" / "extract_records_with_AHMteksten.xml"


def measure(folder: Path) -> Iterator[Figure]:
    """Yield the figures of the made export and, where it lies beside the checkout, of a real one."""
    file = open_site(folder)
    export = write_export(folder / "export.xml", RECORDS)
    first = yield from _first(file, export, profile=str(PROFILE), name="made export")
    yield _against_naive(file, export, first)
    if REAL.exists():
        yield from _first(file, REAL, profile="adlib-amsterdam", name="real export")


def _first(file: Path, export: Path, *, profile: str, name: str) -> Any:
    renew(file)
    records = import_export(export, profile).records
    empty, imported, bare = (file.with_name(f"{one}.sqlite3") for one in ("empty", "imported", "bare"))
    keep(file, imported)
    rows = rows_added(empty, imported)
    without_guards(empty, bare)
    count = sum(len(given) for _columns, given in rows.values())

    def least() -> None:
        floor(export, bare, rows)

    def afresh() -> None:
        renew(file)
        without_guards(empty, bare)

    first, other = best_of(lambda: import_export(export, profile), least, before=afresh)
    yield Figure(
        work=f"first import, {name}, CPU over its floor", value=first.cpu / other.cpu, unit="x", at_most=5,
        ours=first, other=other, note=f"{records:,} records, {count:,} rows",
    )  # fmt: skip
    yield Figure(
        work=f"first import, {name}, speed", value=records / first.cpu, unit="records/s", at_least=1000, ours=first,
        note=f"{count / first.cpu:,.0f} rows/s",
    )  # fmt: skip
    yield _again(file, export, profile=profile, name=name, first=first)
    return first


def _again(file: Path, export: Path, *, profile: str, name: str, first: Cost) -> Figure:
    renew(file, kept="imported.sqlite3")
    (again,) = best_of(lambda: import_export(export, profile))
    keep(file, file.with_name("again.sqlite3"))
    rows = rows_added(file.with_name("imported.sqlite3"), file.with_name("again.sqlite3"))
    written = {table: len(given) for table, (_columns, given) in rows.items()}
    said = ", ".join(f"{count} in {table}" for table, count in written.items())
    return Figure(
        work=f"import again, {name}, first over again", value=first.cpu / again.cpu, unit="x", at_least=5, ours=again,
        other=first, note=f"rows written by three runs: {said}", details={"rows_written": written},
    )  # fmt: skip


def _against_naive(file: Path, export: Path, first: Cost) -> Figure:
    from tests.bench.naive import import_naively

    renew(file)
    records = list(islice(dicts_in(export), SLICE))
    naive = cost_of(lambda: import_naively(records))
    each = naive.cpu / SLICE
    return Figure(
        work="first import, made export, naive way over ours, per record", value=each / (first.cpu / RECORDS), unit="x",
        at_least=15, ours=first, other=naive, note=f"naive: {SLICE} records, {1 / each:,.0f} records/s",
    )  # fmt: skip
