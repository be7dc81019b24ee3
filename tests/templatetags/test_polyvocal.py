"""`{% load polyvocal %}` in a museum's own template."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from tests.factories import make_object
from tests.saying import say

CHECKOUT = Path(__file__).resolve().parents[2]


def _rendered(source: str, **context: Any) -> str:
    with translation.override("en"):
        return Template("{% load polyvocal %}" + source).render(Context(context))


@pytest.mark.django_db
def test_one_tag_prints_the_voices_of_an_object_anywhere() -> None:
    obj = make_object()
    say(obj, "Ours.", language="en")
    say(obj, "Mine.", perspective="maker", voice="almers", language="en")
    printed = _rendered("{% perspectives object %}", object=obj)
    assert "<polyvocal-carousel" in printed
    assert "Ours." in printed
    assert "/voice/almers/" in printed


@pytest.mark.django_db
def test_the_tag_takes_a_language_and_a_day() -> None:
    obj = make_object()
    say(obj, "Oud.", language="nl", since="1978-01-01")
    say(obj, "Nieuw.", language="nl", since="2021-01-01")
    say(obj, "New.", language="en", since="2021-01-01")
    printed = _rendered('{% perspectives object language="nl" as_of="1990-01-01" %}', object=obj)
    assert "Oud." in printed
    assert "Nieuw." not in printed


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2021-02-30", "yesterday", "9999-12-31"])
def test_the_tag_shows_today_for_a_day_that_is_none_or_has_yet_to_come(day: str) -> None:
    obj = make_object()
    say(obj, "Ours.")
    assert "Ours." in _rendered("{% perspectives object as_of=day %}", object=obj, day=day)


@pytest.mark.django_db
def test_the_tag_keeps_the_query_of_the_page_it_stands_on() -> None:
    obj = make_object()
    say(obj, "Ours.")
    say(obj, "Mine.", perspective="maker")
    printed = _rendered("{% perspectives object %}", object=obj, request=RequestFactory().get("/page/?room=2"))
    assert "?room=2&amp;show=all" in printed
    assert 'name="room" value="2"' in printed


def test_the_assets_are_two_files_of_our_own() -> None:
    printed = _rendered("{% polyvocal_assets %}")
    assert 'href="/static/polyvocal/carousel.css"' in printed
    assert 'type="module" src="/static/polyvocal/carousel.js"' in printed


def test_every_accent_has_a_mark_of_its_own_and_the_ninth_begins_again() -> None:
    marks = [_rendered("{% mark accent %}", accent=accent) for accent in range(9)]
    assert len(set(marks)) == 8
    assert marks[8] == marks[0]


@pytest.mark.parametrize(
    ("tag", "printed"),
    [("ar", 'lang="ar" dir="rtl"'), ("nl", 'lang="nl" dir="ltr"'), ("und", 'lang="" dir="auto"'), ("", "")],
)
def test_words_say_their_language(tag: str, printed: str) -> None:
    assert _rendered("{% in_its_language tag %}", tag=tag) == printed


def test_no_template_holds_a_script_or_a_style_of_its_own() -> None:
    for template in (CHECKOUT / "polyvocal" / "templates").rglob("*.html"):
        source = template.read_text(encoding="utf-8")
        assert "<style" not in source, template
        assert "style=" not in source, template
        assert " onclick=" not in source, template
        assert "<script>" not in source, template


def test_the_carousel_script_stays_under_four_kilobytes() -> None:
    script = (CHECKOUT / "polyvocal/static/polyvocal/carousel.js").read_bytes()
    assert len(gzip.compress(script)) <= 4096
