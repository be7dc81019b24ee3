"""Identifiers lead people to pages and machines to documents."""

import gzip
import json

import pytest
from django.test import Client
from rdflib import Graph

from polyvocal import publishing
from polyvocal.object_model import adapter
from polyvocal.publishing import events_of
from polyvocal.records import ObjectFacts
from tests.factories import (
    ACTOR,
    make_draft,
    make_edition,
    make_object,
    make_perspective,
    make_statement,
    make_text,
    make_voice,
)

pytestmark = pytest.mark.django_db

JSON_LD = "application/ld+json"


def _address(obj, ending=""):
    return f"/id/object/{adapter().identifier(obj)}{ending}"


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        (JSON_LD, ".jsonld"),
        ("application/json", ".jsonld"),
        ("text/turtle", ".ttl"),
        ("application/n-triples", ".nt"),
        ("application/n-quads", ".nq"),
        ("application/trig", ".trig"),
        ("application/rdf+xml", ".rdf"),
    ],
)
def test_machines_are_led_to_the_document_they_like(client, accept, ending):
    obj = make_object()
    response = client.get(_address(obj), headers={"accept": accept})
    assert (response.status_code, response["Location"]) == (303, _address(obj, ending))
    assert "Accept" in response["Vary"]


@pytest.mark.parametrize("accept", ["text/html", "*/*", ""])
def test_people_are_led_to_the_page(client, accept):
    obj = make_object()
    response = client.get(_address(obj), headers={"accept": accept})
    assert (response.status_code, response["Location"]) == (303, f"/object/{adapter().identifier(obj)}/")


def test_who_accepts_nothing_on_offer_is_told_what_there_is(client):
    response = client.get(_address(make_object()), headers={"accept": "image/png"})
    assert response.status_code == 406
    assert "text/turtle" in response.text
    assert "Accept" in response["Vary"]


@pytest.mark.parametrize(
    ("ending", "content_type", "rdf_format"),
    [
        (".nt", "application/n-triples", "nt"),
        (".ttl", "text/turtle; charset=utf-8", "turtle"),
        (".rdf", "application/rdf+xml", "xml"),
    ],
)
def test_documents_come_in_rdf(client, ending, content_type, rdf_format):
    edition = make_edition(words="It came by ship.")
    response = client.get(f"/id/edition/{edition.pk}{ending}")
    assert (response.status_code, response["Content-Type"]) == (200, content_type)
    said = {str(found) for found in Graph().parse(data=response.content, format=rdf_format).objects()}
    assert "It came by ship." in said


def test_quads_name_the_document_as_their_graph(client, settings):
    obj = make_object()
    lines = client.get(_address(obj, ".nq")).text.splitlines()
    document = f"{settings.POLYVOCAL['BASE_URI']}{_address(obj, '.jsonld')}"
    # Beside the document stands the whole record, in a graph of its own.
    assert {line.rsplit(" ", 2)[1] for line in lines} == {f"<{document}>", f"<{document}#record>"}


def test_json_ld_bears_the_profile_and_uris_of_the_base(client, settings):
    settings.POLYVOCAL = {**settings.POLYVOCAL, "BASE_URI": "https://museum.example.org"}
    obj = make_object()
    response = client.get(_address(obj, ".jsonld"))
    assert response["Content-Type"] == 'application/ld+json;profile="https://linked.art/ns/v1/linked-art.json"'
    assert json.loads(response.content)["id"] == f"https://museum.example.org{_address(obj)}"


NDE, SKOS = "https://docs.nde.nl/schema-profile/", "http://www.w3.org/2004/02/skos/core#"


@pytest.mark.parametrize(
    ("headers", "ending"),
    [
        ({"accept": JSON_LD, "accept-profile": f"<{NDE}>"}, ".schema.jsonld"),
        ({"accept": "text/turtle", "accept-profile": "<http://schema.org/>"}, ".schema.ttl"),
        ({"accept": f'{JSON_LD};profile="{NDE}"'}, ".schema.jsonld"),
        ({"accept-profile": "linked-art;q=0.5, schema-org"}, ".schema.jsonld"),
        ({"accept": "text/turtle", "accept-profile": "<urn:unknown>, *;q=0.1"}, ".ttl"),
    ],
)
def test_a_profile_is_negotiated(client, headers, ending):
    obj = make_object()
    response = client.get(_address(obj), headers=headers)
    assert (response.status_code, response["Location"]) == (303, _address(obj, ending))
    assert "Accept-Profile" in response["Vary"]


