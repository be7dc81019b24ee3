"""The description of the dataset in schema.org and DCAT terms."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, RDFS, SDO, SKOS, XSD, Namespace

from polyvocal.linkeddata import dataset_dcat, plain
from polyvocal.linkeddata.dataset import PREFIXES, SCHEMA, dataset, schema_org
from polyvocal.linkeddata.formats import FORMATS
from polyvocal.linkeddata.kept import KeptDump
from polyvocal.linkeddata.services import Service
from tests.factories import make_edition

pytestmark = pytest.mark.django_db

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
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


WHAT_IT_IS = {
    DCTERMS.publisher: FOAF.Agent,
    DCTERMS.creator: FOAF.Agent,
    DCTERMS.license: DCTERMS.LicenseDocument,
    DCTERMS.rights: DCTERMS.RightsStatement,
    DCTERMS.accessRights: DCTERMS.RightsStatement,
    DCTERMS.conformsTo: DCTERMS.Standard,
    DCTERMS.language: DCTERMS.LinguisticSystem,
    DCTERMS.spatial: DCTERMS.Location,
    DCTERMS.temporal: DCTERMS.PeriodOfTime,
    DCAT.mediaType: DCTERMS.MediaType,
    DCAT.compressFormat: DCTERMS.MediaType,
    DCAT.contactPoint: VCARD.Kind,
    DCAT.landingPage: FOAF.Document,
    DCAT.theme: SKOS.Concept,
    DCAT.service: DCAT.DataService,
}


def test_dcat_says_of_all_that_it_names_what_it_is(described):
    graph = _dcat(described)
    for name, kind in WHAT_IT_IS.items():
        named = set(graph.objects(None, name))
        assert named, name
        assert {one for one in named if (one, RDF.type, kind) not in graph} == set(), name
    assert all(graph.value(one, SKOS.prefLabel) for one in graph.subjects(RDF.type, SKOS.Concept))


def test_dcat_states_rights_once_for_every_file_whatever_the_languages(described):
    graph = _dcat(described)
    (rights,) = graph.objects(DOWNLOAD, DCTERMS.rights)
    assert {one.language for one in graph.objects(rights, RDFS.label)} == {"nl", "en"}


def test_dcat_names_both_ends_of_a_period_by_what_they_are(described):
    def ends(written):
        graph = _dcat(replace(described, temporal=written))
        period = graph.value(THIS, DCTERMS.temporal)
        return [graph.value(period, one) for one in (DCAT.startDate, DCAT.endDate, RDFS.label)]

    year, day = Literal("1600", datatype=XSD.gYear), Literal("2026-01-31", datatype=XSD.date)
    assert ends("1600/2026-01-31") == [year, day, None]
    assert ends("1600/..") == [year, None, None]
    assert ends("the age of sail") == [None, None, Literal("the age of sail")]
    assert ends("") == [None, None, None]


def test_dcat_says_of_every_service_what_the_dutch_profile_asks(described):
    graph = _dcat(described)
    for service in _services(described):
        for name in (DCTERMS.identifier, DCTERMS.publisher, DCAT.contactPoint, DCAT.endpointDescription):
            assert len(list(graph.objects(service, name))) == 1, (service, name)
        for name in (DCTERMS.title, DCTERMS.description, DCTERMS.accessRights, DCTERMS.license, DCAT.theme):
            assert graph.value(service, name) is not None, (service, name)
    oai = URIRef("https://museum.example.org/oai#service")
    assert graph.value(oai, DCAT.endpointDescription) == URIRef("https://museum.example.org/oai?verb=Identify")
    assert graph.value(THIS, DCTERMS.identifier) == Literal(str(THIS))


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
