"""Public dossiers of provenance research in Linked Art."""

from pathlib import Path

import pytest

from polyvocal import publishing
from polyvocal.linkeddata import gather_research
from polyvocal.linkeddata.dumps import documents
from polyvocal.linkeddata.profiles import LINKED_ART
from polyvocal.linkeddata.serialise import json_ld
from polyvocal.models import ProvenanceResearch, ResearchDocument, ResearchedObject, Researcher
from tests.factories import ACTOR, make_object, make_source, make_voice
from tests.linkeddata.contested import RESEARCH

GOLDEN = Path(__file__).parent / "golden"


def _make_research(slug="de-vries", *, is_public=True):
    return publishing.save_research(
        ProvenanceResearch(slug=slug, title="De Vries", question="What happened?", begun="2021", is_public=is_public),
        ACTOR,
    )


@pytest.mark.once
def test_a_dossier_reads_as_the_golden_file_says():
    assert json_ld(LINKED_ART.documents["research"](RESEARCH)) == (GOLDEN / "research.jsonld").read_text("utf-8")


@pytest.mark.django_db
def test_a_public_dossier_is_gathered_with_all_that_belongs_to_it():
    research, obj, voice = _make_research(), make_object(), make_voice("finder")
    ResearchedObject.objects.create(research=research, obj=obj)
    Researcher.objects.create(research=research, voice=voice)
    ResearchDocument.objects.create(research=research, source=make_source("Letter"), locator="p. 3")
    publishing.give_status(research, ACTOR, status="in-progress", reason="The heirs asked.")
    record = gather_research.research_record("de-vries")
    assert (record.question, record.begun) == ("What happened?", "2021")
    assert [one.reason for one in record.steps] == ["The heirs asked."]
    assert [one.slug for one in record.researchers] == ["finder"]
    assert [(one.title, one.locator) for one in record.documents] == [("Letter", "p. 3")]
    assert len(record.objects) == 1


@pytest.mark.django_db
def test_a_dossier_that_is_not_public_is_in_no_dump():
    _make_research()
    _make_research("secret", is_public=False)
    dumped = [one["id"] for one in documents(LINKED_ART)]
    assert "https://museum.example.org/id/research/de-vries" in dumped
    assert not any("secret" in one for one in dumped)


@pytest.mark.django_db
def test_a_dossier_leads_people_to_its_page_and_machines_to_a_document(client):
    _make_research()
    _make_research("secret", is_public=False)
    page = client.get("/id/research/de-vries", headers={"accept": "text/html"})
    assert (page.status_code, page["Location"]) == (303, "/research/de-vries/")
    assert client.get("/id/research/de-vries.jsonld").json()["_label"] == "De Vries"
    assert client.get("/id/research/secret.jsonld").status_code == 404
