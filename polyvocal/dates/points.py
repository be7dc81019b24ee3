"""One point in time as written: a day, month, season, year, decade or century, or part of one, to EDTF."""

from polyvocal.dates.days import (
    read_day_first_day,
    read_iso,
    read_month,
    read_month_first_day,
    read_numeric_day,
    read_numeric_month,
    read_season,
)
from polyvocal.dates.parts import parts_of
from polyvocal.dates.tokens import Convention, Tokens
from polyvocal.dates.words import ARTICLES, CIRCA, DOUBT, PARTS
from polyvocal.dates.years import (
    DASH,
    OF,
    Found,
    Reader,
    read_bare_century,
    read_century,
    read_decade,
    read_short_form,
    read_year,
)


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
    second = _second_part(tokens, place)
    parts, place = ((part, second[0]), second[1]) if second else ((part, part), place)
    place = tokens.past(tokens.past(tokens.past(place, DASH), OF), ARTICLES)
    for reader in (read_century, read_bare_century, read_decade, read_month, read_year):
        whole = reader(tokens, place)
        if whole and (edtf := parts_of(whole[0], *parts)):
            return edtf, whole[1]
    return None


_TO_PART = frozenset(["to", "or", "and", "/", "-", "–", "tot", "of", "en"])


def _second_part(tokens: Tokens, place: int) -> tuple[str, int] | None:
    """Read the second word of “mid- to late 19th century”."""
    behind = tokens.past(tokens.past(tokens.past(place, DASH), _TO_PART), DASH)
    return tokens.keyword(behind, PARTS) if behind > place else None


_READERS: tuple[Reader, ...] = (
    read_century, read_decade, read_season, read_month_first_day, read_day_first_day, read_month, read_numeric_day,
    read_numeric_month, read_iso, read_short_form, read_year,
)  # fmt: skip
