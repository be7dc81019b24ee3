"""Mementos: TimeGates lead to what was said at a moment, TimeMaps list it, and what is withdrawn is in neither."""

import re

import pytest
from django.urls import reverse

from polyvocal import publishing
from polyvocal.object_model import adapter
from tests.factories import ACTOR, make_draft, make_edition, make_object, make_text, moment

pytestmark = pytest.mark.django_db

FIRST, SECOND, THIRD = moment("2019-03-01 10:00"), moment("2020-03-01 10:00"), moment("2021-03-01 10:00")


def _history(obj=None):
    text = make_text(obj)
    made = [make_edition(text, f"Words {at.year}.", published_from=at) for at in (FIRST, SECOND, THIRD)]
    return text, made


def _page(obj):
    return f"/object/{adapter().identifier(obj)}/"


def _asking(client, original, at=""):
    return client.get(f"/timegate/{original.lstrip('/')}", headers={"accept-datetime": at} if at else {})


@pytest.mark.parametrize(
    ("at", "number"),
    [
        ("Wed, 01 Jan 2020 00:00:00 GMT", 0),
        ("Sun, 01 Mar 2020 08:59:59 GMT", 0),
        ("Sun, 01 Mar 2020 09:00:00 GMT", 1),
        ("Fri, 01 May 2020 12:00:00 GMT", 1),
        ("", 2),
        ("Sat, 01 Jan 2000 00:00:00 GMT", 0),
    ],
)
def test_a_timegate_leads_to_the_edition_that_stood(client, at, number):
    text, made = _history()
    response = _asking(client, f"/id/text/{text.pk}", at)
    assert (response.status_code, response["Location"]) == (302, f"/id/edition/{made[number].pk}")
    assert "accept-datetime" in response["Vary"]
    assert f'/id/text/{text.pk}>; rel="original"' in response["Link"]
    assert "Memento-Datetime" not in response


@pytest.mark.parametrize("original", ["id/text/{text}", "text/{text}/", "id/object/{obj}", "object/{obj}/"])
def test_an_original_is_known_by_its_path_and_by_its_address(client, settings, original):
    text, _made = _history()
    path = original.format(text=text.pk, obj=adapter().identifier(text.obj))
    base = settings.POLYVOCAL["BASE_URI"]
    led = {_asking(client, f"{base}/{path}")["Location"], _asking(client, path)["Location"]}
    led.add(_asking(client, f"{base.replace('://', ':/')}/{path}")["Location"])
    assert len(led) == 1


@pytest.mark.parametrize(
    "written", ["yesterday", "2020-05-01", "Fri, 01 May 2020 12:00:00", "Fri, 32 May 2020 1:00 GMT"]
)
def test_a_date_that_is_none_is_refused(client, written):
    text, _made = _history()
    assert _asking(client, f"/id/text/{text.pk}", written).status_code == 400


@pytest.mark.parametrize(
    "original", ["id/object/none", "id/text/00000000-0000-4000-8000-000000000000", "voice/x", "https://example.org/x"]
)
def test_what_nobody_said_has_no_timegate_and_no_timemap(client, original):
    assert _asking(client, original).status_code == 404
    assert client.get(f"/timemap/link/{original}").status_code == 404


def test_a_text_with_drafts_alone_has_no_past(client):
    text = make_draft().text
    assert _asking(client, f"/id/text/{text.pk}").status_code == 404
    assert client.get(f"/timemap/link/id/text/{text.pk}").status_code == 404


