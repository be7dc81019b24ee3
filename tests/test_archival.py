"""Records as nodes in the vocabulary of our own, and back."""

import json

import pytest

from polyvocal.archival import ArchivalError, key_in, kind_in, node_of, number_in, record_from, reference_in
from polyvocal.linkeddata.dossiers import ResearchRecord
from polyvocal.records import (
    Dimension,
    EditionRecord,
    Image,
    Maker,
    ObjectFacts,
    PerspectiveRecord,
    Span,
    TextRecord,
    VoiceRecord,
)
from tests.linkeddata.contested import BEFORE, FAMILY, HOUSE_STATEMENT, NOW, RESEARCH
from tests.linkeddata.samples import FACTS, FIRST, GROUP, QUOTE, SECOND, SLAVERY, WITHDRAWN

pytestmark = pytest.mark.once


def _uri(kind: str, key: str) -> str:
    return f"https://museum.example.org/id/{kind}/{key}"


def _written(record, *without):
    return json.loads(json.dumps(node_of(record, _uri, without=frozenset(without))))


def _only_named(edition):
    """Return an edition as a dump tells it: its voices by reference."""
    return [one.voice.slug for one in edition.attributions], [one.role for one in edition.attributions]


@pytest.mark.parametrize("edition", [FIRST, SECOND, WITHDRAWN, BEFORE, NOW])
def test_an_edition_comes_back_as_it_was(edition):
    back = record_from(EditionRecord, _written(edition))
    assert _only_named(back) == _only_named(edition)
    names = [one for one in EditionRecord.__slots__ if one != "attributions"]
    assert {name: getattr(back, name) for name in names} == {name: getattr(edition, name) for name in names}


def test_facts_come_back_as_they_were_in_their_order_and_twice_what_stood_twice():
    facts = ObjectFacts(
        object_names=({"nl": "kan"}, {"nl": "kan"}, {"nl": "kan", "en": "jug", "und": "", "nl_BE": "pot"}, {}),
        makers=(Maker(""), Maker("Dirk Blom", {"nl": "smid"}, "1690", "", "kring van")),
        dimensions=(Dimension("", "12,5"), Dimension("", "12,5")),
        images=(Image("https://images.example.org/1.jpg", {}, "CC0-1.0", "https://iiif.example.org/1"),),
        manifests=("https://iiif.example.org/b", "https://iiif.example.org/a"),
        produced=Span("", "1690~"),
    )
    for one in (facts, FACTS, ObjectFacts()):
        assert record_from(ObjectFacts, _written(one)) == one


def test_texts_name_what_they_are_tied_to_by_identifier():
    node = _written(QUOTE, "editions")
    assert node["pv:perspective"] == {"@id": _uri("perspective", "slavery")}
    assert node["pv:relations"][0]["pv:editionId"] == {"@id": _uri("edition", FIRST.id)}
    back = record_from(TextRecord, node, editions=QUOTE.editions)
    assert [(one.relation_type, one.text_id, one.edition_id, one.note) for one in back.relations] == [
        (one.relation_type, one.text_id, one.edition_id, one.note) for one in QUOTE.relations
    ]


def test_judgements_come_back_as_they_were():
    back = record_from(TextRecord, _written(HOUSE_STATEMENT, "editions"), editions=())
    (given,), (found,) = HOUSE_STATEMENT.assessments, back.assessments
    assert (found.voice.slug, found.event_id) == (given.voice.slug, given.event_id)
    names = ("standing", "reason", "id", "assessed_at", "citation")
    assert [getattr(found, name) for name in names] == [getattr(given, name) for name in names]


def test_voices_perspectives_and_dossiers_come_back():
    assert record_from(PerspectiveRecord, _written(SLAVERY)) == SLAVERY
    assert record_from(PerspectiveRecord, _written(FAMILY)) == FAMILY
    voice = record_from(VoiceRecord, _written(GROUP))
    assert (voice.names, voice.uris, voice.part_of and voice.part_of.slug) == (GROUP.names, GROUP.uris, "museum")
    research = record_from(ResearchRecord, _written(RESEARCH))
    assert (research.documents, research.steps) == (RESEARCH.documents, RESEARCH.steps)
    assert [one.identifier for one in research.objects] == ["stilleven"]


def test_what_is_empty_is_not_written():
    assert node_of(EditionRecord(words=""), _uri) == {"pv:state": "current"}
    assert node_of(ObjectFacts(), _uri) == {}


def test_keys_are_read_from_identifiers_whatever_they_hold():
    assert key_in(_uri("object", "SK-A-1~%20b")) == "SK-A-1~ b"
    assert kind_in(_uri("voice", "museum")) == "voice"


@pytest.mark.parametrize(
    "damage",
    [
        {"pv:publishedFrom": {"@value": "soon"}},
        {"pv:number": ["one"]},
        {"pv:attributions": [{"pv:role": "author"}]},
        {"pv:words": ["two", "words"]},
        {"pv:attributions": [{"pv:position": 1, "pv:voice": {}}]},
    ],
)
def test_a_node_that_says_nothing_sensible_is_refused(damage):
    with pytest.raises(ArchivalError, match=r"EditionRecord|AttributionRecord"):
        record_from(EditionRecord, {**_written(SECOND), **damage})


def test_counts_and_references_that_are_missing_are_told():
    with pytest.raises(ArchivalError, match="texts"):
        number_in({}, "texts")
    with pytest.raises(ArchivalError, match="object"):
        reference_in({"pv:object": "no node"}, "object")
    assert number_in({"pv:texts": [{"@value": "3"}]}, "texts") == 3
