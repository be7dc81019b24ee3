"""Two points of which one leaves out what the other says: “May 6-8, 1918”, “1954-55”, “17e-18e eeuw”."""

import re
from collections.abc import Callable

from polyvocal.dates.days import day, read_day_number
from polyvocal.dates.parts import edtf_year, part_of
from polyvocal.dates.points import qualified, read_plain_point, read_point
from polyvocal.dates.tokens import Tokens
from polyvocal.dates.words import ARTICLES, CENTURY_WORDS, CIRCA, DOUBT, ERAS, MONTHS, PARTS, Keywords
from polyvocal.dates.years import COMMA, DASH, century, read_decade, read_ordinal, read_year_number

FoundTwo = tuple[str, str, int] | None
_DASHES = frozenset(["-", "–", "/"])
_APOSTROPHE = frozenset(["'"])
_AND = frozenset(["and", "&", "en"])
_JOINING = frozenset(["to", "until", "till", "through", "thru", "tot", "t", "and", "&", "en"])


def read_two(tokens: Tokens, place: int, *, joints: Keywords) -> FoundTwo:
    """Read two points and the word between them; None unless both are understood."""
    marks = ""
    if found := tokens.keyword(place, CIRCA):
        marks, place = found
    for reader in _READERS:
        if two := reader(tokens, place, joints=joints):
            has_words = not _JOINING.isdisjoint(tokens.words[place : two[2]])
            return _with_doubts(tokens, two, first_marks=marks, last_marks="" if has_words else marks)
    return None


def _with_doubts(tokens: Tokens, two: tuple[str, str, int], *, first_marks: str, last_marks: str) -> FoundTwo:
    """Circa before two points that a dash joins holds for both, a mark behind them for the last."""
    first, last, place = two
    if found := tokens.keyword(place, DOUBT):
        last_marks, place = last_marks + found[0], found[1]
    convention = tokens.convention
    first = qualified(first, first_marks, convention=convention)
    return first, qualified(last, last_marks, convention=convention), place


def _joint(tokens: Tokens, place: int, *, joints: Keywords) -> int:
    """Return the place behind the word between two points; 0 where there is none."""
    found = tokens.keyword(place, joints)
    return found[1] if found and found[0] in ("until", "and") else 0


def _month_days(tokens: Tokens, place: int, *, joints: Keywords) -> FoundTwo:
    """Read “May 6-8, 1918” and “October 23 to November 12, 1926”."""
    month = MONTHS.get(tokens.at(place))
    first = read_day_number(tokens, place + 1) if month else None
    behind = _joint(tokens, first[1], joints=joints) if first else 0
    if not (month and first and behind):
        return None
    last_month = MONTHS.get(tokens.at(behind))
    last = read_day_number(tokens, behind + 1 if last_month else behind)
    year = read_year_number(tokens, last[1]) if last else None
    return _days((first[0], month), (last[0], last_month or month), year=year) if last else None


def _days_month(tokens: Tokens, place: int, *, joints: Keywords) -> FoundTwo:
    """Read “20-21 May, 1896” and “23 October - 12 November 1926”."""
    first = read_day_number(tokens, place)
    if first is None:
        return None
    first_month = MONTHS.get(tokens.at(first[1]))
    behind = _joint(tokens, first[1] + 1 if first_month else first[1], joints=joints)
    last = read_day_number(tokens, behind) if behind else None
    month = MONTHS.get(tokens.at(last[1])) if last else None
    year = read_year_number(tokens, last[1] + 1) if last and month else None
    return _days((first[0], first_month or month), (last[0], month), year=year) if last and month else None


def _numeric_days(tokens: Tokens, place: int, *, joints: Keywords) -> FoundTwo:
    """Read “22/25-3-1960”, where the other mark tells the days from the month."""
    first, last, month = (tokens.at(place + step) for step in (0, 2, 4))
    marks = [tokens.at(place + step) for step in (1, 3, 5)]
    if marks not in (["/", "-", "-"], ["/", ".", "."], ["–", "-", "-"]) or not (first + last + month).isdecimal():
        return None
    year = read_year_number(tokens, place + 6)
    return _days((int(first), int(month)), (int(last), int(month)), year=year)


def _days(first: tuple[int, int | None], last: tuple[int, int], *, year: tuple[int, int] | None) -> FoundTwo:
    if year is None or first[1] is None:
        return None
    start, end = day(year[0], first[1], first[0]), day(year[0], last[1], last[0])
    return (start, end, year[1]) if start and end else None


def _months(tokens: Tokens, place: int, *, joints: Keywords) -> FoundTwo:
    """Read “March–April 1885”."""
    month = MONTHS.get(tokens.at(place))
    behind = _joint(tokens, place + 1, joints=joints) if month else 0
    last = MONTHS.get(tokens.at(behind)) if behind else None
    year = read_year_number(tokens, behind + 1) if last else None
    if not (month and last and year):
        return None
    return f"{edtf_year(year[0])}-{month:02d}", f"{edtf_year(year[0])}-{last:02d}", year[1]


def _short_years(tokens: Tokens, place: int, *, joints: Keywords) -> FoundTwo:
    """Read “1954-55”, “1903-4”, “1925/26”. 1904-05 between hyphens could be a month: it is read neither way."""
    first, mark = tokens.at(place), tokens.at(place + 1)
    behind = tokens.past(place + 2, _APOSTROPHE)
    short = tokens.at(behind)
    if (
        mark not in _DASHES
        or mark not in joints
        or not (short.isdecimal() and len(short) <= 2)
        or tokens.at(behind + 1) in _DASHES
    ):
        return None
    year = read_year_number(tokens, place)
    if year is None or len(first) != 4 or year[1] != place + 1:
        return None
    last = first[: 4 - len(short)] + short
    if last <= first or (mark == "-" and len(short) == 2 and 1 <= int(short) <= 12):
        return None
    return first, last, behind + 1


def _years_of_era(tokens: Tokens, place: int, *, joints: Keywords) -> FoundTwo:
    """Read “400-300 BCE”, where the era stands once."""
    behind = _joint(tokens, place + 1, joints=joints) if tokens.at(place).isdecimal() else 0
    era = tokens.keyword(behind + 1, ERAS) if behind else None
    if era is None:
        return None
    once = Tokens((tokens.at(place), *tokens.words[behind + 1 : era[1]]), convention=tokens.convention)
    first, last = read_year_number(once, 0), read_year_number(tokens, behind)
    return (edtf_year(first[0]), edtf_year(last[0]), last[1]) if first and last else None


def _years_after_era(tokens: Tokens, place: int, *, joints: Keywords) -> FoundTwo:
    """Read “AD 200-300”, where the era stands first."""
    era = tokens.keyword(place, ERAS)
    behind = _joint(tokens, era[1] + 1, joints=joints) if era and era[0] == "CE" else 0
    if not (era and behind and tokens.at(behind).isdecimal() and len(tokens.at(behind)) <= 4):
        return None
    first = read_year_number(tokens, place)
    if tokens.keyword(behind + 1, ERAS) or not first:
        return None
    return edtf_year(first[0]), edtf_year(int(tokens.at(behind))), behind + 1


def _short_decades(tokens: Tokens, place: int, *, joints: Keywords) -> FoundTwo:
    """Read “1920s-30s”."""
    first = read_decade(tokens, tokens.past(place, ARTICLES))
    behind = tokens.past(_joint(tokens, first[1], joints=joints), _APOSTROPHE) if first else 0
    short, mark = tokens.at(behind), tokens.at(behind + 1)
    if not (first and behind and re.fullmatch(r"[1-9]0", short)):
        return None
    end = behind + (3 if mark == "'" else 2)
    is_decade = tokens.at(end - 1) == "s" and first[0][2:] < f"{short[0]}X"
    return (first[0], f"{first[0][:2]}{short[0]}X", end) if is_decade else None


def _day_list(tokens: Tokens, place: int, *, joints: Keywords) -> FoundTwo:
    """Read “5, 6 and 7 January 1920” and “January 5, 6 and 7, 1920”: days that follow upon each other, as of a sale."""
    if "and" not in joints and "-" not in joints:
        return None
    month = MONTHS.get(tokens.at(place))
    days, behind = _listed_days(tokens, place + 1 if month else place)
    if len(days) < 3 or days != list(range(days[0], days[0] + len(days))):
        return None
    if month is None:
        month, behind = MONTHS.get(tokens.at(behind)), behind + 1
    year = read_year_number(tokens, behind) if month else None
    return _days((days[0], month), (days[-1], month), year=year) if month else None


def _listed_days(tokens: Tokens, place: int) -> tuple[list[int], int]:
    days: list[int] = []
    while number := read_day_number(tokens, place):
        days.append(number[0])
        behind = tokens.past(tokens.past(number[1], COMMA), _AND)
        if behind == number[1] or read_day_number(tokens, behind) is None:
            return days, number[1]
        place = behind
    return days, place


def _centuries(tokens: Tokens, place: int, *, joints: Keywords) -> FoundTwo:
    """Read “17th–18th century” and “late 18th to early 19th century”, where the word century stands once."""
    part = tokens.keyword(place, PARTS)
    ordinal = read_ordinal(tokens, tokens.past(part[1], DASH) if part else place)
    behind = _joint(tokens, ordinal[1], joints=joints) if ordinal else 0
    last = read_plain_point(tokens, behind) if behind else None
    if not (ordinal and last and any(word in CENTURY_WORDS for word in tokens.words[behind : last[1]])):
        return None
    is_before = any(tokens.keyword(at, ERAS) == ("BCE", last[1]) for at in range(behind, last[1]))
    first = century(ordinal[0], is_before=is_before, convention=tokens.convention)
    first = part_of(first, part[0]) if first and part else first
    return (first, last[0], last[1]) if first else None


def _points(tokens: Tokens, place: int, *, joints: Keywords) -> FoundTwo:
    """Read any two whole points."""
    first = read_point(tokens, place)
    behind = _joint(tokens, first[1], joints=joints) if first else 0
    last = read_point(tokens, behind) if behind else None
    return (first[0], last[0], last[1]) if first and last else None


_READERS: tuple[Callable[..., FoundTwo], ...] = (
    _day_list, _numeric_days, _month_days, _days_month, _months, _short_years, _short_decades, _years_of_era,
    _years_after_era, _centuries, _points,
)  # fmt: skip
