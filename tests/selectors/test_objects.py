"""Finding objects."""

import pytest

from polyvocal import publishing
from polyvocal.object_model import adapter
from polyvocal.selectors import find_object, object_numbered, objects_listed, titles_of
from tests.factories import ACTOR, make_object
from tests.saying import say

pytestmark = pytest.mark.django_db


def test_an_object_is_found_by_its_identifier_and_by_numbers_it_bears_or_bore() -> None:
    obj = make_object(object_number="1934-0012", former_numbers=["H 212"])
    assert find_object(adapter().identifier(obj)) == obj
    assert object_numbered("1934-0012") == obj
    assert object_numbered("H 212") == obj
    assert object_numbered("H 213") is None


def test_a_number_that_two_objects_bore_finds_neither() -> None:
    make_object(former_numbers=["H 212"])
    make_object(former_numbers=["H 212"])
    assert object_numbered("H 212") is None


def test_search_asks_for_every_word_in_what_stands_or_in_a_number() -> None:
    found, other = make_object(former_numbers=["H 212"]), make_object()
    say(found, "Sugar and silver.")
    say(other, "Sugar and rum.")
    assert list(objects_listed(words="sugar silver")) == [found]
    assert list(objects_listed(words="H 212")) == [found]
    assert set(objects_listed(words="sugar")) == {found, other}


def test_a_search_of_a_thousand_words_is_answered_by_its_first_ten() -> None:
    obj = make_object()
    say(obj, "one two three four five six seven eight nine ten.")
    assert list(objects_listed(words=f"one two three four five six seven eight nine ten {'sugar ' * 1000}")) == [obj]
    assert not objects_listed(words=" ".join(f"word{number}" for number in range(1000))).exists()


@pytest.mark.parametrize("asked", [{"words": "sug\0ar"}, {"perspective": "\0"}, {"voice": "a\0"}])
def test_a_character_that_no_database_keeps_finds_nothing(asked: dict[str, str]) -> None:
    make_object()
    assert not objects_listed(**asked).exists()
    assert object_numbered("H\0212") is None


def test_search_finds_neither_superseded_nor_withdrawn_words() -> None:
    obj = make_object()
    say(obj, "Splendour.", since="1978-01-01")
    edition = say(obj, "Violence.")
    assert not objects_listed(words="splendour").exists()
    publishing.withdraw(edition, ACTOR, reason="Asked for.")
    assert not objects_listed(words="violence").exists()


def test_a_list_by_perspective_or_voice_leaves_titles_aside() -> None:
    obj, titled = make_object(), make_object()
    say(obj, "Mine.", perspective="maker", voice="almers")
    say(titled, "Bowl", text_type="title", perspective="maker", voice="almers")
    assert list(objects_listed(perspective="maker")) == [obj]
    assert list(objects_listed(voice="almers")) == [obj]


def test_an_object_without_a_title_is_called_by_its_number() -> None:
    obj = make_object(object_number="1934-0012")
    assert titles_of([obj], language="nl")[obj.pk].words == adapter().fallback_title(obj)