def test_who_wants_a_profile_that_a_thing_lacks_is_told_what_there_is(client):
    response = client.get(_address(make_object()), headers={"accept-profile": f"<{SKOS}>"})
    assert response.status_code == 406
    assert f".schema.ttl  <{NDE}>" in response.text
    assert SKOS not in response.text


def test_a_profile_may_be_asked_for_in_the_address(client):
    obj = make_object()
    led = client.get(_address(obj), {"_profile": NDE, "_mediatype": "text/turtle"})
    assert led["Location"] == _address(obj, ".schema.ttl")
    listed = client.get(_address(obj), {"_profile": "alt"}).json()
    assert {one["token"] for one in listed["profiles"]} >= {"linked-art", "schema-org"}
    assert listed["profiles"][0]["media_types"]["text/turtle"].endswith(_address(obj, ".ttl"))


def test_a_document_says_to_which_profile_it_keeps(client):
    response = client.get(_address(make_object(), ".schema.jsonld"))
    assert response["Content-Type"] == f'{JSON_LD};profile="{NDE}"'
    assert response["Content-Profile"] == f"<{NDE}>"
    assert f'<{NDE}>; rel="profile"' in response["Link"]
    assert len(response["Link"]) < 3500


def test_documents_of_another_profile_have_a_graph_of_their_own(client):
    obj = make_object()
    lines = client.get(_address(obj, ".schema.nq")).text.splitlines()
    assert lines
    assert all(line.endswith(f"{_address(obj, '.schema.jsonld')}> .") for line in lines)


def test_perspectives_voices_and_schemes_are_concepts(client):
    make_edition(make_text(perspective=make_perspective("view")), voices=[make_voice("speaker")])
    for path in ("voice/speaker", "perspective/view", "scheme/perspectives", "scheme/text-types"):
        led = client.get(f"/id/{path}", headers={"accept": "text/turtle", "accept-profile": f"<{SKOS}>"})
        assert led["Location"] == f"/id/{path}.skos.ttl"
        assert "skos:Concept" in client.get(led["Location"]).text
        assert client.get(client.get(f"/id/{path}", headers={"accept": "text/html"})["Location"]).status_code == 200
    assert client.get("/id/scheme/nothing.skos.ttl").status_code == 404
    assert client.get("/scheme/nothing/").status_code == 404
    assert client.get("/id/scheme/perspectives.jsonld").status_code == 404


def test_an_object_that_a_profile_cannot_tell_of_has_no_document_in_it_and_hears_why(client):
    obj = make_object(facts=ObjectFacts())
    response = client.get(_address(obj, ".edm.xml"), headers={"accept-language": "en"})
    assert response.status_code == 404
    assert "It has no title, no description and no name for what it is." in response.content.decode()
    make_edition(make_text(obj, text_type="title"), "Bowl")
    response = client.get(_address(obj, ".edm.xml"))
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml; charset=utf-8")
    assert "<dc:title" in response.content.decode()


@pytest.mark.parametrize("ending", [".jsonld", ".ttl", ".rdf"])
def test_what_a_client_has_already_is_not_sent_again(client, ending):
    edition = make_edition()
    address = f"/id/edition/{edition.pk}{ending}"
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    make_edition(edition.text, "New words.")
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("address", ["/id/edition/{key}.jsonld", "/id/edition/{key}.schema.jsonld", "/ldes/"])
def test_documents_are_packed_for_who_reads_gzip(client, address):
    address = address.format(key=make_edition().pk)
    packed = client.get(address, headers={"accept-encoding": "gzip"})
    plain = client.get(address)
    assert gzip.decompress(packed.content) == plain.content
    assert (packed["Content-Encoding"], plain.has_header("Content-Encoding")) == ("gzip", False)
    assert "Accept-Encoding" in packed["Vary"]
    assert "Accept-Encoding" in plain["Vary"]
    asked = {"accept-encoding": "gzip", "if-none-match": packed["ETag"]}
    assert client.get(address, headers=asked).status_code == 304


