"""Whole dumps: everything in one file of one profile and format, streamed, resumable, in place only when complete."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from polyvocal.collecting import collecting_seldom
from polyvocal.linkeddata import addresses, gather, gather_research, schemes
from polyvocal.linkeddata.dataset import describe
from polyvocal.linkeddata.formats import Format
from polyvocal.linkeddata.kept import KeptDump, keep
from polyvocal.linkeddata.profiles import Profile
from polyvocal.linkeddata.stretches import Key, Noted, Part, Stretch
from polyvocal.linkeddata.terms import Node
from polyvocal.linkeddata.withheld import Guard, guard
from polyvocal.linkeddata.writings import Writing, subject_of
from polyvocal.models import Edition

PART = 5_000
"""Objects in a part: what is written again, at most, after a process died."""
AGAIN = 5
"""How often parts are written anew because something in them was withdrawn meanwhile."""
_MARGIN = timedelta(minutes=15)
"""A withdrawal may be committed so much later than the moment it bears."""

_KINDS = {addresses.TEXT: "texts", addresses.EDITION: "editions",
          addresses.VOICE: "voices", addresses.PERSPECTIVE: "perspectives", addresses.CLAIM: "claims",
          addresses.RESEARCH: "dossiers", addresses.SCHEME: "schemes"}  # fmt: skip
_SHARED: Mapping[str, Callable[[], Iterable[Any]]] = {
    addresses.VOICE: gather.voices,
    addresses.PERSPECTIVE: gather.perspectives,
    addresses.RESEARCH: gather_research.research,
    addresses.SCHEME: schemes.schemes,
}
_BETWEEN = {"jsonld": b",\n"}
"""What stands between two documents of a format."""
_BY_LINE, _BY_STATEMENT = frozenset({"nt", "nq"}), frozenset({"ttl", "rdfxml"})
"""The formats that have a line for each statement, and those that write just the statements of the documents."""
_COUNTED = _BY_LINE | _BY_STATEMENT


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump that was written: where, how many records of each kind, and what the list of dumps says of it."""

    path: Path
    counts: Mapping[str, int]
    distribution: KeptDump


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

    def as_json(self) -> dict[str, Any]:
        """Return what a later process has to want as well in order to go on with this one's file."""
        return {
            "name": self.name, "part": self.part, "base": addresses.base_uri(),
            "since": self.since and self.since.isoformat(),
        }  # fmt: skip


