"""Reads days and periods as collection systems give them: in one field, or as a start and an end."""

import re
from datetime import date

from polyvocal.dates import read_date
from polyvocal.records import Span

_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00(?::00(?:\.0+)?)?")

# What stands in a column of days that must hold one, where no end was in sight.
_NO_END = re.compile(r"(?:[3-8]\d{3}|9999)-\d\d-\d\d")


def period_between(start: str, end: str, *, as_written: str = "") -> Span:
    """Return a period; `as_written` is the museum's own phrase, where there is one."""
    start, end = without_midnight(start), without_midnight(end)
    written = as_written or (start if start == end else " – ".join(filter(None, (start, end))))
    return Span(written, _edtf_between(start, end) or read_date(written).edtf)


def day_of(written: str) -> date | None:
    """Return the day that is written, None where it is none or not a whole one."""
    edtf = read_date(without_midnight(written)).edtf
    return date.fromisoformat(edtf) if _FULL_DATE.fullmatch(edtf) else None


def without_midnight(written: str) -> str:
    """Return a day without the midnight that a database's column of moments adds to it."""
    found = _MIDNIGHT.fullmatch(written)
    return found[1] if found else written


def _edtf_between(start: str, end: str) -> str:
    """Return EDTF for a period; '' where one side is not understood, is a period itself, or they run backwards."""
    first, last = read_date(start).edtf, ".." if _NO_END.fullmatch(end) else read_date(end).edtf
    if not end or start == end:
        return first
    if not first or not last or "/" in first + last or (last != ".." and first[:4] > last[:4]):
        return ""
    return f"{first}/{last}"
