"""OAI-PMH says what the protocol demands, of what is public now, and of what has gone."""

import gzip
from datetime import timedelta

import pytest
from lxml import etree

from polyvocal import ledger, publishing
from polyvocal.harvesting.oai_formats import FORMATS
from polyvocal.models import Announcement, Showing
from polyvocal.object_model import adapter
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
from tests.harvesting.oai_answers import DC, OAI, asked, errors_in, headers_in, pages, token_in

pytestmark = pytest.mark.django_db
PREFIXES = sorted(FORMATS)


@pytest.fixture
def two_a_page(settings):
    """Two records are a page."""
    settings.POLYVOCAL = {**settings.POLYVOCAL, "OAI_PAGE_SIZE": 2}


def _identifier(text):
    return adapter().identifier(text.obj)


def _in_order_told(texts):
    """Sweep; objects are told in the order of their keys, which need not be that in which they were made."""
    by_identifier = {_identifier(text): text for text in texts}
    ledger.sweep()
    return [by_identifier[row.key] for row in ledger.changes(limit=100)]


def _hide(obj):
    if hasattr(obj, "is_public"):
        obj.is_public = False
        obj.save()
    else:
        obj.delete()


def test_the_repository_says_what_it_is(client, settings):
    settings.POLYVOCAL = {
        **settings.POLYVOCAL, "BASE_URI": "https://museum.example.org", "OAI_ADMIN_EMAIL": "data@museum.example.org"
    }  # fmt: skip
    make_edition()
    ledger.sweep()
    said = asked(client, verb="Identify").find(f"{OAI}Identify")
    texts = {one.tag.removeprefix(OAI): one.text for one in said}
    assert texts["baseURL"] == "https://museum.example.org/oai"
    assert texts["adminEmail"] == "data@museum.example.org"
    assert (texts["deletedRecord"], texts["granularity"]) == ("persistent", "YYYY-MM-DDThh:mm:ssZ")
    assert texts["earliestDatestamp"].endswith("Z")
    assert "oai:museum.example.org:A-1" in etree.tostring(said).decode()


def test_every_format_gives_every_record(client):
    text = make_edition().text
    assert {"oai_dc", "rdf"} <= set(PREFIXES)
    for prefix in PREFIXES:
        answer = asked(client, verb="ListRecords", metadataPrefix=prefix)
        assert list(headers_in(answer)) == [_identifier(text)]


def test_dublin_core_keeps_every_voice_apart(client):
    obj = make_object()
    for words, kind in (("A gift.", "institution"), ("Taken by force.", "descendant"), ("Silver.", "machine")):
        make_edition(make_text(obj), words, voices=[make_voice(kind=kind, mandate="The council, 2024")])
    answer = asked(client, verb="ListRecords", metadataPrefix="oai_dc")
    described = [one.text for one in answer.iter(f"{DC}description")]
    assert len(described) == 3
    for words in ("A gift.", "Taken by force.", "Silver."):
        (said,) = [one for one in described if words in one]
        assert said.startswith("[Voice: The voice ")
        assert "Perspective: " in said
        assert "public since" in said
        assert "The council, 2024" in said
    assert sum("machine" in one.lower() for one in described) == 1
    assert len(list(answer.iter(f"{DC}contributor"))) == 3


@pytest.mark.parametrize("prefix", PREFIXES)
def test_withdrawn_words_are_in_no_answer_and_superseded_ones_not_in_those_that_have_no_editions(client, prefix):
    text = make_text()
    make_edition(text, "Words that were replaced.", content_note={"en": "An old note."})
    withdrawn = make_edition(make_text(text.obj), "Words that were withdrawn.", content_note={"en": "A secret note."})
    make_statement(obj=text.obj)
    ledger.sweep()
    make_edition(text, "Words that stand.")
    publishing.withdraw(withdrawn, ACTOR, reason="On request.")
    make_draft(make_text(text.obj), "Words that were never published.")
    listed = client.get("/oai", {"verb": "ListRecords", "metadataPrefix": prefix}).content.decode()
    item = next(iter(headers_in(etree.fromstring(listed.encode())).values())).findtext(f"{OAI}identifier")
    got = client.get("/oai", {"verb": "GetRecord", "metadataPrefix": prefix, "identifier": item}).content.decode()
    for said in (listed, got):
        assert "Words that were withdrawn." not in said
        assert "A secret note." not in said
        assert "Words that were never published." not in said
        if prefix in ("oai_dc", "edm", "lido"):
            assert "Words that were replaced." not in said
    assert listed.count("Words that stand.") == got.count("Words that stand.")


