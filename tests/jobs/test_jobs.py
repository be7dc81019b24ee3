"""A job is run once by whoever claims it, says how far it has come, can be cancelled, and goes on after a death."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from celery.contrib.testing.worker import start_worker
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from polyvocal import jobs
from polyvocal.exceptions import JobStateError, LifecycleError
from polyvocal.jobs import Work, kinds, starting
from polyvocal.models import Job, JobState
from polyvocal.publishing import Actor
from tests.conftest import CHECKOUT

NOOR = Actor.system("Noor")
PATIENCE = 60


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Make `do` the kind of job called `test`, and launch nothing by itself."""
    monkeypatch.setattr(starting, "_launch", lambda _job: None)
    return lambda do: monkeypatch.setitem(kinds._kinds, "test", do)


def _fresh(job: Job) -> Job:
    job.refresh_from_db()
    return job


@pytest.mark.django_db
def test_a_job_is_run_once_with_its_arguments_and_keeps_its_result(kind: Any) -> None:
    def do(work: Work) -> dict[str, Any]:
        work.came_to({"percent": 50})
        return {"given": work.arguments["a"], "by": work.actor.name}

    kind(do)
    job = jobs.start("test", {"a": 1}, NOOR)
    assert job.state == JobState.WAITING
    assert jobs.run_job(job.pk)
    assert not jobs.run_job(job.pk)
    assert (_fresh(job).state, job.result, job.progress) == ("done", {"given": 1, "by": "Noor"}, {"percent": 50})


@pytest.mark.django_db
@pytest.mark.parametrize("error", [LifecycleError("It does not fit."), ZeroDivisionError("oh"), KeyError("x")])
def test_a_job_that_fails_says_why_and_stops_no_other(kind: Any, error: Exception) -> None:
    def do(work: Work) -> dict[str, Any]:
        if work.arguments:
            raise error
        return {}

    kind(do)
    bad, good = jobs.start("test", {"a": 1}, NOOR), jobs.start("test", {}, NOOR)
    assert jobs.run_waiting() == 2
    assert (_fresh(bad).state, _fresh(good).state) == ("failed", "done")
    assert str(error) in bad.error


@pytest.mark.django_db
def test_a_job_is_cancelled_before_it_begins_or_behind_its_chunk(kind: Any) -> None:
    done: list[int] = []

    def do(work: Work) -> dict[str, Any]:
        for at in range(3):
            done.append(at)
            jobs.cancel(Job.objects.get())
            work.came_to({})
        return {}

    kind(do)
    job = jobs.start("test", {}, NOOR)
    jobs.run_waiting()
    assert (_fresh(job).state, done) == ("cancelled", [0])
    jobs.again(job, NOOR)
    jobs.cancel(job)
    assert jobs.run_waiting() == 0
    assert _fresh(job).state == "cancelled"


@pytest.mark.django_db
def test_a_job_whose_process_died_is_taken_up_with_its_cursor_but_not_for_ever(kind: Any) -> None:
    seen: list[Any] = []

    def do(work: Work) -> dict[str, Any]:
        seen.append(dict(work.cursor))
        work.note(at=len(seen))
        # What a dead process leaves behind: a running row and no more signs of life.
        Job.objects.update(holder="elsewhere/1/a", heartbeat_at=timezone.now() - timedelta(hours=1))
        return {}

    kind(do)
    job = jobs.start("test", {}, NOOR)
    assert [jobs.run_job(job.pk) for _attempt in range(4)] == [True, True, True, False]
    assert seen == [{}, {"at": 1}, {"at": 2}]
    assert (_fresh(job).state, "died 3 times" in job.error or "3" in job.error) == ("failed", True)


@pytest.mark.django_db
def test_a_live_job_is_not_taken_from_its_process_and_no_other_begins_beside_it(kind: Any) -> None:
    kind(lambda work: {})
    first, second = jobs.start("test", {}, NOOR), jobs.start("test", {}, NOOR)
    Job.objects.filter(pk=first.pk).update(
        state="running", holder="elsewhere/1/a", heartbeat_at=timezone.now(), attempts=1
    )
    assert not jobs.run_job(first.pk)
    assert jobs.run_waiting() == 0
    assert _fresh(second).state == "waiting"