def write_dump(
    folder: Path,
    profile: Profile,
    written_as: Format,
    *,
    since: datetime | None = None,
    is_compressed: bool = False,
    part: int | None = None,
    progress: Callable[[], object] = lambda: None,
) -> Dump:
    """Write one dump and the description of the dataset beside it; raises OSError where that cannot be done.

    With `since`, only objects whose facts or editions changed at or after that moment, and all voices,
    perspectives and dossiers. `progress` is called once for each object; where it raises an error, or the process
    dies, the next call with the same order goes on behind the last part that was written. A file of that name is
    replaced at the end. Raises DumpGoingOnError where another process is writing it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    order = Order(profile, written_as, since, is_compressed, part or PART)
    with collecting_seldom(), _Writer(order, folder, progress) as writer:
        kept = writer.written()
    describe(folder, keep(folder, kept))
    return Dump(folder / order.name, kept.counts, kept)


def documents(profile: Profile, since: datetime | None = None) -> Iterator[Node]:
    """Yield every document of the archive: objects with all that is said of them, voices, perspectives, dossiers."""
    for obj in gather.gathered(gather.objects_to_export(since)):
        if not profile.lacks(obj):
            yield from profile.documents_of(obj)
    yield from _shared(profile)


def _shared(profile: Profile) -> Iterator[Node]:
    for kind, records in _SHARED.items():
        if kind in profile.documents:
            yield from map(profile.documents[kind], records())


class _Writer:
    """Writes one dump part by part into a stretch."""

    def __init__(self, order: Order, folder: Path, progress: Callable[[], object]) -> None:
        self.order, self.progress, self.path = order, progress, folder / order.name
        # A stream without documents is what stands before and behind them.
        self.opening, self.end = [*order.written_as.stream([], order.profile.writing), b"", b""][:2]
        self.stretch = self._stretch(self.path)

    def __enter__(self) -> "_Writer":
        self.stretch.__enter__()
        for part in self.stretch.parts:
            for _object in range(part.counts.get("objects", 0) + sum(part.left_out.values())):
                self.progress()
        return self

    def __exit__(self, *error: object) -> None:
        self.stretch.__exit__(*error)

    def written(self) -> KeptDump:
        """Write what is not yet written, make sure that nothing in it was withdrawn, and put the file in place."""
        self._write_parts()
        checked_at, guarded = self._made_sure()
        if self.end:
            self.stretch.write([self.end])
        self.stretch.finished()
        order, parts = self.order, self.stretch.parts
        begun_at = min(one.begun_at for one in parts)
        return KeptDump(
            name=order.name, profile=order.profile.name, profile_title=order.profile.title, model=order.profile.model,
            format=order.written_as.name, media_type=order.written_as.media_type, size=self.stretch.size,
            sha256=self.stretch.sha256, begun_at=begun_at, checked_at=checked_at, written_at=timezone.now(),
            since=order.since, taken_back=guarded.taken_back, hidden=guarded.hidden,
            dossiers=guarded.dossiers,
            # None too where a profile writes such a format in a way of its own, that asks for no statements.
            statements=sum(one.statements for one in parts) or None if order.written_as.name in _COUNTED else None,
            changed_meanwhile=gather.objects_to_export(begun_at).count(),
            counts=_summed(one.counts for one in parts), left_out=_summed(one.left_out for one in parts),
        )  # fmt: skip

    def _stretch(self, path: Path) -> Stretch:
        between = _BETWEEN.get(self.order.written_as.name, b"")
        return Stretch(path, self.order.as_json(), between=between, is_compressed=self.order.is_compressed)

    def _write_parts(self) -> None:
        parts = self.stretch.parts
        if not parts:
            self.stretch.write([self.opening])
        while not parts or parts[-1].until is not None:
            after = parts[-1].until if parts else None
            objects = _behind(gather.objects_to_export(self.order.since), after)
            if objects.exists():
                self._write_part(self.stretch, objects[: self.order.part], after=after)
            else:
                self._write_rest(self.stretch)

    def _write_part(self, stretch: Stretch, objects: "QuerySet[Any]", *, after: Key) -> None:
        noted = Noted()
        stretch.write_part(self._pieces(self._documents(objects, noted), noted), noted, after=after)

    def _write_rest(self, stretch: Stretch) -> None:
        noted = Noted()
        found = _counted(_shared(self.order.profile), noted)
        stretch.write_part(self._pieces(found, noted), noted, after=None)

    def _documents(self, objects: "QuerySet[Any]", noted: Noted) -> Iterator[Any]:
        profile = self.order.profile
        for key, record in gather.gathered_with_keys(objects):
            noted.until = key
            reasons = profile.lacks(record)
            if reasons:
                noted.left_out[reasons[0]] = noted.left_out.get(reasons[0], 0) + 1
            else:
                noted.counts["objects"] = noted.counts.get("objects", 0) + 1
                yield from _counted(profile.documents_of(record), noted)
            self.progress()

    def _pieces(self, found: Iterable[Any], noted: Noted) -> Iterator[bytes]:
        """Yield what is written of documents, without what stands before and behind them all; count statements."""
        name = self.order.written_as.name
        writing = self.order.profile.writing
        pieces = self.order.written_as.stream(found, _counting(writing, noted) if name in _BY_STATEMENT else writing)
        if self.opening:
            next(pieces)
        for piece in _but_the_last(pieces) if self.end else pieces:
            if name in _BY_LINE:
                noted.statements += piece.count(b"\n")
            yield piece

    def _made_sure(self) -> tuple[datetime, Guard]:
        """Write parts anew in which something was withdrawn or hidden meanwhile; return as of when there is none."""
        for _time in range(AGAIN):
            checked_at, now = timezone.now(), guard()
            stale = [part for part in self.stretch.parts if part.guard != now and _has_lost(part, now)]
            if not stale:
                break
            self._write_again(stale, now)
        return checked_at, now

    def _write_again(self, stale: Sequence[Part], now: Guard) -> None:
        old = self.stretch
        new = self._stretch(self.path.with_name(f"{self.path.name}.again"))
        new.forget()
        new.__enter__()
        try:
            self._write_over(old, new, stale, now)
        except BaseException:
            new.__exit__()
            raise
        new.take_the_place_of(old)
        self.stretch = new

    def _write_over(self, old: Stretch, new: Stretch, stale: Sequence[Part], now: Guard) -> None:
        new.write([self.opening])
        for part in old.parts:
            if part not in stale:
                new.copy(part, old.bytes_of(part), now)
            elif part.until is None:
                self._write_rest(new)
            else:
                objects = _behind(gather.objects_to_export(self.order.since), part.after)
                self._write_part(new, objects.filter(pk__lte=part.until), after=part.after)


def _behind(objects: "QuerySet[Any]", after: Key) -> "QuerySet[Any]":
    return (objects if after is None else objects.filter(pk__gt=after)).order_by("pk")


def _has_lost(part: Part, now: Guard) -> bool:
    """Whether something that a part may hold was withdrawn, erased or hidden since it was begun."""
    if part.until is None or part.guard.hidden != now.hidden:
        return True
    since = part.begun_at - _MARGIN
    editions = Edition.objects.filter(text__obj__lte=part.until)
    if part.after is not None:
        editions = editions.filter(text__obj__gt=part.after)
    return editions.filter(Q(withdrawn_at__gte=since) | Q(erasure__erased_at__gte=since)).exists()


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


def _summed(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return dict(total)
