"""A curator edits a provenance statement in a real Chromium: read, mend, publish, judge, contradict."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from polyvocal import publishing
from polyvocal.models import Draft, EventAssessment, ProvenanceEvent, Text
from tests.admin.conftest import page_of
from tests.browsers import search_and_choose
from tests.factories import (
    ACTOR,
    make_edition,
    make_object,
    make_perspective,
    make_source,
    make_text,
    make_user,
    make_voice,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = (
    "Cornelis Blaak [1632-1711], Hoorn, by 1690. Salomon de Vries, Amsterdam, acquired by 1921; purchased by "
    "Kunsthandel Merel, Amsterdam, 1941. It hung in the hall for ages and nobody knew."
)
AXE = {"options": {"preload": False}}


@pytest.fixture
def statement() -> Text:
    """A provenance statement as an import leaves it: words alone."""
    make_voice("heirs", names={"en": "Heirs of Salomon de Vries"}, kind="descendant")
    make_perspective("descendants", names={"en": "Descendants"}, accent=3)
    make_source("Letter of Rosa de Vries")
    text = make_text(make_object(), make_perspective("museum-provenance"), text_type="provenance-statement")
    return make_edition(text, WORDS).text


def test_a_statement_is_read_mended_published_judged_and_contradicted(live_site: Any, statement: Text) -> None:
    page = live_site.sign_in(make_user("curator"))
    live_site.visit(f"{page_of(statement)}?draft=new", page=page)
    page.get_by_role("button", name="Read the words").click()
    expect(page.get_by_text("4 events, of which 1 could not be understood")).to_be_visible()
    expect(page.locator(".pva-not-read")).to_have_count(1)

    page.locator("#event-3").get_by_role("button", name="Change …").click()
    page.get_by_label("How:").select_option(label="Sale under duress")
    page.get_by_label("Leave the words as they are").wait_for()
    page.get_by_role("button", name="Save the event in the draft").click()
    expect(page.get_by_text("Its clause now reads: “sold under duress to Kunsthandel Merel")).to_be_visible()
    page.get_by_label("Reason:").fill("The letter of Rosa de Vries.")
    page.get_by_role("button", name="Publish …").click()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Edition 2 is published.")).to_be_visible()

    page.locator(".pva-event").nth(2).get_by_role("link", name="Judgements and rivals").click()
    search_and_choose(page, page.locator(".field-voice"), "Heirs of Salomon")
    page.get_by_label("Judgement:").select_option(label="disputed")
    page.get_by_label("Why:").fill("He never saw a cent of it.")
    search_and_choose(page, page.locator(".field-source"), "Letter of Rosa")
    page.get_by_role("button", name="Record this judgement").click()
    expect(page.get_by_text("The judgement is recorded.")).to_be_visible()
    assert EventAssessment.objects.get().source.title == "Letter of Rosa de Vries"

    page.get_by_role("link", name="Another voice says otherwise …").click()
    search_and_choose(page, page.locator(".field-voice"), "Heirs of Salomon")
    page.get_by_label("Perspective:").select_option(label="Descendants")
    page.get_by_label("What they say of this step:").fill("Taken from him in 1941.")
    page.get_by_role("button", name="Begin their statement").click()
    page.get_by_role("button", name="Publish …").click()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Edition 1 is published.")).to_be_visible()
    page.get_by_role("link", name="All statements side by side").click()
    expect(page.get_by_text("contested").first).to_be_visible()
    assert ProvenanceEvent.objects.values("step").distinct().count() == 4


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_the_pages_of_provenance(live_site: Any, statement: Text, scheme: str) -> None:
    content = publishing.content_of(statement.editions.get())
    draft = publishing.draft(statement, ACTOR, content=publishing.events_read(content, language="en"))
    publishing.publish(draft, ACTOR, reason="Read.")
    again = publishing.draft(statement, ACTOR, content=publishing.content_of(statement.editions.get(number=2)))
    event = ProvenanceEvent.objects.first()
    assert event is not None
    publishing.assess(event, ACTOR, voice=make_voice(), standing="disproved", reason="He was dead.")
    page = live_site.sign_in(make_user("curator"), page=live_site.new_page(color_scheme=scheme))
    for address in (
        page_of(statement),
        reverse("admin:polyvocal_draft_event", args=[statement.pk, again.pk, 4]),
        reverse("admin:polyvocal_event", args=[event.pk]),
        reverse("admin:polyvocal_event_rival", args=[event.pk]),
        reverse("admin:polyvocal_object_provenance", args=[statement.obj_id]),
        reverse("admin:polyvocal_text_grounds", args=[statement.pk]),
    ):
        live_site.visit(address, page=page)
        problems = [one for one in live_site.accessibility_problems(page, **AXE) if "empty-table-header" not in one]
        assert problems == [], address
    assert Draft.objects.open().count() == 1
