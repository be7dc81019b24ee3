"""The stream of editions: complete, in order, only ever added to, and without a word that was withdrawn."""

import threading
import time
from itertools import pairwise

import pytest
import requests
from django.db import connection
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from polyvocal import ledger, publishing, streams
from polyvocal.harvesting import ldes
from polyvocal.models import Announcement, StreamAct, StreamMember
from polyvocal.publishing import Content, Credit
from tests.factories import (
    ACTOR,
    make_draft,
    make_edition,
    make_object,
    make_perspective,
    make_rich_content,
    make_text,
    make_voice,
    moment,
)
from tests.harvesting.telling import tell

pytestmark = pytest.mark.django_db

TREE = Namespace("https://w3id.org/tree#")
LDES = Namespace("https://w3id.org/ldes#")
AS = Namespace("https://www.w3.org/ns/activitystreams#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
SCHEMA = Namespace("https://schema.org/")
PROV = Namespace("http://www.w3.org/ns/prov#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(ldes, "ON_A_PAGE", 3)
    monkeypatch.setattr(ldes, "IN_A_STRETCH", 6)


@pytest.fixture
def base(settings):
    return settings.POLYVOCAL["BASE_URI"]


@pytest.fixture
def read(client, base):
    """Return the graph at an address of this site."""
    return lambda address: Graph().parse(data=client.get(address.removeprefix(base)).content, format="turtle")


def _stream():
    tell()
    streams.extend()


def _walk(read, address):
    """Return the graphs of all nodes that can be reached from one, in the order of their relations' bounds."""
    graph = read(address)
    found = [graph]
    nodes = {str(graph.value(one, TREE.node)) for one in graph.objects(URIRef(address), TREE.relation)}
    for node in sorted(nodes, key=lambda one: (len(one), one)):
        found += _walk(read, node)
    return found


def _members(read, base):
    """Return the members of the whole stream as (what it is, of which it is a version, when), in their order."""
    view = read(f"{base}/ldes/").value(URIRef(f"{base}/ldes/"), TREE.view)
    found = []
    for graph in _walk(read, str(view)):
        for member in graph.objects(URIRef(f"{base}/ldes/"), TREE.member):
            issued = graph.value(member, DCTERMS.issued)
            found.append((str(member), str(graph.value(member, DCTERMS.isVersionOf)), issued.toPython()))
    return sorted(found, key=lambda one: one[2])


def _edition(base, made):
    return f"{base}/id/edition/{made.pk}"


def test_the_stream_says_how_it_is_read(read, base):
    graph = read("/ldes/")
    stream = URIRef(f"{base}/ldes/")
    assert (stream, RDF.type, LDES.EventStream) in graph
    assert graph.value(stream, LDES.timestampPath) == DCTERMS.issued
    assert graph.value(stream, LDES.versionOfPath) == DCTERMS.isVersionOf
    assert len(list(graph.objects(stream, DCTERMS.title))) == 2


def test_an_edition_is_a_member_with_all_that_it_said(read, base):
    machine = make_voice("robot", kind="machine", mandate="Board, 2024, minutes 12", names={"en": "Robot"})
    text = make_text(perspective=make_perspective("harbour"))
    first = make_edition(text, "It came.")
    content = make_rich_content("It came by ship.", credits=(Credit(machine), Credit(make_voice("jan"), "consulted")))
    made = publishing.supersede(text, ACTOR, content=content, reason="A letter was found.")
    _stream()
    graph = read("/ldes/by-time/page/1/")
    member = URIRef(_edition(base, made))
    told = {
        DCTERMS.isVersionOf: URIRef(f"{base}/id/text/{text.pk}"),
        SCHEMA.text: Literal("It came by ship.", lang="en"),
        SCHEMA.version: Literal(2),
        SCHEMA.inLanguage: Literal("en"),
        SCHEMA.keywords: URIRef(f"{base}/id/perspective/harbour"),
        SCHEMA.creator: URIRef(f"{base}/id/voice/robot"),
        SCHEMA.license: URIRef("https://creativecommons.org/publicdomain/zero/1.0/"),
        SCHEMA.digitalSourceType: URIRef("https://schema.org/TrainedAlgorithmicMediaDigitalSource"),
        SCHEMA.temporal: Literal("1690~"),
        DCTERMS.created: Literal("2021"),
        SKOS.changeNote: Literal("A letter was found.", lang="en"),
        DCTERMS.replaces: URIRef(_edition(base, first)),
    }
    assert {key: graph.value(member, key) for key in told} == told
    attributed = list(graph.objects(member, PROV.qualifiedAttribution))
    agents = {str(graph.value(one, PROV.agent)).rpartition("/")[2]: one for one in attributed}
    assert set(agents) == {"robot", "jan"}
    assert graph.value(agents["jan"], PROV.hadRole) == URIRef("http://id.loc.gov/vocabulary/relators/csl")
    remarks = {
        str(one) for one in graph.objects(agents["robot"], URIRef("http://www.w3.org/2000/01/rdf-schema#comment"))
    }
    assert any("machine" in one for one in remarks)
    assert any("minutes 12" in one for one in remarks)
    assert "Speaks of slavery." in {str(one) for one in graph.objects(None, SCHEMA.ratingExplanation)}


def test_members_come_in_order_and_no_two_of_a_text_share_a_moment(small_pages, read, base):
    text, other = make_text(), make_text()
    made = [make_edition(text, f"Words {number}.") for number in range(4)]
    made += [make_edition(other, f"Other {number}.") for number in range(4)]
    _stream()
    members = _members(read, base)
    assert [one[0] for one in members if one[1].endswith(str(text.pk))] == [_edition(base, one) for one in made[:4]]
    assert len(members) == 8
    for key in (text.pk, other.pk):
        moments = [one[2] for one in members if one[1].endswith(str(key))]
        assert len(set(moments)) == 4


def test_relations_bound_what_lies_behind_them(small_pages, read, base):
    for _number in range(8):
        make_edition()
    _stream()
    root = read("/ldes/by-time/")
    relations = list(root.subjects(RDF.type, TREE.GreaterThanOrEqualToRelation))
    assert len(relations) == 2
    for relation in relations:
        bound = root.value(relation, TREE.value).toPython()
        below = _walk(read, str(root.value(relation, TREE.node)))
        assert min(one.toPython() for graph in below for one in graph.objects(None, DCTERMS.issued)) == bound
    closed = list(root.subjects(RDF.type, TREE.LessThanOrEqualToRelation))
    assert len(closed) == 1


def test_what_is_full_may_be_kept_and_what_is_open_not(small_pages, client):
    for _number in range(7):
        make_edition()
    _stream()
    kept = {
        address: "immutable" in client.get(f"/ldes/by-time/{address}")["Cache-Control"]
        for address in ("", "stretch/1/", "stretch/2/", "page/1/", "page/2/", "page/3/")
    }
    assert kept == {
        "": False, "stretch/1/": True, "stretch/2/": False, "page/1/": True, "page/2/": True, "page/3/": False,
    }  # fmt: skip


def test_what_is_full_says_so_itself_and_what_is_open_says_nothing(small_pages, read, base):
    for _number in range(7):
        make_edition()
    _stream()
    addresses = ("", "stretch/1/", "stretch/2/", "page/1/", "page/2/", "page/3/")
    said = {
        one: read(f"/ldes/by-time/{one}").value(predicate=LDES.immutable, object=Literal(True)) for one in addresses
    }
    full = ("stretch/1/", "page/1/", "page/2/")
    assert said == {one: URIRef(f"{base}/ldes/by-time/{one}") if one in full else None for one in addresses}


def test_a_node_below_the_root_is_part_of_the_stream_and_only_the_root_its_view(small_pages, read, base):
    for _number in range(4):
        make_edition()
    _stream()
    stream, root = URIRef(f"{base}/ldes/"), f"{base}/ldes/by-time/"
    for address in ("", "stretch/1/", "page/1/", "page/2/"):
        graph = read(f"/ldes/by-time/{address}")
        assert list(graph.objects(stream, TREE.view)) == [URIRef(root)]
        assert list(graph.subjects(DCTERMS.isPartOf, stream)) == ([URIRef(root + address)] if address else [])


def test_whatever_ends_a_text_is_known_by_one_value_that_the_stream_names(read, base):
    withdrawn = make_edition()
    publishing.withdraw(withdrawn, ACTOR, reason="On request.")
    content = Content(words="Old label.", credits=(Credit(make_voice()),), published_from=moment("2001-01-01"))
    piece = publishing.Publication(make_text(), content, published_until=moment("2005-01-01"))
    publishing.publish_many([piece], ACTOR)
    make_edition()
    _stream()
    graph = read("/ldes/by-time/page/1/")
    stream = URIRef(f"{base}/ldes/")
    path, value = graph.value(stream, LDES.versionDeletePath), graph.value(stream, LDES.versionDeleteObject)
    ends = {one for one in graph.objects(stream, TREE.member) if (one, path, value) in graph}
    went = {*graph.subjects(RDF.type, AS.Delete), *graph.subjects(RDF.type, AS.Remove)}
    assert ends == went
    assert len(ends) == 2


def test_a_full_page_never_changes_when_editions_follow(small_pages, client):
    texts = [make_edition().text for _number in range(3)]
    _stream()
    before = client.get("/ldes/by-time/page/1/").content
    for text in texts:
        make_edition(text, "Newer words.")
    _stream()
    assert client.get("/ldes/by-time/page/1/").content == before
    assert StreamMember.objects.count() == 6


def test_withdrawn_words_leave_their_page_and_a_member_says_so(read, client, base):
    made = make_edition(words="Taken back.")
    _stream()
    publishing.withdraw(made, ACTOR, reason="On request.")
    assert "Taken back." not in client.get("/ldes/by-time/page/1/").text, "at once, whatever the ledger knows"
    _stream()
    graph = read("/ldes/by-time/page/1/")
    assert (URIRef(_edition(base, made)), RDF.type, AS.Tombstone) in graph
    gone = graph.value(predicate=RDF.type, object=AS.Delete)
    assert graph.value(gone, AS.object) == URIRef(_edition(base, made))
    assert graph.value(gone, DCTERMS.isVersionOf) == URIRef(f"{base}/id/text/{made.text_id}")
    assert str(graph.value(gone, AS.summary)) == "On request."
    assert _members(read, base)[-1][0] == str(gone)


def test_an_earlier_edition_that_is_withdrawn_does_not_end_the_text(read, base):
    first = make_edition(words="First words.")
    second = make_edition(first.text, "Second words.")
    _stream()
    publishing.withdraw(first, ACTOR, reason="On request.")
    _stream()
    versions = {}
    for member, of, _issued in _members(read, base):
        versions[of] = member
    assert versions[f"{base}/id/text/{first.text_id}"] == _edition(base, second)
    assert versions[_edition(base, first)].startswith(f"{base}/ldes/#")


def test_an_edition_that_went_before_anybody_was_told_ends_its_text(read, base):
    first = make_edition(words="First words.")
    publishing.withdraw(make_edition(first.text, "Second words."), ACTOR, reason="On request.")
    _stream()
    assert list(StreamMember.objects.values_list("act", flat=True)) == [StreamAct.PUBLISHED, StreamAct.WITHDRAWN]
    assert {one[1] for one in _members(read, base)} == {f"{base}/id/text/{first.text_id}"}


def test_erased_words_are_gone_and_their_place_stays(client, superuser):
    made = make_edition(words="Erased words.")
    _stream()
    publishing.withdraw(made, ACTOR, reason="On request.")
    publishing.erase(made, publishing.Actor.of(superuser), legal_basis="GDPR article 17")
    _stream()
    told = client.get("/ldes/by-time/page/1/").text
    assert "Erased words." not in told
    assert told.count(str(made.pk)) >= 3


def test_a_text_that_ended_without_another_is_said_to_have(read):
    text = make_text()
    content = Content(words="Old label.", credits=(Credit(make_voice()),), published_from=moment("2001-01-01"))
    piece = publishing.Publication(text, content, published_until=moment("2005-01-01"))
    publishing.publish_many([piece], ACTOR)
    _stream()
    assert list(StreamMember.objects.values_list("act", flat=True)) == [StreamAct.PUBLISHED, StreamAct.ENDED]
    graph = read("/ldes/by-time/page/1/")
    ended = graph.value(predicate=RDF.type, object=AS.Remove)
    assert graph.value(ended, AS.endTime).toPython() == moment("2005-01-01")


def test_what_was_hidden_and_shown_again_is_told_both_times(read, base):
    made = make_edition()
    _stream()
    for is_gone in (True, False):
        seq = ledger.latest() + 1
        Announcement.objects.filter(key=str(made.pk)).update(is_gone=is_gone, seq=seq)
        type(ledger.reading.Ledger.objects.get()).objects.update(last_seq=seq)
        streams.extend()
    acts = list(StreamMember.objects.values_list("act", flat=True))
    assert acts == [StreamAct.PUBLISHED, StreamAct.WITHDRAWN, StreamAct.RESTORED]
    members = _members(read, base)
    assert len({one[0] for one in members}) == 3
    graph = read("/ldes/by-time/page/1/")
    assert str(graph.value(URIRef(members[-1][0]), SCHEMA.text)) == made.words


def test_drafts_and_a_second_that_has_not_passed_are_not_told(client):
    make_draft(make_text(make_object()), "Unpublished words.")
    make_edition(words="Fresh words.")
    ledger.sweep()
    Announcement.objects.update(changed_at=moment("2999-01-01"))
    assert streams.extend() == 0
    Announcement.objects.update(changed_at=moment("2020-01-01"))
    assert streams.extend() == 1
    assert "Unpublished" not in client.get("/ldes/by-time/page/1/").text


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "text/turtle; charset=utf-8"),
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
    ],
)
def test_pages_come_in_the_format_that_is_liked(client, read, accept, media_type):
    make_edition()
    _stream()
    response = client.get("/ldes/by-time/page/1/", headers={"accept": accept} if accept else {})
    assert response["Content-Type"] == media_type
    assert "Accept" in response["Vary"]
    name = {"application/ld+json": "json-ld", "application/n-triples": "nt"}.get(media_type, "turtle")
    graph = Graph().parse(data=response.content, format=name)
    assert len(graph) == len(read("/ldes/by-time/page/1/"))


