"""Brings the store up to date: what the ledger told since, or everything; then that is what is asked."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils import timezone

from polyvocal import ledger
from polyvocal.linkeddata import gather, gather_research
from polyvocal.linkeddata.addresses import PERSPECTIVE, RESEARCH, VOICE
from polyvocal.linkeddata.graphs import graphs_of
from polyvocal.linkeddata.profiles import LINKED_ART
from polyvocal.models import Announcement, Erasure
from polyvocal.object_model import adapter
from polyvocal.records import ObjectRecord
from polyvocal.sparql import stores
from polyvocal.sparql.shelves import Owned, Shelves
from polyvocal.sparql.stores import Snapshot

CHUNK = 200
PATIENCE = 60.0
"""Seconds that a refresh waits for another one that writes."""
OBJECT = "object"


@dataclass(slots=True)
class Filled:
    """What a refresh came to: objects looked at, of how many; owners replaced and removed; what is asked now."""

    objects: int = 0
    of: int = 0
    replaced: int = 0
    removed: int = 0
    snapshot: Snapshot | None = None

    def as_json(self) -> dict[str, int]:
        """Return the numbers."""
        return {"objects": self.objects, "of": self.of, "replaced": self.replaced, "removed": self.removed}


CameTo = Callable[[Filled], object]


def bring_up_to_date(
    *, is_whole: bool = False, came_to: CameTo = lambda filled: None, patience: float = PATIENCE
) -> Filled:
    """Take in what the ledger told since the last time; with `is_whole`, or the first time, look at everything.

    `came_to` is told after each chunk and may raise to stop there: what was asked before is asked further. Raises
    StoreBusyError where another process writes for longer than `patience` seconds. Where words were erased, the store
    is made anew: it would keep the strings it has once seen.
    """
    filled, begun = Filled(), timezone.now()
    with stores.held(patience=patience) as place:
        if is_to_be_made_anew():
            stores.laid_out()
        before = stores.current()
        shelves = Shelves(place)
        try:
            seq = ledger.latest()
            if before is None or is_whole:
                _fill_wholly(shelves, filled, came_to)
                shelves.store.optimize()
            else:
                _take_in_changes(shelves, filled, came_to, after=before.seq, until=seq)
            _take_in_others(shelves, filled)
            dossiers = {owner.removeprefix(f"{RESEARCH}:") for owner in shelves.owners(RESEARCH)}
            filled.snapshot = stores.publish(shelves.store, seq=seq, begun=begun, dossiers=dossiers)
        finally:
            shelves.close()
    return filled


def is_to_be_made_anew() -> bool:
    """Whether there is no store that may be gone on with, or one that holds words which were erased."""
    born = stores.born()
    return born is None or Erasure.objects.filter(erased_at__gt=born).exists()


def _fill_wholly(shelves: Shelves, filled: Filled, came_to: CameTo) -> None:
    filled.of = gather.objects_to_export().count()
    old = shelves.owners(OBJECT)
    for chunk in _in_chunks(gather.gathered(gather.objects_to_export())):
        _put(shelves, filled, chunk)
        old -= {_owner(record.identifier) for record in chunk}
        came_to(filled)
    filled.removed += sum(shelves.take_away(owner) for owner in old)


def _take_in_changes(shelves: Shelves, filled: Filled, came_to: CameTo, *, after: int, until: int) -> None:
    filled.of = Announcement.objects.of(OBJECT).filter(seq__gt=after, seq__lte=until).count()
    while rows := [row for row in ledger.changes(after, limit=CHUNK) if row.seq <= until]:
        after = rows[-1].seq
        objects = list(adapter().visible().filter(pk__in=[row.obj_id for row in rows]))
        records = gather.Gathering().records_of(objects)
        gone = {row.key for row in rows} - {record.identifier for record in records}
        filled.removed += sum(shelves.take_away(_owner(key)) for key in gone)
        filled.objects += len(gone)
        _put(shelves, filled, records)
        came_to(filled)


def _put(shelves: Shelves, filled: Filled, records: Sequence[ObjectRecord]) -> None:
    filled.replaced += shelves.put(
        (_owner(record.identifier), _graphs(LINKED_ART.documents_of(record))) for record in records
    )
    filled.objects += len(records)


def _take_in_others(shelves: Shelves, filled: Filled) -> None:
    """Voices, perspectives and dossiers are few, and no ledger tells of them: all are looked at."""
    for kind, records in _others().items():
        old = shelves.owners(kind)
        made = LINKED_ART.documents[kind]
        for chunk in _in_chunks(records):
            owned = [(f"{kind}:{record.slug}", _graphs([made(record)])) for record in chunk]
            filled.replaced += shelves.put(owned)
            old -= {owner for owner, _graphs in owned}
        filled.removed += sum(shelves.take_away(owner) for owner in old)


def _others() -> Mapping[str, Iterable[Any]]:
    return {VOICE: gather.voices(), PERSPECTIVE: gather.perspectives(), RESEARCH: gather_research.research()}


def _graphs(documents: Iterable[Any]) -> Owned:
    """Return the graphs of documents; a record is open to all, what stands beside it is a claim of its own."""
    return [(graph, number == 0) for document in documents for number, graph in enumerate(graphs_of(document))]


def _owner(identifier: str) -> str:
    return f"{OBJECT}:{identifier}"


def _in_chunks(found: Iterable[Any]) -> Iterator[list[Any]]:
    remaining = iter(found)
    while chunk := list(islice(remaining, CHUNK)):
        yield chunk
