"""Triage in the admin: the table for the whole collection, judging, the table as a file, a run that is watched."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from polyvocal import jobs
from polyvocal.jobs import starting
from polyvocal.models import Job, TriageFlag, TriageJudgement
from polyvocal.object_model import adapter
from polyvocal.triage import run_triage
from tests.factories import make_event, make_object, make_statement
from tests.triage.test_running import make_sold

pytestmark = pytest.mark.django_db

LIST = reverse("admin:polyvocal_triageflag_changelist")


def flag_of(obj, rule="forced-transfer"):
    return TriageFlag.objects.get(obj=obj, rule=rule)


def page_of(flag):
    return reverse("admin:polyvocal_triageflag_change", args=[flag.pk])


def judged(flag, /, **fields):
    return {"flag": flag.pk, "seen": flag.changed_at.isoformat(), "verdict": "research", "reason": "Ask Ely."} | fields


@pytest.fixture
def sold():
    obj = make_sold("Taken by a dealer, 1941")
    run_triage()
    return obj


def test_the_table_says_why_and_counts_each_rule(as_role, sold):
    page = as_role("viewer").get(LIST).content.decode()
    assert "Forced sale: Taken by a dealer, 1941" in page
    assert "taken, forced or recovered (1)" in page
    assert "Run triage" not in page


def test_the_page_says_that_triage_never_ran(as_role):
    client, said = as_role("viewer"), "Triage has not run yet"
    assert said in client.get(LIST).content.decode()
    make_sold("Taken by a dealer, 1941")
    run_triage()
    assert said not in client.get(LIST).content.decode()
    assert said not in client.get(LIST, {"rule": "unread"}).content.decode()


def test_the_table_shows_the_first_reasons_and_the_page_of_a_flag_all_of_them(as_role):
    obj = make_object()
    make_statement(*(make_event(f"Looted, lot {number}", method="looting") for number in range(5)), obj=obj)
    run_triage()
    flag = flag_of(obj)
    table = as_role("viewer").get(LIST, {"rule": "forced-transfer"}).content.decode()
    assert ("lot 2" in table, "lot 3" in table, "and 2 more" in table) == (True, False, True)
    assert "lot 4" in as_role("viewer").get(page_of(flag)).content.decode()


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"rule": "forced-transfer"}, True),
        ({"rule": "gap"}, False),
        ({"verdict": "none"}, True),
        ({"verdict": "no-cause"}, False),
        ({"verdict": "ended"}, False),
        ({"band": "1948–1954"}, True),
        ({"band": "1955–"}, False),
        ({"is_certain__exact": "1"}, True),
        ({"q": "no such number"}, False),
    ],
)
def test_the_table_is_narrowed_and_so_is_the_file(as_role, sold, asked, shown):
    client = as_role("viewer")
    assert ("Forced sale: Taken" in client.get(LIST, asked).content.decode()) is shown
    reply = client.get(reverse("admin:polyvocal_triage_csv"), asked)
    assert ("Forced sale: Taken" in b"".join(reply.streaming_content).decode()) is shown


def test_the_table_is_searched_by_the_number_of_the_object(as_role, sold):
    make_sold("Another, 1942")
    run_triage()
    page = as_role("viewer").get(LIST, {"q": adapter().object_number(sold)}).content.decode()
    assert "Taken by a dealer" in page
    assert "Another, 1942" not in page


def test_a_longer_table_asks_no_more_queries(as_role, sold):
    client = as_role("viewer")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    queries()
    few = queries()
    for _number in range(4):
        make_sold()
    run_triage()
    assert queries() == few


def test_an_editor_judges_with_a_reason_that_stays(as_role, editor, sold):
    flag = flag_of(sold)
    client = as_role("editor")
    assert client.post(page_of(flag), judged(flag)).status_code == 302
    made = TriageJudgement.objects.get()
    assert (made.verdict, made.reason, editor.username in made.actor_name) == ("research", "Ask Ely.", True)
    page = client.get(page_of(flag)).content.decode()
    assert "Ask Ely." in page
    assert reverse("polyvocal:object-provenance", args=[adapter().identifier(sold)]) in page


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"reason": " "}, 422),
        ({"verdict": "guilty"}, 422),
        ({"seen": "2001-01-01"}, 422),
        ({"flag": "x"}, 404),
        ({"flag": "9" * 30}, 404),
    ],
)
def test_what_does_not_fit_is_refused(as_role, sold, fields, status):
    flag = flag_of(sold)
    assert as_role("editor").post(page_of(flag), judged(flag, **fields)).status_code == status
    assert not TriageJudgement.objects.exists()


def test_a_flag_of_another_object_is_not_judged_from_here(as_role, sold):
    other = make_sold()
    run_triage()
    assert as_role("editor").post(page_of(flag_of(sold)), judged(flag_of(other))).status_code == 404


def test_each_role_may_do_its_own(as_role, as_nobody, sold):
    flag = flag_of(sold)
    assert as_role("viewer").get(page_of(flag)).status_code == 200
    assert as_role("viewer").post(page_of(flag), judged(flag)).status_code == 403
    for client in (as_role("viewer"), as_role("editor")):
        assert client.post(reverse("admin:polyvocal_triage_run")).status_code == 403
    for address in (LIST, page_of(flag), reverse("admin:polyvocal_triage_csv")):
        assert as_nobody.get(address).status_code == 403
    assert not Job.objects.exists()


def test_a_curator_starts_a_run_watches_it_and_reads_what_it_came_to(as_role, monkeypatch):
    monkeypatch.setattr(starting, "_launch", lambda _job: None)
    make_sold()
    client = as_role("curator")
    watched = client.post(reverse("admin:polyvocal_triage_run"))["Location"]
    assert client.post(reverse("admin:polyvocal_triage_run"))["Location"] == watched
    assert "It waits for its turn." in client.get(watched).content.decode()
    job = Job.objects.get()
    assert jobs.run_job(job.pk)
    told = client.get(reverse("admin:polyvocal_triage_progress", args=[job.pk])).json()
    assert (told["is_open"], told["percent"]) == (False, 100)
    page = client.get(watched, follow=True).content.decode()
    assert "1 of 1 objects are flagged" in page


def test_a_run_is_cancelled_and_begun_again(as_role, monkeypatch):
    monkeypatch.setattr(starting, "_launch", lambda _job: None)
    client = as_role("curator")
    watched = client.post(reverse("admin:polyvocal_triage_run"))["Location"]
    client.post(watched, {"step": "cancel"})
    assert "Cancelled before it began." in client.get(watched).content.decode()
    client.post(watched, {"step": "again"})
    assert Job.objects.get().is_open
    client.post(watched, {"step": "again"})
    assert Job.objects.count() == 1
