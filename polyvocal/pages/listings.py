"""Objects as a list shows them: picture, title, number, how many voices, and what was said; in constant queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.templatetags.static import static

from polyvocal.models import Edition
from polyvocal.object_model import adapter
from polyvocal.records import ObjectFacts, Phrase, in_language
from polyvocal.selectors import ALT_TEXT, Archive, titles_of, voices_counted

_STATIC = "static:"


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of an object: where it lies, and what can be seen on it."""

    address: str
    alt: Phrase


@dataclass(frozen=True, slots=True)
class Entry:
    """One object in a list; `said` is what a voice or perspective says about it, where the list is about that."""

    identifier: str
    number: str
    title: Phrase
    picture: Picture | None
    voices: int
    said: Edition | None


def entries(objects: Iterable[Any], *, language: str, said: Mapping[Any, Edition] | None = None) -> list[Entry]:
    """Return the entries of a page of objects, in their order."""
    listed = list(objects)
    made = adapter()
    titles = titles_of(listed, language=language)
    voices = voices_counted(listed)
    return [
        Entry(
            identifier=made.identifier(obj),
            number=made.object_number(obj),
            title=titles[obj.pk],
            picture=picture_of(made.facts(obj), language=language),
            voices=voices.get(obj.pk, 0),
            said=(said or {}).get(obj.pk),
        )
        for obj in listed
    ]


def picture_of(facts: ObjectFacts, *, language: str) -> Picture | None:
    """Return the first picture of an object; `static:…` addresses lie among the site's static files."""
    if not facts.images:
        return None
    image = facts.images[0]
    address = static(image.address.removeprefix(_STATIC)) if image.address.startswith(_STATIC) else image.address
    return Picture(address, in_language(image.alt, language))


def picture_at(archive: Archive, facts: ObjectFacts, *, language: str, moment: datetime) -> Picture | None:
    """Return the first picture; a description that stood as a text at `moment` goes before that of the record."""
    picture = picture_of(facts, language=language)
    standing = (one.standing_at(moment) for one in archive.of_type(ALT_TEXT))
    described = {edition.text.language: edition.words for edition in standing if edition is not None}
    if picture is None or not described:
        return picture
    return Picture(picture.address, in_language(described, language))
