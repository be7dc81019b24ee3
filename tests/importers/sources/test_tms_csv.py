"""CSV is read as museums export it, and damage costs the damaged row alone."""

import csv
from pathlib import Path

import pytest

from polyvocal.importers.sources.tms_csv import encoding_of, read_csv
from polyvocal.importers.sources.tms_rows import Row

HEAD = "ObjectID,Title\r\n"
MANY_LINES = HEAD + '1,"Wharf, with ""Ship""\n\nat dock"\r\n2,Plain\r\n'


def _rows(folder: Path, held: bytes) -> list[Row]:
    path = folder / "Titles.csv"
    path.write_bytes(held)
    return list(read_csv(path, None))


def _titles(rows: list[Row]) -> list[str]:
    return [row.cells["Title"] for row in rows if not row.fault]


def test_a_cell_may_hold_lines_delimiters_and_quotation_marks(tmp_path: Path) -> None:
    first, second = _rows(tmp_path, MANY_LINES.encode())
    assert first.cells == {"ObjectID": "1", "Title": 'Wharf, with "Ship"\n\nat dock'}
    assert (first.line, second.line) == (2, 5)


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("cp1252", "cp1252")],
)
def test_the_encoding_is_told_from_the_bytes(tmp_path: Path, encoding: str, expected: str) -> None:
    words = HEAD + "1,Portret van Mörike – één × twee\r\n2,Café\r\n"
    rows = _rows(tmp_path, words.encode(encoding))
    assert _titles(rows) == ["Portret van Mörike – één × twee", "Café"]
    assert encoding_of(tmp_path / "Titles.csv") == expected


def test_a_mark_that_was_written_twice_is_no_part_of_a_name(tmp_path: Path) -> None:
    assert list(_rows(tmp_path, b"\xef\xbb\xbf" * 2 + b"ObjectID,Title\n8,a\n")[0].cells) == ["ObjectID", "Title"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_of_the_header(tmp_path: Path, delimiter: str) -> None:
    (one,) = _rows(tmp_path, f"ObjectID{delimiter}Title\n1{delimiter}Kaap\n".encode())
    assert one.cells == {"ObjectID": "1", "Title": "Kaap"}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(tmp_path: Path, ends: str) -> None:
    assert _titles(_rows(tmp_path, ends.join(("ObjectID,Title", "1,a", "", "2,b", "")).encode())) == ["a", "b"]


def test_an_inch_mark_is_no_damage(tmp_path: Path) -> None:
    assert _titles(_rows(tmp_path, (HEAD + '1,19 x 20"\n2,b').encode())) == ['19 x 20"', "b"]


@pytest.mark.parametrize(
    ("damaged", "left"),
    [
        ("1,a\n2\n3,c\n", ["a", "c"]),
        ("1,a\n2,b,b\n3,c\n", ["a", "c"]),
        ('1,a\n2,"b\n3,c\n4,d\n', ["a", "c", "d"]),
        ('1,a\n2,"b\n3,"c"\n4,d\n', ["a", "c", "d"]),
        ('1,a\n2,"b', ["a"]),
    ],
)
def test_a_damaged_row_costs_no_other(tmp_path: Path, damaged: str, left: list[str]) -> None:
    rows = _rows(tmp_path, (HEAD + damaged).encode())
    assert _titles(rows) == left
    (fault,) = [row for row in rows if row.fault]
    assert (fault.fault, fault.line) == ("damaged-row", 3)
    assert fault.raw.startswith(b"2")


def test_a_byte_of_another_encoding_damages_its_row_only(tmp_path: Path) -> None:
    held = (HEAD + "1,één\n2,twéé\n").encode() + b"3,caf\xe9\n4,vier\n"
    rows = _rows(tmp_path, held)
    assert _titles(rows) == ["één", "twéé", "vier"]
    assert [row.raw for row in rows if row.fault] == [b"3,caf\xe9\n"]


def test_damaged_lines_that_follow_each_other_are_one_fault(tmp_path: Path) -> None:
    rows = _rows(tmp_path, (HEAD + "1\n2\n3\n4,d\n5\n").encode())
    assert [(row.line, row.raw) for row in rows if row.fault] == [(2, b"1\n2\n3\n"), (6, b"5\n")]
    assert _titles(rows) == ["d"]


def test_a_cell_without_end_gives_the_rows_after_it_back(tmp_path: Path) -> None:
    lines = "".join(f"{number},t\n" for number in range(3, 5003))
    rows = _rows(tmp_path, (HEAD + '2,"open\n' + lines).encode())
    assert len(_titles(rows)) == 5000
    assert [row.line for row in rows if row.fault] == [2]


def test_a_cell_beyond_all_measure_damages_its_row_only(tmp_path: Path) -> None:
    before = csv.field_size_limit(20)
    try:
        rows = _rows(tmp_path, (HEAD + "1,a\n2," + "x" * 99 + "\n3,c\n").encode())
    finally:
        csv.field_size_limit(before)
    assert _titles(rows) == ["a", "c"]
    assert [row.line for row in rows if row.fault] == [3]


def test_many_damaged_lines_are_several_faults_of_a_bounded_size(tmp_path: Path) -> None:
    rows = _rows(tmp_path, (HEAD + "1\n" * 4_500).encode())
    assert [(row.line, row.raw.count(b"\n")) for row in rows] == [(2, 2_000), (2_002, 2_000), (4_002, 500)]
