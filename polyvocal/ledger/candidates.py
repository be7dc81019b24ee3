"""Which objects may have changed, by their timestamps; a mark over these tells the ones that were looked at since."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, QuerySet

from polyvocal.models import Announced, Announcement, Edition, EventAssessment, Relation, Text
from polyvocal.object_model import adapter

OVERLAP = timedelta(minutes=5)
"""How long a transaction may last whose timestamps are older than its commit, and still be found by its timestamps."""


def changed_since(moment: datetime, *, most: int | None = None) -> list[Any]:
    """Return the keys of the objects that bear a timestamp at or after a moment, `most` of each sort of timestamp.

    Names of voices and perspectives, showings, sources and ties of words bear none: hints tell of these.
    """
    seen: dict[Any, None] = {}
    for keys in _by_timestamp(moment):
        seen |= dict.fromkeys(keys.order_by().distinct()[:most])
    return list(seen)


def keys_after(cursor: Any, *, limit: int) -> list[Any]:
    """Return the keys of visible objects that follow a key, in the order of keys; None: from the first."""
    found = adapter().visible() if cursor is None else adapter().visible().filter(pk__gt=cursor)
    return list(found.order_by("pk").values_list("pk", flat=True)[:limit])


def is_out_of_step() -> bool:
    """Whether there are more or fewer visible objects than were told."""
    return adapter().visible().count() != Announcement.objects.of(Announced.OBJECT).standing().count()


def untold() -> list[Any]:
    """Return the keys of the visible objects that were never told, or told to have gone."""
    told = Announcement.objects.of(Announced.OBJECT).standing().filter(obj=OuterRef("pk"))
    return list(adapter().visible().filter(~Exists(told)).order_by("pk").values_list("pk", flat=True))


def due(*, most: int | None = None) -> list[Any]:
    """Return the keys of the objects that hints have told to look at again."""
    return list(Announcement.objects.filter(is_due=True).order_by("obj_id").values_list("obj_id", flat=True)[:most])


def vanished() -> "QuerySet[Announcement]":
    """Return the announcements that still stand of objects which are not visible any more."""
    return Announcement.objects.standing().filter(~Exists(adapter().visible().filter(pk=OuterRef("obj_id"))))


def marks_of(keys: Sequence[Any]) -> dict[Any, str]:
    """Return a mark of each object; where it is the same as before, no timestamp and no number of rows has changed."""
    parts: dict[Any, list[Any]] = {key: [] for key in keys}
    for rows in _counted(keys):
        for key, *values in rows:
            parts[key] += ["|", *values]
    return {key: hashlib.sha256(repr(seen).encode()).hexdigest()[:32] for key, seen in parts.items()}


def unmarked(keys: Sequence[Any]) -> list[Any]:
    """Return those of the keys whose mark is not the one that was kept."""
    kept = dict(Announcement.objects.of(Announced.OBJECT).standing().filter(obj__in=keys).values_list("obj_id", "mark"))
    shown = set(adapter().visible().filter(pk__in=keys).values_list("pk", flat=True))
    return [key for key, mark in marks_of(keys).items() if kept.get(key) != mark and (key in kept or key in shown)]


def _by_timestamp(moment: datetime) -> Iterator[Any]:
    editions = Edition.objects.values_list("text__obj_id", flat=True)
    yield editions.filter(created_at__gte=moment)
    yield editions.filter(published_until__gte=moment)
    yield editions.filter(withdrawn_at__gte=moment)
    yield EventAssessment.objects.filter(assessed_at__gte=moment).values_list("event__text__obj_id", flat=True)
    # Not by a join: SQLite would walk through all texts.
    related = Relation.objects.filter(created_at__gte=moment)
    yield Text.objects.filter(pk__in=related.values("text")).values_list("obj_id", flat=True)
    if _is_dated():
        yield adapter().visible().filter(changed_at__gte=moment).values_list("pk", flat=True)


def _counted(keys: Sequence[Any]) -> Iterator[Any]:
    about = {"text__obj__in": keys}
    yield Edition.objects.filter(**about).order_by().values_list("text__obj_id").annotate(
        Count("pk"), Max("created_at"), Count("published_until"), Max("published_until"), Count("withdrawn_at"),
        Max("withdrawn_at"),
    )  # fmt: skip
    judged = EventAssessment.objects.filter(event__text__obj__in=keys).order_by()
    yield judged.values_list("event__text__obj_id").annotate(Count("pk"), Max("assessed_at"))
    yield (
        Relation.objects.filter(**about).order_by().values_list("text__obj_id").annotate(Count("pk"), Max("created_at"))
    )
    if _is_dated():
        yield adapter().visible().filter(pk__in=keys).order_by().values_list("pk", "changed_at")


def _is_dated() -> bool:
    """Whether the object model notes when an object's facts changed; a museum's own need not."""
    return any(field.name == "changed_at" for field in adapter().model._meta.get_fields())
