"""Counting and checking as jobs: started, told how far they are, and gone on with."""

import pytest

from polyvocal import jobs
from polyvocal.models import Job, TermChange, UsedWord
from polyvocal.terms.work import CHECK, COUNT
from tests.factories import ACTOR, make_object, make_term, make_tie
from tests.terms.thesaurus import SOURCE

pytestmark = pytest.mark.django_db


def run(kind):
    job = jobs.start(kind, {}, ACTOR)
    jobs.run_job(job.pk)
    job.refresh_from_db()
    return job


def test_words_are_counted_by_a_job():
    make_object()
    job = run(COUNT)
    assert (job.state, job.result["objects"]) == ("done", 1)
    assert UsedWord.objects.count() == job.result["words"]


def test_terms_are_checked_by_a_job_in_the_name_of_who_asked(network):
    make_tie("silver", make_term(f"{SOURCE}/1"))
    job = run(CHECK)
    assert (job.state, job.result["terms"], job.result["changed"]) == ("done", 1, 1)
    assert job.progress["percent"] == 100
    assert TermChange.objects.get().noticed_by == ACTOR.name


def test_a_check_without_a_network_fails_with_a_sentence(no_network):
    make_tie("silver", make_term(f"{SOURCE}/1"))
    job = run(CHECK)
    assert (job.state, "cannot be reached" in job.error) == ("failed", True)
    assert Job.objects.count() == 1
