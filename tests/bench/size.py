"""Measures one long import: what it holds and how fast it is, slice by slice. Not part of every run: `size=1000000`."""

import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.archives import import_export, open_site
from tests.bench.exports import PROFILE, write_export
from tests.bench.figures import Figure
from tests.bench.measuring import peak_memory

RECORDS = 200_000
SLICES = 4


def measure(folder: Path, records: int = RECORDS) -> Iterator[Figure]:
    """Yield the peak over that at the end of the first slice, the peak itself, and the speed of the last slice."""
    open_site(folder)
    export = write_export(folder / "export.xml", records)
    slices = _imported(export, records)
    (first, first_speed), (last, last_speed) = slices[0], slices[-1]
    said = "; ".join(f"{memory / 1e6:.0f} MB, {speed:,.0f} records/s" for memory, speed in slices)
    details = {"bytes": [memory for memory, _speed in slices], "records/s": [speed for _memory, speed in slices]}
    yield Figure(
        work=f"import of {records:,} records, peak memory over that of its first {records // SLICES:,}",
        value=last / first, unit="x", at_most=1.1, note=said, details=details,
    )  # fmt: skip
    yield Figure(work=f"import of {records:,} records, peak memory", value=last / 1e6, unit="MB", at_most=300)
    yield Figure(
        work=f"import of {records:,} records, speed of the last slice over the first", value=last_speed / first_speed,
        unit="x", note="records per second of CPU",
    )  # fmt: skip


def _imported(export: Path, records: int) -> list[tuple[int, float]]:
    """Import, and return for each slice the peak until then and how many records a second of CPU took in."""
    from polyvocal.importers.runs import Listener, Tally

    slices: list[tuple[int, float]] = []
    begun = [0, time.process_time()]

    class Slices(Listener):
        """Looks at the process at the end of each slice."""

        def came_to(self, tally: Tally) -> None:
            if tally.records >= (len(slices) + 1) * records // SLICES:
                now = time.process_time()
                slices.append((peak_memory(), (tally.records - begun[0]) / (now - begun[1])))
                begun[:] = [tally.records, now]

    import_export(export, str(PROFILE), Slices())
    return slices
