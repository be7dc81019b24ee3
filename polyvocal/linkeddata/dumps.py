"""Whole dumps: everything in one file of one profile and format, streamed, resumable, in place only when complete."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db.models import Q
from django.utils import timezone

from polyvocal.collecting import collecting_seldom
from polyvocal.linkeddata import dump_parts, gather
from polyvocal.linkeddata.dataset import describe
from polyvocal.linkeddata.dump_parts import COUNTED, Order, Parts, shared
from polyvocal.linkeddata.dump_shares import Shares
from polyvocal.linkeddata.formats import Format
from polyvocal.linkeddata.kept import KeptDump, keep
from polyvocal.linkeddata.profiles import Profile
from polyvocal.linkeddata.stretches import Part, Stretch
from polyvocal.linkeddata.terms import Node
from polyvocal.linkeddata.withheld import Guard, guard
from polyvocal.models import Edition

AGAIN = 5
"""How often parts are written anew because something in them was withdrawn meanwhile."""
_MARGIN = timedelta(minutes=15)
"""A withdrawal may be committed so much later than the moment it bears."""


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump that was written: where, how many records of each kind, and what the list of dumps says of it."""

    path: Path
    counts: Mapping[str, int]
    distribution: KeptDump


@dataclass(frozen=True, slots=True)
class Help:
    """What is done where other processes help with a dump, by `help_dump`.

    `ask` is called with the number of parts once they are shared out; `alive` while this process writes a part out of
    turn, for each object, and again and again while it waits for a part that another one is writing.
    """

    ask: Callable[[int], object]
    alive: Callable[[], object] = lambda: None


def write_dump(
    folder: Path,
    profile: Profile,
    written_as: Format,
    *,
    since: datetime | None = None,
    is_compressed: bool = False,
    part: int | None = None,
    progress: Callable[[], object] = lambda: None,
    helped: Help | None = None,
) -> Dump:
    """Write one dump and the description of the dataset beside it; raises OSError where that cannot be done.

    With `since`, only objects whose facts or editions changed at or after that moment, and all voices,
    perspectives and dossiers. `progress` is called once for each object; where it raises an error, or the process
    dies, the next call with the same order goes on behind the last part that was written. A file of that name is
    replaced at the end. Raises DumpGoingOnError where another process is writing it. `helped` shares the parts out; the
    file becomes the same.
    """
    folder.mkdir(parents=True, exist_ok=True)
    order = Order(profile, written_as, since=since, is_compressed=is_compressed, part=part or dump_parts.PART)
    with collecting_seldom(), _Writer(order, folder, progress, helped) as writer:
        kept = writer.written()
    describe(folder, keep(folder, kept))
    return Dump(folder / order.name, kept.counts, kept)


def documents(profile: Profile, since: datetime | None = None) -> Iterator[Node]:
    """Yield every document of the archive: objects with all that is said of them, voices, perspectives, dossiers."""
    for obj in gather.gathered(gather.objects_to_export(since)):
        if not profile.lacks(obj):
            yield from profile.documents_of(obj)
    yield from shared(profile)


class _Writer:
    """Writes one dump part by part into a stretch."""

    def __init__(self, order: Order, folder: Path, progress: Callable[[], object], helped: Help | None) -> None:
        self.order, self.path, self.helped = order, folder / order.name, helped
        self.parts = Parts(order, progress)
        self.stretch = self.parts.stretch(self.path)

    def __enter__(self) -> "_Writer":
        self.stretch.__enter__()
        for part in self.stretch.parts:
            self.parts.passed_over(part)
        return self

    def __exit__(self, *error: object) -> None:
        self.stretch.__exit__(*error)

    def written(self) -> KeptDump:
        """Write what is not yet written, make sure that nothing in it was withdrawn, and put the file in place."""
        self._write_parts()
        checked_at, guarded = self._made_sure()
        if self.parts.end:
            self.stretch.write([self.parts.end])
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
            statements=sum(one.statements for one in parts) or None if order.written_as.name in COUNTED else None,
            changed_meanwhile=gather.objects_to_export(begun_at).count(),
            counts=_summed(one.counts for one in parts), left_out=_summed(one.left_out for one in parts),
        )  # fmt: skip

    def _write_parts(self) -> None:
        written = self.stretch.parts
        if not written:
            self.stretch.write([self.parts.opening])
        if self.helped and not (written and written[-1].until is None):
            self._write_with_others(self.helped)
        while not written or written[-1].until is not None:
            after = written[-1].until if written else None
            if self.parts.is_there_more(after):
                self.parts.write(self.stretch, after=after)
            else:
                self.parts.write_rest(self.stretch)

    def _write_with_others(self, helped: Help) -> None:
        shares = Shares(self.path, self.order, helped.alive)
        shares.lay_out(self.stretch.parts)
        helped.ask(len(shares))
        shares.put_into(self.stretch, self.parts, helped.alive)
        shares.clear()

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
        new = self.parts.stretch(self.path.with_name(f"{self.path.name}.again"))
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
        new.write([self.parts.opening])
        for part in old.parts:
            if part not in stale:
                new.copy(part, old.bytes_of(part), now)
            elif part.until is None:
                self.parts.write_rest(new)
            else:
                self.parts.write(new, after=part.after, until=part.until)


def _has_lost(part: Part, now: Guard) -> bool:
    """Whether something that a part may hold was withdrawn, erased or hidden since it was begun."""
    if part.until is None or part.guard.hidden != now.hidden:
        return True
    since = part.begun_at - _MARGIN
    editions = Edition.objects.filter(text__obj__lte=part.until)
    if part.after is not None:
        editions = editions.filter(text__obj__gt=part.after)
    return editions.filter(Q(withdrawn_at__gte=since) | Q(erasure__erased_at__gte=since)).exists()


def _summed(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return dict(total)
