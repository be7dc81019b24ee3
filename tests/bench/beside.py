"""Measures how long a curator waits for a save while an import runs beside, each in a process of its own, on SQLite."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.bench.archives import open_site
from tests.bench.exports import PROFILE, write_export
from tests.bench.figures import Figure

RECORDS = 4000
TEXTS = 20
ALONE = 60
REST = 0.05
"""Seconds between two saves: no measure of an import, so that saves fall anywhere between two of its commits."""


def measure(folder: Path) -> Iterator[Figure]:
    """Yield what a save takes at the 95th percentile and at most, beside an import that a child process runs."""
    open_site(folder)
    from polyvocal import jobs
    from polyvocal.publishing import Actor

    save = _saving()
    alone = _timed(save, while_true=lambda done: len(done) < ALONE)
    export = write_export(folder / "export.xml", RECORDS)
    began = time.perf_counter()
    job = jobs.start("import", {"paths": [str(export)], "profile": str(PROFILE)}, Actor.system("the benchmarks"))
    _wait_until(job, lambda: bool(job.progress))
    beside = _timed(save, while_true=lambda _done: _is_open(job))
    speed = RECORDS / (time.perf_counter() - began)
    note = f"{len(beside)} saves beside {RECORDS:,} records at {speed:,.0f}/s; alone {_at(alone, 0.95):.3g} ms"
    yield Figure(
        work="a curator's save beside an import, p95", value=_at(beside, 0.95), unit="ms", at_most=60, note=note
    )
    yield Figure(
        work="a curator's save beside an import, longest", value=max(beside), unit="ms",
        note=f"median {_at(beside, 0.5):.3g} ms; alone {max(alone):.3g} ms", details={"job": job.state},
    )  # fmt: skip


def _saving() -> Callable[[], Any]:
    """Return a save: a new edition of one of a few texts, with its draft, its revision and its guards."""
    from itertools import cycle

    from polyvocal import publishing
    from tests.factories import make_content, make_edition, make_voice

    noor = publishing.Actor.system("Noor")
    voice = make_voice(slug="noor")
    texts = cycle([make_edition().text for _number in range(TEXTS)])
    content = make_content("Een bordje dat Noor herschreef.", voices=[voice])
    return lambda: publishing.supersede(next(texts), noor, content=content, reason="Beter.")


def _timed(save: Callable[[], Any], *, while_true: Callable[[list[float]], bool]) -> list[float]:
    """Save again and again; return how many milliseconds each took."""
    done: list[float] = []
    while while_true(done):
        began = time.perf_counter()
        save()
        done.append((time.perf_counter() - began) * 1000)
        time.sleep(REST)
    return done


def _is_open(job: Any) -> bool:
    job.refresh_from_db()
    return bool(job.is_open)


def _wait_until(job: Any, has_come: Callable[[], bool]) -> None:
    while _is_open(job) and not has_come():
        time.sleep(0.02)


def _at(taken: list[float], share: float) -> float:
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * share))]
