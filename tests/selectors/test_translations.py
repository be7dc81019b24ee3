"""Of a provenance statement and its translation a visitor reads one; no voice and no judgement is lost."""

import pytest
from django.utils import timezone

from polyvocal import publishing
from polyvocal.models import ProvenanceEvent
from polyvocal.publishing import Credit, events_of
from polyvocal.selectors import provenance_of
from tests.factories import ACTOR, make_edition, make_event, make_object, make_perspective, make_text, make_voice

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """An object, and a way to state its provenance in a language with these voices."""
    obj, perspective = make_object(), make_perspective()

    def state(words, language, *voices, **content):
        text = make_text(obj, perspective, text_type="provenance-statement", language=language)
        return make_edition(text, words, voices=voices, events=(make_event(words),), **content)

    return obj, state


def _read(obj, language):
    found = provenance_of(obj, timezone.now(), language=language)
    return sorted(claim.record.clause for step in found.steps for claim in step.claims)


def test_the_visitors_language_is_read(told):
    obj, state = told
    museum = make_voice()
    state("Gekocht.", "nl", museum)
    state("Bought.", "en", museum)
    assert _read(obj, "nl-BE") == ["Gekocht."]
    assert _read(obj, "en") == ["Bought."]
    assert _read(obj, "") == ["Bought.", "Gekocht."]


def test_a_translator_is_no_voice_that_would_be_lost(told):
    obj, state = told
    museum = make_voice()
    state("Gekocht.", "nl", museum)
    state("Bought.", "en", credits=(Credit(museum), Credit(make_voice(), "translator")))
    assert _read(obj, "nl") == ["Gekocht."]


def test_another_voice_is_never_dropped(told):
    obj, state = told
    state("Gekocht.", "nl", make_voice())
    state("Bought.", "en", make_voice())
    assert _read(obj, "nl") == ["Bought.", "Gekocht."]


def test_a_translation_that_was_judged_stays(told):
    obj, state = told
    museum = make_voice()
    state("Gekocht.", "nl", museum)
    (event,) = events_of(state("Bought.", "en", museum))
    judged = ProvenanceEvent.objects.get(pk=event.record.id)
    publishing.assess(judged, ACTOR, voice=make_voice(), standing="disputed", reason="No bill.")
    assert _read(obj, "nl") == ["Bought.", "Gekocht."]
