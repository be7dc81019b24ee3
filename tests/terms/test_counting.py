"""Counting words: how many objects use each, what the sources gave, and nothing of what is no longer used."""

import pytest

from polyvocal.models import Term, UsedWord
from polyvocal.records import GivenTerm, Maker, ObjectFacts
from polyvocal.terms import count_words
from polyvocal.terms.counting import Tally
from tests.factories import make_object

pytestmark = pytest.mark.django_db


def counted():
    return {(row.field, row.language, row.words): (row.uses, row.given) for row in UsedWord.objects.all()}


@pytest.mark.default_only
def test_a_word_counts_once_for_an_object_however_it_is_written():
    make_object(facts=ObjectFacts(materials=({"en": "silver", "nl": "zilver"}, {"en": "Silver"})))
    make_object(facts=ObjectFacts(materials=({"en": "SILVER"},), makers=(Maker("Dirk Blom"),)))
    count_words()
    assert counted() == {
        ("materials", "en", "silver"): (2, 0),
        ("materials", "nl", "zilver"): (1, 0),
        ("makers", "und", "Dirk Blom"): (1, 0),
    }


def test_what_a_source_gave_is_counted_apart_and_kept_as_a_term():
    given = GivenTerm("materials", "en", "silver", "https://terms.example.org/1")
    bad = GivenTerm("materials", "en", "silver", "urn:nothing")
    make_object(facts=ObjectFacts(materials=({"en": "silver"},), given_terms=(given, bad)))
    make_object(facts=ObjectFacts(materials=({"en": "silver"},)))
    count_words()
    assert counted() == {("materials", "en", "silver"): (2, 1)}
    term = Term.objects.get()
    assert (term.uri, term.labels, term.asked_at) == ("https://terms.example.org/1", {"en": "silver"}, None)
    count_words()
    assert Term.objects.count() == 1


@pytest.mark.default_only
def test_counting_again_keeps_rows_and_lets_go_of_words_that_are_gone():
    obj = make_object(facts=ObjectFacts(materials=({"en": "silver"}, {"en": "tin"})))
    count_words()
    key = UsedWord.objects.get(words="silver").pk
    make_object(facts=ObjectFacts(materials=({"en": "silver"},)))
    obj.facts = ObjectFacts(materials=({"en": "silver"},)).as_json()
    obj.save()
    count_words()
    assert (UsedWord.objects.get().pk, counted()) == (key, {("materials", "en", "silver"): (2, 0)})


def test_words_that_are_none_or_no_database_can_index_are_passed_over():
    make_object(facts=ObjectFacts(keywords=({"en": " "}, {"en": "x" * 501}, {"en": "tea"})))
    count_words()
    assert list(counted()) == [("keywords", "en", "tea")]


def test_it_is_said_how_far_the_count_is(monkeypatch):
    monkeypatch.setattr("polyvocal.terms.counting.CHUNK", 1)
    make_object()
    make_object()
    heard = []
    count_words(lambda tally: heard.append((tally.percent, tally.objects, tally.of)))
    assert heard == [(50, 1, 2), (100, 2, 2)]
    assert Tally().percent == 100
