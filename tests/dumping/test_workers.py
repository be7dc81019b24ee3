"""Two Celery workers write one dump from PostgreSQL; one is killed, and the other brings it to its end."""

from pathlib import Path

import pytest
from celery import Celery

from polyvocal import jobs
from polyvocal.jobs import starting
from polyvocal.linkeddata.dumps import write_dump
from polyvocal.linkeddata.profiles import LINKED_ART
from polyvocal.models import Job, JobState
from tests.factories import ACTOR, make_edition
from tests.jobs.workers import editions_locked, group_of, has_ended, kill, wait_for, workers

pytestmark = [pytest.mark.postgres, pytest.mark.default_only, pytest.mark.django_db(transaction=True)]

OBJECTS, PART = 40, 5
WANTED = {"profile": "linked-art", "format": "nq", "since": "", "is_compressed": True}


@pytest.mark.timeout(400)
@pytest.mark.parametrize("kind", ["dump", "dump-share"])
def test_a_killed_worker_is_followed_by_the_other(
    tmp_path: Path, redis_url: str, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    broker = redis_url.rpartition("/")[0] + "/2"  # none of the tests in this process listens there
    app = Celery("tests of dumping", broker=broker, set_as_current=False)
    app.control.purge()
    monkeypatch.setattr(starting, "_launch", lambda _job: None)
    for number in range(OBJECTS):
        make_edition(words=f"Words of number {number}.")
    folder = tmp_path / "dumps"
    with workers(broker, count=2, POLYVOCAL_TEST_DUMPS=str(folder)) as started:
        wait_for(lambda: len(app.control.ping(timeout=0.5)) == 2, "both workers answer")
        with editions_locked("ACCESS EXCLUSIVE"):  # else a quick worker could write all the parts
            job = jobs.start("dump", WANTED, ACTOR)
            Job.objects.filter(pk=job.pk).update(cursor={"processes": 2, "part": PART})
            app.send_task(starting.TASK, [job.pk])
            wait_for(lambda: _claimed(folder) == 2, "both have claimed a part")
            # Looked up while they wait: a quick worker could have ended its job a moment later.
            victim = group_of(Job.objects.get(kind=kind, state=JobState.RUNNING).holder)
        kill(next(one for one in started if one.pid == victim))
        monkeypatch.setattr(starting, "_launch", lambda one: app.send_task(starting.TASK, [one.pk]))
        wait_for(lambda: has_ended(job), "the dump ends")
    assert (job.state, job.error, job.result["counts"]["objects"]) == ("done", "", OBJECTS)
    alone = write_dump(tmp_path / "alone", LINKED_ART, LINKED_ART.formats["nq"], is_compressed=True, part=PART)
    assert (folder / "linked-art.nq.gz").read_bytes() == alone.path.read_bytes()
    assert not list(folder.glob(".*.shares"))


def _claimed(folder: Path) -> int:
    return len(list(folder.glob(".*.shares/.*.part")))
