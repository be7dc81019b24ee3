"""How much of what museums wrote as dates is understood; each number fell when a rule was lost."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from polyvocal.dates import bounds, find_dates, read_date

pytestmark = pytest.mark.shared

AMSTERDAM = {
    "production.date.start": 439,
    "production.date.end": 436,
    "acquisition.date": 922,
    "AHM.texts.date": 69,
}
"""Distinct dates understood of 443, 442, 925 and 72; the others are 0000, numbers cut short, days there never were."""
NEVER_DATES = ["0000", "200", "16", "500", "1693^", "onbekend", "1982-02-29", "20009-03", "NULL", "Unknown", "n.d.a."]


def _amsterdam(shared: Path, field: str) -> set[str]:
    files = (shared / "data/adlib/amsterdam_museum_2011").glob("*.xml")
    found = (one.text for path in files for one in etree.parse(path, etree.XMLParser(huge_tree=True)).iter(field))
    return {text.strip() for text in found if text and text.strip()}


@pytest.mark.parametrize(("field", "understood"), AMSTERDAM.items())
def test_dates_of_amsterdam_are_understood(shared: Path, field: str, understood: int) -> None:
    phrases = _amsterdam(shared, field)
    assert sum(bool(read_date(phrase, language="nl").edtf) for phrase in phrases) == understood


def test_dates_of_npg_are_understood_save_for_remarks(shared: Path) -> None:
    path = shared / "data/tms/npg_smithsonian/NPGObjects3.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        phrases = {row["Dated"].strip() for row in csv.DictReader(lines)}
    understood = {phrase for phrase in phrases if read_date(phrase, language="en").edtf}
    assert (len(phrases), len(understood)) == (1769, 1057)
    assert not {phrase for phrase in understood if "(" in phrase.replace("(?)", "")}


@pytest.mark.parametrize("phrase", NEVER_DATES)
def test_what_stands_for_nothing_is_no_date(phrase: str) -> None:
    assert read_date(phrase, language="nl").edtf == ""


def _clauses(shared: Path) -> Iterator[str]:
    path = shared / "data/provenance/cmoa_provenance_dev.jsonl"
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield from json.loads(line)["text"].split(";")


def test_years_of_understood_clauses_stand_in_their_words(shared: Path) -> None:
    """No year is made up: every year of a bound stands in the phrase, save the second of 1954-55 and of decades."""
    for clause in set(_clauses(shared)):
        dates, rest = find_dates(clause)
        assert clause.strip().startswith(rest)
        for bound in (dates.botb, dates.eotb, dates.bote, dates.eote):
            assert not bound or bounds(bound)
            years = re.findall(r"\d{4}", bound) if "/" not in bound else []
            assert all(year in dates.written or re.search(r"\d{4}[-–/]\d\d?\b", dates.written) for year in years)
