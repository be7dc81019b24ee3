"""Who had an object, in a real Chromium: on a phone, in the dark, on paper, without script, for screen readers."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from polyvocal import publishing
from polyvocal.models import (
    Place,
    ProvenanceEvent,
    ProvenanceResearch,
    Reliance,
    ResearchDocument,
    ResearchedObject,
    Researcher,
)
from polyvocal.publishing import Ground, events_of
from polyvocal.records import ObjectFacts, PartyRecord, Span, TenureRecord
from tests.factories import ACTOR, make_event, make_object, make_source, make_statement, make_voice
from tests.saying import address_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DOSSIER = "/research/de-vries/"


@pytest.fixture
def obj() -> Any:
    """An object with gaps, a direct step, rivals, judgements, places on a map, words not understood, and a dossier."""
    made, letter = make_object(facts=ObjectFacts(produced=Span("1640", "1640"))), make_source("Letter of 1943")
    for name, latitude in (("Hoorn", 52.64), ("Amsterdam", 52.37)):
        Place.objects.create(name=name, latitude=latitude, longitude=5)
    edition = make_statement(
        make_event("Jan de Boer, 1921", Ground(letter, "l. 4"), is_direct=True, price="fl. 30"),
        make_event(
            "sold to Merel, 1941", is_certain=False, receiver=PartyRecord("Merel", place="Amsterdam"),
            tenure=TenureRecord("1941", "1941", "1941"),
        ),
        make_event("per 12 x qqq", is_understood=False, receiver=None),
        obj=made, voices=[make_voice("museum")],
    )  # fmt: skip
    sale = events_of(edition)[1].record
    make_statement(
        make_event("taken by Merel", Ground(letter), method="sale_under_duress", step=sale.step),
        obj=made, voices=[make_voice("heirs")], content_note={"en": "Speaks of persecution."},
    )  # fmt: skip
    publishing.assess(
        ProvenanceEvent.objects.get(pk=sale.id), ACTOR, voice=make_voice("expert"), standing="disproved", reason="No."
    )
    _make_dossier(made, edition)
    return made


def _make_dossier(obj: Any, edition: Any) -> None:
    research = ProvenanceResearch(slug="de-vries", title="De Vries", question="Who had it?", is_public=True)
    publishing.save_research(research, ACTOR)
    publishing.give_status(research, ACTOR, status="yellow-red", reason="A letter.")
    ResearchedObject.objects.create(research=research, obj=obj)
    Researcher.objects.create(research=research, voice=make_voice("archivist"))
    ResearchDocument.objects.create(research=research, kind="advice", source=make_source("Advice 1.23"))
    Reliance.objects.create(text=edition.text, research=research)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_provenance(live_site: Any, obj: Any, scheme: str) -> None:
    page = live_site.new_page(color_scheme=scheme)
    found = {}
    for address in (address_of(obj, "provenance"), address_of(obj), "/research/", DOSSIER):
        live_site.visit(address, page=page)
        found[address] = live_site.accessibility_problems(page)
    assert {address: problems for address, problems in found.items() if problems} == {}


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_is_wider_than_the_screen(live_site: Any, obj: Any, width: int) -> None:
    page = live_site.new_page(width=width)
    for address in (address_of(obj, "provenance"), address_of(obj), "/research/", DOSSIER):
        live_site.visit(address, page=page)
        assert page.evaluate("document.documentElement.scrollWidth") == width, address


def test_rivals_stand_beside_each_other_and_on_a_phone_one_under_the_other(live_site: Any, obj: Any) -> None:
    boxes = {}
    for width in (1440, 390):
        page = live_site.visit(address_of(obj, "provenance"), page=live_site.new_page(width=width))
        claims = page.locator(".pv-contested .pv-claim")
        boxes[width] = claims.nth(0).bounding_box(), claims.nth(1).bounding_box()
    assert boxes[1440][0]["y"] == boxes[1440][1]["y"]
    assert boxes[390][0]["y"] + boxes[390][0]["height"] <= boxes[390][1]["y"]


def test_without_script_everything_is_read_and_the_note_opens(live_site: Any, obj: Any) -> None:
    page = live_site.visit(address_of(obj, "provenance"), page=live_site.new_page(java_script_enabled=False))
    for words in ("fl. 30", "per 12 x qqq", "it went straight on to the next", "The statement says “possibly”."):
        assert page.get_by_text(words).first.is_visible(), words
    words = page.locator(".pv-claims").get_by_text("taken by Merel")
    assert not words.is_visible()
    page.locator(".pv-claims .pv-gate summary").click()
    expect(words).to_be_visible()


def test_the_map_is_named_and_its_table_leads_to_the_claims(live_site: Any, obj: Any) -> None:
    page = live_site.visit(address_of(obj, "provenance"))
    assert page.get_by_role("img", name="The places that are named").is_visible()
    page.get_by_role("table").get_by_role("link", name="Merel").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#claim-"))
    expect(page.locator(".pv-claim:target").get_by_text("sold to Merel, 1941")).to_be_visible()


def test_paper_holds_the_owners_the_judgements_and_the_map(live_site: Any, obj: Any) -> None:
    page = live_site.visit(address_of(obj, "provenance"))
    page.emulate_media(media="print")
    for words in ("Jan de Boer, 1921", "sold to Merel, 1941"):
        assert page.locator(".pv-claims").get_by_text(words).is_visible()
    assert page.locator(".pv-map-drawing").is_visible()
    assert page.locator(".pv-nav").is_hidden()
