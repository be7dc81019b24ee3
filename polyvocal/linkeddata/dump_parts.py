"""What a dump is written of: parts of so many objects, and behind them the voices, perspectives and dossiers."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from polyvocal.linkeddata import addresses, gather, gather_research, schemes
from polyvocal.linkeddata.dataset import file_uri
from polyvocal.linkeddata.formats import Format
from polyvocal.linkeddata.profiles import Profile
from polyvocal.linkeddata.stretches import Key, Noted, Part, Stretch
from polyvocal.linkeddata.terms import Node
from polyvocal.linkeddata.writings import Writing, subject_of

PART = 5_000
"""Objects in a part: what is written again, at most, after a process died."""

_KINDS = {addresses.TEXT: "texts", addresses.EDITION: "editions",
          addresses.VOICE: "voices", addresses.PERSPECTIVE: "perspectives", addresses.CLAIM: "claims",
          addresses.RESEARCH: "dossiers", addresses.SCHEME: "schemes"}  # fmt: skip
_SHARED: Mapping[str, Callable[[], Iterable[Any]]] = {
    addresses.VOICE: gather.voices,
    addresses.PERSPECTIVE: gather.perspectives,
    addresses.RESEARCH: gather_research.research,
    addresses.SCHEME: schemes.schemes,
}
_BETWEEN = {"jsonld": b",\n", "json": b",\n"}
"""What stands between two documents of a format."""
_BY_LINE, _BY_STATEMENT = frozenset({"nt", "nq"}), frozenset({"ttl", "rdfxml"})
"""The formats that have a line for each statement, and those that write just the statements of the documents."""
COUNTED = _BY_LINE | _BY_STATEMENT
"""The formats whose statements are counted."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be dumped, and how."""

    profile: Profile
    written_as: Format
    since: datetime | None = None
    is_compressed: bool = False
    part: int = PART

    @property
    def name(self) -> str:
        """The name of the file."""
        changed = f"-since-{timezone.localtime(self.since).date().isoformat()}" if self.since else ""
        return f"{self.profile.name}{changed}.{self.written_as.ending}{'.gz' if self.is_compressed else ''}"

    @property
    def writing(self) -> Writing:
        """How the documents are written in this very file."""
        return replace(self.profile.writing, address=file_uri(self.name))

    def as_json(self) -> dict[str, Any]:
        """Return what a later process has to want as well in order to go on with this one's file."""
        return {
            "name": self.name, "part": self.part, "base": addresses.base_uri(),
            "since": self.since and self.since.isoformat(),
        }  # fmt: skip


def shared(profile: Profile) -> Iterator[Node]:
    """Yield the documents that belong to no single object: of voices, perspectives, dossiers, schemes."""
    for kind, records in _SHARED.items():
        if kind in profile.documents:
            yield from map(profile.documents[kind], records())


class Parts:
    """Writes parts of one dump into a stretch; calls `progress` once for each object."""

    def __init__(self, order: Order, progress: Callable[[], object]) -> None:
        self.order, self._progress = order, progress
        # A stream without documents is what stands before and behind them.
        self.opening, self.end = [*order.written_as.stream([], order.writing), b"", b""][:2]

    def stretch(self, path: Path) -> Stretch:
        """Return a file that is to hold parts; `path` is where it is put when it is finished."""
        between = _BETWEEN.get(self.order.written_as.name, b"")
        return Stretch(path, self.order.as_json(), between=between, is_compressed=self.order.is_compressed)

    def is_there_more(self, after: Key) -> bool:
        """Whether there are objects behind the one with that key."""
        return self._objects(after).exists()

    def keys_behind(self, after: Key) -> list[Key]:
        """Return `after`, and the key of the last object of each part behind it."""
        ends = [after]
        for number, key in enumerate(self._objects(after).values_list("pk", flat=True).iterator()):
            if number % self.order.part == 0:
                ends.append(None)
            ends[-1] = gather.as_json(key)
        return ends

    def write(self, stretch: Stretch, *, after: Key, until: Key = None) -> None:
        """Write the objects behind `after` up to `until`, which ends the part; else as many as a part has."""
        found = self._objects(after)
        objects = found[: self.order.part] if until is None else found.filter(pk__lte=until)
        noted = Noted(until=until)
        stretch.write_part(self._pieces(self._documents(objects, noted), noted), noted, after=after)

    def write_rest(self, stretch: Stretch) -> None:
        """Write what stands behind the objects."""
        noted = Noted()
        found = _counted(shared(self.order.profile), noted)
        stretch.write_part(self._pieces(found, noted), noted, after=None)

    def passed_over(self, part: Part) -> None:
        """Tell of the objects of a part that is there already."""
        for _object in range(part.counts.get("objects", 0) + sum(part.left_out.values())):
            self._progress()

    def _objects(self, after: Key) -> "QuerySet[Any]":
        objects = gather.objects_to_export(self.order.since)
        return (objects if after is None else objects.filter(pk__gt=after)).order_by("pk")

    def _documents(self, objects: "QuerySet[Any]", noted: Noted) -> Iterator[Any]:
        profile, until = self.order.profile, noted.until
        for key, record in gather.gathered_with_keys(objects):
            noted.until = key if until is None else until
            reasons = profile.lacks(record)
            if reasons:
                noted.left_out[reasons[0]] = noted.left_out.get(reasons[0], 0) + 1
            else:
                noted.counts["objects"] = noted.counts.get("objects", 0) + 1
                yield from _counted(profile.documents_of(record), noted)
            self._progress()

    def _pieces(self, found: Iterable[Any], noted: Noted) -> Iterator[bytes]:
        """Yield what is written of documents, without what stands before and behind them all; count statements."""
        name = self.order.written_as.name
        writing = self.order.writing
        pieces = self.order.written_as.stream(found, _counting(writing, noted) if name in _BY_STATEMENT else writing)
        if self.opening:
            next(pieces)
        for piece in _but_the_last(pieces) if self.end else pieces:
            if name in _BY_LINE:
                noted.statements += piece.count(b"\n")
            yield piece


def _counted(found: Iterable[Any], noted: Noted) -> Iterator[Any]:
    """Count documents by their kind; objects are counted where their records are."""
    counts = noted.counts
    for document in found:
        if isinstance(document, dict):
            kind = _KINDS.get(addresses.kind_of(subject_of(document)), "")
            if kind:
                counts[kind] = counts.get(kind, 0) + 1
        yield document


def _counting(writing: Writing, noted: Noted) -> Writing:
    def said(document: Node, graph_name: str = "", /) -> str:
        found = writing.lines(document, graph_name)
        noted.statements += found.count("\n")
        return found

    return replace(writing, lines=said)


def _but_the_last(pieces: Iterator[Any]) -> Iterator[Any]:
    held = next(pieces)
    for piece in pieces:
        yield held
        held = piece
