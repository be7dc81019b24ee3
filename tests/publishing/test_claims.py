"""Judging events and setting rivals side by side."""

import pytest
from django.utils import translation

from polyvocal import publishing, signals
from polyvocal.exceptions import LifecycleError, NotPermittedError, ReasonMissingError
from polyvocal.models import EventAssessment, ProvenanceEvent, Standing
from polyvocal.publishing import Actor, Ground
from tests.factories import ACTOR, make_object, make_source, make_statement, make_user, make_voice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def _event(**given):
    return ProvenanceEvent.objects.get(text=make_statement(**given).text)


def test_an_assessment_says_who_judges_how_why_and_on_what_ground(django_capture_on_commit_callbacks):
    event, voice, letter = _event(), make_voice(), make_source()
    told = []

    def hear(assessment, **_rest):
        told.append(assessment)

    signals.event_assessed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        made = publishing.assess(
            event,
            ACTOR,
            voice=voice,
            standing=Standing.DISPROVED,
            reason=" He was dead. ",
            ground=Ground(letter, "p. 2"),
        )
    signals.event_assessed.disconnect(hear)
    kept = EventAssessment.objects.get()
    assert (kept.voice, kept.standing, kept.reason) == (voice, "disproved", "He was dead.")
    assert (kept.source, kept.locator, kept.actor_name) == (letter, "p. 2", ACTOR.name)
    assert told == [made]


def test_a_later_assessment_leaves_the_earlier_one():
    event, voice = _event(), make_voice()
    publishing.assess(event, ACTOR, voice=voice, standing=Standing.DISPUTED, reason="Not sure.")
    publishing.assess(event, ACTOR, voice=voice, standing=Standing.SUPPORTED, reason="A letter was found.")
    assert [one.standing for one in event.assessments.all()] == ["disputed", "supported"]


def test_judging_needs_a_reason_and_a_right():
    with pytest.raises(ReasonMissingError):
        publishing.assess(_event(), ACTOR, voice=make_voice(), standing=Standing.STATED, reason=" ")
    with pytest.raises(NotPermittedError):
        publishing.assess(
            _event(), Actor.of(make_user("editor")), voice=make_voice(), standing=Standing.STATED, reason="So."
        )


def test_rivals_are_set_side_by_side_and_apart_again():
    obj = make_object()
    first, second = _event(obj=obj), _event(obj=obj)
    publishing.set_side_by_side([first, second], ACTOR)
    second.refresh_from_db()
    assert second.step == first.step
    publishing.set_apart(second, ACTOR)
    second.refresh_from_db()
    assert second.step != first.step


def test_rivals_are_about_one_object():
    with pytest.raises(LifecycleError, match="one object"):
        publishing.set_side_by_side([_event(), _event()], ACTOR)
