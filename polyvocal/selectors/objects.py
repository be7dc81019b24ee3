"""Finding objects: by identifier, by a number they bear or bore, by words that are said about them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from polyvocal.conf import setting
from polyvocal.models import Edition, FormerNumber
from polyvocal.object_model import adapter
from polyvocal.records import Phrase, in_language
from polyvocal.selectors.archive import ALT_TEXT, TITLE

_MOST_WORDS = 10
"""How many words of a search count: every word is a condition more, and a database takes only so many."""


def find_object(identifier: str) -> Any | None:
    """Return the visible object with this public identifier."""
    return adapter().find(identifier)


def object_numbered(number: str) -> Any | None:
    """Return the object that bears this number, else the one object that bore it before."""
    if "\0" in number:
        return None  # PostgreSQL refuses the character itself, even in a question
    made = adapter()
    bearing = list(made.visible().filter(**{made.number_field: number})[:2])
    if not bearing:
        bore = FormerNumber.objects.filter(number=number).values_list("obj_id", flat=True)
        bearing = list(made.visible().filter(pk__in=bore)[:2])
    return bearing[0] if len(bearing) == 1 else None


def objects_listed(
    *, words: str = "", perspective: str = "", voice: str = "", moment: datetime | None = None
) -> "QuerySet[Any]":
    """Return visible objects in browsing order whose fields, numbers or standing texts hold each of `words`."""
    made = adapter()
    found = made.visible()
    if "\0" in f"{words}{perspective}{voice}":
        return made.ordered(found.none())  # nothing holds it, and PostgreSQL refuses to be asked
    standing = Edition.objects.standing_at(moment or timezone.now()).filter(text__obj=OuterRef("pk"))
    borne = FormerNumber.objects.filter(obj=OuterRef("pk"))
    for word in list(dict.fromkeys(words.split()))[:_MOST_WORDS]:
        said = Exists(standing.filter(words__icontains=word)) | Exists(borne.filter(number__icontains=word))
        found = found.filter(made.matching(word) | Q(said))
    speaking = standing.exclude(text__text_type__in=(TITLE, ALT_TEXT))
    if perspective:
        found = found.filter(Exists(speaking.filter(text__perspective__slug=perspective)))
    if voice:
        found = found.filter(Exists(speaking.filter(attributions__voice__slug=voice)))
    return made.ordered(found)


def titles_of(objects: Iterable[Any], *, language: str, moment: datetime | None = None) -> dict[Any, Phrase]:
    """Return what each object is called, by primary key, in the nearest language; one query."""
    listed = list(objects)
    house = setting("HOUSE_PERSPECTIVE")
    standing = Edition.objects.standing_at(moment or timezone.now()).filter(
        text__obj__in=listed, text__text_type=TITLE, text__part=1
    )
    names: dict[Any, dict[str, str]] = {}
    rows = standing.values_list("text__obj_id", "text__language", "words", "text__perspective__slug")
    for pk, tag, words, _perspective in sorted(rows, key=lambda row: row[3] != house):
        names.setdefault(pk, {}).setdefault(tag, words)
    made = adapter()
    return {obj.pk: in_language(names.get(obj.pk, {"und": made.fallback_title(obj)}), language) for obj in listed}


def voices_counted(objects: Iterable[Any], *, moment: datetime | None = None) -> dict[Any, int]:
    """Return how many voices speak in the standing texts about each object; titles and descriptions of images aside."""
    rows = (
        Edition.objects.standing_at(moment or timezone.now())
        .filter(text__obj__in=list(objects))
        .exclude(text__text_type__in=(TITLE, ALT_TEXT))
        .order_by()  # an ordering would count a voice once per edition number
        .values_list("text__obj_id", "attributions__voice_id")
        .distinct()
    )
    counted: dict[Any, int] = {}
    for pk, _voice in rows:
        counted[pk] = counted.get(pk, 0) + 1
    return counted
