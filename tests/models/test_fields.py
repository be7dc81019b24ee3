"""Keys and fields that several models share."""

import pytest
from django.core.exceptions import ValidationError

from polyvocal.models.fields import (
    time_ordered_uuid,
    validate_edtf,
    validate_language,
    validate_names,
)


def test_a_new_key_is_a_uuid_of_version_7_and_sorts_after_those_of_earlier_milliseconds(monkeypatch):
    moments = iter([1_700_000_000_000_000_000, 1_700_000_000_001_000_000])
    monkeypatch.setattr("polyvocal.models.fields.time.time_ns", lambda: next(moments))
    first, second = time_ordered_uuid(), time_ordered_uuid()
    assert (first.version, first.variant) == (7, "specified in RFC 4122")
    assert first < second


@pytest.mark.parametrize("tag", ["nl", "en-GB", "srn", "zh-Hant-TW", "und"])
def test_language_tags_are_accepted(tag):
    validate_language(tag)


@pytest.mark.parametrize("tag", ["", "n", "Dutch language", "nl_NL", "nl-", "nl\n"])
def test_what_is_no_language_tag_is_refused(tag):
    with pytest.raises(ValidationError):
        validate_language(tag)


@pytest.mark.parametrize("value", [[], "words", {"nl": 3}, {"not a tag": "words"}, None])
def test_names_are_words_by_language(value):
    with pytest.raises(ValidationError):
        validate_names(value)


def test_names_may_be_in_several_languages():
    validate_names({"nl": "Koffiepot", "en": "Coffee pot"})


@pytest.mark.parametrize("value", ["", "1978", "2007-11", "1978/1995", "1690~", "17XX"])
def test_edtf_is_accepted(value):
    validate_edtf(value)


@pytest.mark.parametrize("value", ["long ago", "1978-13", "2021-02-30"])
def test_what_is_not_edtf_is_refused(value):
    with pytest.raises(ValidationError):
        validate_edtf(value)
