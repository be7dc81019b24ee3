"""The page of a concept scheme."""

import pytest
from django.test import Client

from polyvocal.models import Perspective
from tests.factories import make_edition, make_perspective, make_text, make_voice

pytestmark = pytest.mark.django_db


def test_the_page_of_a_list_names_every_term_its_address_and_what_it_equals(client: Client) -> None:
    page = client.get("/scheme/text-types/", {"lang": "nl"}).content.decode()
    assert "objecttekst" in page
    assert "/id/scheme/text-types#object-label</code>" in page
    assert 'href="http://vocab.getty.edu/aat/300048722"' in page
    assert 'href="/id/scheme/text-types.skos.ttl"' in page


def test_perspectives_and_voices_are_led_to_by_their_names(client: Client) -> None:
    Perspective.objects.filter(pk=make_perspective("nameless").pk).update(names={})
    make_edition(make_text(perspective=make_perspective("view")), voices=[make_voice("speaker")])
    make_voice("silent")
    page = client.get("/scheme/perspectives/").content.decode()
    assert 'href="/perspective/view/"' in page
    assert ">nameless</a>" in page
    voices = client.get("/scheme/voices/").content.decode()
    assert 'href="/voice/speaker/"' in voices
    assert "/voice/silent/" not in voices


@pytest.mark.parametrize("name", ["perspectives", "voices", "roles"])
def test_a_scheme_costs_the_same_whatever_it_holds(client: Client, django_assert_max_num_queries, name: str) -> None:
    for number in range(5):
        make_edition(voices=[make_voice(f"v{number}")])
    with django_assert_max_num_queries(3):
        client.get(f"/scheme/{name}/")
