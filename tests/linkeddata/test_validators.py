"""Records judged by the validators of the field: the official JSON Schemas of Linked Art, and CIDOC-CRM 7.1.3."""

import subprocess
import sys

import pytest

from polyvocal import publishing
from polyvocal.linkeddata.dumps import documents
from polyvocal.linkeddata.formats import FORMATS
from polyvocal.linkeddata.profiles import LINKED_ART
from polyvocal.linkeddata.serialise import json_ld
from polyvocal.models import ProvenanceEvent, Relation
from tests.factories import ACTOR, make_edition, make_rich_content, make_statement, make_text, make_voice
from tests.linkeddata.contested import PAINTING, RESEARCH
from tests.linkeddata.samples import DESCENDANT, GROUP, MUSEUM, OBJECT, SLAVERY

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
        path.write_text("".join(FORMATS[name].stream(LINKED_ART.documents_of(PAINTING), LINKED_ART.writing)), "utf-8")
        verdict = _judged(shared / "validators/cidoc-crm/lint.py", [path])
        assert verdict.returncode == 0, verdict.stdout


def test_the_validators_can_fail(shared, tmp_path):
    path = tmp_path / "wrong.json"
    path.write_text(json_ld(LINKED_ART.documents["voice"](GROUP) | {"about": "nothing"}), "utf-8")
    assert _judged(shared / "validators/linked-art-json/validate.py", [path]).returncode == 1
