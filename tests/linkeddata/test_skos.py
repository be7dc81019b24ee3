"""Concept schemes of the archive's own words."""

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import FOAF, SKOS

from polyvocal.linkeddata import profiles
from polyvocal.linkeddata.dumps import documents
from polyvocal.linkeddata.schemes import LISTS, TITLES, Scheme, scheme_named
from polyvocal.linkeddata.serialise import n_triples
from tests.factories import make_edition, make_perspective, make_text, make_voice
from tests.linkeddata.samples import DESCENDANT, GROUP, MUSEUM, SLAVERY

BASE = "https://museum.example.org/id"


def _graph(kind, record):
    document = profiles.SKOS.documents[kind](record)
    return Graph().parse(data=n_triples(document, profiles.SKOS.writing), format="nt")


@pytest.mark.once
@pytest.mark.parametrize("name", LISTS)
def test_every_controlled_list_is_a_scheme_whose_concepts_are_whole(name):
    graph = _graph("scheme", scheme_named(name))
    scheme = URIRef(f"{BASE}/scheme/{name}")
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) > 1
    assert set(graph.objects(scheme, SKOS.hasTopConcept)) == concepts
    for concept in concepts:
        assert (concept, SKOS.inScheme, scheme) in graph
        labels = [one.language for one in graph.objects(concept, SKOS.prefLabel)]
        assert sorted(labels) == ["en", "nl"]


@pytest.mark.once
def test_types_that_share_a_term_are_narrower_than_it_and_others_equal_it():
    graph = _graph("scheme", scheme_named("text-types"))
    wall, title = (URIRef(f"{BASE}/scheme/text-types#{code}") for code in ("wall-text", "title"))
    assert str(graph.value(wall, SKOS.broadMatch)).endswith("aat/300048722")
    assert graph.value(wall, SKOS.exactMatch) is None
    assert str(graph.value(title, SKOS.exactMatch)).endswith("aat/300417193")


@pytest.mark.once
def test_voices_are_agents_and_concepts_within_what_they_are_part_of():
    graph = _graph("scheme", Scheme("voices", TITLES["voices"], voices=(MUSEUM, GROUP, DESCENDANT)))
    group, person = URIRef(f"{BASE}/voice/werkgroep-suiker"), URIRef(f"{BASE}/voice/a-bron")
    assert (person, RDF.type, FOAF.Person) in graph
    assert (group, RDF.type, FOAF.Organization) in graph
    assert graph.value(person, SKOS.broader) == group
    assert list(graph.objects(group, SKOS.narrower)) == [person]
    assert list(graph.objects(person, SKOS.narrower)) == []
    assert graph.value(person, SKOS.topConceptOf) is None
    assert "Mandaat: Ledenvergadering, 3 mei 2024" in {str(one) for one in graph.objects(group, SKOS.note)}


@pytest.mark.once
def test_a_perspective_is_a_concept_with_its_description():
    graph = _graph("perspective", SLAVERY)
    concept = URIRef(f"{BASE}/perspective/slavery")
    assert str(graph.value(concept, SKOS.scopeNote)) == "Who worked, and for whom."
    assert graph.value(concept, SKOS.inScheme) == URIRef(f"{BASE}/scheme/perspectives")


@pytest.mark.django_db
def test_a_dump_holds_every_scheme_and_perspective_and_the_voices_that_spoke():
    make_edition(make_text(perspective=make_perspective("view")), voices=[make_voice("speaker")])
    make_voice("silent")
    written = b"".join(n_triples(one, profiles.SKOS.writing) for one in documents(profiles.SKOS)).decode()
    for path in ("perspective/view", "scheme/perspectives", "scheme/text-types", "voice/speaker"):
        assert f"<{BASE}/{path}>" in written
    assert "voice/silent" not in written


@pytest.mark.once
def test_an_unknown_scheme_is_none():
    assert scheme_named("nothing") is None
