"""The dossiers of provenance research, as visitors read them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from polyvocal import publishing
from polyvocal.models import ProvenanceResearch, Reliance, ResearchDocument, ResearchedObject, Researcher
from tests.factories import ACTOR, make_edition, make_object, make_source, make_text, make_voice

pytestmark = pytest.mark.django_db


def _dossier(slug="de-vries", *, is_public=True, **given):
    research = ProvenanceResearch(
        slug=slug, title=f"The dossier {slug}", question="Who had it in 1942?", is_public=is_public,
        **({"findings": "He was forced to sell."} | given),
    )  # fmt: skip
    return publishing.save_research(research, ACTOR)


def _page(client, path, **query):
    response = client.get(path, {"lang": "en", **query})
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_names_public_dossiers_only(client):
    _dossier(), _dossier("secret", is_public=False)
    page = _page(client, "/research/")
    assert 'href="/research/de-vries/"' in page
    assert "secret" not in page


def test_without_dossiers_the_list_says_so(client):
    assert "No dossier has been made public yet." in _page(client, "/research/")


def test_a_dossier_says_what_was_asked_found_and_by_whom(client):
    research, expert = _dossier(outcome="Returned in 2020.", method="Archives."), make_voice("expert")
    Researcher.objects.create(research=research, voice=expert)
    advice = make_source("Advice 1.23", uri="https://committee.example.org/1.23")
    ResearchDocument.objects.create(research=research, kind="advice", source=advice, locator="p. 3")
    page = _page(client, "/research/de-vries/")
    for words in ("Who had it in 1942?", "He was forced to sell.", "Returned in 2020.", "Archives.", "p. 3"):
        assert words in page
    assert '<a href="https://committee.example.org/1.23">Advice 1.23</a>' in page
    assert '<a href="/voice/expert/"' in page
    assert client.get("/voice/expert/").status_code == 200


def test_every_status_stays_with_its_reason_and_the_scale_is_explained(client):
    research = _dossier()
    publishing.give_status(research, ACTOR, status="in-progress", reason="Begun.")
    publishing.give_status(research, ACTOR, status="yellow-red", reason="A letter was found.")
    page = _page(client, "/research/de-vries/")
    assert page.index("Begun.") < page.index("A letter was found.")
    assert "What the statuses mean" in page
    assert '<li aria-current="true">Gaps, signs of looting (yellow-red)</li>' in page
    assert ACTOR.name not in page


def test_a_dossier_that_is_not_public_leaks_nowhere(client):
    obj, expert = make_object(identifier="pot"), make_voice("expert")
    research = _dossier("secret", is_public=False)
    ResearchedObject.objects.create(research=research, obj=obj)
    Researcher.objects.create(research=research, voice=expert)
    assert client.get("/research/secret/").status_code == 404
    assert client.get("/voice/expert/").status_code == 404
    assert "secret" not in _page(client, "/object/pot/")
    assert "secret" not in _page(client, "/object/pot/provenance/")


def test_objects_and_standing_texts_that_rest_on_it_are_linked(client):
    obj, research = make_object(identifier="pot"), _dossier()
    ResearchedObject.objects.create(research=research, obj=obj)
    resting = make_edition(make_text(obj), "It was taken.")
    withdrawn = make_edition(make_text(obj), "Not to be read.")
    for edition in (resting, withdrawn):
        Reliance.objects.create(text=edition.text, research=research)
    publishing.withdraw(withdrawn, ACTOR, reason="Asked for.")
    page = _page(client, "/research/de-vries/")
    assert 'href="/object/pot/"' in page
    assert f'href="/edition/{resting.pk}/"' in page
    assert "Not to be read." not in page


def test_words_behind_a_gate_stay_behind_it(client):
    edition = make_edition(make_text(), "Terrible words.", content_note={"en": "Describes violence."})
    Reliance.objects.create(text=edition.text, research=_dossier())
    page = _page(client, "/research/de-vries/")
    assert f'href="/edition/{edition.pk}/"' in page
    assert "Terrible words." not in page


def test_the_number_of_queries_does_not_depend_on_how_much_stands_in_a_dossier(client):
    few, many = _dossier("few"), _dossier("many")
    for research, number in ((few, 1), (many, 4)):
        for _each in range(number):
            obj = make_object()
            ResearchedObject.objects.create(research=research, obj=obj)
            Reliance.objects.create(text=make_edition(make_text(obj)).text, research=research)
            ResearchDocument.objects.create(research=research, source=make_source())
            Researcher.objects.create(research=research, voice=make_voice())
    counts = []
    for slug in ("few", "many"):
        with CaptureQueriesContext(connection) as captured:
            _page(client, f"/research/{slug}/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
