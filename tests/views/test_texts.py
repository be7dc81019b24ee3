"""The pages of texts and editions, as they are served."""

import json
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from polyvocal import publishing
from polyvocal.conf import setting
from polyvocal.models import Edition
from tests.factories import ACTOR, make_content, make_object, make_text, moment
from tests.saying import say

pytestmark = pytest.mark.django_db


def _page(client: Client, edition: Edition, *, status: int = 200) -> str:
    response = client.get(f"/edition/{edition.pk}/", {"lang": "en"})
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def test_an_edition_says_how_to_cite_it_with_its_permanent_address(client: Client) -> None:
    edition = say(make_object(object_number="1934-0012"), "Words.", since="2021-05-01")
    page = _page(client, edition)
    assert f"{setting('BASE_URI')}/id/edition/{edition.pk}" in page
    assert "edition 1, 1 May 2021" in page
    assert "These words stand since 1 May 2021." in page


def test_a_superseded_edition_says_by_which_and_when(client: Client) -> None:
    obj = make_object()
    first = say(obj, "Old words.", since="1978-01-01")
    second = say(obj, "New words.", since="2021-05-01")
    page = _page(client, first)
    assert f'Superseded</strong> on 1 May 2021 by <a href="/edition/{second.pk}/">edition 2</a>' in page
    assert "Old words." in page


def test_an_edition_that_was_closed_without_a_successor_says_so(client: Client) -> None:
    text = make_text()
    content = make_content("Words.", published_from=moment("2020-01-01"))
    (edition,) = publishing.publish_many(
        [publishing.Publication(text=text, content=content, published_until=timezone.now())], ACTOR
    )
    assert "no other words took its place" in _page(client, edition)


def test_a_withdrawn_edition_is_a_tombstone_with_status_410(client: Client) -> None:
    edition = say(make_object(), "Not to be read.", since="2020-01-01")
    publishing.withdraw(edition, ACTOR, reason="At the speaker’s request.")
    page = _page(client, edition, status=410)
    assert "At the speaker’s request." in page
    assert "Not to be read." not in page


def test_an_erased_edition_is_a_tombstone_too(client: Client) -> None:
    edition = say(make_object(), "Not to be kept.")
    publishing.erase(edition, ACTOR, legal_basis="Court order.")
    assert "Not to be kept." not in _page(client, edition, status=410)


def test_a_text_shows_all_its_editions(client: Client) -> None:
    obj = make_object()
    first = say(obj, "Old words.", since="1978-01-01")
    say(obj, "New words.")
    page = client.get(f"/text/{first.text_id}/").content.decode()
    assert page.index("New words.") < page.index("Old words.")


def test_a_text_of_which_nothing_was_published_is_not_found(client: Client) -> None:
    assert client.get(f"/text/{make_text().pk}/").status_code == 404
    assert client.get(f"/edition/{uuid4()}/").status_code == 404


def test_pages_hold_what_their_documents_say_in_schema_org(client: Client) -> None:
    edition = say(make_object(), "Words </script> of ours.", perspective="view", voice="speaker")
    for path in (f"text/{edition.text_id}", f"edition/{edition.pk}", "perspective/view", "voice/speaker"):
        page = client.get(f"/{path}/").content.decode()
        told = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
        assert json.loads(told) == client.get(f"/id/{path}.schema.jsonld").json(), path
        assert f'href="/id/{path}.jsonld"' in page
        assert 'rel="describedby"' in page


def test_the_page_of_a_withdrawn_edition_tells_machines_no_words(client: Client) -> None:
    edition = say(make_object(), "Taken back.")
    publishing.withdraw(edition, ACTOR, reason="On request.")
    page = _page(client, edition, status=410)
    assert '<script type="application/ld+json">' not in page
    assert "Taken back." not in page


def test_pages_cost_the_same_for_one_text_of_an_object_and_for_nine(client: Client) -> None:
    few, many = make_object(), make_object()
    shown = [say(few, "Words."), say(many, "Words.")]
    for number in range(8):
        say(many, "Words.", perspective=f"p-{number}", voice=f"v-{number}")
    for page in (lambda edition: f"/edition/{edition.pk}/", lambda edition: f"/text/{edition.text_id}/"):
        counted = []
        for edition in shown:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page(edition)).status_code == 200
            counted.append(len(queries))
        assert counted[0] == counted[1] <= 32
