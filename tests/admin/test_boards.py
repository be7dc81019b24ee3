"""The board of an object, in every object model, and beginning a text from it."""

import pytest
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from polyvocal import publishing
from polyvocal.admin import ObjectTextsAdminMixin
from polyvocal.admin.boards import board_of
from polyvocal.models import Perspective, Text
from polyvocal.object_model import get_object_model
from tests.admin.conftest import page_of
from tests.factories import ACTOR, make_draft, make_edition, make_object, make_perspective, make_text, make_voice

pytestmark = pytest.mark.django_db


def _board(obj):
    return reverse("admin:polyvocal_object_texts", args=[quote(obj.pk)])


def _begin(obj):
    return reverse("admin:polyvocal_object_text_add", args=[quote(obj.pk)])


def test_a_cell_tells_state_first_words_speaker_number_and_age(as_role):
    obj = make_object()
    edition = make_edition(make_text(obj), "It came by ship.", voices=[make_voice("dina", names={"en": "Dina"})])
    make_draft(edition.text, "It came by air.")
    page = as_role("viewer").get(_board(obj)).content.decode()
    for told in ("current", "draft", "It came by ship.", "Dina", "edition 1", "today", page_of(edition.text)):
        assert told in page


def test_texts_stand_under_their_perspective_beside_their_type_and_language():
    obj = make_object()
    museum, maker = make_perspective(position=1), make_perspective(position=2)
    label, quote_ = make_text(obj, museum), make_text(obj, maker, text_type="quote", language="nl")
    board = board_of(obj)
    assert board.perspectives == (museum, maker)
    assert [(row.text_type, row.language) for row in board.rows] == [("object-label", "en"), ("quote", "nl")]
    texts = [[[entry.text for entry in cell.entries] for cell in row.cells] for row in board.rows]
    assert texts == [[[label], []], [[], [quote_]]]


def test_withdrawn_words_are_not_on_the_board(as_role):
    edition = make_edition(words="The very first words.")
    publishing.withdraw(edition, ACTOR, reason="Asked.")
    page = as_role("curator").get(_board(edition.text.obj)).content.decode()
    assert "withdrawn" in page
    assert "The very first words." not in page


@pytest.mark.parametrize(("role", "is_invited"), [("viewer", False), ("editor", True), ("curator", True)])
def test_an_empty_board_teaches_and_invites_those_who_may_write(as_role, role, is_invited):
    page = as_role(role).get(_board(make_object())).content.decode()
    assert "Nobody has said anything about this object yet." in page
    assert ("Write the first text" in page) is is_invited


def test_the_board_takes_as_many_queries_for_twelve_texts_as_for_two(as_role):
    obj, client = make_object(), as_role("curator")
    counted = []
    for texts in (2, 10):
        for _number in range(texts):
            make_draft(make_edition(make_text(obj)).text, "New.")
        with CaptureQueriesContext(connection) as captured:
            client.get(_board(obj))
        counted.append(len(captured))
    assert counted[0] == counted[1]


def test_the_link_of_a_museums_own_admin_leads_to_the_board():
    class ArtworkAdmin(ObjectTextsAdminMixin, admin.ModelAdmin):
        """As docs/admin.md says."""

    obj = make_object()
    made = ArtworkAdmin(get_object_model(), admin.site)
    assert _board(obj) in made.texts_link(obj)
    assert made.texts_link(get_object_model()()) == "—"
    assert "texts_link" in made.get_readonly_fields(None)
    assert "texts_link" in made.get_list_display(None)


def test_a_text_begins_in_its_place_and_opens_the_editor(as_role):
    obj, perspective = make_object(), make_perspective()
    data = {"perspective": perspective.pk, "text_type": "quote", "language": "nl"}
    reply = as_role("editor").post(_begin(obj), data)
    text = Text.objects.get()
    assert (text.obj, text.perspective, text.text_type, text.language) == (obj, perspective, "quote", "nl")
    assert reply.url == page_of(text)
    assert "Nothing is public yet." in as_role("editor").get(reply.url).content.decode()


