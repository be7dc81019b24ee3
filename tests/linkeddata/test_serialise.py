"""Records as triples, judged by parsers and by the official context."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal
from rdflib.compare import isomorphic

from polyvocal.linkeddata.graphs import n_quads
from polyvocal.linkeddata.profiles import LINKED_ART
from polyvocal.linkeddata.serialise import json_ld, n_triples, rdf_xml, triples, turtle, xml_safe
from tests.linkeddata.contested import PAINTING, RESEARCH
from tests.linkeddata.samples import GROUP, OBJECT, SLAVERY

pytestmark = pytest.mark.once


def _documents():
    return [
        *LINKED_ART.documents_of(OBJECT),
        LINKED_ART.documents["voice"](GROUP),
        LINKED_ART.documents["perspective"](SLAVERY),
        *LINKED_ART.documents_of(PAINTING),
        LINKED_ART.documents["research"](RESEARCH),
    ]


def _note(words):
    return {"id": "https://museum.example.org/id/text/1", "type": "LinguisticObject", "content": words}


@pytest.mark.shared
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD parser
def test_the_official_context_reads_the_same_triples_from_our_json(shared):
    context = json.loads((shared / "validators/linked-art-context/linked-art.json").read_text("utf-8"))["@context"]
    for document in _documents():
        theirs = Graph().parse(data=json_ld(document | {"@context": context}), format="json-ld")
        ours = Graph().parse(data=n_triples(document), format="nt")
        assert isomorphic(theirs, ours), document["id"]


def test_turtle_and_rdf_xml_say_what_n_triples_say():
    for document in _documents():
        expected = Graph().parse(data=n_triples(document), format="nt")
        assert isomorphic(Graph().parse(data=turtle(document), format="turtle"), expected)
        assert isomorphic(Graph().parse(data=rdf_xml(document), format="xml"), expected)


@given(st.text(st.characters(codec="utf-8")))
def test_any_words_survive(words):
    graph = Graph().parse(data=n_triples(_note(words)), format="nt")
    assert Literal(words) in set(graph.objects())


def test_no_triple_is_written_twice():
    for document in _documents():
        assert len(set(triples(document))) == len(triples(document))


def test_blank_nodes_of_two_records_never_meet():
    seen = set()
    for document in _documents():
        labels = {term for triple in triples(document) for term in triple if term.startswith("_:")}
        assert not labels & seen
        seen |= labels


def test_a_key_that_the_table_lacks_is_an_error():
    with pytest.raises(KeyError, match="invented"):
        triples(_note("x") | {"invented": "y"})


def test_every_quad_stands_in_the_graph_of_its_document():
    lines = n_quads(_note("x")).decode().splitlines()
    assert len(lines) == 2
    assert all(line.endswith(" <https://museum.example.org/id/text/1.jsonld> .") for line in lines)


def test_characters_that_xml_cannot_hold_are_replaced():
    assert xml_safe("a\x0bb\tc") == "a�b\tc"
    Graph().parse(data=rdf_xml(_note("a\x0bb")), format="xml")


def test_numbers_keep_their_datatype():
    document = {"id": "https://museum.example.org/x", "type": "Dimension", "value": 8}
    assert '"8"^^<http://www.w3.org/2001/XMLSchema#integer>' in n_triples(document).decode()
    assert "#double>" in n_triples(document | {"value": 12.5}).decode()
