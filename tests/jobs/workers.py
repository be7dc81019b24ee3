"""Celery workers of the reference site as processes of their own, which a test may kill."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from polyvocal import jobs
from polyvocal.models import Job
from tests.conftest import CHECKOUT
from tests.importers.runs.interrupted import same_database

PATIENCE = 180


@contextmanager
def workers(broker: str, *, count: int, **environment: str) -> Iterator[list[subprocess.Popen[bytes]]]:
    command = [sys.executable, "-m", "celery", "--app", "polyvocal.reference_site", "worker", "--concurrency", "1"]
    environment = {**os.environ, **same_database(), "REDIS_URL": broker, **environment}
    started = [
        subprocess.Popen(
            [*command, "--hostname", f"worker{at}@%h"], cwd=CHECKOUT, env=environment, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for at in range(count)
    ]  # fmt: skip
    try:
        yield started
    finally:
        for process in started:
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a worker and its child, as a power cut would."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(happens: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < deadline, f"It did not happen that {what}."
        time.sleep(0.05)


def group_of(holder: str) -> int:
    return os.getpgid(int(holder.split("/")[1]))


def has_ended(job: Job) -> bool:
    """Look at the job as a page does that watches it, which wakes a worker for one whose process died."""
    job.refresh_from_db()
    jobs.wake(job)
    return not job.is_open


@contextmanager
def editions_locked(mode: str) -> Iterator[None]:
    """Let everybody wait whom a lock of that mode on the editions keeps out."""
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(f"LOCK TABLE polyvocal_edition IN {mode} MODE")
        yield
    finally:
        other.close()
