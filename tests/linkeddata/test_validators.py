"""Records judged by the validators of the field: the JSON Schemas of Linked Art, CIDOC-CRM 7.1.3, and LIDO 1.1."""

import subprocess
import sys

import pytest
from lxml import etree

from polyvocal import publishing
from polyvocal.linkeddata import gather
from polyvocal.linkeddata.dumps import documents
from polyvocal.linkeddata.formats import FORMATS
from polyvocal.linkeddata.lido import XML, object_document
from polyvocal.linkeddata.profiles import LINKED_ART
from polyvocal.linkeddata.serialise import json_ld
from polyvocal.linkeddata.writings import WITHOUT_RDF
from polyvocal.models import ProvenanceEvent, Relation
from polyvocal.records import ObjectRecord
from tests.factories import ACTOR, make_edition, make_rich_content, make_statement, make_text, make_voice
from tests.linkeddata.contested import PAINTING, RESEARCH
from tests.linkeddata.samples import DESCENDANT, GROUP, MUSEUM, OBJECT, SLAVERY

SCHEMATRON = "{http://purl.oclc.org/dsdl/schematron}"
LIDO_SPACES = {
    "lido": "http://www.lido-schema.org",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
pytestmark = [pytest.mark.shared, pytest.mark.once, pytest.mark.django_db]


@pytest.fixture
def written(tmp_path):
    """Documents of the sample, and of what the write path made, as files."""
    disputed, disputing = make_text(), make_text()
    publishing.publish(publishing.draft(disputed, ACTOR, content=make_rich_content()), ACTOR)
    publishing.withdraw(make_edition(disputed, "Taken back."), ACTOR, reason="On request.")
    make_edition(disputing)
    judged = ProvenanceEvent.objects.get(text=make_statement().text)
    publishing.assess(judged, ACTOR, voice=make_voice(), standing="disputed", reason="Nobody was paid.")
    Relation.objects.create(text=disputing, relation_type="disputes", other=disputed)
    sampled = [
        *LINKED_ART.documents_of(OBJECT),
        *map(LINKED_ART.documents["voice"], (MUSEUM, GROUP, DESCENDANT)),
        LINKED_ART.documents["perspective"](SLAVERY),
        *LINKED_ART.documents_of(PAINTING),
        LINKED_ART.documents["research"](RESEARCH),
    ]
    paths = []
    for number, document in enumerate([*sampled, *documents(LINKED_ART)]):
        path = tmp_path / f"{number:03}.json"
        path.write_text(json_ld(document), "utf-8")
        paths.append(path)
    return paths


def _lido(obj):
    return XML.one(object_document(obj), WITHOUT_RDF).encode()


def _judged(script, paths):
    return subprocess.run([sys.executable, script, *paths], capture_output=True, text=True, check=False)


def test_every_record_fits_the_official_schemas(shared, written):
    verdict = _judged(shared / "validators/linked-art-json/validate.py", written)
    assert verdict.returncode == 0, verdict.stdout
    assert f"{len(written)} records, 0 failed" in verdict.stdout


def test_every_record_fits_the_domains_and_ranges_of_cidoc_crm(shared, written):
    verdict = _judged(shared / "validators/cidoc-crm/lint.py", written)
    assert verdict.returncode == 0, verdict.stdout


def test_the_named_graphs_of_claims_fit_the_domains_and_ranges_of_cidoc_crm(shared, tmp_path):
    for name in ("nq", "trig"):
        path = tmp_path / f"claims.{name}"
        path.write_text(
            b"".join(FORMATS[name].stream(LINKED_ART.documents_of(PAINTING), LINKED_ART.writing)).decode(), "utf-8"
        )
        verdict = _judged(shared / "validators/cidoc-crm/lint.py", [path])
        assert verdict.returncode == 0, verdict.stdout


def test_every_object_fits_the_schema_of_lido(shared, written, tmp_path):
    objects = [OBJECT, PAINTING, ObjectRecord("bare"), *gather.gathered(gather.objects_to_export())]
    paths = [tmp_path / f"{number:03}.lido.xml" for number in range(len(objects))]
    for path, obj in zip(paths, objects, strict=True):
        path.write_bytes(_lido(obj))
    whole = tmp_path / "whole.lido.xml"
    whole.write_text(b"".join(XML.stream(map(object_document, objects), WITHOUT_RDF)).decode(), "utf-8")
    verdict = _judged(shared / "validators/lido-xsd/validate.py", [*paths, whole])
    assert verdict.returncode == 0, verdict.stdout
    assert verdict.stdout.count(": ok") == len(objects) + 1 >= 7


def test_every_object_fits_the_rules_within_the_schema_of_lido(shared, written):
    rules = _rules_of(shared / "validators/lido-xsd/lido-v1.1.xsd")
    assert len(rules) > 40
    for obj in [OBJECT, PAINTING, ObjectRecord("bare"), *gather.gathered(gather.objects_to_export())]:
        assert _broken(etree.fromstring(_lido(obj)), rules) == []
    wrong = etree.fromstring(_lido(OBJECT).replace(b"lido00921", b"lido00999"))
    assert {context for context, _test in _broken(wrong, rules)} == {"lido:rightsType"}


def _rules_of(schema):
    """The Schematron rules that the schema holds, each with the tests of those it extends."""
    rules = list(etree.parse(schema).iter(f"{SCHEMATRON}rule"))
    abstract = {rule.get("id"): rule for rule in rules}
    return [
        (rule.get("context"), one.tag == f"{SCHEMATRON}report", one.get("test"))
        for rule in rules
        if rule.get("context")
        for source in (rule, *(abstract[one.get("rule")] for one in rule.iter(f"{SCHEMATRON}extends")))
        for one in source.iter(f"{SCHEMATRON}assert", f"{SCHEMATRON}report")
    ]


def _broken(record, rules):
    return [
        (context, test)
        for context, is_report, test in rules
        for node in record.xpath(f"//{context}", namespaces=LIDO_SPACES)
        if bool(node.xpath(test, namespaces=LIDO_SPACES)) == is_report
    ]


def test_the_validators_can_fail(shared, tmp_path):
    path = tmp_path / "wrong.json"
    path.write_text(json_ld(LINKED_ART.documents["voice"](GROUP) | {"about": "nothing"}), "utf-8")
    assert _judged(shared / "validators/linked-art-json/validate.py", [path]).returncode == 1
    path.write_bytes(_lido(OBJECT).replace(b"lido:titleSet", b"lido:title"))
    assert _judged(shared / "validators/lido-xsd/validate.py", [path]).returncode == 1
