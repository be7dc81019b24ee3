"""Whoever is asked for a feed takes in a little at once, leaves much to a job, and never waits for others."""

import pytest
from django.utils import timezone

from polyvocal import jobs, ledger
from polyvocal.ledger import refreshing
from polyvocal.ledger.refreshing import KIND, refresh
from polyvocal.ledger.turns import turn
from polyvocal.models import Announced, Job, JobState, Ledger
from tests.factories import make_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def little(monkeypatch):
    """At most two objects are looked at while somebody waits."""
    monkeypatch.setattr(refreshing, "AT_ONCE", 2)


def _objects_told():
    return len(ledger.changes(limit=100))


def test_a_little_is_taken_in_at_once(little):
    for number in (1, 2, 3):
        make_edition()
        refresh()
        assert _objects_told() == number
    assert not Job.objects.exists()


def test_much_is_left_to_one_job(little):
    for _ in range(3):
        make_edition()
    refresh()
    refresh()
    job = Job.objects.get()
    assert (job.kind, job.state, _objects_told()) == (KIND, JobState.WAITING, 0)
    jobs.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result["objects"], _objects_told()) == (JobState.DONE, 3, 3)
    refresh()
    assert Job.objects.count() == 1


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED])
def test_no_second_job_is_started_right_behind_the_first(little, state):
    make_edition()
    refresh()
    Job.objects.create(kind=KIND, actor_name="x", state=state, finished_at=timezone.now())
    for _ in range(3):
        make_edition()
    refresh()
    assert Job.objects.count() == 1
    Job.objects.update(finished_at=timezone.now() - 2 * refreshing._REST)
    refresh()
    assert Job.objects.count() == 2


def test_nobody_waits_for_another_process():
    make_edition()
    with turn(patience=0):
        refresh()
        assert _objects_told() == 0
    refresh()
    assert _objects_told() == 1


def test_where_nothing_changed_only_the_moment_moves_on_and_that_seldom():
    make_edition()
    refresh()
    until = Ledger.objects.get().looked_until
    refresh()
    assert Ledger.objects.get().looked_until == until
    Ledger.objects.update(looked_until=until - 2 * refreshing._REST)
    refresh()
    assert Ledger.objects.get().looked_until >= until
    assert ledger.announced(Announced.OBJECT, "nothing") is None


def test_what_was_looked_at_is_not_looked_at_again_within_the_overlap(django_assert_max_num_queries):
    for _ in range(3):
        make_edition()
    refresh()
    with django_assert_max_num_queries(20):
        refresh()
