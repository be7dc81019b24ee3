"""A curator and an editor at work in a real Chromium: a second voice, review, withdrawal; axe on board and text."""

from typing import Any

import pytest
from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from polyvocal.models import Draft, Edition, Relation, Text
from tests.admin.conftest import page_of
from tests.browsers import search_and_choose
from tests.factories import (
    ACTOR,
    assert_no_current_edition,
    assert_one_current_edition,
    editions_of,
    make_draft,
    make_edition,
    make_object,
    make_perspective,
    make_text,
    make_user,
    make_voice,
    moment,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST = "My great-grandmother cut the cane for this white cone."
BETTER = "My great-grandmother Dina cut the cane for this white cone."
# axe copies style sheets into the page to read them, which our policy rightly refuses; it needs no copies here.
AXE = {"options": {"preload": False}}
MINOR_IN_DJANGO = "empty-table-header"


@pytest.fixture
def museum_text() -> Text:
    """An object that the museum alone speaks about, and a voice and a perspective that wait."""
    make_voice("dina", names={"en": "Anita Kalidien"}, kind="descendant")
    make_perspective("descendants", names={"en": "Descendants"}, accent=3)
    edition = make_edition(make_text(make_object(), make_perspective("label")), "A fine mould.")
    return edition.text


def _board(obj: Any) -> str:
    return reverse("admin:polyvocal_object_texts", args=[quote(obj.pk)])


def _begin_text(page: Page) -> None:
    page.get_by_role("link", name="Add a text", exact=True).click()
    page.get_by_label("Perspective", exact=False).first.select_option(label="Descendants")
    page.get_by_label("Text type").select_option(label="object label")
    page.get_by_label("Language:", exact=True).select_option(label="English")
    page.get_by_role("button", name="Begin writing").click()


def test_a_curator_adds_a_second_voice_publishes_it_and_supersedes_it(live_site: Any, museum_text: Text) -> None:
    curator = make_user("curator")
    page = live_site.sign_in(curator)
    live_site.visit(_board(museum_text.obj), page=page)
    _begin_text(page)
    page.locator("#id_words").fill(FIRST)
    expect(page.locator("#pva-count")).to_have_text("9 words")
    search_and_choose(page, page.locator("[data-rows=voices] .pva-row").first, "Anita Kalidien")
    page.get_by_label("Role:").first.select_option(label="spoken by")
    page.get_by_label("Public since:").fill("2021-05-01")
    page.get_by_role("button", name="Publish …").click()
    expect(page.get_by_text("This becomes edition 1.")).to_be_visible()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Edition 1 is published.")).to_be_visible()

    page.get_by_role("link", name="Write a new version").click()
    page.locator("#id_words").fill(BETTER)
    page.get_by_label("Reason:").fill("She asked that the name be said.")
    page.get_by_role("button", name="Publish …").click()
    expect(page.get_by_text("The present edition stays readable as edition 1, superseded today.")).to_be_visible()
    expect(page.locator("ins", has_text="Dina")).to_be_visible()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Edition 2 is published.")).to_be_visible()

    text = Text.objects.get(perspective__slug="descendants")
    first, second = editions_of(text)
    assert_one_current_edition(text)
    assert (first.words, second.words) == (FIRST, BETTER)
    assert first.published_from == moment("2021-05-01")
    assert second.reason == "She asked that the name be said."
    assert [(one.voice.slug, one.role) for one in second.attributions.all()] == [("dina", "spoken-by")]
    assert curator.username in second.published_by


def test_an_editor_submits_and_a_curator_approves_and_publishes(live_site: Any, museum_text: Text) -> None:
    page = live_site.sign_in(make_user("editor"))
    live_site.visit(f"{page_of(museum_text)}?draft=new", page=page)
    page.locator("#id_words").fill("A fine mould, made for sugar.")
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("Give a reason")).to_be_visible()
    expect(page.locator("#id_words")).to_have_value("A fine mould, made for sugar.")
    page.get_by_label("Reason:").fill("It said nothing of its use.")
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("The draft is in review.")).to_be_visible()
    expect(page.get_by_role("button", name="Publish …")).to_have_count(0)

    reviewer = live_site.sign_in(make_user("curator"), page=live_site.new_page())
    live_site.visit(reverse("admin:polyvocal_worklist"), page=reviewer)
    reviewer.locator(".pva-tasks a").click()
    reviewer.get_by_role("button", name="Approve").click()
    expect(reviewer.get_by_text("The draft is approved")).to_be_visible()
    reviewer.get_by_role("button", name="Publish …").click()
    reviewer.get_by_role("button", name="Publish now").click()
    expect(reviewer.get_by_text("Edition 2 is published.")).to_be_visible()
    assert assert_one_current_edition(museum_text).words == "A fine mould, made for sugar."


