"""In which language a visitor is spoken to, and how that is remembered."""

import re

import pytest
from django.test import Client

from polyvocal.views.visits import COOKIE
from tests.factories import make_object
from tests.saying import address_of, say

pytestmark = pytest.mark.django_db


def test_the_browser_decides_until_the_visitor_does(client: Client) -> None:
    assert '<html lang="en">' in client.get("/", headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="nl">' in client.get("/", headers={"Accept-Language": "nl"}).content.decode()
    client.get("/?lang=nl", headers={"Accept-Language": "en"})
    assert '<html lang="nl">' in client.get("/objects/", headers={"Accept-Language": "en"}).content.decode()


def test_a_language_of_texts_alone_leaves_the_interface_as_it_is(client: Client) -> None:
    obj = make_object()
    say(obj, "كل غرزة لها اسم", language="ar")
    say(obj, "Every stitch has a name.", language="en")
    client.get("/?lang=en")
    page = client.get(address_of(obj) + "?lang=ar").content.decode()
    assert '<html lang="en">' in page
    assert page.index("كل غرزة لها اسم") > 0
    shown = re.sub(r'<script type="application/ld\+json">.*?</script>', "", page, flags=re.DOTALL)
    assert "Every stitch has a name." not in shown
    assert client.cookies[COOKIE].value == "ar"


@pytest.mark.parametrize("asked", ["<script>", f"nl{'-abcdefgh' * 1000}"])
def test_what_is_no_language_is_neither_used_nor_remembered(client: Client, asked: str) -> None:
    response = client.get("/", {"lang": asked}, headers={"Accept-Language": "en"})
    assert response.status_code == 200
    assert COOKIE not in response.cookies


def test_caches_are_told_what_a_page_depends_on(client: Client) -> None:
    response = client.get("/")
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in response.headers["Vary"].split(",")}
    assert response.headers["Content-Language"] == "nl"


@pytest.mark.parametrize("further", [(), ("history",), ("compare",)])
def test_a_page_is_read_and_never_written(further: tuple[str, ...]) -> None:
    strict = Client(enforce_csrf_checks=True)
    address = address_of(make_object(), *further)
    assert strict.head(address).status_code == 200
    for method in ("POST", "PUT", "DELETE"):
        refused = strict.generic(method, address)
        assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD")
