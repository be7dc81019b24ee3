"""An editor ties words in a real Chromium: by keyboard alone, with axe on every page, in any width."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from polyvocal.models import TermTie, UsedWord
from polyvocal.records import ObjectFacts
from polyvocal.terms import bring_up_to_date, candidate_of, count_words
from tests.factories import make_object, make_term, make_tie, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = {"options": {"preload": False}}
MINOR_IN_DJANGO = ("empty-table-header", "link-in-text-block")
LIST = reverse("admin:polyvocal_usedword_changelist")


@pytest.fixture
def words() -> dict[str, UsedWord]:
    """Words in use, and kept terms: two for silver, one for tin; paper is tied to a term that changed."""
    make_object(facts=ObjectFacts(materials=({"en": "silver"}, {"en": "tin"}, {"en": "paper"})))
    make_object(facts=ObjectFacts(materials=({"en": "silver"},)))
    count_words()
    given = {"source": "https://thesaurus.example.org", "source_name": "Own thesaurus"}
    make_term("https://thesaurus.example.org/1", **given, findable_as="silver", scope_note={"en": "A white metal."})
    make_term("https://thesaurus.example.org/2", **given, labels={"en": "silver leaf"}, findable_as="silver leaf")
    make_term("https://thesaurus.example.org/3", **given, labels={"en": "tin"}, findable_as="tin")
    paper = make_term("https://thesaurus.example.org/4", **given, labels={"en": "papier"}, findable_as="paper")
    make_tie("paper", paper)
    make_tie("paper", paper, obj=make_object())
    bring_up_to_date(paper, candidate_of(make_term(labels={"en": "paper"})), by="Noor")
    return {word.words: word for word in UsedWord.objects.all()}


def page_of(word: UsedWord) -> str:
    return reverse("admin:polyvocal_usedword_change", args=[word.pk])


def test_a_word_is_tied_and_untied_by_keyboard_alone(live_site: Any, words: dict[str, UsedWord]) -> None:
    page = live_site.sign_in(make_user("editor"))
    live_site.visit(page_of(words["silver"]), page=page)
    page.get_by_label("Search for terms").focus()
    page.keyboard.press("Enter")
    choose = page.get_by_role("button", name="This one: silver, Own thesaurus")
    choose.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="tin")).to_be_visible()
    expect(page.get_by_role("status").first).to_contain_text("“silver” stands for “silver”")
    tie = TermTie.objects.get(key="silver")
    assert (tie.term.uri if tie.term else "", tie.ended_at) == ("https://thesaurus.example.org/1", None)
    page.get_by_role("button", name="Undo").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("is undecided again")).to_be_visible()
    tie.refresh_from_db()
    assert tie.ended_at is not None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_the_pages_of_terms(
    live_site: Any, words: dict[str, UsedWord], scheme: str
) -> None:
    page = live_site.sign_in(make_user("editor"), page=live_site.new_page(color_scheme=scheme))
    term = TermTie.objects.filter(key="paper").first()
    addresses = [
        LIST, f"{LIST}?decision=all", *(page_of(word) for word in words.values()),
        f"{reverse('admin:polyvocal_words_exact')}?ticked=1", reverse("admin:polyvocal_words_import"),
        reverse("admin:polyvocal_term_changelist"),
        reverse("admin:polyvocal_term_change", args=[term.term_id if term else 0]),
    ]  # fmt: skip
    for address in addresses:
        live_site.visit(address, page=page)
        found = live_site.accessibility_problems(page, **AXE)
        assert [one for one in found if not any(known in one for known in MINOR_IN_DJANGO)] == [], address


@pytest.mark.parametrize("width", [1440, 390])
def test_the_pages_of_terms_fit_the_window(live_site: Any, words: dict[str, UsedWord], width: int) -> None:
    page = live_site.sign_in(make_user("editor"), page=live_site.new_page(width=width))
    for address in (page_of(words["silver"]), page_of(words["paper"]), reverse("admin:polyvocal_words_exact")):
        live_site.visit(address, page=page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
