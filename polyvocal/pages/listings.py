"""Objects as a list shows them: picture, title, number, how many voices, and what was said; in constant queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.templatetags.static import static

from polyvocal.image_addresses import sized
from polyvocal.models import Edition
from polyvocal.object_model import adapter
from polyvocal.records import ObjectFacts, Phrase, in_language
from polyvocal.selectors import ALT_TEXT, Archive, titles_of, voices_counted

_STATIC = "static:"
_SMALL = 400


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of an object: where it lies, what can be seen on it, and where it lies in small, if anywhere."""

    address: str
    alt: Phrase
    small: str
    licence: str = ""


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
    """Return the first picture of an object."""
    return next(iter(_pictures(facts, language=language)), None)


def pictures_at(archive: Archive, facts: ObjectFacts, *, language: str, moment: datetime) -> list[Picture]:
    """Return the pictures in their order; a description that stood as a text at `moment` goes before the record's.

    Part 1 of the texts describes the first picture, part 2 the second.
    """
    described: dict[int, dict[str, str]] = defaultdict(dict)
    for one in archive.of_type(ALT_TEXT):
        if (edition := one.standing_at(moment)) is not None:
            described[edition.text.part][edition.text.language] = edition.words
    return [
        replace(picture, alt=in_language(described[part], language)) if part in described else picture
        for part, picture in enumerate(_pictures(facts, language=language), start=1)
    ]


def _pictures(facts: ObjectFacts, *, language: str) -> Iterator[Picture]:
    """Yield the pictures of an object; `static:…` addresses lie among the site's static files."""
    for image in facts.pictures:
        is_ours = image.address.startswith(_STATIC)
        address = static(image.address.removeprefix(_STATIC)) if is_ours else image.address
        yield Picture(
            address, in_language(image.alt, language), sized(address, image.service, within=_SMALL), image.licence
        )