def test_what_is_not_there_and_what_nobody_accepts(client):
    for address in ("page/1/", "page/0/", "stretch/1/"):
        assert client.get(f"/ldes/by-time/{address}").status_code == 404
    assert client.get("/ldes/", headers={"accept": "image/png"}).status_code == 406
    assert client.get("/ldes/by-time/").status_code == 200
    tag = client.get("/ldes/")["ETag"]
    assert client.get("/ldes/", headers={"if-none-match": tag}).status_code == 304


def test_a_page_costs_as_much_with_many_members_as_with_one(client, django_assert_max_num_queries):
    for _number in range(12):
        make_edition()
    _stream()
    with django_assert_max_num_queries(15):
        client.get("/ldes/by-time/page/1/")


@pytest.mark.django_db(transaction=True)
def test_two_who_extend_the_stream_at_once_add_each_member_once(monkeypatch):
    monkeypatch.setattr(streams, "BATCH", 3)
    for _number in range(12):
        make_edition()
    tell()
    start, added = threading.Barrier(2), []

    def extend():
        try:
            start.wait()
            added.append(streams.extend())
        finally:
            connection.close()

    threads = [threading.Thread(target=extend) for _number in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sum(added) == 12
    assert list(StreamMember.objects.values_list("number", flat=True)) == list(range(1, 13))


@pytest.mark.django_db(transaction=True)
def test_nothing_is_missed_and_nothing_comes_twice_while_somebody_publishes(small_pages, live_server, settings):
    settings.POLYVOCAL = {**settings.POLYVOCAL, "BASE_URI": live_server.url}
    made = [make_edition() for _number in range(4)]
    ledger.sweep()
    is_done = threading.Event()

    def publish():
        try:
            for number in range(10):
                edition = make_edition(made[number % 4].text, f"Words {number}.")
                if number % 4 == 3:
                    publishing.withdraw(made[number // 4], ACTOR, reason="On request.")
                made.append(edition)
                time.sleep(0.15)
        finally:
            connection.close()
            is_done.set()

    writer = threading.Thread(target=publish)
    writer.start()
    seen, kept = [], {}

    def read(address):
        if address in kept:
            return kept[address]
        answer = requests.get(address, timeout=20)
        graph = Graph().parse(data=answer.content, format="turtle")
        if "immutable" in answer.headers["Cache-Control"]:
            kept[address] = graph
        return graph

    while True:
        is_last = is_done.is_set()
        seen.append([one[0] for one in _members(read, live_server.url)])
        if is_last:
            break
    writer.join()
    for before, after in pairwise(seen):
        assert after[: len(before)] == before
    assert len(seen[-1]) == len(set(seen[-1])) == 14 + 2
