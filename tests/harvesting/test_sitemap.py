"""The site map names every public page and nothing else."""

import pytest
from lxml import etree

from polyvocal import publishing
from polyvocal.object_model import adapter
from polyvocal.pages import sitemaps
from tests.factories import (
    ACTOR,
    make_draft,
    make_edition,
    make_object,
    make_perspective,
    make_text,
    make_voice,
    moment,
)

pytestmark = pytest.mark.django_db

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def _read(client, address):
    response = client.get(address)
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return etree.fromstring(response.getvalue())


def _places(client, address):
    return [one.text for one in _read(client, address).iterfind(".//s:loc", SPACE)]


def _page(obj):
    return f"/object/{adapter().identifier(obj)}/"


def test_the_index_leads_to_every_part(client, settings):
    make_object()
    listed = _places(client, "/sitemap.xml")
    base = settings.POLYVOCAL["BASE_URI"]
    names = ["pages-1", "perspectives-1", "voices-1", "research-1", "objects-1"]
    assert listed == [f"{base}/sitemap-{name}.xml" for name in names]
    for address in listed:
        assert client.get(address.removeprefix(base)).status_code == 200


def test_every_page_of_the_map_can_be_read(client, settings):
    make_edition(make_text(perspective=make_perspective("harbour")), voices=[make_voice("jan")])
    base = settings.POLYVOCAL["BASE_URI"]
    parts = _places(client, "/sitemap.xml")
    places = [place.removeprefix(base) for part in parts for place in _places(client, part.removeprefix(base))]
    assert {"/", "/objects/", "/perspective/harbour/", "/voice/jan/"} <= set(places)
    assert [place for place in places if client.get(place).status_code != 200] == []


def test_an_object_has_a_day_and_an_address_in_every_language(client, settings):
    obj = make_object()
    made = make_edition(make_text(obj), published_from=moment("2020-03-01"))
    url = _read(client, "/sitemap-objects-1.xml").find("s:url", SPACE)
    page = f"{settings.POLYVOCAL['BASE_URI']}{_page(obj)}"
    assert url.findtext("s:loc", namespaces=SPACE) == page
    assert url.findtext("s:lastmod", namespaces=SPACE) == f"{made.created_at:%Y-%m-%dT%H:%M:%SZ}"
    links = {one.get("hreflang"): one.get("href") for one in url.iterfind("x:link", SPACE)}
    assert links == {"nl": f"{page}?lang=nl", "en": f"{page}?lang=en", "x-default": page}


def test_a_withdrawal_changes_the_day(client):
    made = make_edition()
    before = _read(client, "/sitemap-objects-1.xml").findtext(".//s:lastmod", namespaces=SPACE)
    publishing.withdraw(made, ACTOR, reason="On request.")
    made.refresh_from_db()
    after = _read(client, "/sitemap-objects-1.xml").findtext(".//s:lastmod", namespaces=SPACE)
    assert before <= after == f"{made.withdrawn_at:%Y-%m-%dT%H:%M:%SZ}"


def test_many_objects_are_divided_and_none_is_left_out():
    pages = [_page(make_object()) for _number in range(5)]
    assert sitemaps.parts(size=2)[-3:] == [("objects", 1), ("objects", 2), ("objects", 3)]
    listed = [place for n in (1, 2, 3) for place, _day in sitemaps.entries_of("objects", n, size=2)]
    assert sorted(listed) == sorted(pages)


def test_no_voice_and_no_perspective_of_drafts_alone_is_named(client):
    make_draft(make_text(perspective=make_perspective("secret-view")), voices=[make_voice("secret-voice")])
    for part in ("perspectives", "voices"):
        assert "secret" not in client.get(f"/sitemap-{part}-1.xml").getvalue().decode()


def test_parts_that_do_not_exist_are_not_found(client):
    for part in ("objects-2", "objects-0", "editions-1"):
        assert client.get(f"/sitemap-{part}.xml").status_code == 404
    assert client.post("/sitemap.xml").status_code == 405


def test_a_part_costs_as_much_with_many_objects_as_with_one(client, django_assert_num_queries):
    for _number in range(4):
        make_edition()
    with django_assert_num_queries(2):
        assert len(_places(client, "/sitemap-objects-1.xml")) == 4


@pytest.mark.default_only
@pytest.mark.urls("polyvocal.reference_site.urls")
def test_the_reference_site_says_where_its_map_is(client, settings):
    told = client.get("/robots.txt").text
    assert "Disallow: /admin/\n" in told
    assert f"Sitemap: {settings.POLYVOCAL['BASE_URI']}/sitemap.xml" in told
