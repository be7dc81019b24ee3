"""IIIF Change Discovery: every change is found by walking back from the last page, and nothing else is told."""

import re
import threading
import time

import pytest
import requests
from django.db import connection

from polyvocal import ledger, publishing
from polyvocal.harvesting import activity
from polyvocal.models import Announcement
from polyvocal.object_model import adapter
from tests.factories import ACTOR, make_draft, make_edition, make_object, make_text, moment
from tests.harvesting.telling import read_backwards, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(activity, "ON_A_PAGE", 3)


@pytest.fixture
def get(client, settings):
    """Return the JSON at an address of this site."""

    def got(address):
        response = client.get(address.removeprefix(settings.POLYVOCAL["BASE_URI"]))
        assert response.status_code == 200, address
        return response.json()

    return got


def _uri(settings, kind, key):
    return f"{settings.POLYVOCAL['BASE_URI']}/id/{kind}/{key}"


def _pages(get):
    collection = get("/activity/")
    place, pages = collection["first"]["id"], []
    while place:
        pages.append(get(place))
        place = pages[-1].get("next", {}).get("id")
    assert pages[-1]["id"] == collection["last"]["id"]
    return pages


def test_an_object_is_told_with_its_documents(client, get, settings):
    edition = make_edition()
    tell()
    uri = _uri(settings, "object", adapter().identifier(edition.text.obj))
    item = next(one for one in _pages(get)[0]["orderedItems"] if one["object"]["id"] == uri)
    assert item["type"] == "Create"
    assert item["object"]["type"] == "HumanMadeObject"
    assert item["object"]["canonical"] == uri
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", item["endTime"])
    for one in item["object"]["seeAlso"]:
        answer = client.get(one["id"].removeprefix(settings.POLYVOCAL["BASE_URI"]))
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(one["format"])


def test_the_collection_says_what_the_specification_asks(client, settings):
    make_edition()
    tell()
    response = client.get("/activity/")
    assert response["Content-Type"] == 'application/ld+json;profile="http://iiif.io/api/discovery/1/context.json"'
    said = response.json()
    assert said["@context"][-1] == "http://iiif.io/api/discovery/1/context.json"
    assert "https://linked.art/ns/v1/record-types.json" in said["@context"]
    assert (said["type"], said["totalItems"]) == ("OrderedCollection", 2)
    assert said["rights"] == "http://creativecommons.org/licenses/by/4.0/"
    assert said["id"] == f"{settings.POLYVOCAL['BASE_URI']}/activity/"


@pytest.mark.parametrize(
    ("licence", "told"),
    [
        ("InC-1.0", "http://rightsstatements.org/vocab/InC/1.0/"),
        (
            "https://creativecommons.org/publicdomain/zero/1.0/deed.nl",
            "http://creativecommons.org/publicdomain/zero/1.0/",
        ),
        ("our own terms", None),
    ],
)
def test_the_rights_of_the_list_are_such_as_iiif_knows(client, settings, licence, told):
    settings.POLYVOCAL = {**settings.POLYVOCAL, "LICENCE": licence}
    assert client.get("/activity/").json().get("rights") == told


def test_changes_stand_in_their_order_over_all_pages(small_pages, get):
    for _number in range(4):
        make_edition()
    tell()
    make_edition(make_text(), "Newer words.")
    tell()
    pages = _pages(get)
    assert len(pages) == 4
    assert all(1 <= len(page["orderedItems"]) <= 3 for page in pages)
    ends = [item["endTime"] for page in pages for item in page["orderedItems"]]
    assert ends == sorted(ends)
    assert [page.get("prev", {}).get("id") for page in pages] == [None, *(page["id"] for page in pages[:-1])]
    assert all(page["partOf"]["id"].endswith("/activity/") for page in pages)


def test_what_changed_and_what_went_stands_at_the_end(small_pages, get, settings):
    first, second = make_edition(), make_edition()
    for _number in range(3):
        make_edition()
    tell()
    make_edition(first.text, "Better words.")
    publishing.withdraw(second, ACTOR, reason="On request.")
    tell()
    found = read_backwards(get, "/activity/")
    assert found[_uri(settings, "edition", second.pk)]["type"] == "Delete"
    assert "seeAlso" not in found[_uri(settings, "edition", second.pk)]["object"]
    assert found[_uri(settings, "edition", first.pk)]["type"] == "Update"
    assert found[_uri(settings, "object", adapter().identifier(first.text.obj))]["type"] == "Update"
    assert len(found) == len(Announcement.objects.all())


def test_who_read_before_reads_only_what_is_new(small_pages, get, settings):
    for _number in range(5):
        made = make_edition()
    tell()
    Announcement.objects.update(changed_at=moment("2020-01-01"))
    new = make_edition(made.text, "Better words.")
    tell()
    found = read_backwards(get, "/activity/", "2020-06-01T00:00:00Z")
    assert len(found) == 3
    assert {_uri(settings, "edition", one.pk) for one in (made, new)} < set(found)


