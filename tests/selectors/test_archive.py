"""Everything that was said about one object."""

from typing import Any

import pytest

from polyvocal import publishing
from polyvocal.selectors import archive_of, as_of, current_texts, history_of
from tests.factories import ACTOR, make_object, make_text, moment
from tests.saying import say

pytestmark = pytest.mark.django_db


def test_as_of_answers_what_the_label_said_on_a_day() -> None:
    obj = make_object()
    say(obj, "Old.", since="1978-01-01")
    say(obj, "New.", since="2021-05-01")
    assert [edition.words for edition in as_of(obj, moment("2021-04-30"))] == ["Old."]
    assert [edition.words for edition in as_of(obj, moment("2021-05-01 00:00"))] == ["New."]
    assert list(as_of(obj, moment("1900-01-01"))) == []


def test_current_texts_can_be_had_in_one_language() -> None:
    obj = make_object()
    say(obj, "Nederlands.", language="nl")
    say(obj, "English.", language="en")
    assert {edition.words for edition in current_texts(obj)} == {"Nederlands.", "English."}
    assert [edition.words for edition in current_texts(obj, language="en")] == ["English."]


def test_withdrawn_words_are_loaded_by_no_selector() -> None:
    obj = make_object()
    edition = say(obj, "Not to be read.", content_note={"en": "Nor this."})
    publishing.withdraw(edition, ACTOR, reason="Asked for.")
    (history,) = archive_of(obj).histories
    assert (history.last.words, history.last.content_note) == ("", {})
    assert history_of(edition.text).last.words == ""  # type: ignore[union-attr]
    assert list(current_texts(obj)) == []
    assert list(as_of(obj, moment("2020-06-01"))) == []


def test_why_withdrawn_words_came_is_withdrawn_with_them() -> None:
    obj = make_object()
    say(obj, "Before.", since="1978-01-01")
    publishing.withdraw(say(obj, "After.", reason="Because of her illness."), ACTOR, reason="Asked for.")
    (history,) = archive_of(obj).histories
    assert history.last.reason == ""


def test_a_text_without_editions_has_no_history() -> None:
    assert history_of(make_text()) is None


def test_an_archive_costs_the_same_whatever_was_said(django_assert_max_num_queries: Any) -> None:
    short, long = make_object(), make_object()
    say(short, "One.")
    for number in range(12):
        say(long, "Words.", perspective=f"p-{number}", voice=f"v-{number}")
    for obj in (short, long):
        with django_assert_max_num_queries(5):
            archive_of(obj)
