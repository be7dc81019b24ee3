"""Where days lie to a window of years: surely, possibly or not. Days that are not known leave every reading open."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from polyvocal.provenance.cases import CaseStep, Days


def window(options: Mapping[str, Any]) -> tuple[date, date]:
    """Return the first and last day of a rule's years."""
    return date(options["first_year"], 1, 1), date(options["last_year"], 12, 31)


def dated_within(step: CaseStep, options: Mapping[str, Any]) -> bool | None:
    """Whether a step surely (True) or possibly (False) began or ended in these years; None if not.

    A date open on one side counts only where its other side lies in these years: “by 1980” says nothing
    of 1940.
    """
    first, last = window(options)
    found = [_lies(days, first, last) for days in (step.tenure.began, step.tenure.ended)]
    return None if found == [None, None] else any(found)


def _lies(days: Days, first: date, last: date) -> bool | None:
    known = [day for day in days if day is not None]
    inside = [first <= day <= last for day in known]
    if len(known) == 2 and all(inside):
        return True
    spans = len(known) == 2 and known[0] <= last and known[1] >= first
    return False if spans or any(inside) else None


def within(days: Days, first: int, last: int) -> bool | None:
    """Whether days lie surely (True) or possibly (False) in these years; None if not, or if nothing is known."""
    begin, end = days
    if begin is None and end is None:
        return None
    if (begin is not None and begin.year > last) or (end is not None and end.year < first):
        return None
    return begin is not None and end is not None and first <= begin.year and end.year <= last


def made_before(days: Days, year: int) -> bool | None:
    """Whether something was made surely (True) or possibly (False) before a year; None if not."""
    begin, end = days
    if end is not None and end.year < year:
        return True
    return None if begin is not None and begin.year >= year else False


def acquired_from(days: Days, year: int) -> bool | None:
    """Whether something was acquired surely (True) or possibly (False) in a year or later; None if not."""
    begin, end = days
    if begin is not None and begin.year >= year:
        return True
    return None if end is not None and end.year < year else False


def years(days: Days) -> str:
    """Return days as years: “1640”, “1930–1950”, “–1950”, '' where nothing is known."""
    begin, end = (str(day.year) if day else "" for day in days)
    return begin if begin == end else f"{begin}–{end}"