@pytest.mark.django_db
def test_a_worker_that_is_told_to_stop_lays_its_job_down_for_the_next(kind: Any) -> None:
    def do(work: Work) -> dict[str, Any]:
        raise SystemExit(143)

    kind(do)
    job = jobs.start("test", {}, NOOR)
    with pytest.raises(SystemExit):
        call_command("worker", once=True)
    assert _fresh(job).state == "waiting"
    kind(lambda work: {})
    call_command("worker", once=True)
    assert _fresh(job).state == "done"


@pytest.mark.django_db
def test_a_job_that_is_done_is_not_begun_again(kind: Any) -> None:
    kind(lambda work: {})
    job = jobs.start("test", {}, NOOR)
    jobs.run_waiting()
    with pytest.raises(JobStateError):
        jobs.again(job, NOOR)


@pytest.mark.django_db
def test_a_page_wakes_a_worker_for_a_forgotten_job_only(monkeypatch: pytest.MonkeyPatch) -> None:
    launched: list[int] = []
    monkeypatch.setattr(starting, "_launch", lambda job: launched.append(job.pk))
    job = jobs.start("test", {}, NOOR)
    jobs.wake(job)
    assert launched == []
    Job.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=1))
    jobs.wake(_fresh(job))
    jobs.wake(_fresh(job))
    assert launched == [job.pk]


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_a_child_process_runs_the_job(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.CELERY_BROKER_URL = None
    for name, value in _same_database().items():
        monkeypatch.setenv(name, value)
    job = jobs.start("no-such-kind", {}, NOOR)
    _wait_for(job)
    assert (job.state, "no-such-kind" in job.error) == ("failed", True)
    assert job.holder.split("/")[1] != str(os.getpid())


def _same_database() -> dict[str, str]:
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return {"DATABASE_URL": f"sqlite:///{settings['NAME']}"}
    account = f"{settings['USER']}:{settings['PASSWORD']}@" if settings["PASSWORD"] else f"{settings['USER']}@"
    return {"DATABASE_URL": f"postgres://{account}{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"}


def _wait_for(job: Job) -> None:
    deadline = time.monotonic() + PATIENCE
    while _fresh(job).is_open and time.monotonic() < deadline:
        time.sleep(0.1)


@pytest.fixture
def celery_worker_of_the_site(transactional_db: None, redis_url: str, settings: Any) -> Iterator[None]:
    """A real worker that gets its tasks from a real Redis."""
    from polyvocal.reference_site.celery import app

    # The same queue as in all tests: an app remembers the first one it was given.
    app.conf.update(broker_url=redis_url, task_default_queue=f"tests-{os.getpid()}")
    app.set_current()
    settings.CELERY_BROKER_URL = redis_url
    with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=PATIENCE):
        yield
    app.close()


@pytest.mark.usefixtures("celery_worker_of_the_site")
def test_with_a_broker_a_celery_worker_runs_the_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds._kinds, "test", lambda work: {"given": work.arguments["a"]})
    job = jobs.start("test", {"a": 2}, NOOR)
    _wait_for(job)
    assert (job.state, job.result) == ("done", {"given": 2})


@pytest.mark.once
def test_the_worker_stops_when_it_is_told_to(tmp_path: Path) -> None:
    environment = {
        **os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'own.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "polyvocal.reference_site.settings",
    }  # fmt: skip
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v0"], cwd=CHECKOUT, env=environment, check=True)
    asked = "from polyvocal.models import Job; Job.objects.create(kind='no-such-kind', actor_name='Noor')"
    subprocess.run([*manage, "shell", "-v0", "-c", asked], cwd=CHECKOUT, env=environment, check=True)
    process = subprocess.Popen([*manage, "worker"], cwd=CHECKOUT, env=environment)
    deadline = time.monotonic() + PATIENCE
    while _state_of_the_only_job(tmp_path / "own.sqlite3") != "failed":  # the worker is at work once it has run it
        assert time.monotonic() < deadline
        time.sleep(0.1)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=2)
    process.terminate()
    assert process.wait(timeout=PATIENCE) == 143


def _state_of_the_only_job(path: Path) -> str:
    with closing(sqlite3.connect(path, timeout=PATIENCE)) as database:
        ((state,),) = database.execute("SELECT state FROM polyvocal_job")
    return str(state)
