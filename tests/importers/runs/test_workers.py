"""Two Celery workers import one file into PostgreSQL; one is killed, and the other brings the run to its end."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from celery import Celery

from polyvocal import jobs
from polyvocal.importers.models import ImportRun, RunShare, RunState, ShareState, SourceRecord
from polyvocal.jobs import starting
from polyvocal.models import Edition, Job, Voice
from polyvocal.publishing import Actor
from tests.importers.exports import label, profile_file, record, written
from tests.jobs.workers import editions_locked, group_of, has_ended, kill, wait_for, workers

pytestmark = [
    pytest.mark.importers, pytest.mark.postgres, pytest.mark.default_only, pytest.mark.django_db(transaction=True),
]  # fmt: skip

COUNT, AUTHORS = 3000, 60


def _both_are_claimed() -> bool:
    return RunShare.objects.filter(state=ShareState.RUNNING).count() == 2


def _both_have_begun() -> bool:
    reports = RunShare.objects.filter(state=ShareState.RUNNING).values_list("report", flat=True)
    return len([report for report in reports if report]) == 2


def _victim(run: ImportRun, who: str) -> int:
    leader = group_of(run.holder)
    groups = {group_of(share.holder) for share in run.shares.all()}
    return leader if who == "the leader" else (groups - {leader}).pop()


@pytest.mark.timeout(400)
@pytest.mark.parametrize("who", ["the helper", "the leader"])
def test_a_killed_worker_is_followed_by_the_other(
    tmp_path: Path, redis_url: str, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    broker = redis_url.rpartition("/")[0] + "/1"  # none of the tests in this process listens there
    app = Celery("tests of workers", broker=broker, set_as_current=False)
    app.control.purge()
    monkeypatch.setattr(starting, "_launch", lambda job: app.send_task(starting.TASK, [job.pk]))
    export = written(
        tmp_path,
        *(record(str(at), label(f"Touw {at}. " * 40, author=f"Bos, Jan {at % AUTHORS}")) for at in range(COUNT)),
    )
    arguments = {"paths": [str(export)], "profile": str(profile_file(tmp_path))}
    with workers(broker, count=2) as started:
        wait_for(lambda: len(app.control.ping(timeout=0.5)) == 2, "both workers answer")
        with editions_locked("SHARE"):  # else a quick worker could take in both shares
            job = jobs.start("import", arguments, Actor.system("Noor"))
            wait_for(_both_are_claimed, "both shares are claimed")
        wait_for(_both_have_begun, "both shares are being taken in")
        victim = _victim(ImportRun.objects.get(), who)
        kill(next(one for one in started if one.pid == victim))
        wait_for(lambda: has_ended(job), "the import ends")
    _assert_taken_in_once(job)


def _assert_taken_in_once(job: Job) -> None:
    run = ImportRun.objects.get()
    assert (job.state, job.error, run.state) == ("done", "", RunState.FINISHED)
    assert (run.counts["create"], run.report["editions"], run.counts["invalid"]) == (COUNT, 2 * COUNT, 0)
    assert SourceRecord.objects.count() == COUNT
    found: Any = Edition.objects.values_list("text", "number", "state")
    assert Counter(found).total() == len({text for text, _number, _state in found}) == 2 * COUNT
    assert {(number, state) for _text, number, state in found} == {(1, "current")}
    assert Voice.objects.filter(slug__startswith="jan-").count() == AUTHORS
    assert len(run.report["voices_new"]) == AUTHORS + 1  # and the museum
