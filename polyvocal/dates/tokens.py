"""A phrase as tokens: numbers, words and marks, with what the reader was told about them."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from polyvocal.dates.words import Keywords


class Convention(Enum):
    """Where traditions contradict each other, which one is followed; docs/dates.md tells them apart."""

    EDTF = "edtf"
    """ISO 8601-2: a century is the years that begin alike (18XX), 1 BCE is the year 0000, circa is `~`."""
    ART_TRACKS = "art-tracks"
    """CMOA's parser: a century is 1801/1900, 800 BCE is -0800, circa is `?`, “the 1500s” are ten years."""


class DayOrder(Enum):
    """How 5-11-1934 is read."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    AS_MARKED = "day first between hyphens and points, unknown between slashes"


# Points carry meaning only between digits; everywhere else they end an abbreviation or a sentence.
_TOKEN = re.compile(r"\d+|[^\W\d_]+|(?<=\d)\.(?=\d)|[^\s\w.]|_")
_SAME = str.maketrans({"—": "–", "‒": "–", "―": "–", "‐": "-", "‑": "-", "−": "-", "’": "'", "‘": "'", "`": "'"})


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a phrase, where each begins and ends in it, and how to read them."""

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...] = ()
    convention: Convention = Convention.EDTF
    order: DayOrder = DayOrder.AS_MARKED
    is_iso: bool = False

    def at(self, place: int) -> str:
        """Return the token at a place, '' behind the last one."""
        return self.words[place] if place < len(self.words) else ""

    def from_place(self, start: int) -> "Tokens":
        """Return what begins at a token."""
        return Tokens(self.words[start:], self.places[start:], self.convention, self.order, self.is_iso)

    def keyword(self, place: int, keywords: Keywords) -> tuple[str, int] | None:
        """Return the meaning of the longest keyword that stands at a place, and the place behind it."""
        for phrase, meaning in keywords.get(self.at(place), ()):
            end = place + len(phrase)
            if self.words[place:end] == phrase:
                return meaning, end
        return None

    def past(self, place: int, skipped: frozenset[str]) -> int:
        """Return the place behind an optional token."""
        return place + 1 if self.at(place) in skipped else place


def tokens_of(phrase: str, *, convention: Convention, language: str, is_iso: bool = False) -> Tokens:
    """Cut a phrase into tokens. Case, accents' encoding and the many dashes make no difference."""
    folded = phrase.translate(_SAME)
    found = [(match.group(), match.span()) for match in _TOKEN.finditer(folded)]
    return Tokens(
        words=tuple(unicodedata.normalize("NFC", word).lower() for word, _place in found),
        places=tuple(place for _word, place in found),
        convention=convention,
        order=_order_in(language),
        is_iso=is_iso,
    )


def _order_in(language: str) -> DayOrder:
    if language.lower() in ("en", "en-us"):
        return DayOrder.MONTH_FIRST
    return DayOrder.DAY_FIRST if language.lower().startswith(("en-", "nl")) else DayOrder.AS_MARKED
