"""Ties words that the source calls earlier to those that took their place, where it is clear which came after which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from polyvocal.importers.profiles.texts import ReadText


class Ranked(NamedTuple):
    """A text and what the source says of it: that it came before another, took another's place, or neither."""

    read: ReadText
    rank: Literal["earlier", "later", ""]


def clear_successions(found: Iterable[Ranked], unclear: Callable[[ReadText], None]) -> Iterator[ReadText]:
    """Yield the texts; earlier words become editions of the one that took their place, oldest first.

    That is the only one of its kind that the source calls later, else the only one that stands. Earlier words whose
    order among each other or whose successor is not clear are told to `unclear` instead.
    """
    kinds: dict[tuple[str, str, str], list[Ranked]] = defaultdict(list)
    for one in found:
        record = one.read.record
        kinds[record.perspective.slug, record.text_type, record.language].append(one)
    for several in kinds.values():
        earlier = [one.read for one in several if one.rank == "earlier"]
        standing = [one.read for one in several if one.rank != "earlier"]
        later = [one.read for one in several if one.rank == "later"] or standing
        if earlier and len(later) == 1 and _is_ordered(earlier):
            yield from (_edition(read) for read in (*sorted(earlier, key=_when), later[0]))
            standing.remove(later[0])
        else:
            for read in earlier:
                unclear(read)
        yield from standing


def _is_ordered(earlier: list[ReadText]) -> bool:
    days = {_when(read) for read in earlier}
    return len(earlier) == 1 or (len(days) == len(earlier) and "" not in days)


def _when(read: ReadText) -> str:
    return read.edition.recorded.edtf


def _edition(read: ReadText) -> ReadText:
    return replace(read, record=replace(read.record, part=1), is_edition=True)
