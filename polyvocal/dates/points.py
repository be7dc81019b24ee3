"""One point in time as written: a day, month, season, year, decade or century, or part of one, to EDTF.

A reader takes tokens and a place and returns the EDTF and the place behind it, or None. No Django.
"""

import re
from calendar import monthrange
from collections.abc import Callable

from polyvocal.dates.parts import edtf_year, part_of
from polyvocal.dates.tokens import Convention, DayOrder, Tokens
from polyvocal.dates.words import (
    ARTICLES,
    CENTURY_WORDS,
    CIRCA,
    DOUBT,
    ERAS,
    MONTHS,
    ORDINAL_ENDINGS,
    ORDINALS,
    PARTS,
    SEASONS,
    TENS,
)

Found = tuple[str, int] | None

_OF = frozenset(["of", "van"])
_COMMA = frozenset([","])
_DASH = frozenset(["-"])
_SPELLED = re.compile(r"(?:1\d|20)\d\d")
_ABSENT = frozenset(["00", "99", "?"])


def read_point(tokens: Tokens, place: int) -> Found:
    """Read a point with its doubts: “c. 1650”, “late 18th century?”, “May 1940 (?)”."""
    marks = ""
    while found := tokens.keyword(place, CIRCA):
        marks, place = marks + found[0], found[1]
    point = read_plain_point(tokens, place)
    if point is None:
        return None
    edtf, place = point
    if found := tokens.keyword(place, DOUBT):
        marks, place = marks + found[0], found[1]
    return qualified(edtf, marks, convention=tokens.convention), place


def qualified(edtf: str, marks: str, *, convention: Convention) -> str:
    """Add to a point, or to both ends of an interval, what the marks ~ ? % and its own say together."""
    if edtf and edtf[-1] in "~?%":
        edtf, marks = edtf.replace(edtf[-1], ""), marks + edtf[-1]
    if convention is Convention.ART_TRACKS and marks:
        mark = "?"
    else:
        mark = "%" if "%" in marks or {"~", "?"} <= set(marks) else marks[:1]
    return "/".join(f"{end}{mark}" for end in edtf.split("/"))


def read_plain_point(tokens: Tokens, place: int) -> Found:
    """Read a point without doubts."""
    place = tokens.past(place, ARTICLES)
    if (found := tokens.keyword(place, PARTS)) and (part := _part(tokens, found[1], part=found[0])):
        return part
    for reader in _READERS:
        if point := reader(tokens, place):
            return point
    return None


def _part(tokens: Tokens, place: int, *, part: str) -> Found:
    place = tokens.past(tokens.past(tokens.past(place, _DASH), _OF), ARTICLES)
    for reader in (_century, _bare_century, _decade, _month, _year):
        if (whole := reader(tokens, place)) and (edtf := part_of(whole[0], part)):
            return edtf, whole[1]
    return None


def read_ordinal(tokens: Tokens, place: int) -> tuple[int, int] | None:
    """Read “19th”, “19e”, “19”, “nineteenth”, “negentiende”."""
    place = tokens.past(place, ARTICLES)
    if number := ORDINALS.get(tokens.at(place)):
        return number, place + 1
    if tokens.at(place).isdecimal() and len(tokens.at(place)) <= 2:
        return int(tokens.at(place)), tokens.past(place + 1, ORDINAL_ENDINGS)
    return None


def _century(tokens: Tokens, place: int) -> Found:
    ordinal = read_ordinal(tokens, place)
    if ordinal is None:
        return None
    behind = tokens.past(ordinal[1], _DASH)
    if tokens.at(behind) not in CENTURY_WORDS:
        return None
    is_before, behind = _era(tokens, behind + 1)
    edtf = century(ordinal[0], is_before=is_before, convention=tokens.convention)
    return (edtf, behind) if edtf else None


def _bare_century(tokens: Tokens, place: int) -> Found:
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


def _decade(tokens: Tokens, place: int) -> Found:
    return _english_decade(tokens, place) or _dutch_decade(tokens, place)


def _english_decade(tokens: Tokens, place: int) -> Found:
    """Read “1950s”, “1950's”; under EDTF “the 1500s” may be a century, the wider reading of the two."""
    year = tokens.at(place)
    if not (_SPELLED.fullmatch(year) and year.endswith("0")):
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
    if _SPELLED.fullmatch(word) and word.endswith("0"):
        return _ten_or_hundred(word, tokens.convention), named + 1
    ten = TENS.get(word) or (int(word[0]) if re.fullmatch(r"[1-9]0", word) else 0)
    if not ten:
        return None
    if tokens.at(named + 1) in _OF and (whole := read_ordinal(tokens, named + 2)):
        behind = tokens.past(whole[1], CENTURY_WORDS)
        return (f"{whole[0] - 1:02d}{ten}X", behind) if behind > whole[1] and 10 < whole[0] < 22 else None
    return f"19{ten}X", named + 1


def _season(tokens: Tokens, place: int) -> Found:
    number = SEASONS.get(tokens.at(place))
    behind = tokens.past(tokens.past(place + 1, _OF), _COMMA)
    if number and _SPELLED.fullmatch(tokens.at(behind)):
        return f"{tokens.at(behind)}-{number}", behind + 1
    return None


def read_day_number(tokens: Tokens, place: int) -> tuple[int, int] | None:
    """Read a day of the month, with or without its ending."""
    word = tokens.at(place)
    if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31:
        return int(word), tokens.past(place + 1, ORDINAL_ENDINGS)
    return None


def read_year_number(tokens: Tokens, place: int, *, is_dated: bool = False) -> tuple[int, int] | None:
    """Read a year: four digits, fewer only with an era or, three, behind a month. 1 BCE is 0 save for CMOA."""
    place = tokens.past(place, _COMMA)
    if found := tokens.keyword(place, ERAS):
        return _year_of_era(tokens, found[1], is_before=found[0] == "BCE", end=found[1] + 1)
    word = tokens.at(place)
    if not (word.isdecimal() and len(word) <= 4):
        return None
    if found := tokens.keyword(place + 1, ERAS):
        return _year_of_era(tokens, place, is_before=found[0] == "BCE", end=found[1])
    is_year = _SPELLED.fullmatch(word) or (is_dated and len(word) == 3 and word[0] != "0")
    return (int(word), place + 1) if is_year else None


def _year_of_era(tokens: Tokens, place: int, *, is_before: bool, end: int) -> tuple[int, int] | None:
    word = tokens.at(place)
    if not (word.isdecimal() and len(word) <= 4 and int(word)):
        return None
    if not is_before:
        return int(word), end
    return (-int(word) if tokens.convention is Convention.ART_TRACKS else 1 - int(word)), end


def day(year: int, month: int, day_number: int) -> str:
    """Return a day as EDTF; '' if there is no such day."""
    # Leap years before the common era are not worth refusing a date for.
    longest = monthrange(year, month)[1] if year > 0 and 1 <= month <= 12 else 31
    if not (1 <= month <= 12 and 1 <= day_number <= longest):
        return ""
    return f"{edtf_year(year)}-{month:02d}-{day_number:02d}"


def _month_first_day(tokens: Tokens, place: int) -> Found:
    month = MONTHS.get(tokens.at(place))
    number = read_day_number(tokens, place + 1) if month else None
    year = read_year_number(tokens, number[1], is_dated=True) if number else None
    if month and number and year and (edtf := day(year[0], month, number[0])):
        return edtf, year[1]
    return None


def _day_first_day(tokens: Tokens, place: int) -> Found:
    number = read_day_number(tokens, place)
    if number is None:
        return None
    behind = tokens.past(number[1], _OF)
    month = MONTHS.get(tokens.at(behind))
    year = read_year_number(tokens, tokens.past(behind + 1, _OF), is_dated=True) if month else None
    if month and year and (edtf := day(year[0], month, number[0])):
        return edtf, year[1]
    return None


def _month(tokens: Tokens, place: int) -> Found:
    month = MONTHS.get(tokens.at(place))
    year = read_year_number(tokens, tokens.past(place + 1, _OF), is_dated=True) if month else None
    return (f"{edtf_year(year[0])}-{month:02d}", year[1]) if month and year else None


