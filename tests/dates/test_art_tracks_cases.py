"""279 phrases that CMOA's parsers, their documentation and a set of EDTF cases agree or disagree upon."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from polyvocal.dates import Convention, OwnershipDates, find_dates, read_ownership

pytestmark = pytest.mark.shared

CONVENTIONS = {
    "arttracks/museum_provenance": Convention.ART_TRACKS,
    "arttracks/museum_provenance_website": Convention.ART_TRACKS,
    "workergnome/edtf_test_cases": Convention.EDTF,
}
DIFFERENCES = {
    "atd-0001": "“and” belongs to “between 1954 and 1955”; the parser leaves it behind as if it were a name",
    "atd-0014": "“the” belongs to “the 1950s”; the parser leaves it behind as if it were part of the place",
    "atd-0015": "“the” belongs to “the 1980s”",
    "atd-0150": "“the” belongs to “the 1880s”",
    "atd-0151": "“the” belongs to “the 1880s?”",
    "atd-0156": "“the” belongs to “the 1880s ad”",
    "atd-0157": "“the” belongs to “the 1880s ad?”",
    "atd-0221": "“8” without an era may be anything; museums' date fields hold such ends of numbers",
    "atd-0222": "“860” without an era may be a year cut short, as “200” in a field of 2007 and later",
    "atd-0223": "“86” without an era may be 1986 or 86",
    "atd-0266": "the bracket is a remark of the documentation's author on the phrase, not part of a phrase",
    "atd-0275": "a day says when it began, not when it ended: the same author's parser reads it as such (atd-0013)",
    "atd-0276": "two phrases and a remark in a row of the documentation, not one phrase",
}
"""Where we read a phrase otherwise than its source, and why."""

BOUNDS = ("botb", "eotb", "bote", "eote")


def _read(case: Mapping[str, Any]) -> OwnershipDates:
    return read_ownership(case["text"], convention=CONVENTIONS[case["source"]["repo"]])


def _four(dates: OwnershipDates) -> list[str]:
    return [getattr(dates, bound) for bound in BOUNDS]


def _clause(case: Mapping[str, Any], expected: Mapping[str, Any]) -> tuple[object, object]:
    dates, rest = find_dates(case["text"], convention=Convention.ART_TRACKS)
    return [*_four(dates), rest], [*(expected[bound] or "" for bound in BOUNDS), expected["rest"]]


def _dates(case: Mapping[str, Any], expected: Mapping[str, Any]) -> tuple[object, object]:
    return list(dict.fromkeys(filter(None, _four(_read(case))))), [one["edtf"] for one in expected["dates"]]


def _pattern(case: Mapping[str, Any], expected: Mapping[str, Any]) -> tuple[object, object]:
    """Compare with a pattern such as X-X...Y-?, in which each other date has another letter."""
    letters = {"": "?"}
    for edtf in _four(_read(case)):
        letters.setdefault(edtf, "XYZA"[len(letters) - 1])
    pattern = "{}-{}...{}-{}".format(*(letters[edtf] for edtf in _four(_read(case))))
    return pattern, expected["pattern_botb-eotb...bote-eote"]


def _days(case: Mapping[str, Any], expected: Mapping[str, Any]) -> tuple[object, object]:
    names = ("earliest_possible", "earliest_definite", "latest_definite", "latest_possible")
    days = [getattr(_read(case), name) for name in names]
    return [day and day.isoformat() for day in days], [expected[f"{name}_day"] for name in names]


def _point(case: Mapping[str, Any], expected: Mapping[str, Any]) -> tuple[object, object]:
    """Compare with a date in the draft of 2012, whose `u` is today's `X` or nothing."""
    return _read(case).botb, (expected["edtf"] or "").replace("-uu-uu", "").replace("uu", "XX")


COMPARED_BY = {
    "rest": _clause, "dates": _dates, "pattern_botb-eotb...bote-eote": _pattern, "edtf_definite": _days, "edtf": _point,
}  # fmt: skip


def _cases(shared: Path) -> list[dict[str, Any]]:
    path = shared / "data/provenance/arttracks_date_cases.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _differs(case: Mapping[str, Any]) -> bool:
    compare = next(compare for key, compare in COMPARED_BY.items() if key in case["expected"])
    ours, theirs = compare(case, case["expected"])
    return ours != theirs


def test_every_case_is_read_as_its_source_reads_it_save_for_the_listed_differences(shared: Path) -> None:
    cases = _cases(shared)
    assert len(cases) == 279
    assert {case["id"] for case in cases if _differs(case)} == set(DIFFERENCES)


def test_bounds_are_worded_as_art_tracks_prefers(shared: Path) -> None:
    preferred = [(case, case["expected"].get("preferred")) for case in _cases(shared)]
    for case, words in preferred:
        if words:
            dates, _rest = find_dates(case["text"], convention=Convention.ART_TRACKS)
            assert dates.in_words("en") == words
