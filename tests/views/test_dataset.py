"""The page and the description of the dataset, and the files of the dumps: whole, in ranges, held back."""

import json
import os
import time

import pytest
from django.urls import reverse
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, RDF, SDO

from polyvocal import publishing
from polyvocal.linkeddata import dumps
from polyvocal.linkeddata.formats import FORMATS
from polyvocal.linkeddata.profiles import LINKED_ART
from tests.factories import ACTOR, make_edition

pytestmark = pytest.mark.django_db

PAGE = reverse("polyvocal:dataset")
HELD = "Words in this file were withdrawn"


@pytest.fixture
def folder(settings, tmp_path):
    settings.POLYVOCAL = {
        **settings.POLYVOCAL, "DUMPS": str(tmp_path), "BASE_URI": "https://museum.example.org",
        "CONTACT": {"name": "Collection desk", "email": "collectie@museum.example.org"},
    }  # fmt: skip
    return tmp_path


@pytest.fixture
def dump(folder):
    make_edition()
    return dumps.write_dump(folder, LINKED_ART, FORMATS["nt"])


def _file(name="linked-art.nt"):
    return reverse("polyvocal:dataset-file", args=[name])


@pytest.fixture
def client(client, monkeypatch):
    """A client that reads what it gets, so that no file is left open."""
    ask = client.get

    def get(*args, **options):
        response = ask(*args, **options)
        response.body = b"".join(response.streaming_content) if response.streaming else response.content
        return response

    monkeypatch.setattr(client, "get", get)
    return client


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/html,application/xhtml+xml", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/n-triples;q=0.9, application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/ld+json"),
    ],
)
def test_the_dataset_answers_with_what_is_liked_best(client, dump, accept, media_type):
    response = client.get(PAGE, headers={"accept": accept})
    assert response.status_code == 200
    assert response["Content-Type"].split(";")[0] == media_type
    assert {"Accept", "Accept-Profile"} <= {one.strip() for one in response["Vary"].split(",")}
    assert 'rel="describedby"' in response["Link"]


def test_dcat_is_had_by_profile_and_by_address(client, dump):
    accept = {"accept": "text/turtle", "accept-profile": "<http://www.w3.org/ns/dcat#>"}
    negotiated = client.get(PAGE, headers=accept)
    assert negotiated["Content-Location"].endswith("/dataset/dcat.ttl")
    assert negotiated.content == client.get(_file("dcat.ttl")).content
    graph = Graph().parse(data=negotiated.content, format="turtle")
    assert (URIRef("https://museum.example.org/dataset/"), RDF.type, DCAT.Dataset) in graph


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD parser
def test_every_format_says_the_same(client, dump):
    for terms in ("dataset", "dcat"):
        written = [
            Graph().parse(data=client.get(_file(f"{terms}.{ending}")).content, format=parser)
            for ending, parser in (("ttl", "turtle"), ("nt", "nt"), ("rdf", "xml"), ("jsonld", "json-ld"))
        ]
        assert all(one.isomorphic(written[0]) for one in written), terms
        assert len(written[0]) > 20


def test_what_cannot_be_had_is_told(client, dump):
    response = client.get(PAGE, headers={"accept": "image/png"})
    assert response.status_code == 406
    assert "https://museum.example.org/dataset/dataset.ttl" in response.content.decode()


def test_an_unchanged_description_is_not_sent_again(client, dump):
    tag = client.get(_file("dataset.ttl"))["ETag"]
    assert client.get(_file("dataset.ttl"), headers={"if-none-match": tag}).status_code == 304


def test_the_page_shows_files_licence_and_contact_in_both_languages(client, dump):
    english = client.get(PAGE, {"lang": "en"}).content.decode()
    dutch = client.get(PAGE, {"lang": "nl"}).content.decode()
    assert "linked-art.nt" in english
    assert "collectie@museum.example.org" in english
    assert "creativecommons.org/publicdomain/zero/1.0/" in english
    assert "Texts and voices about the collection" in english
    assert "Teksten en stemmen over de collectie" in dutch


def test_the_page_says_so_where_there_is_no_file(client, settings):
    settings.POLYVOCAL = {**settings.POLYVOCAL, "DUMPS": ""}
    assert "No file has been made yet" in client.get(PAGE, {"lang": "en"}).content.decode()


def test_a_file_is_sent_whole_with_its_type_and_tag(client, dump):
    response = client.get(_file())
    content = dump.path.read_bytes()
    assert response.body == content
    assert response["Content-Type"] == "application/n-triples"
    assert response["Content-Length"] == str(len(content))
    assert response["Accept-Ranges"] == "bytes"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get(_file(), headers={"if-none-match": response["ETag"]}).status_code == 304


def test_a_file_is_sent_as_it_is_also_to_who_reads_gzip(client, dump):
    response = client.get(_file(), headers={"accept-encoding": "gzip"})
    assert response.body == dump.path.read_bytes()
    assert not response.has_header("Content-Encoding")


def test_head_says_the_same_without_the_file(client, dump):
    response = client.head(_file(), headers={"range": "bytes=0-3"})
    assert response.status_code == 200
    assert response["Content-Length"] == str(dump.distribution.size)
    assert response.content == b""


