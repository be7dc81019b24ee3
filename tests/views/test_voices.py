"""The pages of perspectives and voices, as they are served."""

import pytest
from django.test import Client

from polyvocal.models import Perspective, Voice
from tests.factories import make_object
from tests.saying import address_of, say

pytestmark = pytest.mark.django_db


def _page(client: Client, address: str) -> str:
    response = client.get(address, {"lang": "en"})
    assert response.status_code == 200
    return response.content.decode()


def test_a_perspective_describes_itself_and_shows_what_is_seen_from_it(client: Client) -> None:
    Perspective.objects.create(slug="maker", names={"en": "The maker"}, description={"en": "Seen from the bench."})
    obj, other = make_object(), make_object()
    say(obj, "I raised it by hand.", perspective="maker", language="en")
    say(other, "Ours.")
    page = _page(client, "/perspective/maker/")
    assert "Seen from the bench." in page
    assert "I raised it by hand." in page
    assert address_of(obj) in page
    assert address_of(other) not in page


def test_a_voice_speaks_in_its_own_words_and_its_contact_stays_private(client: Client) -> None:
    house = Voice.objects.create(slug="house", names={"en": "The house"}, kind="institution")
    Voice.objects.create(
        slug="dina", names={"en": "Dina"}, kind="descendant", parent=house, languages=["srn"],
        statement={"en": "I write the names down."}, private_contact="06-12345678",
    )  # fmt: skip
    say(make_object(), "Her name was Dina.", voice="dina", language="en")
    page = _page(client, "/voice/dina/")
    for shown in ("I write the names down.", "descendant", "The house", "Sranantongo", "Her name was Dina."):
        assert shown in page
    assert "06-12345678" not in page
    assert "/voice/dina/" in _page(client, "/voice/house/")


def test_sensitive_words_are_not_quoted_in_a_list(client: Client) -> None:
    say(make_object(), "The words.", language="en", content_note={"en": "Describes violence."})
    page = _page(client, "/perspective/museum/")
    assert "Describes violence." in page
    assert "The words." not in page


@pytest.mark.parametrize("address", ["/perspective/nowhere/", "/voice/nobody/"])
def test_an_unknown_slug_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_who_has_no_name_in_any_language_is_called_by_the_slug() -> None:
    assert str(Voice.objects.create(slug="almers", names={"en": ""}).name) == "almers"
    assert str(Perspective.objects.create(slug="maker", names={}).name) == "maker"
