"""When an ownership began and ended, with four bounds (CMOA's Art Tracks standard)."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from polyvocal.dates.extents import bounds
from polyvocal.dates.phrases import Reading, read_phrase
from polyvocal.dates.tokens import Convention, Tokens, tokens_of
from polyvocal.dates.wording import bounds_in_words
from polyvocal.dates.words import MONTHS, STARTERS


@dataclass(frozen=True, slots=True)
class OwnershipDates:
    """When an ownership began (between `botb` and `eotb`) and when it ended (between `bote` and `eote`).

    The four are EDTF with its marks of doubt, '' where unknown; `written` are the words of the source. Where these are
    not understood as a whole, `is_understood` is False and there are no bounds.
    """

    written: str = ""
    botb: str = ""
    eotb: str = ""
    bote: str = ""
    eote: str = ""
    is_understood: bool = False
    convention: Convention = Convention.EDTF

    @property
    def earliest_possible(self) -> date | None:
        """The first day on which it can have begun."""
        return _first(self.botb)

    @property
    def earliest_definite(self) -> date | None:
        """The first day on which it certainly had begun."""
        return _last(self.eotb) if self.eotb else _first(self.bote)

    @property
    def latest_definite(self) -> date | None:
        """The last day on which it certainly had not ended."""
        return _first(self.bote) if self.bote else _last(self.eotb)

    @property
    def latest_possible(self) -> date | None:
        """The last day on which it can have ended."""
        return _last(self.eote)

    def in_words(self, language: str) -> str:
        """Return the bounds as a Dutch or English phrase that is read as the same bounds; else what was written."""
        if not self.is_understood:
            return self.written
        four = (self.botb, self.eotb, self.bote, self.eote)
        return bounds_in_words(four, language=language, convention=self.convention)


def read_ownership(phrase: str, *, language: str = "en", convention: Convention = Convention.EDTF) -> OwnershipDates:
    """Read a date phrase that says when somebody owned an object; it is understood as a whole or not at all.

    `language` (BCP 47) decides the order of numeric days: `en` and `en-US` put the month first, other English and Dutch
    the day; for other languages only days that can be read one way are.
    """
    return _ownership(phrase.strip(), language=language, convention=convention)


@lru_cache(maxsize=50_000)
def _ownership(written: str, *, language: str, convention: Convention) -> OwnershipDates:
    tokens = tokens_of(written, language=language, convention=convention)
    reading = read_phrase(tokens) if tokens.words else None
    return _dates(written, reading, convention=convention)


def _dates(written: str, reading: Reading | None, *, convention: Convention) -> OwnershipDates:
    if reading is None:
        return OwnershipDates(written, convention=convention)
    return OwnershipDates(
        written, reading.botb, reading.eotb, reading.bote, reading.eote, is_understood=True, convention=convention
    )


def _first(edtf: str) -> date | None:
    return (bounds(edtf) or (None, None))[0]


def _last(edtf: str) -> date | None:
    return (bounds(edtf) or (None, None))[1]


# The longest phrase the grammar knows has fewer tokens.
_LONGEST = 32


def find_dates(
    text: str, *, language: str = "en", convention: Convention = Convention.EDTF
) -> tuple[OwnershipDates, str]:
    """Take the longest date phrase off the end of a clause; return it and what stands before it.

    Where the clause does not end in a date that is understood, the dates are not understood, their `written` is '' and
    the rest is the whole text.
    """
    return _found(text, language=language, convention=convention)


@lru_cache(maxsize=50_000)
def _found(text: str, *, language: str, convention: Convention) -> tuple[OwnershipDates, str]:
    clause = text.rstrip(" \t\n\r.;,")
    tokens = tokens_of(clause, language=language, convention=convention)
    for start in range(max(0, len(tokens.words) - _LONGEST), len(tokens.words)):
        if not _can_begin(tokens, start, clause=clause):
            continue
        if reading := read_phrase(tokens.from_place(start)):
            if _is_cut_off(tokens, start):
                break
            place = tokens.places[start][0]
            return _dates(clause[place:], reading, convention=convention), text[:place].strip().rstrip(" \t\n\r,")
    return OwnershipDates(convention=convention), text.strip()


# A number behind one of these is no year, and a date behind them is only the end of something not understood.
_CUT_OFF = frozenset(
    "no nos nr nummer number lot lots stock inv cat p pp page pl fig box l lugt $ £ € f fl fr frs # not of or and & en "
    "/ to until till through tot before after by since from between in vóór voor na about but maar ( [".split()
)
_DASHES = frozenset("-–")


def _can_begin(tokens: Tokens, start: int, *, clause: str) -> bool:
    word = tokens.at(start)
    if clause[slice(*tokens.places[start])] == "CA":  # California, not circa
        return False
    return (word.isdecimal() or word in STARTERS) and not (start and _is_name(tokens, start, clause=clause))


def _is_name(tokens: Tokens, start: int, *, clause: str) -> bool:
    """Say whether the month of “Ernst May, 1928” is a surname: no comma before it, but a capital, and one behind it."""
    return (
        tokens.at(start) in MONTHS
        and tokens.at(start + 1) == ","
        and tokens.at(start - 1) != ","
        and clause[tokens.places[start - 1][0]].isupper()
    )


def _is_cut_off(tokens: Tokens, start: int) -> bool:
    """Say whether what stands before a date belongs to it and is not understood."""
    before = tokens.at(start - 1) if start else ","
    if before in _DASHES:
        return start < 2 or tokens.at(start - 2).isdecimal() or tokens.at(start - 2) == "?"
    return before in _CUT_OFF or before.isdecimal() or _ends_something(tokens, start)


def _ends_something(tokens: Tokens, start: int) -> bool:
    """Say whether the date is that of an until that is not understood: “until it was accessioned on May 5, 1963”."""
    for place in range(start - 1, -1, -1):
        if tokens.at(place) == ",":
            return False
        if tokens.at(place) in ("until", "till", "tot"):
            return True
    return False
