"""Plain JSON-LD documents as triples, judged by another JSON-LD processor."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic

from polyvocal.linkeddata import plain
from polyvocal.linkeddata.formats import FORMATS

pytestmark = pytest.mark.once

PREFIXES = {"schema": "https://schema.org/", "edm": "http://www.europeana.eu/schemas/edm/",
            "xsd": "http://www.w3.org/2001/XMLSchema#"}  # fmt: skip
WRITING = plain.writing(PREFIXES, vocabulary="https://schema.org/", graph_ending="edm.jsonld")
ONE = {
    "@id": "https://museum.example.org/id/object/204",
    "@type": ["edm:ProvidedCHO", "CreativeWork"],
    "name": [{"@value": "Suikerpot", "@language": "nl"}, {"@value": "Sugar bowl", "@language": "en-GB"}],
    "edm:year": {"@value": "1720", "@type": "xsd:gYear"},
    "text": 'One\r\n"two"\\three\tfour',
    "position": 3,
    "isAccessibleForFree": True,
    "height": 12.5,
    "creator": {"@id": "https://museum.example.org/id/voice/museum", "@type": "Organization", "name": "De Werf"},
    "image": [{"@type": "ImageObject", "contentUrl": {"@id": "https://images.example.org/a b.jpg"}}, {"@id": "urn:x"}],
}
SEVERAL = {"@graph": [ONE, {"@id": "urn:y", "@type": "edm:Agent", "isPartOf": {"@id": ONE["@id"]}}]}


def _lines(document):
    return plain.lines(document, PREFIXES, vocabulary="https://schema.org/").replace("\n", " .\n")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD parser
@pytest.mark.filterwarnings("ignore:.* does not look like a valid URI")
@pytest.mark.parametrize("document", [ONE, SEVERAL])
def test_a_json_ld_processor_reads_the_same_triples(document):
    spelled = json.loads(FORMATS["jsonld"].one(document, WRITING).replace("a b.jpg", "a%20b.jpg"))
    theirs = Graph().parse(data=json.dumps(spelled), format="json-ld")
    assert isomorphic(theirs, Graph().parse(data=_lines(document), format="nt"))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize(("name", "parser"), [("ttl", "turtle"), ("rdfxml", "xml")])
def test_every_format_says_the_same_alone_and_in_a_stream(name, parser):
    expected = Graph().parse(data=_lines(SEVERAL), format="nt")
    assert len(expected) == 18
    assert isomorphic(Graph().parse(data=FORMATS[name].one(SEVERAL, WRITING), format=parser), expected)
    streamed = b"".join(FORMATS[name].stream(iter([SEVERAL]), WRITING)).decode()
    assert isomorphic(Graph().parse(data=streamed, format=parser), expected)


def test_a_stream_of_json_ld_holds_the_nodes_of_every_document():
    other = {"@id": "urn:z", "@type": "Thing", "@context": "left out"}
    stored = json.loads(b"".join(FORMATS["jsonld"].stream(iter([SEVERAL, other]), WRITING)).decode())
    assert [one["@id"] for one in stored["@graph"]] == [ONE["@id"], "urn:y", "urn:z"]
    assert stored["@context"]["@vocab"] == "https://schema.org/"
    assert "@context" not in stored["@graph"][2]


def test_quads_stand_in_the_graph_of_the_document_in_this_profile():
    for line in FORMATS["nq"].one(SEVERAL, WRITING).splitlines():
        assert line.endswith("<https://museum.example.org/id/object/204.edm.jsonld> .")
    trig = FORMATS["trig"].one(SEVERAL, WRITING)
    assert "@prefix edm:" in trig
    assert "edm:year" in trig


def test_blank_nodes_of_two_documents_never_meet():
    def blank(document):
        return {word for word in plain.lines(document, PREFIXES).split() if word[:2] == "_:"}

    assert blank(ONE)
    assert not blank(ONE) & blank(ONE | {"@id": "urn:other"})


@given(st.text(st.characters(codec="utf-8")))
def test_any_words_survive(words):
    said = {"@id": "urn:x", "name": [words, {"@value": words, "@language": "nl"}]}
    graph = Graph().parse(data=_lines(said), format="nt")
    assert set(graph.objects(URIRef("urn:x"))) == {Literal(words), Literal(words, lang="nl")}


def test_an_unknown_prefix_or_value_is_an_error():
    with pytest.raises(KeyError, match="dcterms"):
        plain.lines({"@id": "urn:x", "dcterms:title": "x"}, PREFIXES)
    with pytest.raises(TypeError, match="None"):
        plain.lines({"@id": "urn:x", "name": None}, PREFIXES)
