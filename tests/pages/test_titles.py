"""What an object is called."""

from typing import Any

import pytest

from polyvocal.pages.titles import Titles, titles_in
from polyvocal.selectors import archive_of
from tests.factories import make_object, moment
from tests.saying import say

pytestmark = pytest.mark.django_db


def _titles(obj: Any, *, language: str = "nl", day: str = "2026-01-01") -> Titles:
    return titles_in(archive_of(obj), language=language, moment=moment(day), fallback="T.1")


def test_an_object_without_a_title_is_called_by_its_fallback() -> None:
    assert _titles(make_object()).now.words == "T.1"


def test_the_title_of_the_museum_comes_before_that_of_others() -> None:
    obj = make_object()
    say(obj, "Our mother's bowl", text_type="title", perspective="descendants")
    say(obj, "Suikerpot", text_type="title")
    titles = _titles(obj)
    assert titles.now.words == "Suikerpot"
    assert [edition.words for edition in titles.others] == ["Our mother's bowl"]


def test_a_title_is_given_in_the_nearest_language_and_says_which() -> None:
    obj = make_object()
    say(obj, "Suikerpot", text_type="title", language="nl")
    say(obj, "Sugar bowl", text_type="title", language="en")
    assert (_titles(obj, language="en-GB").now.words, _titles(obj, language="fr").now.language) == ("Sugar bowl", "nl")


def test_earlier_titles_stay_with_the_reason_and_return_on_their_day() -> None:
    obj = make_object()
    say(obj, "Old title", text_type="title", since="1934-01-01")
    say(obj, "New title", text_type="title", since="2021-01-01", reason="It hurt.")
    (sheet,) = _titles(obj).sheets
    assert (sheet.edition.words, sheet.successor.reason) == ("Old title", "It hurt.")
    assert _titles(obj, day="1990-01-01").now.words == "Old title"