def test_head_gives_the_headers_alone(client):
    response = client.head(_address(make_object(), ".nt"))
    assert (response.status_code, response.content) == (200, b"")
    assert response["ETag"]


def test_pages_of_other_sites_may_read(client):
    address = _address(make_object(), ".jsonld")
    assert client.get(address)["Access-Control-Allow-Origin"] == "*"
    assert client.options(address).status_code == 204
    assert client.get("/id/object/none")["Access-Control-Allow-Origin"] == "*"
    assert Client(enforce_csrf_checks=True).post(address).status_code == 405


def test_links_name_the_identifier_the_page_and_every_document(client, settings):
    obj = make_object()
    links = client.get(_address(obj, ".nt"))["Link"]
    base = settings.POLYVOCAL["BASE_URI"]
    assert f'<{base}{_address(obj)}>; rel="canonical"' in links
    assert f'<{base}{_address(obj, ".jsonld")}>; rel="describedby"' in links
    assert f'<{base}{_address(obj, ".ttl")}>; rel="alternate"; type="text/turtle"' in links


def test_editions_link_to_the_ones_before_and_after(client):
    first = make_edition()
    second = make_edition(first.text, "Better words.")
    assert f'/id/edition/{second.pk}>; rel="successor-version"' in client.get(f"/id/edition/{first.pk}")["Link"]
    links = client.get(f"/id/edition/{second.pk}.nt")["Link"]
    assert f'/id/edition/{first.pk}>; rel="predecessor-version"' in links
    assert f'/id/text/{first.text_id}>; rel="version-history"' in links


def test_texts_voices_and_perspectives_have_documents(client):
    edition = make_edition(make_text(perspective=make_perspective("view")), voices=[make_voice("speaker")])
    for path in (f"text/{edition.text_id}", "voice/speaker", "perspective/view"):
        assert client.get(f"/id/{path}", headers={"accept": JSON_LD})["Location"] == f"/id/{path}.jsonld"
        assert json.loads(client.get(f"/id/{path}.jsonld").content)["id"].endswith(path)


@pytest.mark.parametrize("ending", ["", ".nt", ".jsonld", ".schema.jsonld", ".schema.ttl"])
def test_a_withdrawn_edition_is_a_tombstone_without_words(client, ending):
    edition = make_edition(words="Taken back.")
    publishing.withdraw(edition, ACTOR, reason="On request.")
    response = client.get(f"/id/edition/{edition.pk}{ending}", headers={"accept": JSON_LD})
    assert (response.status_code, response["Content-Type"]) == (410, "application/json")
    tombstone = json.loads(response.content)
    assert tombstone["reason"] == "On request."
    assert tombstone["withdrawn"]
    assert "Taken back." not in response.text


def test_people_are_led_to_the_page_of_a_withdrawn_edition(client):
    edition = make_edition()
    publishing.withdraw(edition, ACTOR, reason="On request.")
    response = client.get(f"/id/edition/{edition.pk}", headers={"accept": "text/html"})
    assert (response.status_code, response["Location"]) == (303, f"/edition/{edition.pk}/")


def test_former_and_present_numbers_lead_to_the_identifier(client):
    obj = make_object(object_number="N 12/3", former_numbers=["OLD/7.a"])
    for number in ("N 12/3", "OLD/7.a"):
        response = client.get(f"/id/object/{number}")
        assert (response.status_code, response["Location"]) == (301, _address(obj))
        for ending in (".ttl", ".schema.jsonld"):
            assert client.get(f"/id/object/{number}{ending}")["Location"] == _address(obj, ending)


def test_a_number_that_looks_like_a_document_leads_to_its_object(client):
    obj = make_object(former_numbers=["OLD.nt"])
    assert client.get("/id/object/OLD.nt")["Location"] == _address(obj)


