"""The days between which an EDTF string lies (ISO 8601-2:2019); the edtf package reads what is rare. No Django."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

Day = tuple[int, int, int]
"""Year, month and day; the year 0 is 1 BCE, which Python's dates do not reach."""

# Parsing with edtf takes milliseconds: what a phrase can say, and periods between such, is read here.
_PLAIN = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?[~?%]?")
_UNKNOWN_DIGITS = re.compile(r"(-?)(?:(\d\d)XX|(\d{3})X)[~?%]?")
# Seasons of the northern half of the earth, months widely. A winter may be that at either end of its year.
_SEASONS = {21: ((0, 3, 1), (0, 6, 30)), 22: ((0, 6, 1), (0, 9, 30)), 23: ((0, 9, 1), (0, 12, 31)),
            24: ((-1, 12, 1), (1, 3, 31))}  # fmt: skip


@lru_cache(maxsize=20_000)
def bounds(edtf: str) -> tuple[date | None, date | None] | None:
    """Return the earliest and latest day that an EDTF string allows (None: open), or None if it is not valid EDTF."""
    # Museums write 0000 where they know nothing; that it also is the year 1 BCE is no reason to believe them.
    if not edtf or edtf.startswith("0000") or edtf.count("/") > 1:
        return None
    if days := extent(edtf):
        return _date(days[0]), _date(days[1])
    if _PLAIN.fullmatch(edtf):
        return None
    if "/" in edtf:
        return _period_bounds(*edtf.split("/", 1))
    try:
        parsed = parse_edtf(edtf)
    except (EDTFParseException, AttributeError, TypeError, ValueError):
        return None  # the parser trips over some strings that are nearly EDTF, such as 1978-1X
    return _day_of(parsed.lower_strict()), _day_of(parsed.upper_strict())


@lru_cache(maxsize=20_000)
def extent(edtf: str) -> tuple[Day, Day] | None:
    """Return the first and last day of a date, decade, century, season or closed interval, of any era."""
    if edtf.count("/") > 1:
        return None
    if "/" in edtf:
        first, last = (extent(end) for end in edtf.split("/"))
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    if plain := _PLAIN.fullmatch(edtf):
        return _plain_extent(*plain.groups())
    if unknown := _UNKNOWN_DIGITS.fullmatch(edtf):
        sign, known = unknown[1], unknown[2] or unknown[3]
        low, high = int(known.ljust(4, "0")), int(known.ljust(4, "9"))
        return ((-high, 1, 1), (-low, 12, 31)) if sign else ((low, 1, 1), (high, 12, 31))
    return None


def _plain_extent(year: str, month: str | None, day: str | None) -> tuple[Day, Day] | None:
    if year == "-0000":
        return None
    if month and int(month) in _SEASONS and not day:
        first, last = _SEASONS[int(month)]
        return (int(year) + first[0], *first[1:]), (int(year) + last[0], *last[1:])
    first_month, last_month = int(month or 1), int(month or 12)
    # monthrange knows no years before 1; a leap year of the same length stands in.
    if not 1 <= first_month <= 12:
        return None
    longest = monthrange(max(int(year), 1) if int(year) > 0 else 2000, last_month)[1]
    first_day, last_day = int(day or 1), int(day or longest)
    return (
        ((int(year), first_month, first_day), (int(year), last_month, last_day)) if 1 <= first_day <= longest else None
    )


def _date(day: Day) -> date | None:
    return date(*day) if day[0] > 0 else None


def _period_bounds(first: str, last: str) -> tuple[date | None, date | None] | None:
    """Bounds of a period; each end by itself, for the parser would take an unknown end to be ten years away."""
    if "/" in last:
        return None
    start, end = _end_of_period(first), _end_of_period(last)
    if start is None or end is None:
        return None
    earliest, latest = start[0], end[1]
    runs_backwards = earliest is not None and latest is not None and latest < earliest
    return None if runs_backwards or (earliest is None and latest is None) else (earliest, latest)


def _end_of_period(edtf: str) -> tuple[date | None, date | None] | None:
    return (None, None) if edtf in ("", "..") else bounds(edtf)


def _day_of(moment: object) -> date | None:
    try:
        return date(moment.tm_year, moment.tm_mon, moment.tm_mday)  # type: ignore[attr-defined]
    except (AttributeError, ValueError):
        return None
