"""The POLYVOCAL settings: defaults, a museum's own values and terms."""

import pytest
from django.utils import translation

from polyvocal import conf
from polyvocal.conf import choices_of, label_of, setting, unknown_settings, vocabulary
from polyvocal.vocabulary import VOCABULARIES

FLOOR = {"text_type": {"floor-text": {"en": "floor text", "nl": "vloertekst", "uri": "https://example.org/floor"}}}


def test_a_setting_that_is_not_given_has_its_default(settings):
    settings.POLYVOCAL = {"PAGE_SIZE": 12}
    assert (setting("PAGE_SIZE"), setting("LICENCE")) == (12, conf.DEFAULTS["LICENCE"])
    del settings.POLYVOCAL
    assert setting("PAGE_SIZE") == conf.DEFAULTS["PAGE_SIZE"]
    assert unknown_settings() == []


def test_asking_for_a_setting_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        setting("PAGESIZE")


def test_unknown_settings_are_found(settings):
    settings.POLYVOCAL = {"PAGESIZE": 12, "LICENCE": "CC0-1.0"}
    assert unknown_settings() == ["PAGESIZE"]


def test_a_museum_adds_a_term_and_the_shipped_ones_stay(settings):
    settings.POLYVOCAL = {"VOCABULARIES": FLOOR}
    assert vocabulary("text_type")["floor-text"].uri == "https://example.org/floor"
    assert label_of("text_type", "floor-text", language="nl") == "vloertekst"
    assert label_of("text_type", "title", language="nl") == "titel"


def test_terms_are_forgotten_when_the_setting_changes_back(settings):
    assert "floor-text" not in vocabulary("text_type")
    settings.POLYVOCAL = {"VOCABULARIES": FLOOR}
    assert "floor-text" in vocabulary("text_type")
    settings.LANGUAGE_CODE = "en"
    assert "floor-text" in vocabulary("text_type")


def test_a_label_is_in_the_active_language_and_an_unknown_code_labels_itself():
    with translation.override("nl"):
        assert label_of("role", "translator") == "vertaler"
        assert ("translator", "vertaler") in choices_of("role")
    with translation.override(None):
        assert label_of("role", "translator") == "translator"
    assert label_of("role", "made-up") == "made-up"


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_term_has_a_dutch_and_an_english_label_and_a_code_of_its_own(name):
    terms = VOCABULARIES[name]
    assert all(term.labels["nl"] and term.labels["en"] for term in terms)
    assert len({term.code for term in terms}) == len(terms)
    assert all(term.uri.startswith("http") for term in terms if term.uri)
