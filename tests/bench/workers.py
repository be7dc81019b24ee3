"""Measures an import and a dump by two processes of Celery against one, with real PostgreSQL and Redis."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests import services
from tests.bench.exports import CHECKOUT, PROFILE, write_export
from tests.bench.figures import Figure
from tests.bench.measuring import Cost

RECORDS = 4000
TIMES = 2
_TICKS = os.sysconf("SC_CLK_TCK")


def measure(folder: Path, records: int = RECORDS) -> Iterator[Figure]:
    """Yield the time of one worker over that of two, by turns, with the CPU time of workers and of PostgreSQL."""
    export = write_export(folder / "export.xml", records)
    importing = ("import", {"paths": [str(export)], "profile": str(PROFILE)})
    dumping = ("dump", {"profile": "linked-art", "format": "nq", "is_compressed": True})
    imported: dict[int, list[dict[str, float]]] = {1: [], 2: []}
    dumped: dict[int, list[dict[str, float]]] = {1: [], 2: []}
    with services.postgresql() as server, services.redis_server() as broker:
        _manage("migrate", "--verbosity", "0", **_at(server, "template", broker, is_new=True))
        for time_ in range(TIMES):
            for count in imported:
                environment = _at(server, f"import_{count}_{time_}", broker, is_new=True, template="template")
                imported[count].append(_done(*importing, environment, workers=count))
        for time_ in range(TIMES):
            for count in dumped:
                environment = _at(server, "import_1_0", broker) | {"DUMPS": str(folder / f"dumps_{count}_{time_}")}
                dumped[count].append(_done(*dumping, environment, workers=count))
    yield _figure("import", imported, records)
    yield _figure("dump", dumped, records)


def _figure(work: str, taken: Mapping[int, Sequence[Mapping[str, float]]], records: int) -> Figure:
    one, two = (min(taken[count], key=lambda found: found["wall"]) for count in (1, 2))
    note = "; ".join(
        f"{name}: {records / found['wall']:,.0f}/s, {found['jobs']:.0f} jobs, database {found['database']:.3g} s"
        for name, found in (("one", one), ("two", two))
    )
    return Figure(
        work=f"{work} on PostgreSQL, two workers over one", value=one["wall"] / two["wall"], unit="x", at_least=1.7,
        ours=Cost(two["workers"], two["wall"]), other=Cost(one["workers"], one["wall"]), note=note,
        details={"one": taken[1], "two": taken[2]},
    )  # fmt: skip


def _at(server: str, name: str, broker: str, *, is_new: bool = False, template: str = "template0") -> dict[str, str]:
    """Return the environment of a site whose database has that name, made as a copy of another."""
    if is_new:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "bench_{name}" TEMPLATE "{_copied(template)}"')
    return {
        "DATABASE_URL": server.rpartition("/")[0] + f"/bench_{name}", "REDIS_URL": broker,
        "DJANGO_SETTINGS_MODULE": "polyvocal.reference_site.settings",
    }  # fmt: skip


def _copied(template: str) -> str:
    return template if template == "template0" else f"bench_{template}"


def _manage(*arguments: str, **environment: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=CHECKOUT, env={**os.environ, **environment}, check=True
    )


def _done(kind: str, arguments: Mapping[str, Any], environment: Mapping[str, str], *, workers: int) -> dict[str, float]:
    """Do a job with so many processes; return its seconds, and the CPU seconds of workers and database."""
    with _celery(environment, processes=workers) as worker, psycopg.connect(environment["DATABASE_URL"]) as connection:
        server = _parent(connection.info.backend_pid)
        before = _cpu(server), _cpu(worker.pid)
        command = [sys.executable, "-m", "tests.bench.workers", kind, json.dumps(arguments), str(workers)]
        done = subprocess.run(
            command, cwd=CHECKOUT, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True, check=True
        )
        after = _cpu(server), _cpu(worker.pid)
    return {**json.loads(done.stdout), "database": after[0] - before[0], "workers": after[1] - before[1]}


@contextmanager
def _celery(environment: Mapping[str, str], *, processes: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "celery", "--app", "polyvocal.reference_site", "--quiet", "worker", "--loglevel"]
    worker = subprocess.Popen(
        [*command, "ERROR", "--concurrency", str(processes)], cwd=CHECKOUT, env={**os.environ, **environment},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield worker
    finally:
        worker.terminate()
        worker.wait()


def _start(kind: str, arguments: Mapping[str, Any], workers: int) -> dict[str, Any]:
    """Start a job as a page does, wait for its end, and return its seconds and how many jobs had a hand in it."""
    import django

    django.setup()
    from polyvocal import jobs
    from polyvocal.models import Job
    from polyvocal.publishing import Actor
    from polyvocal.reference_site.celery import app

    while not (answers := app.control.inspect(timeout=2).stats()):
        time.sleep(0.2)
    (worker,) = answers.values()
    assert worker["pool"]["max-concurrency"] == workers
    before = Job.objects.count()
    job = jobs.start(kind, arguments, Actor.system("the benchmarks"))
    while job.is_open:
        time.sleep(0.1)
        job.refresh_from_db()
    assert job.state == "done", job.error
    assert job.started_at
    assert job.finished_at
    return {"wall": (job.finished_at - job.started_at).total_seconds(), "jobs": Job.objects.count() - before}


def _cpu(root: int) -> float:
    """Return the CPU seconds of a process and of all that descend from it, also those that have ended."""
    found = {int(path.name): _stat(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
    family = {root}
    while more := {pid for pid, stat in found.items() if stat and int(stat[1]) in family} - family:
        family |= more
    return sum(int(ticks) for pid in family if (stat := found.get(pid)) for ticks in stat[11:15]) / _TICKS


def _stat(process: Path) -> list[str]:
    """Return what the system says of a process, from its state on."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _parent(pid: int) -> int:
    return int(_stat(Path("/proc") / str(pid))[1])


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_start(sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3]))))
