"""The public pages in a real Chromium: keyboard, screen reader, without script, on a phone, in the dark, on paper."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from polyvocal import publishing
from polyvocal.models import Perspective, Relation
from polyvocal.object_model import adapter
from polyvocal.records import Exhibition, Image, ObjectFacts
from tests.factories import ACTOR, make_object, make_source
from tests.saying import address_of, say

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PERSPECTIVES = ("museum", "maker", "descendants", "research")
LONG = " ".join(["It came by ship from a place that the museum did not name."] * 30)


@pytest.fixture
def obj() -> Any:
    """An object with four voices, a dispute, an earlier edition, a gate, an Arabic text, something withdrawn."""
    made = make_object(object_number="1934-0012", former_numbers=["H 212"])
    for accent, slug in enumerate(PERSPECTIVES):
        Perspective.objects.update_or_create(
            slug=slug, defaults={"names": {"en": slug.capitalize()}, "accent": accent, "position": accent}
        )
    say(made, "Sugar bowl with lid", text_type="title", language="en", since="1934-01-01")
    say(made, "Sugar bowl of the Verduyn family", text_type="title", language="en", since="2021-05-01")
    say(made, "A splendid piece.", language="en", since="1978-03-01")
    label = say(made, "The sugar came from plantations.", language="en", since="2021-05-01")
    ground = publishing.Ground(make_source(), "p. 12")
    say(made, "كل غرزة لها اسم", perspective="maker", voice="almers", language="ar", grounds=(ground,))
    reply = say(
        made, "Her name was Dina.", perspective="descendants", voice="dina", language="en",
        content_note={"en": "Describes violence."},
    )  # fmt: skip
    say(made, LONG, perspective="research", voice="vermast", language="en")
    gone = say(made, "Not to be read.", perspective="visitors", voice="visitor", language="en")
    publishing.withdraw(gone, ACTOR, reason="At the speaker’s request.")
    Relation.objects.create(text=reply.text, relation_type="disputes", other=label.text)
    return made


@pytest.fixture(autouse=True)
def _in_the_declared_order(settings: Any) -> None:
    settings.POLYVOCAL = {**settings.POLYVOCAL, "CAROUSEL_ORDER": "declared"}


def test_tabs_follow_the_arrow_keys_and_show_their_voice(live_site: Any, obj: Any) -> None:
    page = live_site.visit(address_of(obj))
    tabs = page.get_by_role("tab")
    expect(tabs).to_have_count(len(PERSPECTIVES))
    tabs.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(tabs.nth(2)).to_have_attribute("aria-selected", "true")
    expect(tabs.nth(2)).to_be_focused()
    expect(page.get_by_role("tabpanel").nth(2)).to_be_in_viewport(ratio=0.5)
    page.keyboard.press("Home")
    expect(tabs.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowLeft")
    expect(tabs.last).to_have_attribute("aria-selected", "true")


def test_buttons_walk_from_voice_to_voice_and_say_where_one_is(live_site: Any, obj: Any) -> None:
    page = live_site.visit(address_of(obj))
    following = page.get_by_role("button", name="Next voice")
    following.click()
    expect(page.locator("polyvocal-carousel [aria-live=polite]")).to_contain_text(re.compile("^2 of 4: Maker"))
    following.click()
    following.click()
    expect(following).to_be_disabled()


def test_swiping_moves_the_chosen_tab_along(live_site: Any, obj: Any) -> None:
    page = live_site.visit(address_of(obj))
    page.locator(".pv-cards").evaluate("list => list.scrollTo({left: list.scrollWidth, behavior: 'instant'})")
    expect(page.get_by_role("tab").nth(3)).to_have_attribute("aria-selected", "true")


def test_a_voice_that_was_chosen_stays_chosen_where_its_way_is_held_up(live_site: Any, obj: Any) -> None:
    page = live_site.visit(address_of(obj))
    held_up = """one => new Promise((come) => {
        one.list.addEventListener("scrollend", () => { one.settle(); come([chosen, one.index]); });
        one.show(2);
        one.settle();
        const chosen = one.index;
    })"""
    assert page.locator("polyvocal-carousel").evaluate(held_up) == [2, 2]
    expect(page.get_by_role("tabpanel").nth(2)).to_be_in_viewport(ratio=0.5)
    page.locator(".pv-cards").evaluate("list => list.scrollTo({left: 0, behavior: 'instant'})")
    expect(page.get_by_role("tab").first).to_have_attribute("aria-selected", "true")


def test_a_click_on_the_card_that_peeks_in_brings_it_forward(live_site: Any, obj: Any) -> None:
    page = live_site.visit(address_of(obj))
    page.locator(".pv-card").nth(1).click(position={"x": 20, "y": 60})
    expect(page.get_by_role("tab").nth(1)).to_have_attribute("aria-selected", "true")


def test_all_voices_can_stand_side_by_side_and_the_address_says_so(live_site: Any, obj: Any) -> None:
    page = live_site.visit(address_of(obj))
    page.get_by_role("button", name="Show all side by side").click()
    expect(page).to_have_url(re.compile(r"\?show=all$"))
    expect(page.get_by_role("tab")).to_have_count(0)
    expect(page.get_by_role("link", name="Maker").first).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Show one at a time")).to_be_visible()


def test_without_script_every_voice_can_be_read_and_chosen(live_site: Any, obj: Any) -> None:
    page = live_site.visit(address_of(obj), page=live_site.new_page(java_script_enabled=False))
    identifier = adapter().identifier(obj)
    page.locator(".pv-tab", has_text="Research").click()
    expect(page).to_have_url(re.compile(f"#{re.escape(identifier)}-research$"))
    expect(page.locator(".pv-card").nth(3)).to_be_in_viewport()
    page.get_by_role("link", name="Show all side by side").click()
    expect(page).to_have_url(re.compile("show=all"))
    expect(page.locator(".pv-card").last).to_be_visible()
    page.locator("input[name=as_of]").fill("1990-01-01")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("This page as it stood on 1 January 1990.")).to_be_visible()
    expect(page.get_by_text("A splendid piece.")).to_be_visible()
    page.get_by_role("link", name="Back to today").click()
    expect(page.get_by_text("The sugar came from plantations.")).to_be_visible()


def test_the_years_of_the_time_line_are_to_be_read_whole(live_site: Any, obj: Any) -> None:
    page = live_site.visit(address_of(obj))
    page.locator(".pv-scale text").first.wait_for()
    cut = page.evaluate("""() => [...document.querySelectorAll('.pv-scale text, .pv-strip a > svg')].filter(one => {
        const inner = one.getBoundingClientRect(), outer = one.closest('.pv-strip').getBoundingClientRect();
        return inner.top < outer.top || inner.bottom > outer.bottom;
    }).length""")
    shown = page.locator(".pv-strip").first.evaluate("one => getComputedStyle(one).overflow")
    assert (cut, shown) == (0, "visible")


def test_a_mark_on_the_time_line_sets_the_page_back(live_site: Any, obj: Any) -> None:
    page = live_site.visit(address_of(obj))
    page.locator(".pv-tick.pv-superseded").first.click()
    expect(page).to_have_url(re.compile("as_of=1978-03-01"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Sugar bowl with lid")


def test_a_gate_that_was_opened_stays_open_for_the_visit(live_site: Any, obj: Any) -> None:
    page = live_site.visit(address_of(obj) + "?show=all")
    expect(page.get_by_text("Her name was Dina.")).to_be_hidden()
    page.get_by_text("Read the text").click()
    expect(page.get_by_text("Her name was Dina.")).to_be_visible()
    page.evaluate("new Promise((come) => setTimeout(come))")  # so that the page has noted it
    page.reload()
    expect(page.get_by_text("Her name was Dina.")).to_be_visible()
    another = live_site.visit(address_of(obj) + "?show=all", page=live_site.new_page())
    assert not another.get_by_text("Her name was Dina.").is_visible()


def test_the_first_step_of_the_keyboard_skips_to_the_content_and_focus_is_seen(live_site: Any, obj: Any) -> None:
    page = live_site.visit(address_of(obj))
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    expect(focused).to_have_attribute("href", "#content")
    expect(focused).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("one => getComputedStyle(one).outlineStyle") == "solid"


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_no_page_is_wider_than_its_window(live_site: Any, obj: Any, width: int) -> None:
    page = live_site.new_page(width=width)
    for address in ("/", "/objects/", address_of(obj), address_of(obj, "history"), address_of(obj, "compare")):
        live_site.visit(address, page=page)
        assert page.evaluate("document.documentElement.scrollWidth") == width, address


def test_touch_targets_of_the_carousel_are_large_enough(live_site: Any, obj: Any) -> None:
    page = live_site.visit(address_of(obj), page=live_site.new_page(width=390, has_touch=True))
    for target in page.locator(".pv-tab, .pv-button:visible, .pv-day button").all():
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 44


def test_paper_holds_every_voice_and_opens_no_gate(live_site: Any, obj: Any) -> None:
    page = live_site.visit(address_of(obj))
    page.emulate_media(media="print")
    for words in ("The sugar came from plantations.", "كل غرزة لها اسم", "A splendid piece."):
        assert page.get_by_text(words).bounding_box()["height"] > 0
    assert not page.get_by_text("Her name was Dina.").is_visible()
    assert page.locator(".pv-tabs").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(live_site: Any, obj: Any, scheme: str) -> None:
    page = live_site.new_page(color_scheme=scheme)
    text = obj.texts.filter(text_type="object-label", perspective__slug="museum").get()
    first, last = text.editions.get(number=1), text.editions.get(number=2)
    gone = obj.texts.get(perspective__slug="visitors").editions.get()
    found = {}
    for address in (
        "/", "/objects/", "/objects/?q=nothing-like-this", address_of(obj), address_of(obj) + "?show=all",
        address_of(obj) + "?as_of=1990-01-01", address_of(obj, "history"), address_of(obj, "compare"),
        address_of(obj, "compare") + f"?a={first.pk}&b={last.pk}", "/perspective/maker/", "/voice/almers/",
        f"/text/{text.pk}/", f"/edition/{first.pk}/",
    ):  # fmt: skip
        live_site.visit(address, page=page)
        found[address] = live_site.accessibility_problems(page)
    for address, status in ((f"/edition/{gone.pk}/", 410), ("/object/nowhere/", 404)):
        live_site.visit(address, page=page, status=status)
        found[address] = live_site.accessibility_problems(page)
    assert {address: problems for address, problems in found.items() if problems} == {}


@pytest.mark.default_only
def test_all_pictures_of_an_object_are_reached_by_keyboard_and_without_script(live_site: Any, obj: Any) -> None:
    images = [Image(f"static:pakhuis/{name}.svg", {"en": name}) for name in ("1934-0012", "1880-0001", "1899-0002")]
    obj.facts = ObjectFacts(
        images=(*images, *images, Image(r"C:\beeld\1.jpg")), exhibitions=(Exhibition("Sugar"),)
    ).as_json()
    obj.save()
    page = live_site.new_page(java_script_enabled=False)
    live_site.visit(address_of(obj), page=page)
    strip = page.get_by_role("navigation", name="Images of this object")
    assert [one.get_attribute("alt") for one in strip.get_by_role("img").all()] == [
        *("1934-0012", "1880-0001", "1899-0002")
    ] * 2
    strip.get_by_role("link").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"1880-0001\.svg$"))
    for width in (1440, 390):
        shown = live_site.visit(address_of(obj), page=live_site.new_page(width=width))
        assert live_site.accessibility_problems(shown) == []
        assert shown.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
