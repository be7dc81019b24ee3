"""Reads what was told, in order."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from polyvocal.models import Announced, Announcement, Ledger


def changes(after_seq: int = 0, *, limit: int, kind: str = Announced.OBJECT) -> Sequence[Announcement]:
    """Return at most `limit` announcements of one kind that follow a number, oldest change first."""
    return list(Announcement.objects.of(kind).filter(seq__gt=after_seq).order_by("seq")[:limit])


def announced(kind: str, key: str) -> Announcement | None:
    """Return what was told of one thing, None where nothing was."""
    return Announcement.objects.of(kind).filter(key=key).first()


def latest() -> int:
    """Return the last number given, 0 where nothing was told yet."""
    return Ledger.objects.values_list("last_seq", flat=True).first() or 0


def latest_moment() -> datetime | None:
    """Return the moment of the last change told, None where nothing was told yet."""
    return Ledger.objects.values_list("last_moment", flat=True).first()


def begun_at() -> datetime:
    """Return a moment, in whole seconds, before which nothing was told."""
    begun: datetime | None = Ledger.objects.values_list("begun_at", flat=True).first()
    return (begun or timezone.now()).replace(microsecond=0)
