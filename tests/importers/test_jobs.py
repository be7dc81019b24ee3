"""Imports run as jobs: planned, carried out, cancelled, gone on with after a death, undone."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from polyvocal import jobs
from polyvocal.importers.models import ImportRun, Outcome, RunState, SourceRecord
from polyvocal.importers.runs import running
from polyvocal.jobs import starting
from polyvocal.models import Edition, Job
from polyvocal.publishing import Actor
from tests.conftest import CHECKOUT
from tests.importers.archive import rows_by_table, texts_of, words_of
from tests.importers.exports import imported, label, profile_file, record, written
from tests.importers.runs.interrupted import same_database

pytestmark = pytest.mark.importers

NOOR = Actor.system("Noor")


@pytest.fixture(autouse=True)
def nothing_launched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "_launch", lambda _job: None)


def _arguments(folder: Path, *records: str, **more: Any) -> dict[str, Any]:
    return {"paths": [str(written(folder, *records))], "profile": str(profile_file(folder)), **more}


def _done(kind: str, arguments: dict[str, Any]) -> Job:
    job = jobs.start(kind, arguments, NOOR)
    jobs.run_waiting()
    job.refresh_from_db()
    return job


@pytest.mark.django_db
def test_a_plan_shows_what_would_change_word_by_word_and_writes_only_the_job(tmp_path: Path) -> None:
    imported(tmp_path, record("1", label("Een oud touw.")))
    before = rows_by_table(leave_out={"polyvocal_job"})
    given = _arguments(tmp_path, record("1", label("Een nieuw touw.")), record("2"), record(""))
    job = _done("plan-import", given)
    assert rows_by_table(leave_out={"polyvocal_job"}) == before
    assert (job.state, job.error) == ("done", "")
    counts = job.result["report"]["outcomes"]
    assert (counts["create"], counts["update"], counts["invalid"]) == (1, 1, 1)
    changed = next(one for one in job.result["records"] if one["outcome"] == "update")
    assert {"kind": "removed", "words": "oud"} in changed["texts"][0]["pieces"]


@pytest.mark.django_db
def test_a_plan_of_a_full_export_names_the_records_that_would_be_gone(tmp_path: Path) -> None:
    imported(tmp_path, record("1"), record("2"))
    job = _done("plan-import", _arguments(tmp_path, record("1"), is_full=True))
    gone = [one for one in job.result["records"] if one["outcome"] == "gone"]
    assert [one["record"] for one in gone] == ["2"]
    assert "nothing is removed" in gone[0]["reason"]


@pytest.mark.django_db
def test_an_import_job_tells_how_far_it_is_and_names_its_run(tmp_path: Path) -> None:
    job = _done("import", _arguments(tmp_path, record("1", label("Een touw.")), record("2")))
    assert (job.state, job.progress["percent"], job.progress["outcomes"]) == ("done", 100, {"create": 2})
    run = ImportRun.objects.get(pk=job.result["run"])
    assert (run.state, run.actor_name) == ("finished", "Noor")


@pytest.mark.django_db
def test_a_job_says_what_is_wrong_with_its_file(tmp_path: Path) -> None:
    job = _done("import", {"paths": [str(tmp_path / "none.xml")], "profile": str(profile_file(tmp_path))})
    assert (job.state, "does not exist" in job.error) == ("failed", True)


@pytest.mark.django_db
def test_a_cancelled_import_leaves_a_run_that_goes_on_when_the_job_is_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CHUNK", 2)
    given = running.Run._tell

    def cancel_once(self: Any, made: Any) -> None:
        if SourceRecord.objects.count() == 4:
            jobs.cancel(Job.objects.get())
        given(self, made)

    monkeypatch.setattr(running.Run, "_tell", cancel_once)
    job = _done("import", _arguments(tmp_path, *(record(str(at)) for at in range(1, 8))))
    assert (job.state, ImportRun.objects.get().state, SourceRecord.objects.count()) == ("cancelled", "broken-off", 4)
    jobs.again(job, NOOR)
    jobs.run_waiting()
    job.refresh_from_db()
    assert (job.state, job.error) == ("done", "")
    assert (ImportRun.objects.get().state, ImportRun.objects.get().counts["create"]) == ("finished", 7)


@pytest.mark.django_db
def test_undoing_and_retrying_are_jobs_too(tmp_path: Path) -> None:
    backwards = record("2", label("Achterstevoren.", since="2007-01-02", until="2006-01-01"))
    first = _done("import", _arguments(tmp_path, record("1", label("Een touw.")), backwards))
    path = tmp_path / "harbour.toml"
    path.write_text(path.read_text().replace('published_until = "label.until"\n', ""))
    retried = _done("import", {"retry": first.result["run"], "profile": str(path)})
    assert retried.result["report"]["outcomes"]["create"] == 1
    assert words_of(texts_of("2")[0]) == ["Achterstevoren."]
    undone = _done("undo-import", {"run": first.result["run"], "reason": "Wrong."})
    assert (undone.state, undone.result["counts"]["texts-withdrawn"]) == ("done", 2)
    assert ImportRun.objects.get(pk=first.result["run"]).state == RunState.UNDONE


@pytest.mark.default_only
@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(300)
def test_a_worker_killed_in_the_midst_of_an_import_is_followed_by_one_that_ends_it(tmp_path: Path) -> None:
    count = 4000
    given = _arguments(tmp_path, *(record(str(at), label(f"Touw {at}.")) for at in range(1, count + 1)))
    job = jobs.start("import", given, NOOR)
    environment = {**os.environ, **same_database()}
    command = [sys.executable, "manage.py", "worker", "--once"]
    process = subprocess.Popen(command, cwd=CHECKOUT, env=environment)
    deadline = time.monotonic() + 120
    while not SourceRecord.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert 0 < SourceRecord.objects.count() < count
    subprocess.run(command, cwd=CHECKOUT, env=environment, check=True)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == ("done", 2, "")
    assert ImportRun.objects.get().counts["create"] == count
    assert Edition.objects.filter(text__text_type="wall-text").count() == count
    assert Outcome.CREATE in job.progress["outcomes"]
