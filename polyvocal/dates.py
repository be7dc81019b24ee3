"""Dates as museums write them (Dutch, English, ISO) to EDTF and its bounds. What is not understood stays as written.

EDTF is ISO 8601-2:2019; the edtf package validates it and computes bounds. No Django.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from polyvocal.records import Span

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february feb", "maart march mrt mar", "april apr", "mei may",
            "juni june jun", "juli july jul", "augustus august aug", "september sept sep", "oktober october okt oct",
            "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_YEAR = r"([12]\d{3})"
_CIRCA = r"(?:ca\.?|c\.|circa|omstreeks|around|about)"


def read_date(phrase: str) -> Span:
    """Read one date phrase. `edtf` is '' when it is not understood in full; the phrase itself is always kept."""
    return _span_of(phrase.strip())


@lru_cache(maxsize=20_000)
def _span_of(written: str) -> Span:
    return Span(written, _edtf_of(written) if written else "")


def _edtf_of(written: str) -> str:
    lowered = re.sub(r"\s+", " ", written.lower())
    for pattern, reading in _READINGS:
        if (match := pattern.fullmatch(lowered)) and (edtf := _checked(reading(*match.groups()))):
            return edtf
    return ""


def _checked(edtf: str) -> str:
    return edtf if edtf and bounds(edtf) else ""


def _month(name: str) -> str:
    return f"{_MONTHS[name]:02d}" if name in _MONTHS else "99"


def _century(number: str) -> str:
    return f"{int(number) - 1:02d}XX"


def _range(start: str, end: str) -> str:
    return f"{start}/{end}" if start <= end else ""


_Reading = Callable[..., str]
_READINGS: list[tuple[re.Pattern[str], _Reading]] = [
    (re.compile(rf"{_YEAR}"), lambda year: year),
    (re.compile(rf"{_YEAR}-(\d\d)"), lambda year, month: f"{year}-{month}"),
    (re.compile(rf"{_YEAR}-(\d\d)-(\d\d)"), lambda year, month, day: f"{year}-{month}-{day}"),
    (re.compile(rf"{_YEAR}-(?:00|\?\?|99)(?:-(?:00|\?\?|99))?"), lambda year: year),
    (re.compile(rf"(\d\d?)[-.](\d\d?)[-.]{_YEAR}"), lambda day, month, year: f"{year}-{month:0>2}-{day:0>2}"),
    (
        re.compile(rf"(\d\d?) ([a-z]+) {_YEAR}"),
        lambda day, month, year: f"{year}-{_month(month)}-{day:0>2}",
    ),
    (re.compile(rf"([a-z]+) {_YEAR}"), lambda month, year: f"{year}-{_month(month)}" if month in _MONTHS else ""),
    (re.compile(rf"{_CIRCA} ?{_YEAR}"), lambda year: f"{year}~"),
    (re.compile(rf"{_YEAR} ?(?:\?|\(\?\))"), lambda year: f"{year}?"),
    (re.compile(rf"{_YEAR} ?[-–/] ?{_YEAR}"), _range),
    (re.compile(rf"{_CIRCA} ?{_YEAR} ?[-–/] ?{_YEAR}"), lambda start, end: _range(f"{start}~", f"{end}~")),
    (re.compile(r"([12]\d)xx"), lambda century: f"{century}XX"),
    (re.compile(r"([12]\d\d)x"), lambda decade: f"{decade}X"),
    (re.compile(r"(1[0-9]|20|21)(?:e|de|ste) eeuw"), _century),
    (re.compile(r"(1[0-9]|20|21)(?:th|st) century"), _century),
    (re.compile(r"([12]\d{3}(?:-\d\d){0,2}[~?%]?(?:/(?:[12]\d{3}(?:-\d\d){0,2}[~?%]?|\.\.)?)?)"), lambda edtf: edtf),
]

# Parsing with edtf takes milliseconds: days, months and years, and periods between them, are read here.
_PLAIN = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?[~?%]?")


@lru_cache(maxsize=20_000)
def bounds(edtf: str) -> tuple[date | None, date | None] | None:
    """Return the earliest and latest day that an EDTF string allows (None: open), or None if it is not valid EDTF."""
    if not edtf:
        return None
    if plain := _PLAIN.fullmatch(edtf):
        return _plain_bounds(*plain.groups())
    if "/" in edtf:
        return _period_bounds(*edtf.split("/", 1))
    try:
        parsed = parse_edtf(edtf)
    except (EDTFParseException, AttributeError, TypeError, ValueError):
        return None  # the parser trips over some strings that are nearly EDTF, such as 1978-1X
    return _day_of(parsed.lower_strict()), _day_of(parsed.upper_strict())


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


def _plain_bounds(year: str, month: str | None, day: str | None) -> tuple[date, date] | None:
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        last_month = int(month or 12)
        last = date(int(year), last_month, int(day or monthrange(int(year), last_month)[1]))
    except ValueError:
        return None
    return first, last


def _day_of(moment: object) -> date | None:
    try:
        return date(moment.tm_year, moment.tm_mon, moment.tm_mday)  # type: ignore[attr-defined]
    except (AttributeError, ValueError):
        return None
