"""Dossiers in the admin, and the calls to read again what rests on them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from polyvocal import publishing
from polyvocal.models import ProvenanceResearch, Reliance, ResearchDocument, ReviewCall
from polyvocal.object_model import adapter
from tests.factories import ACTOR, make_object, make_source, make_text, make_voice

pytestmark = pytest.mark.django_db

ADD = reverse("admin:polyvocal_provenanceresearch_add")


def typed(**fields):
    """Return what a browser sends from the page of a dossier."""
    return {
        "title": "The De Vries collection", "slug": "", "question": "Who had it in 1941?", "period": "1933/1945",
        "documents-TOTAL_FORMS": 0, "documents-INITIAL_FORMS": 0, "reason_for_change": "Begun.",
    } | fields  # fmt: skip


def page_of(dossier):
    return reverse("admin:polyvocal_provenanceresearch_change", args=[dossier.pk])


def make_dossier(**fields):
    given = {"slug": "de-vries", "title": "De Vries", "question": "Who?", "findings": "Nothing yet."} | fields
    return publishing.save_research(ProvenanceResearch(**given), ACTOR)


def test_a_dossier_is_saved_with_objects_researchers_documents_and_texts(as_role):
    obj, voice, source, text = make_object(), make_voice(), make_source(), make_text()
    reply = as_role("curator").post(ADD, typed(
        objects=f"{adapter().object_number(obj)}\r\n{adapter().identifier(obj)}", voices=[voice.pk],
        texts=f"https://museum.example.org/text/{text.pk}/",
        **{
            "documents-TOTAL_FORMS": 1, "documents-0-kind": "advice", "documents-0-source": source.pk,
            "documents-0-locator": "p. 3",
        },
    ))  # fmt: skip
    assert reply.status_code == 302
    dossier = ProvenanceResearch.objects.get(slug="the-de-vries-collection")
    assert [one.obj for one in dossier.objects_researched.all()] == [obj]
    assert [one.voice for one in dossier.researchers.all()] == [voice]
    assert [one.text for one in dossier.relied_on_by.all()] == [text]
    assert ResearchDocument.objects.get().kind == "advice"
    assert publishing.versions_of(dossier).first().revision.comment.endswith(": Begun.")


def test_what_is_no_longer_wanted_goes_and_what_stays_is_not_touched(as_role):
    dossier, stays, goes = make_dossier(), make_object(), make_object()
    kept = dossier.objects_researched.create(obj=stays)
    dossier.objects_researched.create(obj=goes)
    as_role("curator").post(page_of(dossier), typed(objects=adapter().object_number(stays)))
    assert list(dossier.objects_researched.all()) == [kept]


def test_changed_findings_call_for_a_review_of_what_rests_on_them(as_role):
    dossier, text = make_dossier(), make_text()
    Reliance.objects.create(text=text, research=dossier)
    client = as_role("editor")
    client.post(page_of(dossier), typed(findings="Nothing yet.", texts=str(text.pk)))
    assert not ReviewCall.objects.exists()
    client.post(page_of(dossier), typed(findings="A sale under duress.", texts=str(text.pk)))
    assert ReviewCall.objects.get().words == "A sale under duress."


def test_a_status_is_given_with_a_reason_by_who_publishes_and_stays(as_role):
    dossier = make_dossier()
    client = as_role("curator")
    page = client.post(page_of(dossier), typed(new_status="red")).content.decode()
    assert "Say why" in page
    client.post(page_of(dossier), typed(new_status="in-progress", status_reason="Begun."))
    client.post(page_of(dossier), typed(new_status="red", status_reason="The letter."))
    assert [(one.status, one.reason) for one in dossier.steps.all()] == [
        ("in-progress", "Begun."),
        ("red", "The letter."),
    ]
    page = client.get(page_of(dossier)).content.decode()
    assert "The letter." in page
    as_role("editor").post(page_of(dossier), typed(new_status="green", status_reason="I say so."))
    assert dossier.steps.count() == 2


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"objects": "no such number"}, "No object bears this number"),
        ({"texts": "https://museum.example.org/"}, "No text has this address"),
        ({"period": "long ago"}, "is not understood"),
        ({"title": "يافا"}, "Give a short name in Latin letters"),
        ({"question": ""}, "This field is required"),
        ({"title": "De Vries"}, "Another dossier has this address"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(as_role, fields, told):
    make_dossier()
    assert told in as_role("curator").post(ADD, typed(**fields)).content.decode()
    assert ProvenanceResearch.objects.count() == 1


def test_a_viewer_reads_and_changes_nothing(as_role, as_nobody):
    dossier = make_dossier()
    assert "Nothing yet." in as_role("viewer").get(page_of(dossier)).content.decode()
    for client in (as_role("viewer"), as_nobody):
        assert client.post(page_of(dossier), typed(title="Mine")).status_code == 403
        assert client.post(ADD, typed()).status_code == 403
    assert as_role("superuser").post(page_of(dossier) + "../delete/", {"post": "yes"}).status_code == 403


def test_the_history_tells_who_changed_what_and_why(as_role):
    dossier = make_dossier()
    client = as_role("curator")
    client.post(page_of(dossier), typed(findings="A sale.", reason_for_change="The letter was found."))
    history = reverse("admin:polyvocal_provenanceresearch_history", args=[dossier.pk])
    assert "The letter was found." in client.get(history).content.decode()


def make_call():
    text, dossier = make_text(), make_dossier(slug=f"dossier-{ProvenanceResearch.objects.count()}")
    Reliance.objects.create(text=text, research=dossier)
    dossier.findings = "A sale under duress."
    publishing.save_research(dossier, ACTOR)
    return ReviewCall.objects.get(text=text)


def test_the_worklist_says_what_is_to_be_read_again_and_settles_it(as_role, editor):
    call = make_call()
    client = as_role("editor")
    page = client.get(reverse("admin:polyvocal_worklist")).content.decode()
    for told in ("A sale under duress.", "the findings of a dossier changed", page_of(call.research)):
        assert told in page
    settling = reverse("admin:polyvocal_call_settle", args=[call.pk])
    assert "Give a reason" in client.post(settling, {"settlement": " "}, follow=True).content.decode()
    page = client.post(settling, {"settlement": "It still holds."}, follow=True).content.decode()
    call.refresh_from_db()
    assert (call.settlement, editor.username in call.settled_by) == ("It still holds.", True)
    assert "A sale under duress." not in page
    assert "already settled" in client.post(settling, {"settlement": "Again."}, follow=True).content.decode()


def test_only_who_drafts_settles(as_role):
    settling = reverse("admin:polyvocal_call_settle", args=[make_call().pk])
    assert as_role("viewer").post(settling, {"settlement": "x"}).status_code == 403
    assert as_role("editor").get(settling).status_code == 403
    assert "Settle" not in as_role("viewer").get(reverse("admin:polyvocal_worklist")).content.decode()


def test_more_calls_ask_no_more_queries(as_role):
    client, counted = as_role("curator"), []
    for calls in (1, 4):
        for _number in range(calls):
            make_call()
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("admin:polyvocal_worklist"))
        counted.append(len(captured))
    assert counted[0] == counted[1]
