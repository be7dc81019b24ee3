"""Dumps as jobs: progress, cancelling, going on, and what cannot be written."""

import pytest

from polyvocal import jobs
from polyvocal.dumping import work
from polyvocal.exceptions import UnknownProfileError
from polyvocal.jobs import starting
from polyvocal.linkeddata import dump_parts
from polyvocal.linkeddata.profiles import PROFILES
from polyvocal.models import Job
from tests.factories import ACTOR, make_edition

pytestmark = pytest.mark.django_db

WANTED = {"profile": "linked-art", "format": "nt", "since": "", "is_compressed": False}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(starting, "_launch", lambda _job: None)
    monkeypatch.setattr(work, "STEP", 1)
    settings.POLYVOCAL = {**settings.POLYVOCAL, "DUMPS": str(tmp_path)}
    return tmp_path


def _run(**wanted):
    job = jobs.start("dump", {**WANTED, **wanted}, ACTOR)
    assert jobs.run_job(job.pk)
    job.refresh_from_db()
    return job


def test_a_job_writes_a_dump_and_says_what_is_in_it(folder):
    make_edition()
    job = _run(is_compressed=True, format="nq")
    assert job.state == "done", job.error
    assert job.result["name"] == "linked-art.nq.gz"
    assert job.result["counts"]["objects"] == 1
    assert job.progress == {"objects": 1, "of": 1, "percent": 100}
    assert (folder / "linked-art.nq.gz").is_file()


@pytest.mark.parametrize("wanted", [(name, one) for name, profile in PROFILES.items() for one in profile.formats])
def test_every_profile_is_written_in_each_of_its_formats(folder, wanted):
    make_edition()
    make_edition()
    profile, written_as = wanted
    job = _run(profile=profile, format=written_as)
    assert job.state == "done", job.error
    name = dump_parts.Order(PROFILES[profile], PROFILES[profile].formats[written_as]).name
    assert (folder / name).stat().st_size > 0


def test_a_job_that_was_cancelled_goes_on_behind_its_last_part(folder, monkeypatch):
    monkeypatch.setattr(work, "part_for", lambda _total, *, processes: 1)
    # Objects are written in the order of their keys, which are random where they are UUIDs.
    editions = sorted((make_edition() for _number in range(4)), key=lambda one: one.text.obj_id)
    job = jobs.start("dump", WANTED, ACTOR)
    seen = []
    came_to = jobs.Work.came_to

    def cancelling(self, progress):
        seen.append(progress["objects"])
        if len(seen) == 3:
            jobs.cancel(Job.objects.get(pk=job.pk))
        came_to(self, progress)

    monkeypatch.setattr(jobs.Work, "came_to", cancelling)
    jobs.run_job(job.pk)
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert not (folder / "linked-art.nt").exists()
    make_edition(editions[0].text, "Newer than the first part.")
    jobs.again(job, ACTOR)
    jobs.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result["counts"]["objects"]) == ("done", 4)
    assert "Newer than the first part." not in (folder / "linked-art.nt").read_text("utf-8")


def test_without_a_folder_there_is_no_dump(settings):
    settings.POLYVOCAL = {**settings.POLYVOCAL, "DUMPS": ""}
    job = _run()
    assert (job.state, "set POLYVOCAL" in job.error) == ("failed", True)


def test_a_folder_that_cannot_be_written_is_told(folder, settings):
    (folder / "file").write_text("", "utf-8")
    settings.POLYVOCAL = {**settings.POLYVOCAL, "DUMPS": str(folder / "file" / "below")}
    job = _run()
    assert (job.state, "could not be written" in job.error) == ("failed", True)


def test_a_format_that_a_profile_lacks_is_told():
    with pytest.raises(UnknownProfileError, match="xml"):
        work.asked_for(WANTED | {"profile": "lido"})