def test_a_packed_file_is_not_unpacked_on_the_way(client, folder):
    make_edition()
    made = dumps.write_dump(folder, LINKED_ART, FORMATS["nq"], is_compressed=True)
    response = client.get(_file("linked-art.nq.gz"))
    assert response["Content-Type"] == "application/n-quads+gzip"
    assert "Content-Encoding" not in response
    assert response.body == made.path.read_bytes()


@pytest.mark.parametrize(
    ("asked", "first", "last"), [("bytes=0-9", 0, 9), ("bytes=10-", 10, -1), ("bytes=-7", -7, -1), ("bytes=5-5", 5, 5)]
)
def test_a_range_is_sent(client, dump, asked, first, last):
    content = dump.path.read_bytes()
    first, last = first % len(content), last % len(content)
    response = client.get(_file(), headers={"range": asked})
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(content)}"
    assert response.body == content[first : last + 1]
    assert response["Content-Length"] == str(last + 1 - first)


def test_a_range_beyond_the_end_ends_there(client, dump):
    size = dump.distribution.size
    response = client.get(_file(), headers={"range": f"bytes={size - 4}-{size + 100}"})
    assert (response.status_code, len(response.body)) == (206, 4)


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_range_that_is_not_there_is_416(client, dump, asked):
    response = client.get(_file(), headers={"range": asked})
    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{dump.distribution.size}"


@pytest.mark.parametrize("asked", [
    "bytes=9-2", "bytes=-", "lines=1-2", "bytes=0-1,4-5", "bytes=a-b", "bytes=٣-٤",
    "bytes=0-" + "9" * 5000, "bytes=-" + "9" * 5000, "bytes=" + "9" * 5000 + "-",
])  # fmt: skip
def test_a_range_that_is_not_understood_gives_the_whole(client, dump, asked):
    assert client.get(_file(), headers={"range": asked}).status_code == 200


def test_a_range_of_another_state_of_the_file_gives_the_whole(client, dump):
    tag = client.get(_file())["ETag"]
    ask = {"range": "bytes=0-3"}
    assert client.get(_file(), headers=ask | {"if-range": tag}).status_code == 206
    assert client.get(_file(), headers=ask | {"if-range": '"another"'}).status_code == 200
    assert client.get(_file(), headers=ask | {"if-range": f"W/{tag}"}).status_code == 200


def test_a_day_as_the_condition_of_a_range_counts_once_the_file_has_settled(client, dump):
    ask = {"range": "bytes=0-3"}
    fresh = client.get(_file())["Last-Modified"]
    assert client.get(_file(), headers=ask | {"if-range": fresh}).status_code == 200
    os.utime(dump.path, (time.time() - 3600,) * 2)
    settled = client.get(_file())["Last-Modified"]
    assert client.get(_file(), headers=ask | {"if-range": settled}).status_code == 206


@pytest.mark.parametrize(
    "name", ["nothing.nt", "..", "%2e%2e%2fsettings.py", "dumps.json", ".linked-art.nt.part", "dataset.csv", "secret"]
)
def test_only_what_is_on_the_list_has_an_address(client, dump, folder, name):
    (folder / "secret").write_text("not public", "utf-8")
    assert client.get(f"{PAGE}{name}").status_code in (404, 301)


def test_a_name_on_a_broken_list_leads_nowhere(client, dump, folder):
    listed = json.loads((folder / "dumps.json").read_text("utf-8"))
    listed[0]["name"] = "../secret"
    (folder / "dumps.json").write_text(json.dumps(listed), "utf-8")
    assert client.get(f"{PAGE}..%2Fsecret").status_code == 404


def test_a_file_is_held_back_once_words_in_it_were_withdrawn(client, folder):
    edition = make_edition(words="Taken back.")
    dumps.write_dump(folder, LINKED_ART, FORMATS["nt"])
    assert b"Taken back." in client.get(_file()).body
    publishing.withdraw(edition, ACTOR, reason="On request.")
    for headers in ({}, {"range": "bytes=0-9"}):
        response = client.get(_file(), headers=headers | {"accept-language": "en"})
        assert (response.status_code, response["Retry-After"]) == (503, "3600")
        assert HELD in response.content.decode()
    assert "linked-art.nt" not in client.get(_file("dataset.nt")).content.decode()
    page = client.get(PAGE, {"lang": "en"}).content.decode()
    assert "linked-art.nt" not in page
    assert "is being written anew" in page
    dumps.write_dump(folder, LINKED_ART, FORMATS["nt"])
    assert b"Taken back." not in client.get(_file()).body


def test_the_files_of_the_description_can_be_had(client, dump):
    graph = Graph().parse(data=client.get(_file("dataset.ttl")).content, format="turtle")
    addresses = [str(one) for one in graph.objects(None, SDO.contentUrl)]
    assert "https://museum.example.org/dataset/linked-art.nt" in addresses
    for address in addresses:
        assert client.head(address.removeprefix("https://museum.example.org")).status_code == 200


def test_checksums_can_be_had(client, dump):
    response = client.get(_file("SHA256SUMS"))
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert dump.distribution.sha256 in response.body.decode()


def test_files_are_read_and_not_written(client, dump):
    assert client.post(_file()).status_code == 405
    assert client.options(_file())["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_the_page_asks_a_constant_number_of_queries(client, folder, django_assert_max_num_queries):
    make_edition()
    for name in FORMATS:
        dumps.write_dump(folder, LINKED_ART, FORMATS[name])
    with django_assert_max_num_queries(6):
        client.get(PAGE)
