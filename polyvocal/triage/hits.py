"""Watched names in the events of objects: what is found is kept, what a person said of it is remembered."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from polyvocal.models import EventStatement, NameHit, WatchedName
from polyvocal.provenance.watching import Likely, WatchIndex, names_written
from polyvocal.selectors.triage import names_in

_LONGEST = 500


def watch_index(options: Mapping[str, Any] | None) -> WatchIndex[int]:
    """Return the museum's watch lists, ready to be looked for; empty where the rule is off."""
    if options is None:
        return WatchIndex([], threshold=100)
    names = WatchedName.objects.values_list("pk", "name", "variants")
    return WatchIndex([(pk, [name, *variants]) for pk, name, variants in names], threshold=options["threshold"])


def note_hits(index: WatchIndex[int], stated: Mapping[Any, Sequence[EventStatement]], now: datetime) -> None:
    """Keep which events seem to name whom; hits that are not found any more end, and keep their verdict."""
    events = [row for rows in stated.values() for row in rows]
    found: dict[tuple[int, UUID], Likely[int]] = {}
    for row in events:
        for likely in _found(index, row):
            place = (likely.key, row.event_id)
            if place not in found or likely.score > found[place].score:
                found[place] = likely
    kept = {
        (hit.watched_id, hit.event_id): hit
        for hit in NameHit.objects.filter(event__in=[row.event_id for row in events])
    }
    NameHit.objects.bulk_create(
        NameHit(watched_id=key, event_id=event, written=one.written[:_LONGEST], score=one.score, found_at=now)
        for (key, event), one in found.items()
        if (key, event) not in kept
    )
    changed = [hit for place, hit in kept.items() if _renew(hit, found.get(place), now)]
    if changed:
        NameHit.objects.bulk_update(changed, ["written", "score", "ended_at", "verdict"])


def _found(index: WatchIndex[int], row: EventStatement) -> Iterator[Likely[int]]:
    if index:
        names = names_in(row.stated) if row.is_understood else names_written(row.clause)
        for name in names:
            yield from index.found_in(name)


def _renew(hit: NameHit, found: Likely[int] | None, now: datetime) -> bool:
    """Bring a hit up to date; the same name written otherwise asks for a new verdict."""
    if found is None:
        is_new = hit.ended_at is None
        hit.ended_at = hit.ended_at or now
        return is_new
    written = found.written[:_LONGEST]
    if (hit.written, hit.score, hit.ended_at) == (written, found.score, None):
        return False
    if hit.written != written:
        hit.verdict = ""
    hit.written, hit.score, hit.ended_at = written, found.score, None
    return True