def test_a_page_that_lost_everything_leads_on(small_pages, get, client):
    first = make_edition()
    tell()
    assert len(get("/activity/1/")["orderedItems"]) == 2
    for number in range(3):
        make_edition(first.text, f"Words {number}.")
        tell()
    assert get("/activity/1/")["orderedItems"] == []
    assert get("/activity/1/")["next"] == get("/activity/")["first"]
    assert len(read_backwards(get, "/activity/")) == Announcement.objects.count() == 5
    assert client.get("/activity/99/").status_code == 404


def test_a_second_that_has_not_passed_is_not_told(get):
    make_edition()
    ledger.sweep()
    Announcement.objects.update(changed_at="2999-01-01T00:00:00Z")
    assert get("/activity/")["totalItems"] == 0


def test_manifests_have_a_feed_of_their_own(get, client, settings):
    edition = make_edition()
    tell()
    collection = get("/activity/manifests/")
    assert (collection["totalItems"], collection["@context"]) == (1, "http://iiif.io/api/discovery/1/context.json")
    uri = _uri(settings, "object", adapter().identifier(edition.text.obj))
    found = read_backwards(get, "/activity/manifests/")
    assert list(found) == [f"{uri}.iiif.json"]
    manifest = found[f"{uri}.iiif.json"]["object"]
    assert (manifest["type"], manifest["canonical"]) == ("Manifest", uri)
    assert f"{uri}.jsonld" in [one["id"] for one in manifest["seeAlso"]]
    assert client.get(manifest["id"].removeprefix(settings.POLYVOCAL["BASE_URI"])).json()["type"] == "Manifest"


def test_an_empty_feed_has_one_empty_page(get):
    assert get("/activity/")["last"]["id"].endswith("/activity/1/")
    assert get("/activity/1/")["orderedItems"] == []


def test_what_is_asked_for_again_is_not_sent_again(client):
    make_edition()
    tell()
    for address in ("/activity/", "/activity/1/"):
        tag = client.get(address)["ETag"]
        assert client.get(address, headers={"if-none-match": tag}).status_code == 304
        assert client.get(address)["Access-Control-Allow-Origin"] == "*"


def test_no_words_and_no_drafts_are_told(client):
    obj = make_object()
    draft = make_draft(make_text(obj), "Unpublished words.")
    gone = make_edition(make_text(obj), "Withdrawn words.")
    publishing.withdraw(gone, ACTOR, reason="Secret reason.")
    tell()
    told = client.get("/activity/1/").text
    assert str(gone.pk) in told
    for hidden in ("words", "Secret", str(draft.text_id)):
        assert hidden not in told


def test_a_page_costs_as_much_with_many_changes_as_with_one(client, django_assert_num_queries):
    for _number in range(10):
        make_edition()
    tell()
    with django_assert_num_queries(3):
        assert len(client.get("/activity/1/").json()["orderedItems"]) == 20


@pytest.mark.django_db(transaction=True)
def test_nothing_is_missed_while_somebody_publishes(small_pages, live_server, settings):
    settings.POLYVOCAL = {**settings.POLYVOCAL, "BASE_URI": live_server.url}
    texts = [make_edition().text for _number in range(6)]
    ledger.sweep()
    is_done = threading.Event()

    def publish():
        try:
            for number in range(12):
                text = texts[number % 6]
                edition = make_edition(text, f"Words {number}.")
                if number % 5 == 4:
                    publishing.withdraw(edition, ACTOR, reason="On request.")
                time.sleep(0.15)
        finally:
            connection.close()
            is_done.set()

    writer = threading.Thread(target=publish)
    writer.start()
    known, last_crawl = {}, ""
    while True:
        is_last = is_done.is_set()
        found = read_backwards(
            lambda address: requests.get(address, timeout=20).json(), f"{live_server.url}/activity/", last_crawl
        )
        known |= found
        last_crawl = max([last_crawl, *(one["endTime"] for one in found.values())])
        if is_last:
            break
    writer.join()
    wanted = {
        f"{live_server.url}/id/{row.kind}/{row.key}": ("Delete" if row.is_gone else "", row.changed_at)
        for row in Announcement.objects.all()
    }
    assert {uri: f"{when:%Y-%m-%dT%H:%M:%SZ}" for uri, (_kind, when) in wanted.items()} == {
        uri: one["endTime"] for uri, one in known.items()
    }
    gone = {uri for uri, (kind, _when) in wanted.items() if kind}
    assert gone == {uri for uri, one in known.items() if one["type"] == "Delete"}
    assert len(gone) == 2
