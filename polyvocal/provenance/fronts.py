"""A date that opens a clause: “1920, sold by A to B”, “By 1920, with A, London”, “in 1929 verkocht aan A”."""

import re
from dataclasses import replace

from polyvocal.dates import read_ownership
from polyvocal.provenance.cutting import Cutting
from polyvocal.provenance.heads import begins_with_method, take_certainty
from polyvocal.provenance.names import is_known_place, is_organisation, is_place
from polyvocal.provenance.notations import Notation
from polyvocal.provenance.tails import Tail

_LONGEST = 60
_SOMEBODY = re.compile(r"(?:the|his|her|their|private|de|het|zijn|haar) [a-z]", re.IGNORECASE)
_BEHIND = re.compile(r"(?P<mark>[,:])\s+|\s+")


def read_front(cutting: Cutting, tail: Tail, *, start: int, end: int, notation: Notation, language: str) -> int | None:
    """Take the longest date that opens a clause; return where the rest begins, None where there is no such date.

    Behind a date must stand a method, or somebody with a place; “June 5, 1920, Ghent” may say only where.
    """
    text = cutting.text
    if tail.dates.written or not any(letter.isdigit() for letter in text[start : start + _LONGEST]):
        return None
    for behind in reversed(list(_BEHIND.finditer(text, start, min(end, start + _LONGEST)))):
        place = behind.end()
        if not _may_follow(text, place, end, language, is_marked=behind["mark"] is not None):
            continue
        dates = read_ownership(text[start : behind.start()], language=language, convention=notation.convention)
        if dates.is_understood:
            tail.dates = replace(dates, written=cutting.take("dates", start, behind.start()))
            if behind["mark"] == ":":
                cutting.take("colon", behind.start(), behind.start() + 1)
            return place
    return None


def _may_follow(text: str, place: int, end: int, language: str, *, is_marked: bool) -> bool:
    sure = take_certainty(Cutting(text), start=place, end=end)
    if begins_with_method(text, sure, end, language):
        return True
    segments = text[sure:end].split(",")
    is_marked &= not is_known_place(segments[0])
    is_somebody = _SOMEBODY.match(text, sure, end) is not None
    is_sale = re.search(r"\b[Ss]ale$", segments[0].strip()) is not None
    return is_marked and (
        is_sale or is_somebody or is_organisation(segments[0]) or (len(segments) > 1 and not is_place(segments))
    )
