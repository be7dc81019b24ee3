"""Two editions side by side: what they share, where they differ, and what kind of pair they are."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from polyvocal.comparing import Piece, side_by_side
from polyvocal.models import Edition
from polyvocal.selectors import Archive

SHARED_BY_VOICES = 3
SHARED_BY_EDITIONS = 2
"""How many words must stand in a row to count as shared: one word alone in a rewritten text is chance."""

_A_TITLE = 12
"""Texts up to so many words share every word."""


@dataclass(frozen=True, slots=True)
class Side:
    """One edition and its words in pieces."""

    edition: Edition
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Nothing chosen yet, a problem told in a sentence, or two sides."""

    sides: tuple[Side, ...] = ()
    problem: str = ""

    @property
    def is_one_text(self) -> bool:
        """Whether both sides are editions of one text."""
        return len({side.edition.text_id for side in self.sides}) == 1


def pair_of(archive: Archive, first: str, second: str) -> Pair:
    """Return the two editions with these UUIDs, if both are of this object and may be read."""
    if not first and not second:
        return Pair()
    readable = {
        edition.pk: edition for one in archive.histories for edition in one.editions if not edition.is_withdrawn
    }
    chosen = [readable.get(key) for key in (_uuid(first), _uuid(second)) if key]
    found = [edition for edition in chosen if edition is not None]
    if len(found) < 2:
        return Pair(problem=_("Choose two editions of this object that can be read."))
    pieces = side_by_side(found[0].words, found[1].words, shortest_shared=_shortest_shared(*found))
    return Pair(tuple(Side(edition, tuple(side)) for edition, side in zip(found, pieces, strict=True)))


def _shortest_shared(first: Edition, second: Edition) -> int:
    if min(len(first.words.split()), len(second.words.split())) <= _A_TITLE:
        return 1
    return SHARED_BY_EDITIONS if first.text_id == second.text_id else SHARED_BY_VOICES


def _uuid(given: str) -> UUID | None:
    try:
        return UUID(given)
    except ValueError:
        return None