def test_a_curator_makes_a_perspective_on_the_way_and_an_editor_does_not(as_role):
    data = {"new_perspective--en": "The sailors", "text_type": "quote", "other_language": "srn", "language": ""}
    obj = make_object()
    assert as_role("editor").post(_begin(obj), data).status_code == 200
    assert not Text.objects.exists()
    as_role("curator").post(_begin(obj), data)
    text = Text.objects.get()
    assert (text.perspective.slug, text.language) == ("the-sailors", "srn")
    assert publishing.versions_of(text.perspective).count() == 1


def test_a_perspective_without_latin_letters_gets_an_address_too(as_role):
    data = {"new_perspective--other-tag": "ar", "new_perspective--other-words": "البحارة", "text_type": "quote"}
    as_role("curator").post(_begin(make_object()), data | {"language": "nl"})
    assert Perspective.objects.get(names={"ar": "البحارة"}).slug.startswith("perspective-")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"language": "nl"}, "Choose from which perspective"),
        ({"new_perspective--en": "X", "language": ""}, "Say in which language"),
        ({"new_perspective--en": "X", "other_language": "not a tag"}, "is not a language tag"),
    ],
)
def test_a_place_that_is_not_whole_is_asked_for(as_role, data, told):
    page = as_role("curator").post(_begin(make_object()), {"text_type": "quote"} | data)
    assert told in page.content.decode()
    assert not Text.objects.exists()


def test_a_cell_hands_its_place_to_the_form(as_role):
    obj, perspective = make_object(), make_perspective()
    address = f"{_begin(obj)}?perspective={perspective.pk}&text_type=quote&language=ar"
    page = as_role("editor").get(address).content.decode()
    assert f'<option value="{perspective.pk}" selected>' in page
    assert '<option value="quote" selected>' in page
    assert 'value="ar"' in page


def test_a_viewer_begins_nothing_and_an_unknown_object_is_not_found(as_role):
    assert as_role("viewer").get(_begin(make_object())).status_code == 403
    assert as_role("curator").get("/admin/polyvocal/text/about/no-such-object/").status_code == 404


@pytest.mark.default_only
@pytest.mark.parametrize("role", ["viewer", "curator"])
def test_the_page_of_an_object_shows_facts_and_board(as_role, role):
    obj = make_object(former_numbers=["KA 12"])
    make_edition(make_text(obj), "It came by ship.")
    page = as_role(role).get(f"/admin/polyvocal/collectionobject/{obj.pk}/change/").content.decode()
    for told in ("coffee pot", "KA 12", "It came by ship.", _board(obj)):
        assert told in page
    assert "object_names" not in page
    assert 'name="identifier"' not in page


@pytest.mark.default_only
def test_an_object_gets_its_identifier_once(as_role):
    client = as_role("curator")
    rows = {"former_numbers-TOTAL_FORMS": 1, "former_numbers-INITIAL_FORMS": 0, "former_numbers-0-number": "KA 1"}
    client.post("/admin/polyvocal/collectionobject/add/", {"object_number": "A 1", "identifier": "a-1"} | rows)
    obj = get_object_model().objects.get(identifier="a-1")
    rows |= {"former_numbers-INITIAL_FORMS": 0, "former_numbers-TOTAL_FORMS": 0}
    data = {"object_number": "A 2", "identifier": "b-2", "reason_for_change": "Renumbered."} | rows
    client.post(f"/admin/polyvocal/collectionobject/{obj.pk}/change/", data)
    obj.refresh_from_db()
    assert (obj.identifier, obj.object_number) == ("a-1", "A 2")
    assert "Renumbered." in publishing.versions_of(obj)[0].revision.comment
    assert [one.number for one in obj.former_numbers.all()] == ["KA 1"]
