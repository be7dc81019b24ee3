"""Words for which the source names a term come in with its URI, and only where that is certain."""

from pathlib import Path

import pytest

from polyvocal.exceptions import ProfileError
from polyvocal.importers.profiles import RecordReader
from polyvocal.importers.sources import read_adlib
from polyvocal.records import GivenTerm, ObjectFacts
from tests.importers.exports import PROFILE, group, leaf, profile, record, written

TERMS = (
    PROFILE
    + """
[[object.terms]]
words = "begrip"
kind = "begrip.type"
kinds = {Materiaal = "materials", Techniek = "techniques"}
uri = "begrip.uri"
number = "begrip.number"
start = "http://vocab.getty.edu/aat/"
numbers = "300\\\\d{6}"
authority = "begrip.source"
only = "AAT|Getty.*"
"""
)
SILVER = "http://vocab.getty.edu/aat/300011029"


def read(folder: Path, *parts: str) -> ObjectFacts:
    (raw,) = read_adlib(written(folder, record("1", *parts)))
    return RecordReader(profile(folder, TERMS)).read(raw).obj.facts


def term(words: str, kind: str = "Materiaal", **more: str) -> str:
    leaves = {"begrip": words, "begrip__type": kind} | {f"begrip__{name}": one for name, one in more.items()}
    return group("Begrippen", **leaves)


def test_a_number_of_a_thesaurus_that_is_named_completes_its_uri(tmp_path: Path) -> None:
    facts = read(tmp_path, leaf("material", "touw"), term("zilver", number="300011029", source="Getty AAT, online"))
    assert facts.materials == ({"nl": "touw"}, {"nl": "zilver"})
    assert facts.given_terms == (GivenTerm("materials", "nl", "zilver", SILVER),)


def test_a_web_address_is_taken_as_it_is(tmp_path: Path) -> None:
    facts = read(tmp_path, term("gieten", "Techniek", uri="https://terms.example.org/7", number="300011029"))
    assert facts.techniques == ({"nl": "gieten"},)
    assert facts.given_terms == (GivenTerm("techniques", "nl", "gieten", "https://terms.example.org/7"),)


@pytest.mark.parametrize(
    "more",
    [
        {"number": "3000110291", "source": "AAT"},
        {"number": "300011029", "source": "RKD"},
        {"number": "300011029"},
        {"source": "AAT"},
        {"uri": "urn:aat:300011029"},
        {"uri": "javascript:alert(1)"},
        {},
    ],
)
def test_a_word_without_a_certain_term_is_a_word(tmp_path: Path, more: dict[str, str]) -> None:
    facts = read(tmp_path, term("zilver", **more))
    assert (facts.materials, facts.given_terms) == (({"nl": "zilver"},), ())


def test_a_word_of_a_kind_that_the_profile_does_not_place_stays_out(tmp_path: Path) -> None:
    facts = read(tmp_path, term("blauw", "Kleur", number="300011029", source="AAT"))
    assert facts == ObjectFacts()


def test_a_word_that_stands_twice_comes_in_once_with_the_first_term(tmp_path: Path) -> None:
    given = [term("touw", number=number, source="AAT") for number in ("300011029", "300011030")]
    facts = read(tmp_path, leaf("material", "touw"), *given)
    assert facts.materials == ({"nl": "touw"},)
    assert facts.given_terms == (GivenTerm("materials", "nl", "touw", SILVER),)
    assert ObjectFacts.from_json(facts.as_json()) == facts


@pytest.mark.parametrize(("wrong", "told"), [
    ('kinds = {Kleur = "colours"}', "no list of the facts"), ('into = "makers"', "no list of the facts"),
    ('numbers = "("', "no regular expression"), ('only = "["', "no regular expression"),
])  # fmt: skip
def test_a_table_that_cannot_be_used_is_told_with_its_line(tmp_path: Path, wrong: str, told: str) -> None:
    with pytest.raises(ProfileError, match=told):
        profile(tmp_path, f'{PROFILE}\n[[object.terms]]\nwords = "begrip"\n{wrong}\n')
