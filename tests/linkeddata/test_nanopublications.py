"""Claims in named graphs: what is asserted, by whom, on what ground, and until when it was public."""

from pathlib import Path

import pytest
from rdflib import Dataset, Namespace, URIRef

from polyvocal.linkeddata.formats import FORMATS
from polyvocal.linkeddata.graphs import DCTERMS, NP, NPX, PROV, graphs_of
from polyvocal.linkeddata.profiles import LINKED_ART
from polyvocal.linkeddata.writings import statements_in
from tests.linkeddata.contested import BEFORE, BOUGHT, DISPROVED, LOOTED, NOW, PAINTING, PERHAPS, SOLD, TOLD_BY_HEIRS

pytestmark = [
    pytest.mark.once,
    # rdflib's own parsers
    pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]

BASE = "https://museum.example.org/id"
CRM = Namespace("http://www.cidoc-crm.org/cidoc-crm/")
GOLDEN = Path(__file__).parent / "golden"


def _publication(edition, event):
    return f"{BASE}/edition/{edition.id}#claim-{event.id}"


@pytest.fixture
def documents():
    return list(LINKED_ART.documents_of(PAINTING))


@pytest.fixture
def dataset():
    documents = LINKED_ART.documents_of(PAINTING)
    return Dataset().parse(data=b"".join(FORMATS["nq"].stream(documents, LINKED_ART.writing)).decode(), format="nquads")


def _graph(dataset, name):
    return dataset.graph(URIRef(name))


def _objects(dataset, name, predicate):
    return {str(one) for one in _graph(dataset, name).objects(None, URIRef(predicate))}


def test_every_nanopublication_names_three_graphs_that_say_something(dataset):
    found = {
        (str(subject), str(predicate), str(graph))
        for subject, predicate, graph, _head in dataset.quads()
        if str(predicate).startswith(NP)
    }
    assert len(found) == 3 * (len(BEFORE.events) + len(NOW.events) + len(TOLD_BY_HEIRS.events) + 1)
    assert all(len(_graph(dataset, graph)) for _subject, _predicate, graph in found)


def test_a_contested_claim_is_told_outright_in_its_assertion_and_nowhere_else(dataset):
    stated = {
        str(graph)
        for _s, _p, _o, graph in dataset.quads((URIRef(f"{BASE}/claim/{SOLD.id}"), CRM.P9_consists_of, None, None))
    }
    assert stated == {f"{_publication(NOW, SOLD)}-assertion"}


def test_a_claim_is_attributed_to_its_voice_and_those_it_speaks_for_and_its_source(dataset):
    provenance = f"{_publication(TOLD_BY_HEIRS, LOOTED)}-provenance"
    assert _objects(dataset, provenance, PROV + "wasAttributedTo") == {f"{BASE}/voice/heirs"}
    assert _objects(dataset, provenance, PROV + "actedOnBehalfOf") == {f"{BASE}/voice/museum"}
    assert _objects(dataset, provenance, PROV + "hadPrimarySource") == {"https://archive.example.org/letters/4"}


def test_a_source_without_an_address_is_named(dataset):
    provenance = f"{_publication(NOW, BOUGHT)}-provenance"
    assert "Inventory of the De Vries household, f. 12" in {str(one) for one in _graph(dataset, provenance).objects()}


def test_what_a_superseded_edition_said_stands_beside_it_with_its_end(dataset):
    before, now = _publication(BEFORE, BOUGHT), _publication(NOW, BOUGHT)
    assert _objects(dataset, f"{before}-pubinfo", PROV + "invalidatedAtTime") == {"2024-01-01T09:00:00+00:00"}
    assert _objects(dataset, f"{now}-pubinfo", NPX + "supersedes") == {before}
    assert not _objects(dataset, f"{now}-pubinfo", PROV + "invalidatedAtTime")
    assert "creativecommons.org" in _objects(dataset, f"{now}-pubinfo", DCTERMS + "license").pop()
    strangers = {str(graph) for _s, _p, said, graph in dataset.quads() if str(said) == "a stranger"}
    # The whole record of that edition, in the vocabulary of our own, holds it too: it says its state.
    assert strangers == {f"{before}-assertion", f"{BASE}/edition/{BEFORE.id}.jsonld#record"}


def test_a_judgement_is_a_nanopublication_of_its_own(dataset):
    judged = f"{BASE}/claim/{SOLD.id}#assessment-{DISPROVED.id}"
    assert _objects(dataset, f"{judged}-assertion", "http://purl.org/spar/cito/refutes") == {f"{BASE}/claim/{SOLD.id}"}
    assert _objects(dataset, f"{judged}-provenance", PROV + "wasAttributedTo") == {f"{BASE}/voice/heirs"}


def test_what_is_possibly_so_is_no_plain_part_even_in_its_own_graph(dataset):
    assertion = _graph(dataset, f"{_publication(NOW, PERHAPS)}-assertion")
    assert (URIRef(f"{BASE}/claim/{PERHAPS.id}"), CRM.P9_consists_of, None) not in assertion
    assert (None, CRM.P2_has_type, URIRef("http://vocab.getty.edu/aat/300435722")) in assertion


def test_life_dates_and_addresses_of_parties_stand_with_the_claim_that_names_them(dataset):
    assertion = _graph(dataset, f"{_publication(NOW, SOLD)}-assertion")
    sender = URIRef(f"{BASE}/claim/{SOLD.id}#sender")
    assert assertion.value(sender, CRM.P98i_was_born) is not None
    assert "https://example.org/merel" in {str(one) for one in assertion.objects()}


def _sizes(dataset):
    graphs = {quad[3] for quad in dataset.quads()}
    return {str(graph): len(list(dataset.quads((None, None, None, graph)))) for graph in graphs}


def test_trig_says_what_n_quads_say(dataset, documents):
    trig = Dataset().parse(
        data=b"".join(FORMATS["trig"].stream(iter(documents), LINKED_ART.writing)).decode(), format="trig"
    )
    assert _sizes(trig) == _sizes(dataset)


def test_blank_nodes_of_two_graphs_never_meet(documents):
    seen: set[str] = set()
    for document in documents:
        for graph in graphs_of(document):
            labels = {word for line in statements_in(graph.lines) for word in line.split(" ") if word.startswith("_:")}
            assert not labels & seen
            seen |= labels


def test_the_named_graphs_of_a_claim_read_as_the_golden_file_says(documents):
    claim = next(one for one in documents if one["id"].endswith(LOOTED.id))
    assert FORMATS["trig"].one(claim, LINKED_ART.writing) == (GOLDEN / "claim.trig").read_text("utf-8")
