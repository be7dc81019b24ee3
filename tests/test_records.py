"""Neutral records: what they keep, and words in the nearest language."""

import subprocess
import sys

import pytest

from polyvocal.records import (
    Acquisition,
    Dimension,
    GivenTerm,
    Image,
    Maker,
    ObjectFacts,
    ObjectRecord,
    Phrase,
    Span,
    TermRecord,
    in_language,
    term_key,
)
from tests.conftest import CHECKOUT

FACTS = ObjectFacts(
    object_names=({"nl": "koffiepot", "en": "coffee pot"},),
    categories=({"nl": "zilver"},),
    makers=(Maker("Anna Smit", {"en": "silversmith"}, "1670", "1741", "attributed to"),),
    produced=Span("ca. 1710", "1710~"),
    places=({"und": "Amsterdam"},),
    materials=({"en": "silver"}, {"en": "ebony"}),
    techniques=({"en": "chased"},),
    dimensions=(Dimension("height", "21.5", "cm", "with lid"), Dimension("", "", "cm")),
    keywords=({"en": "coffee"},),
    acquisition=Acquisition("gift", Span("5 mei 1945", "1945-05-05"), "the heirs"),
    ownership_history="The heirs, until 1945.",
    credit_line={"en": "Gift of the heirs"},
    images=(Image("https://example.org/pot.jpg", {"en": "A pot."}, "CC0-1.0"),),
    given_terms=(GivenTerm("materials", "en", "silver", "https://terms.example.org/1"),),
)


def test_facts_come_back_as_they_were_stored():
    assert ObjectFacts.from_json(FACTS.as_json()) == FACTS


def test_facts_that_say_nothing_are_stored_as_nothing():
    assert ObjectFacts().as_json() == {}
    assert ObjectFacts.from_json({}) == ObjectFacts()


def test_equal_facts_give_equal_json():
    assert ObjectFacts(materials=({"en": "silver", "nl": ""},)).as_json() == {"materials": [{"en": "silver"}]}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", Phrase("pot", "nl")),
        ("nl-BE", Phrase("pot", "nl")),
        ("en-GB", Phrase("jug", "en-GB")),
        ("fr", Phrase("pot", "nl")),
    ],
)
def test_words_are_chosen_in_the_nearest_language(language, expected):
    assert in_language({"en-GB": "jug", "nl": "pot", "de": "Kanne"}, language) == expected


def test_words_in_any_language_are_better_than_none():
    assert in_language({"de": "Kanne", "en": ""}, "nl") == Phrase("Kanne", "de")
    assert str(in_language({}, "nl")) == ""


# Not polyvocal.dates: the edtf package loads Django by itself where it is installed.
@pytest.mark.once
@pytest.mark.parametrize("module", ["records", "dates_in_words", "vocabulary", "exceptions", "comparing"])
def test_plain_modules_are_imported_without_django(module):
    code = f"import sys, polyvocal.{module}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, check=False).returncode == 0


SILVER = TermRecord("https://terms.example.org/1", {"en": "silver"})


def test_the_term_of_a_word_is_found_whatever_its_capitals_and_spaces():
    record = ObjectRecord("7", terms={term_key("materials", "en", "Sterling  silver"): SILVER})

    assert record.term_of("materials", {"nl": "zilver", "en": " sterling Silver"}) == SILVER


def test_a_word_of_another_field_or_language_has_no_term():
    record = ObjectRecord("7", terms={term_key("materials", "en", "silver"): SILVER})

    assert record.term_of("keywords", {"en": "silver"}) is None
    assert record.term_of("materials", {"nl": "silver"}) is None


def test_the_term_of_a_maker_is_found_by_name():
    record = ObjectRecord("7", terms={term_key("makers", "und", "Anna Smit"): SILVER})

    assert record.term_of("makers", "Anna Smit") == SILVER


def test_the_words_that_may_stand_for_terms_come_with_their_field_and_language():
    assert list(FACTS.words())[:3] == [
        ("object_names", "nl", "koffiepot"),
        ("object_names", "en", "coffee pot"),
        ("categories", "nl", "zilver"),
    ]
    assert list(FACTS.words())[-1] == ("makers", "und", "Anna Smit")
