"""Measures one long dump slice by slice: CPU per object and peak memory. Not part of every run: `growing=1000000`.

The archive is a small one, imported as it should be, and then copied in SQL under keys of its own: importing a million
objects would take longer than what is to be measured. Guards are dropped first; a dump only reads.

A machine that others use too is not as fast at the end of an hour as at its beginning. So each slice is measured
against a yardstick: the same work over and over, done at many moments of the slice.
"""

import json
import pickle
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.bench.archives import import_export, keep, open_site
from tests.bench.exports import CHECKOUT, PROFILE, write_export
from tests.bench.figures import Figure
from tests.bench.floors import without_guards
from tests.bench.measuring import peak_memory

SEED = 2_500
OBJECTS = 20_000
SLICES = 4
MOMENTS = 50
"""How often the yardstick is laid on in a slice."""
_STEP = 10_000_000
_ID, _OBJECT, _TEXT, _EDITION = "id", "obj_id", "text_id", "edition_id"
_TABLES = (
    ("polyvocal_collectionobject", (_ID,), ()),
    ("polyvocal_formernumber", (_ID, _OBJECT), ()),
    ("polyvocal_text", (_OBJECT,), (_ID,)),
    ("polyvocal_edition", (), (_ID, _TEXT)),
    ("polyvocal_attribution", (_ID,), (_EDITION,)),
    ("polyvocal_citation", (_ID,), (_EDITION,)),
    ("polyvocal_showing", (_ID,), (_EDITION,)),
)
"""Tables with the columns that hold numbers and those that hold UUIDs, to be told apart in every copy."""


def measure(folder: Path, objects: int = OBJECTS) -> Iterator[Figure]:
    """Yield the cost per object and the peak at the end over those of the first slice."""
    file = open_site(folder)
    import_export(write_export(folder / "export.xml", SEED), str(PROFILE))
    keep(file, folder / "seed.sqlite3")
    _grow(folder, file, objects // SEED)
    slices = _dumped_apart(file, objects)
    size = objects // SLICES
    each = [one.dump / one.yardstick for one in slices]
    said = "; ".join(
        f"{one.dump * 1000:.3g} ms, yardstick {one.yardstick * 1000:.3g} ms, {one.peak / 1e6:.0f} MB" for one in slices
    )
    yield Figure(
        work=f"dump of {objects:,} objects, CPU per object, last {size:,} over first", value=each[-1] / each[0],
        unit="x", at_most=1.15, note=said, details={"slices": [one._asdict() for one in slices]},
    )  # fmt: skip
    yield Figure(
        work=f"dump of {objects:,} objects, peak memory over that of its first {size:,}",
        value=slices[-1].peak / slices[0].peak, unit="x", at_most=1.1,
    )  # fmt: skip


def _grow(folder: Path, file: Path, times: int) -> None:
    """Make the archive `times` as large."""
    from django.db import connection

    connection.close()
    without_guards(folder / "seed.sqlite3", file)
    database = sqlite3.connect(file, isolation_level=None)
    database.execute("ATTACH ? AS seed", [str(folder / "seed.sqlite3")])
    database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; BEGIN")
    for copy in range(1, times):
        for table, numbers, keys in _TABLES:
            _copy_rows(database, table, numbers, keys, copy)
    database.execute("COMMIT")
    database.execute("PRAGMA journal_mode=WAL")
    database.close()


def _copy_rows(
    database: sqlite3.Connection, table: str, numbers: tuple[str, ...], keys: tuple[str, ...], copy: int
) -> None:
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    # The first digits of a key are the time at which it was made: copies keep their order and come before the seed.
    given = {name: f'"{name}" + {copy * _STEP}' for name in numbers}
    given |= {name: f"printf('%06x', {copy}) || substr(\"{name}\", 7)" for name in keys}
    if table == "polyvocal_collectionobject":
        given |= {name: f"\"{name}\" || '-{copy}'" for name in ("identifier", "object_number")}
    written = ", ".join(f'"{one}"' for one in columns)
    values = ", ".join(given.get(one, f'"{one}"') for one in columns)
    database.execute(f"INSERT INTO {table} ({written}) SELECT {values} FROM seed.{table}")


class _Slice(NamedTuple):
    """Seconds of CPU for one object and for the yardstick, and the most memory until then, in bytes."""

    dump: float
    yardstick: float
    peak: int


def _dumped_apart(file: Path, objects: int) -> list[_Slice]:
    command = [sys.executable, "-m", "tests.bench.growing", str(file), str(objects)]
    done = subprocess.run(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True, check=True)
    return [_Slice(*one) for one in json.loads(done.stdout)]


def _dumped(file: Path, objects: int) -> list[_Slice]:
    """Dump, and return what each slice cost."""
    open_site(file.parent, file=file)
    from polyvocal.linkeddata.dumps import write_dump
    from polyvocal.linkeddata.formats import FORMATS
    from polyvocal.linkeddata.profiles import LINKED_ART

    size = objects // SLICES
    slices: list[_Slice] = []
    yardsticks: list[float] = []
    done, begun = 0, time.process_time()

    def progress() -> None:
        nonlocal done, begun
        done += 1
        if done % (size // MOMENTS) == 0:
            yardsticks.append(_yardstick())
            _give_back(file.parent / "dump")
        if done % size == 0:
            now = time.process_time()
            slices.append(_Slice((now - begun - sum(yardsticks)) / size, sum(yardsticks) / MOMENTS, peak_memory()))
            yardsticks.clear()
            begun = time.process_time()

    write_dump(file.parent / "dump", LINKED_ART, FORMATS["nq"], progress=progress)
    return slices


def _give_back(folder: Path) -> None:
    """Free the place on the disk of what is written so far: a million objects would take 180 GB."""
    command = shutil.which("fallocate")
    for one in folder.glob(".*.part") if command else ():
        subprocess.run([command, "--punch-hole", "--length", str(one.stat().st_size), one], check=False)


def _yardstick() -> float:
    """Return the seconds of CPU for a work of the same sort that is always the same."""
    begun = time.process_time()
    for number in range(50):
        rows = [{"id": f"urn:{number}:{row}", "words": ["word"] * 8, "next": {"row": row}} for row in range(200)]
        lines = [f'<{row["id"]}> <urn:says> "{word}"' for row in rows for word in row["words"]]
        "\n".join(dict.fromkeys(lines)).encode()
        pickle.loads(pickle.dumps(rows))
    return time.process_time() - begun


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_dumped(Path(sys.argv[1]), int(sys.argv[2]))))
