"""The vocabulary of whole records is described where its terms lead."""

import pytest
from django.urls import reverse
from rdflib import RDF, RDFS, Graph, URIRef

from polyvocal.linkeddata.formats import FORMATS
from polyvocal.linkeddata.profiles import LINKED_ART
from tests.linkeddata.contested import PAINTING, RESEARCH
from tests.linkeddata.samples import GROUP, OBJECT, SLAVERY

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def _graph(client, accept="text/turtle"):
    response = client.get(reverse("polyvocal:vocabulary"), headers={"Accept": accept})
    assert response.status_code == 200
    assert "Accept" in response.headers["Vary"]
    kind = {"text/turtle": "turtle", "application/rdf+xml": "xml", "application/n-triples": "nt"}[accept]
    return Graph().parse(data=response.content.decode(), format=kind)


def test_every_term_that_is_used_is_described(client):
    documents = [
        *LINKED_ART.documents_of(OBJECT), *LINKED_ART.documents_of(PAINTING), LINKED_ART.documents["voice"](GROUP),
        LINKED_ART.documents["perspective"](SLAVERY), LINKED_ART.documents["research"](RESEARCH),
    ]  # fmt: skip
    used = set()
    for line in b"".join(FORMATS["nq"].stream(documents, LINKED_ART.writing)).decode().splitlines():
        _subject, predicate, rest = line.split(" ", 2)
        used |= {one[1:-1] for one in (predicate, rest.split(" ", 1)[0]) if "/id/vocabulary#" in one and one[0] == "<"}
    graph = _graph(client)
    described = {str(one) for one in graph.subjects(RDFS.label)}
    assert len(used) > 60
    assert used - described == set()


@pytest.mark.parametrize("accept", ["application/rdf+xml", "application/n-triples"])
def test_every_format_says_the_same(client, accept):
    assert set(_graph(client, accept)) == set(_graph(client))


def test_a_class_says_what_it_is_for_and_a_property_of_what_it_is(client):
    graph = _graph(client)
    edition = next(one for one in graph.subjects(RDF.type, RDFS.Class) if str(one).endswith("#Edition"))
    assert "One published state of a text" in str(graph.value(edition, RDFS.comment))
    number = URIRef(str(edition).replace("#Edition", "#number"))
    assert (number, URIRef("https://schema.org/domainIncludes"), edition) in graph
    assert str(graph.value(URIRef(str(edition).replace("#Edition", "#publishedFrom")), RDFS.label)) == "published from"


def test_what_is_not_on_offer_is_answered_with_what_is(client):
    response = client.get(reverse("polyvocal:vocabulary"), headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "text/turtle" in response.content.decode()


def test_only_reading_is_allowed(client):
    assert client.post(reverse("polyvocal:vocabulary")).status_code == 405