def test_a_timemap_lists_the_editions_of_a_text(client, settings):
    text, made = _history()
    response = client.get(f"/timemap/link/id/text/{text.pk}")
    base = settings.POLYVOCAL["BASE_URI"]
    assert response["Content-Type"] == "application/link-format"
    lines = response.text.strip().split(",\n")
    assert lines[0] == f'<{base}/id/text/{text.pk}>; rel="original"'
    assert 'rel="self"' in lines[1]
    assert 'from="Fri, 01 Mar 2019 09:00:00 GMT"; until="Mon, 01 Mar 2021 09:00:00 GMT"' in lines[1]
    assert lines[2] == f'<{base}/timegate/id/text/{text.pk}>; rel="timegate"'
    assert [re.search(r'rel="([^"]+)"', line)[1] for line in lines[3:]] == ["first memento", "memento", "last memento"]
    assert lines[4].startswith(f"<{base}/id/edition/{made[1].pk}>")


def test_a_timemap_comes_as_json_too(client):
    text, made = _history()
    told = client.get(f"/timemap/json/id/text/{text.pk}").json()
    assert told["original_uri"].endswith(f"/id/text/{text.pk}")
    assert [one["uri"].rpartition("/")[2] for one in told["mementos"]["list"]] == [str(one.pk) for one in made]
    assert told["mementos"]["last"]["uri"].endswith(str(made[2].pk))
    assert client.get(f"/timemap/xml/id/text/{text.pk}").status_code == 404


def test_the_page_of_an_object_says_where_its_past_is(client, settings):
    obj = make_object()
    links = client.get(_page(obj))["Link"]
    base = settings.POLYVOCAL["BASE_URI"]
    assert f'<{base}/timegate{_page(obj)}>; rel="timegate"' in links
    assert f'<{base}/timemap/link{_page(obj)}>; rel="timemap"; type="application/link-format"' in links
    assert 'rel="original"' not in links


def test_identifiers_say_where_their_past_is(client):
    text, _made = _history()
    for path in (f"/id/text/{text.pk}", f"/id/object/{adapter().identifier(text.obj)}"):
        for address in (path, f"{path}.jsonld", f"{path}.ttl"):
            assert f'/timegate{path}>; rel="timegate"' in client.get(address)["Link"]
    assert f'/timegate/id/text/{text.pk}>; rel="timegate"' in client.get(f"/text/{text.pk}/")["Link"]
    assert "timegate" not in client.get("/id/perspective/museum").get("Link", "")


def test_a_timegate_leads_to_the_page_as_it_stood(client):
    text, _made = _history()
    led = _asking(client, _page(text.obj), "Fri, 01 May 2020 12:00:00 GMT")["Location"]
    assert led == f"{_page(text.obj)}?as_of=2020-03-01T09:00:00Z"
    shown = client.get(led)
    assert shown["Memento-Datetime"] == "Sun, 01 Mar 2020 09:00:00 GMT"
    assert "Words 2020." in shown.text
    assert "Words 2021." not in shown.text.partition("<footer")[0].partition('class="pv-words"')[2][:200]


def test_a_memento_of_a_page_links_to_those_beside_it(client, settings):
    text, _made = _history()
    links = client.get(f"{_page(text.obj)}?as_of=2020-03-01T09:00:00Z&lang=en")["Link"]
    place = f"{settings.POLYVOCAL['BASE_URI']}{_page(text.obj)}"
    assert f'<{place}>; rel="original"' in links
    assert f'<{place}?as_of=2019-03-01T09:00:00Z>; rel="first prev memento"' in links
    assert f'<{place}?as_of=2021-03-01T09:00:00Z>; rel="last next memento"' in links


def test_a_day_in_the_past_is_a_memento_and_today_is_none(client):
    text, _made = _history()
    shown = client.get(f"{_page(text.obj)}?as_of=2020-05-01")
    assert shown["Memento-Datetime"] == "Fri, 01 May 2020 21:59:59 GMT"
    for asked in ("", "?as_of=2999-01-01", "?as_of=nonsense", "?as_of=2999-01-01T00:00:00Z"):
        assert "Memento-Datetime" not in client.get(f"{_page(text.obj)}{asked}")


