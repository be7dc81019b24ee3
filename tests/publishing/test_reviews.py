"""Texts that rest on provenance are called up when it changes."""

from dataclasses import replace

import pytest
from django.utils import translation

from polyvocal import publishing
from polyvocal.exceptions import LifecycleError, ReasonMissingError
from polyvocal.models import ProvenanceEvent, ProvenanceResearch, Reliance, ReviewCall, Standing
from polyvocal.publishing import Publication, events_of
from tests.factories import ACTOR, make_content, make_event, make_statement, make_text, make_voice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def statement():
    """A statement of two events; a label rests on the first of them."""
    edition = make_statement(make_event("Jan"), make_event("Griet"))
    event = ProvenanceEvent.objects.get(pk=events_of(edition)[0].record.id)
    Reliance.objects.create(text=make_text(), event=event)
    return edition


def _again(edition, *events):
    words = "; ".join(one.record.clause for one in events) or "Unknown."
    return publishing.supersede(edition.text, ACTOR, content=make_content(words, events=events), reason="Research.")


def _causes():
    return [call.cause for call in ReviewCall.objects.all()]


def test_an_event_stated_anew_calls_for_a_review_that_names_the_words(statement):
    jan, griet = events_of(statement)
    _again(statement, replace(jan, record=replace(jan.record, clause="Jan de Boer")), griet)
    call = ReviewCall.objects.get()
    assert (call.cause, call.words) == ("event-changed", "Jan → Jan de Boer")
    assert call.text == Reliance.objects.get().text


def test_what_stays_or_is_not_relied_on_calls_for_nothing(statement):
    jan, griet = events_of(statement)
    _again(statement, jan, replace(griet, record=replace(griet.record, clause="Griet Jans")))
    assert _causes() == []


def test_an_event_no_longer_stated_calls_for_a_review(statement):
    _again(statement)
    assert _causes() == ["event-gone"]


def test_withdrawing_the_statement_calls_for_a_review_once(statement):
    later = _again(statement, *events_of(statement))
    publishing.withdraw(statement, ACTOR, reason="Asked for.")
    assert _causes() == []
    publishing.withdraw(later, ACTOR, reason="Asked for.")
    assert _causes() == ["event-gone"]


def test_publishing_many_calls_for_reviews_too(statement):
    content = make_content("Unknown.", voices=[make_voice()])
    publishing.publish_many([Publication(statement.text, content, reason="Imported.")], ACTOR)
    assert _causes() == ["event-gone"]


def test_an_assessment_calls_for_a_review(statement):
    event = Reliance.objects.get().event
    publishing.assess(event, ACTOR, voice=make_voice(), standing=Standing.DISPROVED, reason="He was dead.")
    call = ReviewCall.objects.get()
    assert call.cause == "event-assessed"
    assert "He was dead." in call.words


def test_findings_that_change_call_for_a_review_and_other_changes_do_not():
    research = publishing.save_research(ProvenanceResearch(slug="s", title="S", question="Who?"), ACTOR)
    Reliance.objects.create(text=make_text(), research=research)
    research.title = "The owners"
    publishing.save_research(research, ACTOR)
    assert _causes() == []
    research.findings = "It was Jan."
    publishing.save_research(research, ACTOR, reason="Archive visit.")
    assert _causes() == ["findings-changed"]


def test_a_call_is_settled_once_and_says_how(statement):
    _again(statement)
    call = ReviewCall.objects.get()
    with pytest.raises(ReasonMissingError):
        publishing.settle(call, ACTOR, settlement=" ")
    publishing.settle(call, ACTOR, settlement="The label still holds.")
    kept = ReviewCall.objects.get()
    assert (kept.settlement, kept.settled_by) == ("The label still holds.", ACTOR.name)
    assert kept.settled_at is not None
    with pytest.raises(LifecycleError, match="already"):
        publishing.settle(call, ACTOR, settlement="Again.")


def test_only_known_statuses_are_given_to_a_dossier():
    research = publishing.save_research(ProvenanceResearch(slug="s", title="S", question="Who?"), ACTOR)
    publishing.give_status(research, ACTOR, status="in-progress", reason="Begun.")
    publishing.give_status(research, ACTOR, status="green", reason="All owners known.")
    assert research.status.status == "green"
    with pytest.raises(LifecycleError):
        publishing.give_status(research, ACTOR, status="purple", reason="Why not.")
