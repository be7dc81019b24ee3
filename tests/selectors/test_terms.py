"""Which term a word stands for: the object's own decision, its source's URI, the tie of the word, what is certain."""

import pytest
from django.utils import timezone

from polyvocal.models import TermTie
from polyvocal.records import GivenTerm, ObjectFacts, TermRecord, term_key
from polyvocal.selectors import TermsOfWords
from tests.factories import make_object, make_term, make_tie

pytestmark = pytest.mark.django_db

SILVER = term_key("materials", "en", "silver")
CERTAIN = TermRecord("https://terms.example.org/certain", {"en": "silver"})


def certain(field, word):
    return CERTAIN if (field, word) == ("materials", "silver") else None


def facts(*, given=""):
    terms = (GivenTerm("materials", "en", "Silver", given),) if given else ()
    return ObjectFacts(materials=({"en": "Silver"},), given_terms=terms)


def found(obj, told, terms=None):
    term = (terms or TermsOfWords(certain)).of({obj.pk: told})[obj.pk].get(SILVER)
    return term.uri if term else None


def test_what_is_certain_needs_no_tie():
    assert found(make_object(), facts()) == CERTAIN.uri


def test_a_tie_goes_before_what_is_certain():
    make_tie("silver", make_term("https://terms.example.org/tied"))
    assert found(make_object(), facts()) == "https://terms.example.org/tied"


def test_a_word_for_which_no_term_fits_has_none():
    make_tie("silver")
    assert found(make_object(), facts()) is None


def test_the_uri_of_the_source_goes_before_the_tie_of_the_word():
    make_tie("silver", make_term())
    assert found(make_object(), facts(given="https://terms.example.org/given")) == "https://terms.example.org/given"


def test_what_is_decided_for_one_object_goes_before_all_and_holds_for_no_other():
    obj = make_object()
    make_tie("silver", make_term("https://terms.example.org/own"), obj=obj)
    told = facts(given="https://terms.example.org/given")
    assert found(obj, told) == "https://terms.example.org/own"
    assert found(make_object(), told) == "https://terms.example.org/given"


def test_that_no_term_fits_one_object_goes_before_its_source():
    obj = make_object()
    make_tie("silver", obj=obj)
    assert found(obj, facts(given="https://terms.example.org/given")) is None


def test_a_tie_that_ended_holds_no_longer():
    make_tie("silver", make_term())
    TermTie.objects.update(ended_at=timezone.now(), ended_by="Noor")
    assert found(make_object(), facts()) == CERTAIN.uri


def test_a_tie_of_another_field_or_language_is_not_meant():
    make_tie("silver", make_term(), field="keywords")
    make_tie("silver", make_term(), language="nl")
    assert found(make_object(), facts()) == CERTAIN.uri


def test_a_term_comes_with_what_its_source_says_of_it():
    broader = [{"uri": "https://terms.example.org/metals", "labels": {"en": "metals"}}]
    term = make_term(broader=broader, matches=["http://www.wikidata.org/entity/Q1090"])
    make_tie("silver", term)
    record = TermsOfWords().of({1: facts()})[1][SILVER]
    assert record == TermRecord(
        term.uri, {"en": "silver", "nl": "zilver"}, "https://terms.example.org", "https://terms.example.org/metals",
        ("http://www.wikidata.org/entity/Q1090",),
    )  # fmt: skip


def test_a_uri_of_the_source_bears_the_labels_of_the_term_where_that_is_known():
    make_term("https://terms.example.org/given", labels={"en": "silver (metal)"})
    record = TermsOfWords().of({1: facts(given="https://terms.example.org/given")})[1][SILVER]
    assert record.labels == {"en": "silver (metal)"}
    unknown = TermsOfWords().of({1: facts(given="https://terms.example.org/unknown")})[1][SILVER]
    assert unknown.labels == {"en": "Silver"}


def test_words_are_asked_for_once_however_many_objects_bear_them(django_assert_num_queries):
    make_tie("silver", make_term())
    terms = TermsOfWords()
    terms.of({1: facts()})
    with django_assert_num_queries(1):  # the exceptions of these objects
        assert len(terms.of({key: facts() for key in range(2, 50)})) == 48


def test_more_words_than_a_database_takes_at_once_are_asked_for_in_portions(django_assert_num_queries, monkeypatch):
    monkeypatch.setattr("polyvocal.selectors.terms._AT_ONCE", 2)
    make_tie("word 4", make_term())
    told = ObjectFacts(materials=tuple({"en": f"word {number}"} for number in range(5)))
    with django_assert_num_queries(3 + 1):
        assert list(TermsOfWords().of({1: told})[1]) == [term_key("materials", "en", "word 4")]


def test_what_is_remembered_has_an_end(monkeypatch):
    monkeypatch.setattr("polyvocal.selectors.terms._MOST_REMEMBERED", 0)
    make_tie("silver", make_term("https://terms.example.org/tied"))
    terms, obj = TermsOfWords(), make_object()
    told = facts(given="https://terms.example.org/given")
    assert [found(obj, one, terms) for one in (facts(), told, facts())] == [
        "https://terms.example.org/tied", "https://terms.example.org/given", "https://terms.example.org/tied",
    ]  # fmt: skip
