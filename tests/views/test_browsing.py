"""The front page and the list of objects, as they are served."""

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import make_object
from tests.saying import address_of, say

pytestmark = pytest.mark.django_db


def _page(client: Client, address: str, **query: str) -> str:
    response = client.get(address, {"lang": "en", **query})
    assert response.status_code == 200
    return response.content.decode()


def test_the_front_page_shows_objects_with_several_voices_and_everyone_who_speaks(client: Client) -> None:
    several, one = make_object(), make_object()
    say(several, "Ours.")
    say(several, "Mine.", perspective="maker", voice="almers")
    say(one, "Ours.")
    page = _page(client, "/")
    assert address_of(several) in page
    assert address_of(one) not in page
    assert "/perspective/maker/" in page
    assert "/voice/almers/" in page


def test_every_page_leads_to_the_data(client: Client) -> None:
    assert '<a href="/dataset/">Data</a>' in _page(client, "/")


def test_an_empty_archive_has_a_front_page(client: Client) -> None:
    assert "<h1>" in _page(client, "/")


def test_the_list_finds_by_words_by_former_number_by_perspective_and_by_voice(client: Client) -> None:
    found, other = make_object(former_numbers=["H 212"]), make_object()
    say(found, "Sugar.", perspective="maker", voice="almers")
    say(other, "Rum.")
    for query in ({"q": "sugar"}, {"q": "H 212"}, {"perspective": "maker"}, {"voice": "almers"}):
        page = _page(client, "/objects/", **query)
        assert address_of(found) in page
        assert address_of(other) not in page


def test_nothing_found_is_told_with_a_way_on(client: Client) -> None:
    make_object()
    page = _page(client, "/objects/", q="unicorn")
    assert "Nothing was found." in page
    assert 'href="/objects/"' in page


def test_a_card_says_how_many_voices_speak(client: Client) -> None:
    obj = make_object()
    say(obj, "Ours.")
    say(obj, "Mine.", perspective="maker", voice="almers")
    assert "2 voices" in _page(client, "/objects/")


def test_the_list_is_cut_into_pages_that_keep_what_was_asked(client: Client, settings: object) -> None:
    settings.POLYVOCAL = {**django_settings.POLYVOCAL, "PAGE_SIZE": 2}  # type: ignore[attr-defined]
    for _ in range(5):
        say(make_object(), "Sugar.")
    page = _page(client, "/objects/", q="sugar", page="2")
    assert "Page 2 of 3" in page
    assert "page=3" in page
    assert "Page 3 of 3" in _page(client, "/objects/", page="999")


@pytest.mark.parametrize("address", ["/", "/objects/", "/perspective/museum/", "/voice/het-pakhuis/"])
def test_a_list_costs_the_same_for_few_and_for_many_objects(client: Client, address: str) -> None:
    counted = []
    for _ in range(2):
        for _ in range(3):
            obj = make_object()
            say(obj, "Bowl", text_type="title")
            say(obj, "Ours.")
            say(obj, "Mine.", perspective="maker", voice="almers")
        with CaptureQueriesContext(connection) as queries:
            _page(client, address)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 12
