"""docs/dates.md says what is so."""

import re
from collections.abc import Iterator

import pytest

from polyvocal.dates import Convention, find_dates, read_date, read_ownership
from tests.conftest import CHECKOUT

PAGE = (CHECKOUT / "docs" / "dates.md").read_text(encoding="utf-8")


def _rows(header: str, *, under: str = "") -> Iterator[list[str]]:
    """Return the cells of every table with this header, in the section of that title or in all."""
    for section in re.split(r"^##+ ", PAGE, flags=re.MULTILINE):
        if under and not section.startswith(under):
            continue
        for table in re.findall(rf"^\| {re.escape(header)} \|\n\|[-|]+\|\n((?:\|.*\n)+)", section, flags=re.MULTILINE):
            for row in table.splitlines():
                yield [cell.strip() for cell in row.strip("|").split("|")]


def _phrases(cell: str) -> list[str]:
    """Cut a cell into its phrases: at semicolons, else at commas that no year follows."""
    return cell.split("; ") if ";" in cell else re.split(r", (?!\d{4}$)", cell)


FOUR = "phrase | botb | eotb | bote | eote"


@pytest.mark.parametrize(("section", "language"), [("English", "en"), ("Dutch", "nl"), ("Parts", "en")])
def test_every_phrase_has_the_bounds_of_its_row(section, language):
    rows = list(_rows(FOUR, under=section))
    assert len(rows) >= 7
    for cell, *expected in rows:
        for phrase in _phrases(cell):
            dates = read_ownership(phrase, language=language)
            assert [dates.botb, dates.eotb, dates.bote, dates.eote] == expected, phrase


def test_what_is_said_not_to_be_understood_is_not():
    phrases = [phrase for phrase, _why in _rows("phrase | why")]
    assert len(phrases) >= 7
    assert not any(read_ownership(phrase).is_understood for phrase in phrases)


def test_the_conventions_differ_as_their_table_says():
    rows = list(_rows("phrase | `Convention.EDTF` | `Convention.ART_TRACKS`"))
    assert len(rows) >= 6
    for phrase, ours, theirs in rows:
        assert read_ownership(phrase).botb == ours
        assert read_ownership(phrase, convention=Convention.ART_TRACKS).botb == theirs


def test_the_examples_in_the_text_hold():
    assert find_dates("Janet Doe, Ghent, by 1901 until at least 1929")[1] == "Janet Doe, Ghent"
    assert read_date("1904-05").edtf == "1904-05"
    assert (read_date("5-11-1934").edtf, read_date("5/11/1934").edtf) == ("1934-11-05", "")
    periods = dict(re.findall(r"“([^”]+)”\s(?:is )?`([./\d]+)`", PAGE))
    assert len(periods) == 4
    assert {phrase: read_date(phrase).edtf for phrase in periods} == periods