def test_an_unchanged_memento_says_so_with_its_date(client):
    text, _made = _history()
    address = f"{_page(text.obj)}?as_of=2020-05-01"
    again = client.get(address, headers={"if-none-match": client.get(address)["ETag"]})
    assert (again.status_code, again["Memento-Datetime"]) == (304, "Fri, 01 May 2020 21:59:59 GMT")


def test_a_moment_within_a_day_is_told_apart_from_its_end(client):
    text = make_text()
    make_edition(text, "Morning words.", published_from=moment("2020-03-01 10:00"))
    make_edition(text, "Evening words.", published_from=moment("2020-03-01 20:00"))
    assert "Evening words." in client.get(f"{_page(text.obj)}?as_of=2020-03-01").text
    shown = client.get(f"{_page(text.obj)}?as_of=2020-03-01T12:00:00Z&lang=en").text
    assert "as it stood on 1 March 2020 at 13:00:00" in shown
    assert "Morning words." in shown


@pytest.mark.parametrize("address", ["/edition/{}/", "/id/edition/{}", "/id/edition/{}.jsonld", "/id/edition/{}.ttl"])
def test_an_edition_is_a_memento_of_its_text(client, address):
    text, made = _history()
    response = client.get(address.format(made[1].pk), headers={"accept": "application/ld+json"})
    assert response["Memento-Datetime"] == "Sun, 01 Mar 2020 09:00:00 GMT"
    assert f'/id/text/{text.pk}>; rel="original"' in response["Link"]
    assert f'/id/edition/{made[0].pk}>; rel="first prev memento"' in response["Link"]
    assert f'/id/edition/{made[2].pk}>; rel="last next memento"' in response["Link"]


def test_a_withdrawn_edition_is_no_memento(client):
    text, made = _history()
    publishing.withdraw(made[1], ACTOR, reason="On request.")
    assert str(made[1].pk) not in client.get(f"/timemap/link/id/text/{text.pk}").text
    led = _asking(client, f"/id/text/{text.pk}", "Fri, 01 May 2020 12:00:00 GMT")
    assert led["Location"] == f"/id/edition/{made[0].pk}"
    for address in (f"/edition/{made[1].pk}/", f"/id/edition/{made[1].pk}.jsonld"):
        gone = client.get(address)
        assert gone.status_code == 410
        assert "Memento-Datetime" not in gone


def test_withdrawn_words_are_in_no_memento_of_the_page(client):
    text, made = _history()
    publishing.withdraw(made[1], ACTOR, reason="On request.")
    listed = client.get(f"/timemap/json{_page(text.obj)}").json()["mementos"]["list"]
    assert [one["datetime"][:4] for one in listed] == ["2019", "2020", "2021"]  # in 2020 the words of 2019 went
    for one in listed:
        shown = client.get(one["uri"][one["uri"].index("/object/") :])
        assert shown.status_code == 200
        assert "Words 2020." not in shown.text


def test_a_text_of_which_everything_is_withdrawn_has_no_memento(client):
    edition = make_edition()
    publishing.withdraw(edition, ACTOR, reason="On request.")
    assert _asking(client, f"/id/text/{edition.text_id}").status_code == 404
    assert client.get(f"/timemap/json/id/text/{edition.text_id}").json()["mementos"] == {"list": []}


def test_other_methods_and_other_sites(client):
    text, _made = _history()
    gate = f"/timegate/id/text/{text.pk}"
    assert client.post(gate).status_code == 405
    assert "Accept-Datetime" in client.options(gate)["Access-Control-Allow-Headers"]
    assert client.head(gate).status_code == 302
    assert client.get(gate)["Access-Control-Allow-Origin"] == "*"


def test_a_timegate_costs_as_much_with_many_editions_as_with_one(client, django_assert_max_num_queries):
    text, _made = _history()
    for original in (reverse("polyvocal:text-id", args=[text.pk]), _page(text.obj)):
        for address in (f"/timegate{original}", f"/timemap/link{original}"):
            with django_assert_max_num_queries(2):
                assert client.get(address).status_code in (200, 302)
