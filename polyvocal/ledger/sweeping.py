"""Looks at what may have changed, a chunk at a time, and tells what did. A change is numbered when it is found."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.utils import timezone

from polyvocal.ledger import candidates
from polyvocal.ledger.digests import edition_digest, object_digest
from polyvocal.ledger.hints import take_in
from polyvocal.ledger.sets import sets_of
from polyvocal.ledger.telling import Said, tell, tell_gone
from polyvocal.ledger.turns import the_ledger, turn
from polyvocal.linkeddata.gather import Gathering
from polyvocal.models import Announced, EditionState, Ledger
from polyvocal.object_model import adapter
from polyvocal.records import ObjectRecord

CHUNK = 200
PATIENCE = 60.0
"""Seconds that a sweep waits for its turn; another one holds the ledger only for a chunk."""


@dataclass(slots=True)
class Swept:
    """What a sweep came to: objects looked at, of how many, and how many things were told."""

    objects: int = 0
    of: int = 0
    told: int = 0

    def as_json(self) -> dict[str, int]:
        """Return plain values."""
        return {"objects": self.objects, "of": self.of, "told": self.told}


CameTo = Callable[[Swept], object]


def sweep(*, is_whole: bool = False, came_to: CameTo = lambda swept: None, patience: float = PATIENCE) -> Swept:
    """Tell what changed since the last sweep, as far as timestamps and hints know; with `is_whole`, whatever changed.

    `came_to` is told after each chunk and may raise to stop there; a sweep of everything then goes on from that chunk
    the next time. Raises LedgerBusyError where another process holds the ledger for longer than `patience` seconds.
    """
    ledger, began, swept = the_ledger(), timezone.now(), Swept()
    take_in(lambda: came_to(swept), patience=patience)
    if is_whole or ledger.looked_until is None:
        began = _look_at_everything(ledger, swept, came_to, patience)
    else:
        keys = lately(ledger.looked_until, is_out_of_step=candidates.is_out_of_step())
        swept.of = len(keys)
        _look_at(_chunks(keys), swept, came_to, patience=patience)
    if is_whole or candidates.is_out_of_step():
        _tell_vanished(swept, patience)
    noted_until(began)
    return swept


def lately(looked_until: datetime, *, is_out_of_step: bool, most: int | None = None) -> list[Any]:
    """Return the keys of objects to look at: by their timestamps, by hints, and out of step, those never told.

    More than `most` by any timestamp come back as they are found, whether they were looked at since or not.
    """
    keys = candidates.changed_since(looked_until - candidates.OVERLAP, most=most + 1 if most else None)
    if most is None or len(keys) <= most:
        keys = [key for chunk in _chunks(keys) for key in candidates.unmarked(chunk)]
    keys = [*keys, *candidates.due(most=most + 1 if most else None)]
    return list(dict.fromkeys([*keys, *candidates.untold()] if is_out_of_step else keys))


def noted_until(moment: datetime) -> None:
    """Note that all changes before a moment were looked at, unless another sweep has come further."""
    Ledger.objects.filter(looked_until__isnull=True).update(looked_until=moment)
    Ledger.objects.filter(looked_until__lt=moment).update(looked_until=moment)


def _look_at_everything(ledger: Ledger, swept: Swept, came_to: CameTo, patience: float) -> datetime:
    """Look at every object, from where an earlier look stopped; return when that one began."""
    began = ledger.whole_begun_at if ledger.whole_cursor and ledger.whole_begun_at else timezone.now()
    cursor = adapter().model._meta.pk.to_python(ledger.whole_cursor) if ledger.whole_cursor else None
    Ledger.objects.update(whole_begun_at=began)
    swept.of = adapter().visible().count()
    while keys := candidates.keys_after(cursor, limit=CHUNK):
        cursor = keys[-1]
        _look_at([keys], swept, came_to, patience=patience, cursor=str(cursor))
    Ledger.objects.update(whole_cursor="", looked_whole_at=timezone.now())
    return began


def _look_at(
    chunks: Iterable[Sequence[Any]], swept: Swept, came_to: CameTo, *, patience: float, cursor: str = ""
) -> None:
    for keys in chunks:
        with turn(patience=patience) as holder:
            # The marks first: what changes after them gives another mark the next time.
            swept.told += tell(holder, list(_said(keys, candidates.marks_of(keys))), objects=keys)
        if cursor:
            Ledger.objects.update(whole_cursor=cursor)
        swept.objects += len(keys)
        came_to(swept)


def _said(keys: Sequence[Any], marks: dict[Any, str]) -> Iterator[Said]:
    objects = list(adapter().visible().filter(pk__in=keys).order_by("pk"))
    for obj, record in zip(objects, Gathering().records_of(objects), strict=True):
        yield Said(
            Announced.OBJECT, record.identifier, obj.pk, object_digest(record), marks[obj.pk], sets=sets_of(record)
        )
        yield from _editions_said(obj.pk, record)


def _editions_said(key: Any, record: ObjectRecord) -> Iterator[Said]:
    for text in record.texts:
        for edition in text.editions:
            is_gone = edition.state == EditionState.WITHDRAWN
            yield Said(Announced.EDITION, edition.id, key, edition_digest(record, text, edition), "", is_gone)


def _tell_vanished(swept: Swept, patience: float) -> None:
    while keys := list(candidates.vanished().order_by("seq").values_list("pk", flat=True)[:CHUNK]):
        with turn(patience=patience) as holder:
            swept.told += tell_gone(holder, keys)


def _chunks(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    remaining = iter(keys)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk
