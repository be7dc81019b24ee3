"""Years, decades and centuries as written, to EDTF.

A reader takes tokens and a place and returns the EDTF and the place behind it, or None.
"""

import re
from collections.abc import Callable

from polyvocal.dates.parts import edtf_year
from polyvocal.dates.tokens import Convention, Tokens
from polyvocal.dates.words import ARTICLES, CENTURY_WORDS, ERAS, ORDINAL_ENDINGS, ORDINALS, TENS

Found = tuple[str, int] | None
Reader = Callable[[Tokens, int], Found]

OF = frozenset(["of", "van"])
COMMA = frozenset([","])
DASH = frozenset(["-"])
FOUR_DIGITS = re.compile(r"(?:1\d|20)\d\d")
"""A year that stands alone: fewer digits, 0000 and years to come are left as written."""


def read_ordinal(tokens: Tokens, place: int) -> tuple[int, int] | None:
    """Read “19th”, “19e”, “19”, “nineteenth”, “negentiende”."""
    place = tokens.past(place, ARTICLES)
    if number := ORDINALS.get(tokens.at(place)):
        return number, place + 1
    if tokens.at(place).isdecimal() and len(tokens.at(place)) <= 2:
        return int(tokens.at(place)), tokens.past(place + 1, ORDINAL_ENDINGS)
    return None


def read_century(tokens: Tokens, place: int) -> Found:
    """Read “the 19th century”, “17e eeuw”, “4th century BC”."""
    ordinal = read_ordinal(tokens, place)
    if ordinal is None:
        return None
    behind = tokens.past(ordinal[1], DASH)
    is_short = tokens.at(behind) in ("c", "cent")
    if tokens.at(behind) not in CENTURY_WORDS or (is_short and tokens.at(behind - 1).isdecimal()):
        return None
    is_before, behind = _era(tokens, behind + 1)
    edtf = century(ordinal[0], is_before=is_before, convention=tokens.convention)
    return (edtf, behind) if edtf else None


def read_bare_century(tokens: Tokens, place: int) -> Found:
    """Read “19de” behind “midden”, where the word century is often left out; never a bare number."""
    ordinal = read_ordinal(tokens, place)
    if ordinal is None or tokens.at(ordinal[1] - 1) not in ORDINAL_ENDINGS or tokens.at(ordinal[1]):
        return None
    edtf = century(ordinal[0], is_before=False, convention=tokens.convention)
    return (edtf, ordinal[1]) if edtf else None


def century(number: int, *, is_before: bool, convention: Convention) -> str:
    """Return the EDTF of a century by its number; '' for one that has no name."""
    if not 1 <= number <= (99 if is_before else 21):
        return ""
    if convention is Convention.ART_TRACKS:
        first, last = (-100 * number, -100 * number + 99) if is_before else (100 * number - 99, 100 * number)
        return f"{edtf_year(first)}/{edtf_year(last)}"
    if number == 1:  # XX would take in a year of the other era
        return "-0099/0000" if is_before else "0001/0099"
    return f"{'-' if is_before else ''}{number - 1:02d}XX"


def _era(tokens: Tokens, place: int) -> tuple[bool, int]:
    if found := tokens.keyword(place, ERAS):
        return found[0] == "BCE", found[1]
    return False, place


def read_decade(tokens: Tokens, place: int) -> Found:
    """Read “the 1950s” and “jaren vijftig”."""
    return _english_decade(tokens, place) or _dutch_decade(tokens, place)


def _english_decade(tokens: Tokens, place: int) -> Found:
    """Read “1950s”, “1950's”; under EDTF “the 1500s” may be a century, the wider reading of the two."""
    year = tokens.at(place)
    if not (FOUR_DIGITS.fullmatch(year) and year.endswith("0")):
        return None
    behind = place + (2 if tokens.at(place + 1) == "'" else 1)
    if tokens.at(behind) != "s":
        return None
    is_before, end = _era(tokens, behind + 1)
    return None if is_before else (_ten_or_hundred(year, tokens.convention), end)


def _ten_or_hundred(year: str, convention: Convention) -> str:
    if year.endswith("00") and convention is Convention.EDTF:
        return f"{year[:2]}XX"
    return f"{year[:3]}X"


def _dutch_decade(tokens: Tokens, place: int) -> Found:
    """Read “jaren vijftig”, “jaren 50”, “jaren 1950”, “jaren zestig van de 19e eeuw”."""
    if tokens.at(place) != "jaren":
        return None
    named = place + (2 if tokens.at(place + 1) == "'" else 1)
    word = tokens.at(named)
    if FOUR_DIGITS.fullmatch(word) and word.endswith("0"):
        return _ten_or_hundred(word, tokens.convention), named + 1
    ten = TENS.get(word) or (int(word[0]) if re.fullmatch(r"[1-9]0", word) else 0)
    if not ten:
        return None
    if tokens.at(named + 1) in OF and (whole := read_ordinal(tokens, named + 2)):
        behind = tokens.past(whole[1], CENTURY_WORDS)
        return (f"{whole[0] - 1:02d}{ten}X", behind) if behind > whole[1] and 10 < whole[0] < 22 else None
    return f"19{ten}X", named + 1


def read_year_number(tokens: Tokens, place: int, *, is_dated: bool = False) -> tuple[int, int] | None:
    """Read a year: four digits, fewer only with an era or, three, behind a month. 1 BCE is 0 save for CMOA."""
    place = tokens.past(place, COMMA)
    if found := tokens.keyword(place, ERAS):
        return _year_of_era(tokens, found[1], is_before=found[0] == "BCE", end=found[1] + 1)
    word = tokens.at(place)
    if not (word.isdecimal() and len(word) <= 4):
        return None
    if found := tokens.keyword(place + 1, ERAS):
        return _year_of_era(tokens, place, is_before=found[0] == "BCE", end=found[1])
    is_year = FOUR_DIGITS.fullmatch(word) or (is_dated and len(word) == 3 and word[0] != "0")
    return (int(word), place + 1) if is_year else None


def _year_of_era(tokens: Tokens, place: int, *, is_before: bool, end: int) -> tuple[int, int] | None:
    word = tokens.at(place)
    if not (word.isdecimal() and len(word) <= 4 and int(word)):
        return None
    if not is_before:
        return int(word), end
    return (-int(word) if tokens.convention is Convention.ART_TRACKS else 1 - int(word)), end


def read_year(tokens: Tokens, place: int) -> Found:
    """Read “1950” and “880 CE”."""
    year = None if tokens.at(place) == "," else read_year_number(tokens, place)
    return (edtf_year(year[0]), year[1]) if year else None


def read_short_form(tokens: Tokens, place: int) -> Found:
    """Read 17XX and 169X, as EDTF and museums write what they do not know."""
    digits, unknown = tokens.at(place), tokens.at(place + 1)
    if (len(digits), unknown) in ((2, "xx"), (3, "x")) and digits.isdecimal() and 10 <= int(digits[:2]) <= 20:
        return f"{digits}{unknown.upper()}", place + 2
    return None
