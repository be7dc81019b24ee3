"""`{% load polyvocal %}`: the perspectives of an object on any page, and how words, dates and languages are printed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from polyvocal.carousels import carousel_of
from polyvocal.conf import label_of, setting
from polyvocal.dates_in_words import in_words
from polyvocal.languages import direction, language_name
from polyvocal.linkeddata.within_pages import json_within_html, links_to
from polyvocal.models import Edition, Standing
from polyvocal.object_model import adapter
from polyvocal.pages.ribbons import gap_in_words
from polyvocal.provenance import Gap
from polyvocal.records import UNKNOWN_LANGUAGE, Phrase, in_language
from polyvocal.selectors import archive_of
from polyvocal.timelines import day_written, moment_on, time_line

register = template.Library()

MARKS = (
    "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z",
    "M2 2h12v12H2z",
    "M8 1l7.4 13.4H.6z",
    "M8 0l8 8-8 8-8-8z",
    "M5.5 1h5v4.5H15v5h-4.5V15h-5v-4.5H1v-5h4.5z",
    "M4 1h8l4 7-4 7H4L0 8z",
    "M1 3h14L8 15z",
    "M8 0l2.4 5.3 5.8.6-4.3 3.9 1.2 5.7L8 12.6l-5.1 2.9 1.2-5.7L-.2 5.9l5.8-.6z",
)
"""One shape per accent, drawn in a square of 16: perspectives are told apart without their colour."""


@register.inclusion_tag("polyvocal/_carousel.html", takes_context=True)
def perspectives(
    context: Mapping[str, Any], obj: Any, language: str | None = None, as_of: date | str | None = None
) -> dict[str, Any]:
    """Print the carousel and the time line: `{% perspectives object language="nl" as_of="2021-05-01" %}`.

    What is no day is passed over, so that a page may hand on what its visitor wrote.
    """
    archive = archive_of(obj)
    identifier = adapter().identifier(obj)
    now = timezone.now()
    day = day_written(as_of) if isinstance(as_of, str) else as_of
    wanted = language or get_language() or "en"
    request = context.get("request")
    return {
        "carousel": carousel_of(archive, identifier=identifier, language=wanted, moment=moment_on(day, now=now)),
        "time_line": time_line(archive, now=now, chosen=day),
        "identifier": identifier,
        "language": wanted,
        "query": request.GET if request else QueryDict(),
        "request": request,
    }


@register.inclusion_tag("polyvocal/_assets.html")
def polyvocal_assets() -> dict[str, Any]:
    """Print the style sheet and the module script that the carousel needs; once, in the head."""
    return {}


@register.inclusion_tag("polyvocal/_told_of.html")
def told_of(kind: str, key: object) -> dict[str, Any]:
    """Print, in the head of the page about a thing, where machines find its documents: `{% told_of "object" key %}`.

    Nothing is printed where a museum leaves the identifiers out of its addresses.
    """
    return {"links": links_to(kind, str(key))}


@register.simple_tag
def told_within(document: Mapping[str, Any] | None) -> SafeString:
    """Print a document as data for machines within the page; it is no script, so a strict policy lets it stand."""
    if not document:
        return SafeString("")
    return format_html('<script type="application/ld+json">{}</script>', json_within_html(document))


@register.inclusion_tag("polyvocal/_mark.html")
def mark(accent: int) -> dict[str, str]:
    """Print the mark of a perspective's accent."""
    return {"path": MARKS[accent % len(MARKS)]}


@register.simple_tag
def mark_path(accent: int) -> str:
    """Print the outline of an accent's mark, for use inside another drawing."""
    return MARKS[accent % len(MARKS)]


@register.simple_tag
def institution() -> Phrase:
    """Print the name of the museum."""
    return in_language(setting("INSTITUTION"), get_language() or "en")


@register.simple_tag
def in_its_language(tag: str) -> SafeString:
    """Print the `lang` and `dir` attributes of words in a language; an unknown one is said to be unknown."""
    if tag == UNKNOWN_LANGUAGE:
        return SafeString('lang="" dir="auto"')
    return format_html('lang="{}" dir="{}"', tag, direction(tag)) if tag else SafeString("")


@register.simple_tag
def gap_words(gap: Gap) -> str:
    """Print which years of a provenance are open."""
    return gap_in_words(gap)


@register.filter
def accent_class(accent: int) -> str:
    """Return the class that gives an element the colour and pattern of an accent."""
    return f"pv-accent-{int(accent) % len(MARKS)}"


@register.filter
def named_language(tag: str) -> str:
    """Return the name of a language."""
    return language_name(tag)


@register.filter
def named_period(edtf: str) -> str:
    """Return an EDTF date or period in words."""
    return in_words(edtf, get_language() or "en")


@register.filter
def labelled(code: str, vocabulary: str) -> str:
    """Return the label of a code of a controlled list: `{{ voice.kind|labelled:"voice_kind" }}`."""
    return label_of(vocabulary, code)


@register.filter
def standing_label(standing: str) -> str:
    """Return how a claim stands, in the active language."""
    return str(Standing(standing).label)


@register.filter
def phrased(names: Mapping[str, str], language: str = "") -> Phrase:
    """Return words by language as the phrase nearest to `language` or to the active one."""
    return in_language(names, language or get_language() or "en")


@register.filter
def paragraphs(words: str) -> list[str]:
    """Return the paragraphs of plain words: an empty line parts them."""
    return [part.strip() for part in words.replace("\r\n", "\n").split("\n\n") if part.strip()]


@register.filter
def is_in(tag: str, language: str) -> bool:
    """Whether a language tag is the wanted language, whatever its region."""
    return tag.split("-")[0] in (language.split("-")[0], UNKNOWN_LANGUAGE)


@register.filter
def is_web_address(written: str) -> bool:
    """Whether what somebody wrote as an address may be a link: it leads to the web and runs no script."""
    return written.lower().startswith(("https://", "http://"))


@register.filter
def edition_address(edition: Edition) -> str:
    """Return the permanent address of an edition."""
    return f"{setting('BASE_URI')}/id/edition/{edition.pk}"
