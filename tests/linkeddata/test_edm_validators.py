"""Records of the Europeana Data Model, judged by its XML schema and by Europeana's closed shapes."""

import subprocess
import sys
from dataclasses import replace

import pytest

from polyvocal import publishing
from polyvocal.linkeddata import dumps, edm_xml
from polyvocal.linkeddata.profiles import EDM
from polyvocal.models import ProvenanceEvent
from polyvocal.records import Image
from tests.factories import ACTOR, make_edition, make_rich_content, make_statement, make_text, make_voice
from tests.linkeddata.contested import PAINTING
from tests.linkeddata.samples import FACTS, OBJECT

pytestmark = [pytest.mark.shared, pytest.mark.once, pytest.mark.django_db]


@pytest.fixture
def written(tmp_path):
    """The sample, an object with everything, and what the write path made, each as a file."""
    text = make_text()
    publishing.publish(publishing.draft(text, ACTOR, content=make_rich_content()), ACTOR)
    make_edition(text, "Better words.")
    publishing.withdraw(make_edition(words="Taken back."), ACTOR, reason="On request.")
    judged = ProvenanceEvent.objects.get(text=make_statement().text)
    publishing.assess(judged, ACTOR, voice=make_voice(), standing="disputed", reason="Nobody was paid.")
    images = (*FACTS.images, Image("https://images.example.org/2.jpg", service="https://iiif.example.org/2"))
    full = replace(OBJECT, facts=replace(FACTS, images=images, manifests=("https://iiif.example.org/manifest",)))
    told = [OBJECT, full, replace(PAINTING, titles={"en": "Still life"})]
    made = [*map(EDM.documents["object"], told), *dumps.documents(EDM)]
    paths = [tmp_path / f"{number:03}.xml" for number in range(len(made))]
    for path, document in zip(paths, made, strict=True):
        path.write_text(edm_xml.one(document, EDM.writing), "utf-8")
    return paths


def _judged(script, paths):
    return subprocess.run([sys.executable, script, *paths], capture_output=True, text=True, check=False)


def test_every_record_fits_the_schema_and_its_order(shared, written):
    verdict = _judged(shared / "validators/edm-xsd/validate.py", written)
    assert verdict.returncode == 0, verdict.stdout
    assert verdict.stdout.count(": ok") == len(written)


def test_every_record_fits_the_closed_shapes(shared, written):
    verdict = _judged(shared / "validators/edm-shacl/validate.py", written)
    assert verdict.returncode == 0, verdict.stdout
    assert verdict.stdout.count(": 0 violations") == len(written)
    # Nothing but that some have no image.
    assert {line.rpartition("| ")[2] for line in verdict.stdout.splitlines() if "| Warning |" in line} <= {
        "At least one of edm:isShownBy or edm:object is required for publication if edm:type='IMAGE'."
    }


def test_the_validators_can_fail(shared, tmp_path):
    document = EDM.documents["object"](OBJECT)
    thing = document["@graph"][0]
    path = tmp_path / "wrong.xml"
    wrong = {**{key: thing[key] for key in ("@id", "@type", "edm:type")}, "dc:title": "Too late"}
    path.write_text(edm_xml.one({"@graph": [wrong]}, EDM.writing), "utf-8")
    assert _judged(shared / "validators/edm-xsd/validate.py", [path]).returncode == 1
    assert _judged(shared / "validators/edm-shacl/validate.py", [path]).returncode == 1
