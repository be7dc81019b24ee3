"""Watch lists in the admin: brought in by who may, hits judged with a reason, judged names kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from polyvocal.models import NameHit, WatchedName
from polyvocal.triage import run_triage, take_in_list
from tests.factories import ACTOR
from tests.triage.test_lists import make_named

pytestmark = pytest.mark.django_db

BRING_IN = reverse("admin:polyvocal_watch_list_import")


def uploaded(words, name="dealers"):
    return {"watch_list": name, "file": SimpleUploadedFile("list.csv", words.encode(), content_type="text/csv")}


@pytest.fixture
def hit():
    take_in_list(b"name,note\nAda Quillinger,Dealer in Ely\n", ACTOR, watch_list="dealers")
    make_named("A. Quillinger")
    run_triage()
    return NameHit.objects.get()


def page_of(hit):
    return reverse("admin:polyvocal_namehit_change", args=[hit.pk])


def test_a_curator_brings_a_list_in_and_reads_which_lines_were_left_out(as_role):
    page = (
        as_role("curator").post(BRING_IN, uploaded("name,uri\nAda <b>Quill</b>,\nJan,javascript:x\n")).content.decode()
    )
    assert "New names: 1; changed: 0; as before: 0." in page
    assert "Line 3:" in page
    listed = as_role("curator").get(reverse("admin:polyvocal_watchedname_changelist")).content.decode()
    assert "Ada &lt;b&gt;Quill" in listed


@pytest.mark.parametrize("given", [{}, {"watch_list": "dealers"}, uploaded("who\nAda\n"), uploaded("name\nAda\n", " ")])
def test_what_does_not_fit_is_said(as_role, given):
    assert "errorlist" in as_role("curator").post(BRING_IN, given).content.decode()
    assert not WatchedName.objects.exists()


def test_an_editor_judges_a_hit_beside_the_words_it_was_found_in(as_role, editor, hit):
    client = as_role("editor")
    page = client.get(page_of(hit)).content.decode()
    for told in ("A. Quillinger, Hoorn, 1921", "Ada Quillinger", "Dealer in Ely"):
        assert told in page
    client.post(page_of(hit), {"verdict": "other", "reason": ""})
    client.post(page_of(hit), {"verdict": "guilty", "reason": "x"})
    assert NameHit.objects.get().verdict == ""
    assert client.post(page_of(hit), {"verdict": "other", "reason": "Her aunt."}).status_code == 302
    hit.refresh_from_db()
    assert (hit.verdict, hit.reason, editor.username in hit.judged_by) == ("other", "Her aunt.", True)
    assert "Her aunt." in client.get(page_of(hit)).content.decode()


@pytest.mark.parametrize(("verdict", "is_shown"), [("", True), ("none", True), ("same", False), ("ended", False)])
def test_hits_are_narrowed_by_what_was_made_of_them(as_role, hit, verdict, is_shown):
    page = as_role("viewer").get(reverse("admin:polyvocal_namehit_changelist"), {"verdict": verdict}).content.decode()
    assert ("A. Quillinger</a>" in page) is is_shown


def test_each_role_may_do_its_own(as_role, as_nobody, hit):
    for client in (as_role("viewer"), as_role("editor"), as_nobody):
        assert client.get(BRING_IN).status_code == 403
        assert client.post(BRING_IN, uploaded("name\nJan Valk\n")).status_code == 403
    assert as_role("viewer").post(page_of(hit), {"verdict": "same", "reason": "x"}).status_code == 403
    assert as_nobody.get(page_of(hit)).status_code == 403
    assert as_role("viewer").get(page_of(hit)).status_code == 200


def test_a_name_with_hits_is_not_deleted(as_role, hit):
    deleting = reverse("admin:polyvocal_watchedname_delete", args=[hit.watched_id])
    assert as_role("superuser").post(deleting, {"post": "yes"}).status_code == 403
    other = WatchedName.objects.create(watch_list="dealers", name="Jan Valk")
    deleting = reverse("admin:polyvocal_watchedname_delete", args=[other.pk])
    assert as_role("superuser").post(deleting, {"post": "yes"}).status_code == 302