def test_withdrawing_leaves_a_tombstone(live_site: Any, museum_text: Text) -> None:
    page = live_site.sign_in(make_user("curator"))
    live_site.visit(page_of(museum_text), page=page)
    page.get_by_role("link", name="Withdraw edition 1").click()
    page.get_by_label("Reason:").fill("At the speaker’s request.")
    page.get_by_role("button", name="Withdraw edition 1").click()
    expect(page.get_by_text("At the speaker’s request.").first).to_be_visible()
    expect(page.get_by_text("A fine mould.").first).to_be_hidden()
    assert_no_current_edition(museum_text)
    edition = Edition.objects.get(text=museum_text)
    assert (edition.state, edition.words) == ("withdrawn", "A fine mould.")
    assert edition.withdrawn_at <= timezone.now()


def test_a_used_last_row_is_followed_by_an_empty_one(live_site: Any, museum_text: Text) -> None:
    page = live_site.sign_in(make_user("editor"))
    live_site.visit(f"{page_of(museum_text)}?draft=new", page=page)
    rows = page.locator("[data-rows=voices] .pva-row")
    before = rows.count()
    search_and_choose(page, rows.last, "Anita Kalidien")
    expect(rows).to_have_count(before + 1)
    assert rows.last.locator("select").first.input_value() == ""
    page.get_by_role("button", name="Save draft").last.click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    draft = Draft.objects.get(text=museum_text, state="draft")
    assert draft.attributions.filter(voice__slug="dina").count() == 1


def test_a_voice_that_is_missing_is_made_on_the_way(live_site: Any, museum_text: Text) -> None:
    page = live_site.sign_in(make_user("curator"))
    live_site.visit(f"{page_of(museum_text)}?draft=new", page=page)
    with page.expect_popup() as opened:
        page.locator("#add_id_voices-1-voice").click()
    popup = opened.value
    popup.get_by_label("English").first.fill("Hassan el-Amrani")
    with popup.expect_event("close"):
        popup.locator("[name=_save]").click()
    expect(page.locator("#id_voices-1-voice option:checked")).to_have_text("Hassan el-Amrani")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_board_text_and_their_forms(
    live_site: Any, museum_text: Text, scheme: str
) -> None:
    draft = make_draft(museum_text, "A fine mould, made for sugar.", actor=ACTOR, reason="Better.")
    other = make_edition(make_text(museum_text.obj, make_perspective()), FIRST)
    Relation.objects.create(text=other.text, relation_type="disputes", other=museum_text)
    page = live_site.sign_in(make_user("curator"), page=live_site.new_page(color_scheme=scheme))
    addresses = [
        _board(museum_text.obj),
        _board(make_object()),
        reverse("admin:polyvocal_object_text_add", args=[quote(museum_text.obj.pk)]),
        page_of(museum_text),
        reverse("admin:polyvocal_draft_publish", args=[museum_text.pk, draft.pk]),
        reverse("admin:polyvocal_draft_history", args=[museum_text.pk, draft.pk]),
        reverse("admin:polyvocal_edition_withdraw", args=[other.pk]),
        reverse("admin:polyvocal_worklist"),
        reverse("admin:polyvocal_collectionobject_change", args=[museum_text.obj.pk]),
    ]
    for address in addresses:
        live_site.visit(address, page=page)
        problems = [one for one in live_site.accessibility_problems(page, **AXE) if MINOR_IN_DJANGO not in one]
        assert problems == [], address


@pytest.mark.parametrize("width", [1440, 768, 390])
def test_board_and_text_page_fit_the_window(live_site: Any, museum_text: Text, width: int) -> None:
    for _number in range(6):
        make_edition(make_text(museum_text.obj), FIRST)
    page = live_site.sign_in(make_user("curator"), page=live_site.new_page(width=width))
    for address in (_board(museum_text.obj), f"{page_of(museum_text)}?draft=new"):
        live_site.visit(address, page=page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_the_editor_works_without_script(live_site: Any, museum_text: Text) -> None:
    page = live_site.sign_in(make_user("editor"), page=live_site.new_page(java_script_enabled=False))
    live_site.visit(f"{page_of(museum_text)}?draft=new", page=page)
    page.locator("#id_words").fill("Written without script.")
    page.get_by_role("button", name="Save draft").last.click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    assert Draft.objects.open().get(text=museum_text).words == "Written without script."
