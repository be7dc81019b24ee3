"""Finding terms: exact ones first, what was found is kept, kept ones fill in for what does not answer."""

import pytest

from polyvocal.models import Term
from polyvocal.terms import find_terms, is_exact, kept_terms, sources_of
from polyvocal.terms.candidates import Candidate
from tests.factories import make_term
from tests.terms.thesaurus import BROKEN, SOURCE, term

pytestmark = pytest.mark.django_db


def found(query, language="nl"):
    return find_terms(query, field="materials", language=language)


def test_the_exact_term_comes_first(network):
    assert [one.uri for one in found("Zilver").candidates] == [f"{SOURCE}/1", f"{SOURCE}/2"]
    assert found("silver plate", "en").candidates[0].uri == f"{SOURCE}/2"


def test_a_term_with_the_word_as_other_label_comes_before_one_that_only_holds_it(network):
    network.terms = [term(1, nl="zilverwerk van Delft"), term(2, nl="tafelgerei", altLabel=[
        {"language": "nl", "value": "zilverwerk"}
    ])]  # fmt: skip
    assert [one.uri for one in found("zilverwerk").candidates] == [f"{SOURCE}/2", f"{SOURCE}/1"]


def test_what_was_found_is_kept_and_found_again_without_the_network(network, set_terms):
    found("zilver")
    assert Term.objects.count() == 2
    set_terms(api="http://127.0.0.1:9/graphql")
    again = found("zilver")
    assert [one.uri for one in again.candidates] == [f"{SOURCE}/1", f"{SOURCE}/2"]
    assert "cannot be reached" in again.problem
    assert all(one.is_kept for one in again.candidates)
    kept = again.candidates[0]
    assert (kept.scope_note, kept.source_name) == ({"en": "A white metal."}, "Things")
    assert kept.broader == [(f"{SOURCE}/9", {"nl": "metaal", "en": "metal"})]


def test_searching_leaves_kept_terms_as_they_were(network):
    make_term(f"{SOURCE}/1", labels={"en": "silver (old label)"})
    found("zilver")
    assert Term.objects.get(uri=f"{SOURCE}/1").labels == {"en": "silver (old label)"}


def test_kept_terms_stand_for_sources_that_fail_and_for_those_that_the_network_does_not_ask(network, set_terms):
    set_terms(sources={"": (SOURCE, BROKEN)})
    make_term("https://terms.example.org/broken/7", source=BROKEN, findable_as="zilver")
    make_term("https://terms.example.org/own/7", source="https://terms.example.org/own", findable_as="zilver")
    make_term(f"{SOURCE}/7", source=SOURCE, findable_as="zilver")  # which its source does not give any more
    result = found("zilver")
    assert {one.uri for one in result.candidates} == {
        f"{SOURCE}/1", f"{SOURCE}/2", "https://terms.example.org/broken/7", "https://terms.example.org/own/7",
    }  # fmt: skip
    assert [one.problem for one in result.answers] == ["", "Bad Gateway"]
    assert result.problem == ""


def test_kept_terms_are_found_whatever_their_capitals_and_accents(network):
    make_term("https://terms.example.org/1", labels={"fr": "Émail"}, findable_as="email · peint")
    assert [one.uri for one in kept_terms("ÉMAIL peint")] == ["https://terms.example.org/1"]
    assert kept_terms("100%_") == []


def test_a_replaced_term_is_not_offered_and_one_that_is_gone_comes_last(no_network):
    replacement = make_term("https://terms.example.org/2", findable_as="silver of our days")
    make_term("https://terms.example.org/1", findable_as="silver", replaced_by=replacement)
    make_term("https://terms.example.org/3", findable_as="silver", is_gone=True)
    assert [(one.uri[-1], one.is_gone) for one in found("silver", "en").candidates] == [("2", False), ("3", True)]


def test_nothing_is_asked_for_nothing(network):
    assert found("  ").candidates == ()
    assert network.asked == []


def test_a_term_of_two_selections_is_offered_once(network, set_terms):
    set_terms(sources={"": (SOURCE, SOURCE)})
    assert len(found("zilver").candidates) == 2


@pytest.mark.parametrize(("words", "language", "is_so"), [
    ("Zilver ", "nl", True), ("zilver", "nl-BE", True), ("zilver", "und", True), ("zilver", "en", False),
    ("zilverwerk", "nl", False), ("ag", "nl", True),
])  # fmt: skip
def test_a_term_is_exact_by_a_preferred_label_in_the_language_of_the_word(words, language, is_so):
    one = Candidate("https://terms.example.org/1", labels={"nl": "zilver", "und": "Ag"})
    assert is_exact(one, words, language) is is_so


def test_each_field_has_its_sources(set_terms):
    set_terms(sources={"": ("https://a.example.org",), "places": ("https://b.example.org",)})
    assert sources_of("places") == ("https://b.example.org",)
    assert sources_of("materials") == ("https://a.example.org",)
