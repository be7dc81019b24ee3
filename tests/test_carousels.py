"""The cards of an object: which, in what order, in which language, with what under them."""

from typing import Any

import pytest
from django.utils import translation

from polyvocal import publishing
from polyvocal.carousels import Carousel, carousel_of
from polyvocal.models import Perspective, Relation
from polyvocal.selectors import archive_of, voices_counted
from tests.factories import ACTOR, make_object, make_source, moment
from tests.saying import say

pytestmark = pytest.mark.django_db


def _carousel(obj: Any, *, language: str = "nl", day: str = "2026-01-01") -> Carousel:
    return carousel_of(archive_of(obj), identifier="x", language=language, moment=moment(day))


def _slugs(carousel: Carousel) -> list[str]:
    return [perspective.slug for perspective in carousel.perspectives]


def test_each_perspective_that_speaks_has_one_card() -> None:
    obj = make_object()
    say(obj, "Label.")
    say(obj, "Catalogue.", text_type="catalogue-text")
    say(obj, "Mine.", perspective="maker", voice="maker")
    carousel = _carousel(obj)
    assert sorted(_slugs(carousel)) == ["maker", "museum"]
    card = next(card for card in carousel.cards if card.perspective.slug == "museum")
    assert [card.first.edition.words, *(one.edition.words for one in card.others)] == ["Label.", "Catalogue."]


def test_titles_and_descriptions_of_images_have_no_card() -> None:
    obj = make_object()
    say(obj, "Bowl", text_type="title")
    say(obj, "A bowl on four feet.", text_type="alt-text")
    assert _carousel(obj).cards == ()


def test_the_declared_order_follows_the_position_of_the_perspectives(settings: Any) -> None:
    settings.POLYVOCAL = {**settings.POLYVOCAL, "CAROUSEL_ORDER": "declared"}
    obj = make_object()
    for slug, position in (("b", 30), ("c", 10), ("a", 20)):
        say(obj, "Words.", perspective=slug)
        Perspective.objects.filter(slug=slug).update(position=position)
    assert _slugs(_carousel(obj)) == ["c", "a", "b"]


def test_the_rotating_order_lets_every_perspective_come_first_and_is_the_same_all_day() -> None:
    obj = make_object()
    for slug in ("a", "b", "c"):
        say(obj, "Words.", perspective=slug)
    firsts = {_slugs(_carousel(obj, day=f"2026-01-{day:02}"))[0] for day in range(1, 29)}
    assert firsts == {"a", "b", "c"}
    assert _slugs(_carousel(obj, day="2026-01-05 09:00")) == _slugs(_carousel(obj, day="2026-01-05 21:00"))


@pytest.mark.parametrize(
    ("language", "words"), [("en", "English."), ("nl", "Nederlands."), ("en-GB", "English."), ("fr", "Nederlands.")]
)
def test_a_text_is_shown_in_the_nearest_language(language: str, words: str) -> None:
    obj = make_object()
    say(obj, "Nederlands.", language="nl")
    say(obj, "English.", language="en")
    first = _carousel(obj, language=language).cards[0].first
    assert first.edition.words == words
    assert len(first.other_languages) == 1


def test_earlier_editions_lie_under_the_present_one_with_the_edition_that_replaced_them() -> None:
    obj = make_object()
    for year in (1978, 2006, 2021):
        say(obj, f"Words of {year}.", since=f"{year}-03-01", reason=f"Because of {year}.")
    sheets = _carousel(obj).cards[0].first.sheets
    assert [(sheet.edition.number, sheet.successor.reason) for sheet in sheets] == [
        (2, "Because of 2021."),
        (1, "Because of 2006."),
    ]


def test_looking_back_shows_the_words_of_that_day_and_only_who_spoke_then() -> None:
    obj = make_object()
    say(obj, "Old words.", since="1978-03-01")
    say(obj, "New words.", since="2021-03-01")
    say(obj, "My words.", perspective="maker", since="2022-01-01")
    carousel = _carousel(obj, day="1990-01-01")
    assert [card.first.edition.words for card in carousel.cards] == ["Old words."]
    assert carousel.cards[0].first.sheets == ()


def test_withdrawn_words_are_on_no_card_and_on_no_sheet() -> None:
    obj = make_object()
    first = say(obj, "Not to be read.", since="1978-03-01")
    say(obj, "New words.", since="2021-03-01")
    publishing.withdraw(first, ACTOR, reason="At the speaker's request.")
    sheet = _carousel(obj).cards[0].first.sheets[0]
    assert sheet.edition.is_withdrawn
    assert sheet.edition.words == ""
    assert _carousel(obj, day="1990-01-01").cards == ()


def test_a_dispute_is_seen_from_both_ends_in_every_language() -> None:
    obj = make_object()
    label = say(obj, "Ours.", language="nl")
    say(obj, "Ours.", language="en")
    reply = say(obj, "Not so.", perspective="descendants", language="en")
    Relation.objects.create(text=reply.text, relation_type="disputes", other=label.text)
    with translation.override("en"):
        cards = {card.perspective.slug: card for card in _carousel(obj, language="en").cards}
    outgoing, incoming = cards["descendants"].first.replies[0], cards["museum"].first.replies[0]
    assert (outgoing.label, outgoing.is_dispute) == ("Disputes", True)
    assert outgoing.shown is not None
    assert outgoing.shown.text.language == "en"
    assert incoming.label == "Disputed by"
    assert incoming.shown == reply


def test_a_reply_is_not_heard_on_a_day_before_it_was_given() -> None:
    obj = make_object()
    label = say(obj, "Ours.", since="1978-01-01")
    reply = say(obj, "Not so.", perspective="descendants", since="2021-01-01")
    Relation.objects.create(text=reply.text, relation_type="disputes", other=label.text)
    assert _carousel(obj, day="1990-01-01").cards[0].first.replies == ()


def test_a_reply_still_names_the_text_it_answers_when_that_was_withdrawn() -> None:
    obj = make_object()
    label = say(obj, "Ours.")
    reply = say(obj, "Not so.", perspective="descendants")
    Relation.objects.create(text=reply.text, relation_type="disputes", other=label.text)
    publishing.withdraw(label, ACTOR, reason="It was wrong.")
    kept = _carousel(obj).cards[0].first.replies[0]
    assert (kept.other, kept.shown) == (label.text, None)


def test_the_page_and_the_list_count_the_same_voices() -> None:
    obj = make_object()
    say(obj, "Bowl", text_type="title", voice="a")
    say(obj, "A bowl on four feet.", text_type="alt-text", voice="b")
    say(obj, "Nederlands.", language="nl", voice="c")
    say(obj, "English.", language="en", voice="d")
    say(obj, "Old.", perspective="maker", voice="e", since="1978-01-01")
    say(obj, "New.", perspective="maker", voice="c")
    assert len(_carousel(obj).voices) == voices_counted([obj])[obj.pk] == 2


def test_a_source_is_listed_once_with_all_who_cite_it() -> None:
    obj = make_object()
    ground = publishing.Ground(make_source("Letter"))
    say(obj, "Ours.", grounds=(ground,))
    say(obj, "Not so.", perspective="descendants", grounds=(ground,))
    (cited,) = _carousel(obj).sources
    assert {perspective.slug for perspective in cited.perspectives} == {"museum", "descendants"}