def test_an_identifier_that_looks_like_a_document_is_still_an_identifier(client):
    make_object(identifier="pot.ttl")
    response = client.get("/id/object/pot.ttl", headers={"accept": "text/turtle"})
    assert (response.status_code, response["Location"]) == (303, "/id/object/pot.ttl.ttl")
    assert client.get("/id/object/pot.ttl.ttl").status_code == 200
    assert client.get("/id/object/pot.ttl.jsonld").status_code == 200
    assert client.get("/id/object/pot.ttl.schema.jsonld").status_code == 200
    make_object(identifier="pot.schema")
    assert client.get("/id/object/pot.schema.jsonld").json()["id"].endswith("/pot.schema")


@pytest.mark.parametrize(
    "path",
    [
        "object/none",
        "object/none.nt",
        "voice/none",
        "perspective/none.nt",
        "edition/00000000-0000-4000-8000-000000000000",
        "text/00000000-0000-4000-8000-000000000000.ttl",
    ],
)
def test_what_nobody_knows_is_not_found(client, path):
    assert client.get(f"/id/{path}").status_code == 404


def test_a_text_with_drafts_alone_is_not_found(client):
    draft = make_draft()
    assert client.get(f"/id/text/{draft.text_id}").status_code == 404


def test_a_document_costs_as_much_with_many_texts_as_with_one(client, django_assert_max_num_queries):
    obj = make_object()
    for _number in range(8):
        make_edition(make_text(obj))
    with django_assert_max_num_queries(14):
        client.get(_address(obj, ".jsonld"))


def test_a_claim_leads_people_to_its_place_on_the_page_of_the_provenance(client):
    edition = make_statement()
    event = events_of(edition)[0].record
    shown = client.get(f"/id/claim/{event.id}", headers={"accept": "text/html"})
    page = f"/object/{adapter().identifier(edition.text.obj)}/provenance/"
    assert (shown.status_code, shown["Location"]) == (303, f"{page}#claim-{event.id}")
    assert f'id="claim-{event.id}"' in client.get(page).text


def test_a_claim_is_told_to_machines_in_named_graphs(client):
    event = events_of(make_statement())[0].record
    led = client.get(f"/id/claim/{event.id}", headers={"accept": "application/trig"})
    answer = client.get(led["Location"])
    assert answer["Content-Type"] == "application/trig; charset=utf-8"
    assert "hasAssertion" in answer.text
    assert client.get(f"/id/claim/{event.id}.jsonld").json()["part"][0]["type"] == "Acquisition"


def test_a_claim_that_is_no_longer_stated_leads_to_the_edition_that_did(client):
    before = make_statement()
    event = events_of(before)[0].record
    make_edition(before.text, "Nobody knows.")
    shown = client.get(f"/id/claim/{event.id}", headers={"accept": "text/html"})
    assert shown["Location"] == f"/edition/{before.pk}/"
    assert "no longer stated" in client.get(f"/id/claim/{event.id}.jsonld").json()["_label"]


def test_a_withdrawn_claim_is_gone_and_its_words_with_it(client):
    edition = make_statement()
    event = events_of(edition)[0].record
    publishing.withdraw(edition, ACTOR, reason="On request.")
    answer = client.get(f"/id/claim/{event.id}.jsonld")
    assert (answer.status_code, answer.json()["reason"]) == (410, "On request.")
    assert event.clause not in answer.text
    assert client.get(f"/id/claim/{event.id}", headers={"accept": "text/html"}).status_code == 303


def test_a_claim_that_nobody_made_is_not_found(client):
    assert client.get("/id/claim/0e9d1f7a-41c3-4b1e-8f58-6a2b9c7d3e10.jsonld").status_code == 404


@pytest.mark.parametrize("kind", ["text", "edition", "claim"])
@pytest.mark.parametrize("ending", ["jsonld", "skos.ttl", "schema.jsonld", "edm.xml", "lido.xml", "iiif.json"])
def test_what_nobody_said_has_no_document_in_any_profile(client, kind, ending):
    assert client.get(f"/id/{kind}/0e9d1f7a-41c3-4b1e-8f58-6a2b9c7d3e10.{ending}").status_code == 404
