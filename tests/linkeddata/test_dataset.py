"""The description of the dataset in schema.org and DCAT terms."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, SDO, XSD

from polyvocal.linkeddata import dataset_dcat, plain
from polyvocal.linkeddata.dataset import PREFIXES, SCHEMA, dataset, schema_org
from polyvocal.linkeddata.formats import FORMATS
from polyvocal.linkeddata.kept import KeptDump
from polyvocal.linkeddata.services import Service
from tests.factories import make_edition

pytestmark = pytest.mark.django_db

OAI = "http://www.openarchives.org/pmh/"
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
FILE = KeptDump(
    name="linked-art-since-2026-11-01.nq.gz", profile="linked-art", profile_title="Linked Art 1.0",
    model="https://linked.art/model/", format="nq", media_type="application/n-quads", size=12, sha256="ab" * 32,
    begun_at=NOW, checked_at=NOW, written_at=NOW, since=NOW.replace(day=1), statements=7,
)  # fmt: skip
ABOUT = {
    "METADATA_LICENCE": "CC0-1.0",
    "ISIL": "NL-XxPAK",
    "CONTACT": {"name": "Collection desk", "email": "collectie@museum.example.org"},
    "DATASET": {
        "spatial": ("https://sws.geonames.org/2750405/",),
        "temporal": "1600/2026",
        "about": ("http://vocab.getty.edu/aat/300404024",),
        "published": "2026-01-02",
    },
}


@pytest.fixture
def described(settings):
    settings.POLYVOCAL = {**settings.POLYVOCAL, **ABOUT}
    return dataset([FILE])


def _graph(document, writing):
    return Graph().parse(data=FORMATS["nt"].one(document, writing), format="nt")


def _schema(one):
    return _graph(schema_org(one), plain.writing(PREFIXES, vocabulary=SCHEMA))


def _dcat(one):
    return _graph(dataset_dcat.dcat(one), plain.writing(dataset_dcat.PREFIXES))


THIS = URIRef("https://museum.example.org/dataset/")
DOWNLOAD = URIRef("https://museum.example.org/dataset/linked-art-since-2026-11-01.nq.gz#download")


def test_schema_org_says_whose_it_is_and_under_which_licence(described):
    graph = _schema(described)
    publisher = graph.value(THIS, SDO.publisher)
    assert graph.value(THIS, SDO.license) == URIRef("https://creativecommons.org/publicdomain/zero/1.0/")
    assert {name.language for name in graph.objects(THIS, SDO.name)} == {"nl", "en"}
    assert graph.value(publisher, RDF.type) == SDO.Organization
    assert graph.value(graph.value(publisher, SDO.identifier), SDO.value) == Literal("NL-XxPAK")
    assert graph.value(graph.value(publisher, SDO.contactPoint), SDO.email) == Literal("collectie@museum.example.org")
    assert graph.value(THIS, SDO.datePublished) == Literal("2026-01-02", datatype=XSD.date)
    assert graph.value(THIS, SDO.temporalCoverage) == Literal("1600/2026")


def test_schema_org_names_files_with_how_they_are_packed_and_since_when(described):
    graph = _schema(described)
    assert set(graph.objects(THIS, SDO.distribution)) == {DOWNLOAD, *_services(described)}
    assert graph.value(DOWNLOAD, SDO.encodingFormat) == Literal("application/n-quads+gzip")
    assert graph.value(DOWNLOAD, SDO.sha256) == Literal("ab" * 32)
    assert graph.value(DOWNLOAD, SDO.usageInfo) == URIRef("https://linked.art/model/")
    said = {str(one) for one in graph.objects(DOWNLOAD, SDO.description)}
    assert "Linked Art 1.0, N-Quads, only what changed since 2026-11-01" in said


def _services(one):
    return {URIRef(f"{service.address}#service") for service in one.services}


def test_dcat_says_the_same(described):
    graph = _dcat(described)
    assert graph.value(THIS, RDF.type) is not None
    assert graph.value(DOWNLOAD, DCTERMS.license) == URIRef("https://creativecommons.org/publicdomain/zero/1.0/")
    assert graph.value(DOWNLOAD, DCAT.byteSize).toPython() == 12
    assert str(graph.value(DOWNLOAD, DCAT.mediaType)).endswith("/application/n-quads")
    assert str(graph.value(DOWNLOAD, DCAT.compressFormat)).endswith("/application/gzip")
    assert graph.value(None, DCAT.dataset, THIS) == URIRef("https://museum.example.org/dataset/#catalogue")


def test_services_stand_beside_the_files(described):
    oai = Service("oai", "https://museum.example.org/oai", OAI, "text/xml", {"en": "OAI"})
    one = replace(described, services=(oai,))
    service = URIRef("https://museum.example.org/oai#service")
    assert _schema(one).value(service, SDO.usageInfo) == URIRef("http://www.openarchives.org/pmh/")
    assert _dcat(one).value(service, DCAT.endpointURL) == URIRef("https://museum.example.org/oai")
    assert _dcat(one).value(service, DCAT.servesDataset) == THIS


def test_what_is_not_set_is_not_said(settings):
    settings.POLYVOCAL = {**settings.POLYVOCAL, "CONTACT": {}, "ISIL": "", "DATASET": {}}
    graph = _schema(dataset([]))
    assert (None, SDO.contactPoint, None) not in graph
    assert (None, SDO.identifier, None) not in graph
    assert (THIS, SDO.spatialCoverage, None) not in graph


@pytest.mark.django_db
def test_without_a_day_the_dataset_is_of_the_day_of_its_first_edition(settings):
    edition = make_edition()
    assert dataset([]).published.isoformat() == edition.created_at.astimezone().date().isoformat()
