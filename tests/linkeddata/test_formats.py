"""Streams of records: every format says the same."""

import json

import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from polyvocal.linkeddata.formats import FORMATS
from polyvocal.linkeddata.profiles import LINKED_ART
from tests.linkeddata.samples import OBJECT

pytestmark = pytest.mark.once


def _written(name, documents=None):
    return b"".join(
        FORMATS[name].stream(iter(documents or LINKED_ART.documents_of(OBJECT)), LINKED_ART.writing)
    ).decode()


@pytest.fixture(scope="module")
def label_and_quote():
    """A few records, for comparing graphs with many blank nodes takes long."""
    return [LINKED_ART.documents["text"](OBJECT, text) for text in OBJECT.texts]


def test_turtle_and_rdf_xml_streams_say_what_n_triples_say(label_and_quote):
    expected = Graph().parse(data=_written("nt", label_and_quote), format="nt")
    assert isomorphic(Graph().parse(data=_written("ttl", label_and_quote), format="turtle"), expected)
    assert isomorphic(Graph().parse(data=_written("rdfxml", label_and_quote), format="xml"), expected)


def test_every_format_has_as_many_triples():
    expected = len(Graph().parse(data=_written("nt"), format="nt"))
    assert expected > 500
    assert len(Graph().parse(data=_written("ttl"), format="turtle")) == expected
    assert len(Graph().parse(data=_written("rdfxml"), format="xml")) == expected


def test_words_with_breaks_and_backslashes_survive_rdf_xml():
    words = 'one\r\ntwo\\three "four" <five> & six\\n'
    document = {"id": "https://museum.example.org/id/text/1", "type": "LinguisticObject", "content": words}
    graph = Graph().parse(data=_written("rdfxml", [document]), format="xml")
    assert words in {str(found) for found in graph.objects()}


@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")  # rdflib's own parser
def test_quads_stand_in_one_graph_for_each_record():
    dataset = Dataset()
    dataset.parse(data=_written("nq"), format="nquads")
    names = {str(graph) for _s, _p, _o, graph in dataset.quads()}
    documents = {f"{document['id']}.jsonld" for document in LINKED_ART.documents_of(OBJECT)}
    assert names == documents | {f"{one}#record" for one in documents}


def test_the_json_ld_stream_is_one_document():
    stored = json.loads(_written("jsonld"))
    assert stored["@context"] == "https://linked.art/ns/v1/linked-art.json"
    assert [one["id"] for one in stored["@graph"]] == [one["id"] for one in LINKED_ART.documents_of(OBJECT)]