def _year(tokens: Tokens, place: int) -> Found:
    year = read_year_number(tokens, place)
    return (edtf_year(year[0]), year[1]) if year else None


def _short_forms(tokens: Tokens, place: int) -> Found:
    """Read 17XX and 169X, as EDTF and museums write what they do not know."""
    digits, unknown = tokens.at(place), tokens.at(place + 1)
    if (len(digits), unknown) in ((2, "xx"), (3, "x")) and digits.isdecimal() and 10 <= int(digits[:2]) <= 20:
        return f"{digits}{unknown.upper()}", place + 2
    return None


def _iso(tokens: Tokens, place: int) -> Found:
    """Read 1990-10-17, 1990-10 and 1990-00-00. 1904-05 could be two years, unless ISO is what is written here."""
    year = tokens.at(place)
    if not (_SPELLED.fullmatch(year) and tokens.at(place + 1) == "-"):
        return None
    month, has_day = tokens.at(place + 2), tokens.at(place + 3) == "-"
    if month == "?" and tokens.at(place + 3) == "?":  # 1978-??
        return (year, place + 4) if tokens.at(place + 4) != "-" else None
    if month in _ABSENT:
        return _iso_year(tokens, place, has_day=has_day)
    if not (month.isdecimal() and len(month) <= 2):
        return None
    if has_day:
        return _iso_day(tokens, place)
    is_month = len(month) == 2 and 1 <= int(month) <= 12 and (tokens.is_iso or int(month) <= int(year[2:]))
    return (f"{year}-{month}", place + 3) if is_month else None


def _iso_year(tokens: Tokens, place: int, *, has_day: bool) -> Found:
    if not has_day:
        return tokens.at(place), place + 3
    return (tokens.at(place), place + 5) if tokens.at(place + 4) in _ABSENT else None


def _iso_day(tokens: Tokens, place: int) -> Found:
    month, number = tokens.at(place + 2), tokens.at(place + 4)
    if number in _ABSENT - {"?"} and 1 <= int(month) <= 12:
        return f"{tokens.at(place)}-{month:0>2}", place + 5
    if not (number.isdecimal() and len(number) <= 2):
        return None
    edtf = day(int(tokens.at(place)), int(month), int(number))
    return (edtf, place + 5) if edtf else None


def _numeric_day(tokens: Tokens, place: int) -> Found:
    """Read 10/17/1990 and 5-11-1934: in the order of the language, or the only order there is."""
    first, mark, second = tokens.at(place), tokens.at(place + 1), tokens.at(place + 2)
    if mark not in ("/", "-", ".") or tokens.at(place + 3) != mark or not (first + second).isdecimal():
        return None
    if len(first) > 2 or len(second) > 2:
        return None
    year = read_year_number(tokens, place + 4)
    if year is None:
        return None
    edtf = _in_order(year[0], int(first), int(second), order=_order(tokens.order, mark))
    return (edtf, year[1]) if edtf else None


def _numeric_month(tokens: Tokens, place: int) -> Found:
    """Read 4/2002."""
    month, year = tokens.at(place), tokens.at(place + 2)
    if tokens.at(place + 1) == "/" and len(month) <= 2 and month.isdecimal() and _SPELLED.fullmatch(year):
        return (f"{year}-{month:0>2}", place + 3) if 1 <= int(month) <= 12 else None
    return None


def _order(order: DayOrder, mark: str) -> DayOrder | None:
    if order is not DayOrder.AS_MARKED:
        return order
    return None if mark == "/" else DayOrder.DAY_FIRST


def _in_order(year: int, first: int, second: int, *, order: DayOrder | None) -> str:
    """Return the day; where only one of the numbers can be the month, the order is plain from them."""
    day_first, month_first = day(year, second, first), day(year, first, second)
    if day_first and month_first and day_first != month_first:
        return {DayOrder.DAY_FIRST: day_first, DayOrder.MONTH_FIRST: month_first}.get(order, "") if order else ""
    return day_first or month_first


_READERS: tuple[Callable[[Tokens, int], Found], ...] = (
    _century, _decade, _season, _month_first_day, _day_first_day, _month, _numeric_day, _numeric_month,
    _iso, _short_forms, _year,
)  # fmt: skip
