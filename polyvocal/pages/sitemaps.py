"""What a site map names: every page about something public, and when it last changed."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from math import ceil
from typing import Any

from django.db.models import DateTimeField, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.urls import NoReverseMatch, reverse

from polyvocal.models import Edition
from polyvocal.object_model import adapter
from polyvocal.selectors import perspectives_in_use, public_research, public_voices

SIZE = 20_000
"""Addresses in one part; sitemaps.org allows 50,000 and 50 MB, and every address comes with those of its languages."""

OBJECTS = "objects"

Entry = tuple[str, datetime | None]
"""The path of a page, and when it last changed, None where nobody knows."""

_HEAVY = ("facts", "findable_as")


def parts(size: int = SIZE) -> list[tuple[str, int]]:
    """Return the parts of the site map by name and number, from one; one query."""
    pages = max(1, ceil(adapter().visible().count() / size))
    return [*((name, 1) for name in _OTHERS), *((OBJECTS, number) for number in range(1, pages + 1))]


def entries_of(name: str, number: int, *, size: int = SIZE) -> Iterator[Entry]:
    """Yield what one part names, whatever the number of objects without holding them; one query."""
    return _objects(number, size) if name == OBJECTS else _OTHERS[name]()


def _objects(number: int, size: int) -> Iterator[Entry]:
    made = adapter()
    fields = {field.name for field in made.model._meta.get_fields()}
    rows: QuerySet[Any] = made.visible().defer(*(name for name in _HEAVY if name in fields))
    rows = rows.annotate(last_said=Subquery(_last_said(), output_field=DateTimeField())).order_by("pk")
    for obj in rows[(number - 1) * size : number * size].iterator(chunk_size=2_000):
        known = [one for one in (obj.last_said, getattr(obj, "changed_at", None)) if one is not None]
        yield reverse("polyvocal:object", args=[made.identifier(obj)]), max(known, default=None)


def _last_said() -> Any:
    said = Edition.objects.filter(text__obj=OuterRef("pk")).order_by().values("text__obj")
    begun = Max("created_at")
    ended, withdrawn = (Coalesce(Max(name), begun) for name in ("published_until", "withdrawn_at"))
    return said.annotate(at=Greatest(begun, ended, withdrawn)).values("at")


def _fixed() -> Iterator[Entry]:
    for name in ("home", "objects", "research", "dataset"):
        try:
            yield reverse(f"polyvocal:{name}"), None
        except NoReverseMatch:
            continue  # a site need not have every page


def _perspectives() -> Iterator[Entry]:
    for slug in perspectives_in_use().values_list("slug", flat=True):
        yield reverse("polyvocal:perspective", args=[slug]), None


def _voices() -> Iterator[Entry]:
    for slug in public_voices().order_by("slug").values_list("slug", flat=True):
        yield reverse("polyvocal:voice", args=[slug]), None


def _research() -> Iterator[Entry]:
    for slug, changed in public_research().values_list("slug", "changed_at"):
        yield reverse("polyvocal:dossier", args=[slug]), changed


_OTHERS: Mapping[str, Any] = {
    "pages": _fixed,
    "perspectives": _perspectives,
    "voices": _voices,
    "research": _research,
}
