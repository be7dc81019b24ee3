"""Terms of others."""

import pytest

from polyvocal.linkeddata.terms import MATERIALS, UNITS, languages


@pytest.mark.parametrize(
    ("tag", "uri"),
    [
        ("nl", "http://vocab.getty.edu/aat/300388256"),
        ("en-GB", "http://vocab.getty.edu/aat/300388277"),
        ("sw", "http://id.loc.gov/vocabulary/iso639-1/sw"),
        ("srn", "http://lexvo.org/id/iso639-3/srn"),
    ],
)
def test_a_language_has_a_term(tag, uri):
    assert languages(tag)[0]["id"] == uri


@pytest.mark.parametrize("tag", ["", "und", "zxx", "mul"])
def test_a_language_that_is_not_known_has_none(tag):
    assert languages(tag) == []


def test_dutch_and_english_words_for_a_material_are_one_term():
    assert MATERIALS["zilver"]["id"] == MATERIALS["silver"]["id"]
    assert MATERIALS["zilver"]["type"] == "Material"
    assert UNITS["cm"]["type"] == "MeasurementUnit"
