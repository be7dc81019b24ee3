"""Whether a dump holds what was withdrawn, erased or hidden after it was written: then it must not be served any more.

Withdrawn editions are counted and not compared by their moments: a withdrawal bears the moment at which it was begun
and is seen by others only when it is committed, which may be after a dump has looked.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from polyvocal.linkeddata.kept import KeptDump
from polyvocal.models import Edition, Erasure
from polyvocal.object_model import adapter
from polyvocal.selectors.research import public_research


@dataclass(frozen=True, slots=True)
class Guard:
    """How many editions had been taken back at a moment, how many objects were not public, and which dossiers were.

    `dossiers` are the slugs, with spaces between.
    """

    taken_back: int
    hidden: int
    dossiers: str = ""


def guard() -> Guard:
    """Return how many there are now."""
    taken_back = Edition.objects.filter(withdrawn_at__isnull=False).count() + Erasure.objects.count()
    return Guard(taken_back, hidden().count(), " ".join(sorted(public_research().values_list("slug", flat=True))))


def is_withheld(dump: KeptDump, now: Guard | None = None) -> bool:
    """Whether something was taken back since it was last made sure that this dump does not hold it."""
    now = now or guard()
    return (
        (now.taken_back, now.hidden) != (dump.taken_back, dump.hidden)
        or not set(dump.dossiers.split()) <= set(now.dossiers.split())
        or hidden(since=dump.checked_at).exists()
    )


def hidden(*, since: datetime | None = None) -> "QuerySet[Any]":
    """Return the objects that the public may not see; with `since`, those that changed since then."""
    made = adapter()
    everything: QuerySet[Any] = made.model._default_manager.all()
    visible = made.visible()
    if not visible.query.has_filters():
        return everything.none()
    found = everything.exclude(pk__in=visible.values("pk"))
    is_dated = any(field.name == "changed_at" for field in made.model._meta.get_fields())
    if since is None:
        return found
    return found.filter(changed_at__gte=since) if is_dated else found.none()
