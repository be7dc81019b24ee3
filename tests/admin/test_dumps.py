"""Dumps in the admin: who may, starting one, watching it, the files, what is held back."""

import pytest
from django.urls import reverse

from polyvocal import jobs, publishing
from polyvocal.jobs import starting
from polyvocal.models import Job
from tests.factories import ACTOR, make_edition

pytestmark = pytest.mark.django_db

PAGE = reverse("admin:polyvocal_dumps")
WANTED = {"what": "linked-art nt", "since": ""}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(starting, "_launch", lambda _job: None)
    settings.POLYVOCAL = {**settings.POLYVOCAL, "DUMPS": str(tmp_path)}
    return tmp_path


@pytest.fixture
def written(as_role):
    client = as_role("curator")
    watched = client.post(PAGE, WANTED)["Location"]
    jobs.run_job(Job.objects.get().pk)
    client.get(watched)
    return client


def test_only_who_may_write_dumps_sees_them(as_role, as_nobody):
    for client in (as_role("viewer"), as_role("editor"), as_nobody):
        assert client.get(PAGE).status_code in (302, 403)
        assert client.post(PAGE, WANTED).status_code in (302, 403)
    assert not Job.objects.exists()
    assert as_role("curator").get(PAGE).status_code == 200


def test_the_index_leads_who_may_to_the_dumps(as_role):
    index = reverse("admin:app_list", args=["polyvocal"])
    assert PAGE in as_role("curator").get(index).content.decode()
    assert PAGE not in as_role("editor").get(index).content.decode()


def test_a_curator_starts_a_dump_watches_it_and_finds_the_file(as_role):
    make_edition()
    client = as_role("curator")
    watched = client.post(PAGE, WANTED)["Location"]
    assert client.post(PAGE, WANTED)["Location"] == watched
    assert "It waits for its turn." in client.get(watched).content.decode()
    job = Job.objects.get()
    assert jobs.run_job(job.pk)
    told = client.get(reverse("admin:polyvocal_dump_progress", args=[job.pk])).json()
    assert (told["is_open"], told["percent"]) == (False, 100)
    page = client.get(watched, follow=True).content.decode()
    assert "is written: 1 objects." in page
    assert reverse("polyvocal:dataset-file", args=["linked-art.nt"]) in page
    assert "1 object," in page


def test_a_dump_is_cancelled_and_goes_on(as_role):
    client = as_role("curator")
    watched = client.post(PAGE, WANTED)["Location"]
    client.post(watched, {"step": "cancel"})
    assert "Cancelled before it began." in client.get(watched).content.decode()
    client.post(watched, {"step": "again"})
    assert Job.objects.get().is_open


def test_an_error_is_told_on_the_page(as_role, settings, folder):
    (folder / "file").write_text("", "utf-8")
    settings.POLYVOCAL = {**settings.POLYVOCAL, "DUMPS": str(folder / "file" / "below")}
    client = as_role("curator")
    watched = client.post(PAGE, WANTED)["Location"]
    jobs.run_job(Job.objects.get().pk)
    assert "could not be written" in client.get(watched).content.decode()
    assert "could not be written" in client.get(PAGE).content.decode()


def test_a_file_with_something_withdrawn_is_shown_as_held_back(as_role):
    edition = make_edition()
    client = as_role("curator")
    client.post(PAGE, WANTED)
    jobs.run_job(Job.objects.get().pk)
    assert "Held back" not in client.get(PAGE).content.decode()
    publishing.withdraw(edition, ACTOR, reason="On request.")
    page = client.get(PAGE).content.decode()
    assert "Held back" in page
    assert reverse("polyvocal:dataset-file", args=["linked-art.nt"]) not in page


@pytest.mark.parametrize("wanted", [{"what": "linked-art cuneiform"}, {"what": ""}, WANTED | {"since": "yesterday"}])
def test_what_cannot_be_written_is_refused(as_role, wanted):
    assert as_role("curator").post(PAGE, wanted).status_code == 422
    assert not Job.objects.exists()


def test_an_increment_is_asked_for_by_its_day(as_role):
    as_role("curator").post(PAGE, WANTED | {"since": "2026-11-01", "is_compressed": "on"})
    assert Job.objects.get().arguments == {
        "profile": "linked-art", "format": "nt", "since": "2026-11-01", "is_compressed": True,
    }  # fmt: skip


def test_without_a_folder_the_page_says_so(as_role, settings):
    settings.POLYVOCAL = {**settings.POLYVOCAL, "DUMPS": ""}
    assert "There is no folder for dumps yet" in as_role("curator").get(PAGE).content.decode()


def test_jobs_have_no_list_of_their_own(as_role):
    assert as_role("superuser").get(reverse("admin:polyvocal_job_changelist")).status_code == 403