def test_an_object_that_was_hidden_is_deleted_in_every_answer_before_any_sweep(client):
    obj, other = make_object(), make_object()
    ledger.sweep()
    identifier = adapter().identifier(obj)
    item = f"oai:127.0.0.1:{identifier}"
    _hide(obj)
    for prefix in PREFIXES:
        for answer in (
            asked(client, verb="ListRecords", metadataPrefix=prefix),
            asked(client, verb="GetRecord", metadataPrefix=prefix, identifier=item),
        ):
            assert headers_in(answer)[identifier].get("status") == "deleted"
        (record,) = asked(client, verb="GetRecord", metadataPrefix=prefix, identifier=item).iter(f"{OAI}record")
        assert record.find(f"{OAI}metadata") is None
    headers = headers_in(asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc"))
    assert headers[identifier].get("status") == "deleted"
    assert headers[adapter().identifier(other)].get("status") is None


def test_a_list_is_walked_token_by_token_and_nothing_is_given_twice(client, two_a_page):
    texts = [make_edition().text for _ in range(5)]
    found = list(pages(client, verb="ListRecords", metadataPrefix="oai_dc"))
    given = [identifier for page in found for identifier in headers_in(page)]
    assert sorted(given) == sorted(map(_identifier, texts))
    tokens = [page.find(f".//{OAI}resumptionToken") for page in found]
    assert [(one.get("cursor"), one.get("completeListSize")) for one in tokens] == [("0", "5"), ("2", "5"), ("4", "5")]
    assert token_in(found[-1]) == ""


def test_what_changes_while_a_list_is_walked_comes_at_its_end(client, two_a_page):
    texts = _in_order_told(make_edition().text for _ in range(5))
    first = asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc")
    for text in (texts[0], texts[4]):
        make_edition(text, "It came by train.")
    new = make_edition().text
    ledger.sweep()
    rest = []
    token = token_in(first)
    while token:
        page = asked(client, verb="ListIdentifiers", resumptionToken=token)
        rest += headers_in(page)
        token = token_in(page)
    assert rest[:2] == [_identifier(texts[2]), _identifier(texts[3])]
    assert sorted(rest[2:]) == sorted(map(_identifier, (texts[0], texts[4], new)))


def test_a_list_whose_rest_has_left_its_period_gives_its_last_record_again(client, two_a_page):
    texts = _in_order_told(make_edition().text for _ in range(3))
    until = ledger.latest_moment().strftime("%Y-%m-%dT%H:%M:%SZ")
    first = asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc", until=until)
    later = ledger.latest_moment() + timedelta(hours=1)
    Announcement.objects.filter(key=_identifier(texts[2])).update(changed_at=later)
    page = asked(client, verb="ListIdentifiers", resumptionToken=token_in(first))
    assert list(headers_in(page)) == [_identifier(texts[1])]
    assert token_in(page) == ""


def test_a_period_is_inclusive_in_seconds_and_in_days(client):
    text = make_edition().text
    ledger.sweep()
    moment = ledger.latest_moment()
    second, day = moment.strftime("%Y-%m-%dT%H:%M:%SZ"), moment.strftime("%Y-%m-%d")
    for since, until in ((second, second), (day, day)):
        answer = asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc", from_=since, until=until)
        assert list(headers_in(answer)) == [_identifier(text)]
    after = (moment + timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    before = (moment - timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    for period in ({"from_": after}, {"until": before}):
        assert errors_in(asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc", **period)) == ["noRecordsMatch"]


def test_a_showing_that_a_curator_adds_is_given_to_who_goes_on_from_what_came_before(client):
    edition, _other = make_edition(), make_edition()
    ledger.sweep()
    before = Announcement.objects.order_by("-changed_at").first().changed_at + timedelta(seconds=1)
    Showing.objects.create(edition=edition, place="Hall 2")
    Announcement.objects.update(changed_at=before - timedelta(hours=1))
    answer = asked(
        client,
        verb="ListRecords",
        metadataPrefix="oai_dc",
        **{"from": f"{before - timedelta(minutes=1):%Y-%m-%dT%H:%M:%SZ}"},
    )
    assert list(headers_in(answer)) == [_identifier(edition.text)]
    assert "Hall 2" in etree.tostring(answer).decode()


def test_sets_are_perspectives_voices_and_categories(client):
    perspective = make_perspective("slavery", description={"en": "How it was paid for."})
    voice = make_voice("descendants", statement={"en": "We speak for ourselves."})
    obj = make_object(facts=ObjectFacts(categories=({"en": "Oil painting", "nl": "Olieverf"},)))
    make_edition(make_text(obj, perspective), voices=[voice])
    make_edition()
    answer = asked(client, verb="ListSets")
    specs = {one.findtext(f"{OAI}setSpec"): one for one in answer.iter(f"{OAI}set")}
    assert {"perspective:slavery", "voice:descendants", "collection:oil-painting"} <= specs.keys()
    assert "How it was paid for." in etree.tostring(specs["perspective:slavery"]).decode()
    assert "We speak for ourselves." in etree.tostring(specs["voice:descendants"]).decode()
    assert "Olieverf" in etree.tostring(specs["collection:oil-painting"]).decode()
    for spec in ("perspective:slavery", "voice:descendants", "collection:oil-painting", "collection"):
        headers = headers_in(asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc", set=spec))
        assert list(headers) == [adapter().identifier(obj)]
        given = [one.text for one in headers[adapter().identifier(obj)].iter(f"{OAI}setSpec")]
        assert given == ["collection:oil-painting", "perspective:slavery", "voice:descendants"]


def test_a_long_list_of_sets_has_tokens(client, monkeypatch):
    from polyvocal.harvesting import oai_sets

    monkeypatch.setattr(oai_sets.sets_behind, "__kwdefaults__", {"limit": 2})
    for _ in range(3):
        make_edition()
    specs = [one.findtext(f"{OAI}setSpec") for page in pages(client, verb="ListSets") for one in page.iter(f"{OAI}set")]
    assert len(specs) == len(set(specs)) == 6
    assert specs == sorted(specs)


def test_a_voice_that_only_withdrew_is_named_to_nobody_but_who_knows_it_learns_of_the_withdrawal(client):
    voice = make_voice("shy")
    edition = make_edition(voices=[voice])
    ledger.sweep()
    publishing.withdraw(edition, ACTOR, reason="On request.")
    assert b"voice:shy" not in client.get("/oai", {"verb": "ListSets"}).content
    asking = {"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "voice:shy"}
    answer = asked(client, **asking)
    assert list(headers_in(answer)) == [_identifier(edition.text)]
    assert not [one for one in answer.iter(f"{OAI}setSpec") if one.text == "voice:shy"]


def test_nothing_is_harvested_of_an_empty_archive(client):
    assert errors_in(asked(client, verb="ListRecords", metadataPrefix="oai_dc")) == ["noRecordsMatch"]
    assert errors_in(asked(client, verb="ListSets")) == ["noSetHierarchy"]
    assert asked(client, verb="Identify").find(f"{OAI}Identify") is not None


def test_post_answers_like_get_and_head_has_no_words(client):
    make_edition()
    got = client.get("/oai", {"verb": "ListRecords", "metadataPrefix": "oai_dc"})
    posted = client.post(
        "/oai", "verb=ListRecords&metadataPrefix=oai_dc", content_type="application/x-www-form-urlencoded"
    )
    assert list(headers_in(etree.fromstring(posted.content))) == list(headers_in(etree.fromstring(got.content)))
    assert client.head("/oai", {"verb": "Identify"}).status_code == 200
    assert client.put("/oai").status_code == 405


def test_answers_are_compressed_for_those_who_can_read_that(client):
    make_edition()
    given = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    response = client.get("/oai", given, headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]
    assert etree.fromstring(gzip.decompress(response.content)).tag == f"{OAI}OAI-PMH"


def test_characters_that_xml_cannot_hold_break_nothing(client):
    make_edition(make_text(), "A bell \x07, <angles> & “quotes”.\x0b")
    for prefix in PREFIXES:
        asked(client, verb="ListRecords", metadataPrefix=prefix)


def test_the_queries_of_a_page_do_not_grow_with_its_records(client, django_assert_max_num_queries):
    for _ in range(12):
        make_edition()
    ledger.sweep()
    with django_assert_max_num_queries(45):
        asked(client, verb="ListRecords", metadataPrefix="oai_dc")


def test_the_first_record_of_every_set_names_the_set_when_it_is_got_alone(client):
    for _ in range(3):
        make_edition()
    withdrawn = make_edition()
    make_edition(withdrawn.text, "It came by train.", voices=[credit.voice for credit in withdrawn.attributions.all()])
    publishing.withdraw(withdrawn, ACTOR, reason="On request.")
    for spec in [one.text for one in asked(client, verb="ListSets").iter(f"{OAI}setSpec")]:
        listed = asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc", set=spec)
        item = listed.findtext(f".//{OAI}identifier")
        got = asked(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=item)
        assert spec in [one.text for one in got.iter(f"{OAI}setSpec")]
        moment = got.findtext(f".//{OAI}datestamp")
        again = asked(client, verb="ListRecords", metadataPrefix="oai_dc", from_=moment, until=moment)
        assert item in [one.text for one in again.iter(f"{OAI}identifier")]
