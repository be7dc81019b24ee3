"""Requests that nobody sends by accident: no address, parameter or header makes the site fail."""

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from polyvocal.object_model import adapter
from tests.factories import make_edition

pytestmark = pytest.mark.django_db

LETTERS = [
    "\0",
    "\ufffe",
    "\u202e",
    "\r\nX-A: b",
    "'\"><script>",
    "../..",
    "%",
    "\U0001f3fa",
    "٣",
    "9" * 5000,
    "-1",
    "NaN",
    "[]",
]
HEADERS = {
    "accept": ["\0", "/", "*", "text/html;q=nan", "text/html;q=" + "9" * 5000, ";" * 5000, "a/b," * 2000,
               'text/html;a="', "é/ü"],
    "accept-profile": ["<", "<>", "<\0>", "<" * 5000, '"' * 5001, "linked-art;q=-1", "<é>"],
    "accept-datetime": ["0", "Sat, 99 May 2021 12:00:00 GMT", "Sat, 01 May 0001 00:00:00 GMT", "9" * 5000,
                        "Fri, 31 Dec 9999 23:59:59 GMT"],
    "if-none-match": ["*", '"', 'W/"x', '"a",' * 2000, "\0"],
    "if-modified-since": ["Sat, 99 May 2021 12:00:00 GMT", "Sat, 01 May 0000 00:00:00 GMT", "9" * 5000],
    "accept-language": ["x" * 5000, "nl;q=nan", "\0", "-", "nl-" * 2000],
    "range": ["bytes=" + "9" * 5000, "bytes=--1"],
    "if-range": ['"', "Sat, 99 May 2021"],
}  # fmt: skip
PARAMETERS = ["lang", "as_of", "page", "q", "voice", "perspective", "_profile", "_mediatype", "verb", "format", "a"]


@pytest.fixture
def addresses():
    """The public addresses about one object with a text."""
    edition = make_edition()
    text, obj = edition.text, edition.text.obj
    identifier, voice = adapter().identifier(obj), edition.attributions.get().voice
    thing = [identifier]
    return [
        reverse("polyvocal:home"), reverse("polyvocal:objects"), reverse("polyvocal:object", args=thing),
        reverse("polyvocal:object-history", args=thing), reverse("polyvocal:object-compare", args=thing),
        reverse("polyvocal:object-provenance", args=thing), reverse("polyvocal:research"),
        reverse("polyvocal:voice", args=[voice.slug]), reverse("polyvocal:perspective", args=[text.perspective.slug]),
        reverse("polyvocal:text", args=[text.pk]), reverse("polyvocal:edition", args=[edition.pk]),
        reverse("polyvocal:object-id", args=thing), reverse("polyvocal:text-id", args=[text.pk]),
        reverse("polyvocal:object-document", args=[identifier, "jsonld"]),
        reverse("polyvocal:object-document", args=[identifier, "lido.xml"]),
        reverse("polyvocal:edition-id", args=[edition.pk]), reverse("polyvocal:vocabulary"),
        reverse("polyvocal:dataset"), reverse("polyvocal:dataset-file", args=["dataset.ttl"]),
        reverse("polyvocal:timegate", args=[f"id/text/{text.pk}"]),
        reverse("polyvocal:timemap", args=["link", f"id/text/{text.pk}"]),
        reverse("polyvocal:oai"), reverse("polyvocal:activity"), reverse("polyvocal:ldes"), reverse("polyvocal:sparql"),
        reverse("polyvocal:sitemap"), reverse("polyvocal:api-object", args=thing),
    ]  # fmt: skip


def _failing(client, addresses, **more):
    found = {}
    for address in addresses:
        response = client.get(address, **more)
        getattr(response, "streaming", False) and b"".join(response.streaming_content)
        if response.status_code >= 500:
            found[address] = response.status_code
    return found


@pytest.mark.parametrize("header", HEADERS)
def test_no_header_makes_an_answer_fail(addresses, header):
    client = Client()
    for given in HEADERS[header]:
        assert _failing(client, addresses[::2], headers={header: given}) == {}, given[:60]


@pytest.mark.parametrize("given", LETTERS)
def test_no_parameter_makes_an_answer_fail(addresses, given):
    client = Client()
    assert _failing(client, addresses, query_params=dict.fromkeys(PARAMETERS, given)) == {}
    for name in ("q", "page", "as_of"):
        assert _failing(client, addresses[:6], query_params={name: given}) == {}, name
    for name in ("metadataPrefix", "set", "identifier", "resumptionToken", "from"):
        assert _failing(client, ["/oai"], query_params={"verb": "ListRecords", name: given}) == {}, name


@pytest.mark.parametrize("before", [
    "/id/object/", "/id/text/", "/id/voice/", "/object/", "/text/", "/voice/", "/perspective/", "/dataset/",
    "/timegate/", "/timemap/link/", "/timemap/", "/activity/", "/ldes/by-time/page/", "/ldes/by-time/stretch/",
    "/sitemap-objects-", "/api/v1/objects/", "/scheme/", "/research/", "/id/scheme/", "/timegate/id/object/",
])  # fmt: skip
def test_no_address_makes_an_answer_fail(db, before):
    keys = [quote(one, safe="") + after for one in LETTERS for after in ("", "/", ".jsonld", ".lido.xml.jsonld")]
    assert _failing(Client(), [before + key for key in keys]) == {}
