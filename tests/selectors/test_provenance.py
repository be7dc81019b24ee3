"""The provenance of an object: steps in order, rivals side by side, judgements, gaps, at any moment."""

import pytest
from django.utils import timezone

from polyvocal import publishing
from polyvocal.models import ProvenanceEvent, Standing
from polyvocal.publishing import Ground, events_of
from polyvocal.records import TenureRecord
from polyvocal.selectors import archive_of, provenance_of
from tests.factories import (
    ACTOR,
    make_content,
    make_edition,
    make_event,
    make_object,
    make_source,
    make_statement,
    make_text,
    make_voice,
    moment,
)

pytestmark = pytest.mark.django_db


def _clauses(step):
    return [claim.record.clause for claim in step.claims]


def _now(obj, **given):
    return provenance_of(obj, timezone.now(), **given)


def test_an_object_without_statements_has_no_steps():
    assert _now(make_object()).steps == ()


def test_rivals_stand_beside_each_other_in_the_order_of_the_longest_telling():
    obj = make_object()
    first = make_statement(make_event("Jan"), make_event("Griet"), make_event("The museum"), obj=obj)
    griet = events_of(first)[1].record
    make_statement(make_event("Stolen from Griet", step=griet.step), make_event("Piet"), obj=obj)
    steps = _now(obj).steps
    assert [_clauses(step) for step in steps] == [["Jan"], ["Griet", "Stolen from Griet"], ["Piet"], ["The museum"]]
    assert [step.is_contested for step in steps] == [False, True, False, False]


def test_a_statement_and_its_translation_by_the_same_voice_are_no_rivals():
    obj, voice = make_object(), make_voice()
    first = make_statement(obj=obj, voices=[voice])
    step = events_of(first)[0].record.step
    text = make_text(obj, first.text.perspective, text_type="provenance-statement", language="nl")
    make_edition(text, "Jan de Boer, Hoorn.", voices=[voice], events=(make_event("Jan de Boer, Hoorn", step=step),))
    (only,) = _now(obj).steps
    assert len(only.claims) == 2
    assert not only.is_contested


def test_a_claim_knows_who_states_it_and_on_what_ground():
    obj, voice, letter, book = make_object(), make_voice(), make_source("Letter"), make_source("Book")
    make_statement(
        make_event("Jan", Ground(letter, "p. 3")), make_event("Griet"), obj=obj, voices=[voice], grounds=(Ground(book),)
    )
    jan, griet = (step.claims[0] for step in _now(obj).steps)
    assert jan.voices == [voice]
    assert jan.grounds == [(letter, "p. 3")]
    assert griet.grounds == [(book, "")]


def test_the_newest_judgement_of_each_voice_counts_and_the_weightiest_is_said():
    obj = make_object()
    event = ProvenanceEvent.objects.get(text=make_statement(obj=obj).text)
    heir, museum = make_voice(), make_voice()
    for voice, standing in ((heir, "disproved"), (museum, "supported"), (heir, "disputed")):
        publishing.assess(event, ACTOR, voice=voice, standing=standing, reason="So.")
    claim = _now(obj).steps[0].claims[0]
    assert [(row.voice, row.standing) for row in claim.assessments] == [(museum, "supported"), (heir, "disputed")]
    assert claim.standing == Standing.DISPUTED


def test_gaps_are_those_of_each_telling():
    obj = make_object()
    make_statement(
        make_event("Jan", tenure=TenureRecord("", "1900", "1900", "1930", "1930")),
        make_event("Griet", tenure=TenureRecord("", "1946", "1946")),
        obj=obj,
    )
    (telling,) = _now(obj, made="1890", acquired="1999").tellings
    assert [(gap.after, gap.years) for gap in telling.gaps] == [(-1, 11), (0, 17), (1, 54)]


def test_as_of_an_earlier_day_the_earlier_statement_stands():
    obj = make_object()
    edition = make_statement(make_event("Jan"), obj=obj, published_from=moment("2020-01-01"))
    content = make_content("Griet.", events=(make_event("Griet"),))
    publishing.supersede(edition.text, ACTOR, content=content, reason="Research.")
    assert _clauses(provenance_of(obj, moment("2021-05-01")).steps[0]) == ["Jan"]
    assert _clauses(_now(obj).steps[0]) == ["Griet"]
    assert provenance_of(obj, moment("2019-01-01")).steps == ()


def test_a_withdrawn_statement_says_nothing():
    obj = make_object()
    publishing.withdraw(make_statement(obj=obj), ACTOR, reason="Asked for.")
    assert _now(obj).steps == ()


def test_the_number_of_queries_does_not_grow(django_assert_num_queries):
    obj = make_object()
    for number in range(4):
        make_statement(*(make_event(f"Owner {number} {step}", Ground(make_source())) for step in range(5)), obj=obj)
    with django_assert_num_queries(7):
        for step in _now(obj).steps:
            for claim in step.claims:
                assert claim.voices
                assert claim.grounds
                assert claim.record.step


def test_the_archive_of_an_object_tells_the_same_in_fewer_queries(django_assert_num_queries):
    obj = make_object()
    edition = make_statement(make_event("Jan", Ground(make_source())), obj=obj, published_from=moment("2020-01-01"))
    make_statement(make_event("Stolen", step=events_of(edition)[0].record.step), obj=obj)
    publishing.withdraw(make_statement(make_event("Secret"), obj=obj), ACTOR, reason="Asked for.")
    for when in (timezone.now(), moment("2021-05-01"), moment("2019-01-01")):
        told, archive = provenance_of(obj, when), archive_of(obj)
        with django_assert_num_queries(3 if told.steps else 0):
            again = provenance_of(obj, when, archive=archive)
        assert [_clauses(step) for step in again.steps] == [_clauses(step) for step in told.steps]
