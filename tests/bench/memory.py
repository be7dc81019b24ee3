"""Measures the memory an import holds: the same run on N and on ten times N records, each in a process of its own."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.archives import import_export, open_site
from tests.bench.exports import CHECKOUT, PROFILE, write_export
from tests.bench.figures import Figure
from tests.bench.measuring import peak_memory

RECORDS = 1200


def measure(_folder: Path) -> Iterator[Figure]:
    """Yield the peaks of both runs over each other, and the larger one."""
    small, large = (_peak_of(number) for number in (RECORDS, 10 * RECORDS))
    details = {"records": [RECORDS, 10 * RECORDS], "bytes": [small, large]}
    note = f"{small / 1e6:.0f} MB for {RECORDS:,} records, {large / 1e6:.0f} MB for {10 * RECORDS:,}"
    yield Figure(
        work="import, peak memory, ten times the records", value=large / small, unit="x", at_most=1.1, note=note,
        details=details,
    )  # fmt: skip
    yield Figure(work="import, peak memory", value=large / 1e6, unit="MB", at_most=300)


def _peak_of(records: int) -> int:
    command = [sys.executable, "-m", "tests.bench.memory", str(records)]
    done = subprocess.run(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True, check=True)
    return int(json.loads(done.stdout))


def _import(records: int) -> int:
    with tempfile.TemporaryDirectory(prefix="polyvocal-bench-") as folder:
        open_site(Path(folder))
        export = write_export(Path(folder) / "export.xml", records)
        import_export(export, str(PROFILE))
    return peak_memory()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_import(int(sys.argv[1]))))
