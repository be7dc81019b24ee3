"""Voices, perspectives, sources, relations, showings: recorded with who and why, deleted only when unused."""

import pytest
from django.urls import reverse

from polyvocal import publishing
from polyvocal.models import Perspective, Relation, Showing, Source, Voice
from tests.admin.conftest import page_of
from tests.factories import make_edition, make_perspective, make_source, make_text, make_voice

pytestmark = pytest.mark.django_db

VOICE = {"names--nl": "Dina", "kind": "descendant", "speaks_as": "self", "slug": ""}


def _at(name, step, *keys):
    return reverse(f"admin:polyvocal_{name}_{step}", args=keys)


def test_a_voice_is_saved_by_language_with_its_slug_and_recorded(as_role, curator):
    data = VOICE | {
        "names--en": "Dina", "statement--nl": "Ik spreek voor mijzelf.\r\nEn voor haar.",
        "statement--other-tag": "srn", "statement--other-words": "Mi e taki", "languages": "nl\r\nsrn",
        "active_period": "around 1890", "reason_for_change": "She asked to be named.",
    }  # fmt: skip
    reply = as_role("curator").post(_at("voice", "add"), data)
    assert reply.status_code == 302
    voice = Voice.objects.get(slug="dina")
    assert voice.names == {"nl": "Dina", "en": "Dina"}
    assert voice.statement == {"nl": "Ik spreek voor mijzelf.\nEn voor haar.", "srn": "Mi e taki"}
    assert (voice.languages, voice.active_period) == (["nl", "srn"], "1890~")
    revision = publishing.versions_of(voice).get().revision
    assert revision.user == curator
    assert revision.comment.endswith(": She asked to be named.")


def test_a_taken_slug_gets_a_number_and_a_name_is_asked_for(as_role):
    make_voice("dina")
    client = as_role("curator")
    client.post(_at("voice", "add"), VOICE)
    assert Voice.objects.filter(slug="dina-2").exists()
    page = client.post(_at("voice", "add"), VOICE | {"names--nl": ""}).content.decode()
    assert "Fill in at least one language." in page
    page = client.post(_at("voice", "add"), VOICE | {"names--nl": "دينا"}).content.decode()
    assert "Give a short name in Latin letters" in page


def test_a_saved_slug_stays_and_the_history_tells_who_changed_what_and_why(as_role, curator):
    client = as_role("curator")
    client.post(_at("voice", "add"), VOICE)
    voice = Voice.objects.get(slug="dina")
    change = VOICE | {"names--nl": "Dina Kalidien", "slug": "other", "reason_for_change": "Her full name."}
    client.post(_at("voice", "change", voice.pk), change)
    voice.refresh_from_db()
    assert (voice.slug, str(voice)) == ("dina", "Dina Kalidien")
    page = client.get(_at("voice", "history", voice.pk)).content.decode()
    for told in ("Her full name.", curator.username, "Kalidien"):
        assert told in page


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_only_a_curator_adds_and_changes_voices(as_role, role):
    client = as_role(role)
    assert client.get(_at("voice", "add")).status_code == 403
    assert client.post(_at("voice", "change", make_voice().pk), VOICE).status_code == 403


def test_what_is_used_is_not_deleted_and_what_is_unused_is(as_role):
    edition = make_edition(grounds=(publishing.Ground(make_source()),))
    used = [edition.attributions.get().voice, edition.text.perspective, edition.citations.get().source]
    unused = [make_voice(), make_perspective(), make_source()]
    client = as_role("curator")
    for row in (*used, *unused):
        address = _at(row._meta.model_name, "delete", row.pk)
        assert client.post(address, {"post": "yes"}).status_code == (403 if row in used else 302), row
    assert Voice.objects.filter(pk=used[0].pk).exists()
    assert not Perspective.objects.filter(pk=unused[1].pk).exists()
    assert not Source.objects.filter(pk=unused[2].pk).exists()


@pytest.mark.parametrize(("model", "slug"), [("voice", "unknown"), ("perspective", "museum")])
def test_the_unknown_voice_and_the_house_perspective_are_never_deleted(as_role, model, slug):
    row = (Voice if model == "voice" else Perspective).objects.get(slug=slug)
    assert as_role("superuser").post(_at(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_the_lists_count_the_texts(as_role):
    edition = make_edition()
    make_edition(edition.text, "Two.", voices=[edition.attributions.get().voice])
    page = as_role("viewer").get(_at("voice", "changelist")).content.decode()
    assert '<td class="field-texts_counted">1</td>' in page


def test_a_perspective_keeps_its_mark(as_role):
    row = make_perspective(accent=3)
    data = {"names--en": "Makers", "position": "7", "accent": "5"}
    as_role("curator").post(_at("perspective", "change", row.pk), data)
    row.refresh_from_db()
    assert (row.names, row.position, row.accent) == ({"en": "Makers"}, 7, 5)


def test_a_relation_is_added_from_the_page_of_a_text_among_texts_of_the_same_object(as_role):
    text = make_text()
    other, elsewhere = make_text(text.obj), make_text()
    client = as_role("editor")
    assert client.get(_at("relation", "add")).url == _at("text", "changelist")
    page = client.get(_at("relation", "add") + f"?text={text.pk}").content.decode()
    assert str(other.pk) in page
    assert str(elsewhere.pk) not in page
    data = {"text": text.pk, "relation_type": "disputes", "other": elsewhere.pk}
    assert client.post(_at("relation", "add"), data).status_code == 200
    assert client.post(_at("relation", "add"), data | {"other": other.pk}).url == page_of(text)
    assert publishing.versions_of(Relation.objects.get()).count() == 1
    assert "disputes" in client.get(page_of(text)).content.decode()
    assert "disputes" in client.get(page_of(other)).content.decode()


def test_a_relation_does_not_mean_an_edition_of_a_third_text(as_role):
    edition = make_edition()
    text, other = make_text(edition.text.obj), make_text(edition.text.obj)
    data = {"text": text.pk, "relation_type": "disputes", "other": other.pk, "edition": edition.pk}
    page = as_role("curator").post(_at("relation", "add"), data).content.decode()
    assert "This edition belongs to another text." in page


def test_a_showing_is_added_to_an_edition(as_role):
    edition = make_edition()
    client = as_role("curator")
    assert client.get(_at("showing", "add") + f"?edition={edition.pk}").status_code == 200
    data = {"edition": edition.pk, "place": "Room 2", "shown_from": "2021-05-01"}
    assert client.post(_at("showing", "add"), data).url == page_of(edition.text)
    assert publishing.versions_of(Showing.objects.get()).count() == 1
    assert "Room 2" in client.get(page_of(edition.text)).content.decode()


def test_a_showing_says_where_and_keeps_dates_as_they_are_written(as_role):
    edition = make_edition()
    client = as_role("curator")
    data = {"edition": edition.pk, "exhibition": "Salt", "dates_as_written": "1974"}
    page = client.post(_at("showing", "add"), data | {"exhibition": ""}).content.decode()
    assert "Say in which place or exhibition the words stood." in page
    client.post(_at("showing", "add"), data)
    assert (Showing.objects.get().dates, Showing.objects.get().called) == ("1974", "Salt")
    assert "1974" in client.get(page_of(edition.text)).content.decode()
