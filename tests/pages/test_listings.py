"""Objects as a list shows them."""

from typing import Any

import pytest

from polyvocal.pages.listings import entries, picture_of, pictures_at
from polyvocal.records import Image, ObjectFacts
from polyvocal.selectors import archive_of
from tests.factories import make_object, moment
from tests.saying import say


def test_a_static_picture_lies_among_the_static_files_and_another_keeps_its_address() -> None:
    ours = picture_of(ObjectFacts(images=(Image("static:pakhuis/a.svg", {"nl": "Een pot"}),)), language="en")
    theirs = picture_of(ObjectFacts(images=(Image("https://example.org/a.jpg"),)), language="en")
    assert ours is not None
    assert (ours.address, ours.alt.words, ours.alt.language) == ("/static/pakhuis/a.svg", "Een pot", "nl")
    assert theirs is not None
    assert theirs.address == "https://example.org/a.jpg"
    assert picture_of(ObjectFacts(), language="en") is None


@pytest.mark.django_db
def test_a_description_published_as_a_text_goes_before_that_of_the_record() -> None:
    obj = make_object()
    facts = ObjectFacts(images=(Image("https://example.org/a.jpg", {"en": "From the record"}),))
    say(obj, "A bowl with a chipped lid.", text_type="alt-text", language="en", since="2021-01-01")
    described = []
    for day in ("2020-01-01", "2022-01-01"):
        (picture,) = pictures_at(archive_of(obj), facts, language="en", moment=moment(day))
        described.append(picture.alt.words)
    assert described == ["From the record", "A bowl with a chipped lid."]
    assert pictures_at(archive_of(obj), ObjectFacts(), language="en", moment=moment("2022-01-01")) == []


@pytest.mark.django_db
def test_a_voice_that_speaks_in_several_editions_is_counted_once() -> None:
    obj = make_object()
    say(obj, "Old.", language="nl", since="1978-01-01")
    say(obj, "New.", language="nl")
    say(obj, "New.", language="en")
    say(obj, "Mine.", perspective="maker", voice="maker")
    assert entries([obj], language="nl")[0].voices == 2


@pytest.mark.django_db
def test_a_list_costs_the_same_whatever_its_length(django_assert_num_queries: Any) -> None:
    objects = [make_object() for _ in range(6)]
    for obj in objects:
        say(obj, "Bowl", text_type="title")
    for listed in (objects[:1], objects):
        with django_assert_num_queries(2):
            entries(listed, language="nl")
