"""Sheets of workbooks are tables like any other; what a spreadsheet does to words is undone."""

import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.tms_cells import cell_words
from polyvocal.importers.sources.tms_rows import Row
from polyvocal.importers.sources.workbook_parts import column_name
from polyvocal.importers.sources.workbooks import has_cells, read_sheet, sheets_of
from tests.importers.tables import entry, folder_of, objects, raws, reads
from tests.importers.workbooks import ERROR, locked, ods, xls, xlsx

ROWS = [["ObjectID", "Title"], [8, "Quay at dawn"]]


def _rows(path: Path, sheet: str = "Objects") -> list[Row]:
    return list(read_sheet(path, sheet, None))


def _problem(path: Path, sheet: str = "Objects") -> tuple[str, str]:
    with pytest.raises(SourceError) as caught:
        _rows(path, sheet)
    return caught.value.problem, caught.value.source


def _listed(rows: object) -> list[list[object]]:
    """Return rows of dicts as a sheet, header first."""
    given = list(rows)  # type: ignore[call-overload]
    return [list(given[0]), *(list(row.values()) for row in given)]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (12.0, "12"), (0.1 + 0.2, "0.3"), (1e20, "100000000000000000000"), (True, "1"), (False, "0"), ("007", "007"),
        (date(1902, 3, 4), "1902-03-04"), (datetime.fromisoformat("1902-03-04"), "1902-03-04"),
        (datetime.fromisoformat("1902-03-04T05:06"), "1902-03-04T05:06:00"), (None, ""), (float("nan"), ""),
        (Decimal("41.5000000000"), "41.5"), (Decimal("300"), "300"), (Decimal("-0.00"), "0"), (Decimal("NaN"), ""),
        ("é".encode(), "é"), (b"\xff\x00", "ff00"), (memoryview(b"a"), "a"),
        ([1, date(1902, 3, 4)], '[1, "1902-03-04"]'),
    ],
)  # fmt: skip
def test_cells_become_the_words_that_csv_would_hold(cell: object, words: str) -> None:
    assert cell_words(cell) == words


def test_a_sheet_is_read_with_its_types_below_the_first_row_that_is_not_empty(tmp_path: Path) -> None:
    rows = [
        [], [None, "ObjectID", " Title ", "Since", "Shown", "Height"], [],
        [None, 8.0, "Quay\nat dawn", date(1902, 3, 4), True, 41.5], [None, 9, "inline:Ship & co", None, False, None],
    ]  # fmt: skip
    eight, nine = _rows(xlsx(tmp_path / "a.xlsx", {"Objects": rows}))
    first = {"ObjectID": "8", "Title": "Quay\nat dawn", "Since": "1902-03-04", "Shown": "1", "Height": "41.5"}
    assert (eight.line, eight.cells) == (4, first)
    assert (nine.line, nine.cells) == (
        5, {"ObjectID": "9", "Title": "Ship & co", "Since": "", "Shown": "0", "Height": ""},
    )  # fmt: skip


def test_a_column_without_a_name_is_known_by_its_letter_where_it_holds_something(tmp_path: Path) -> None:
    rows = [["ObjectID", None, None], [8, None, None], [9, "loose", None]]
    eight, nine = _rows(xlsx(tmp_path / "a.xlsx", {"Objects": rows}))
    assert (eight.cells, nine.cells) == ({"ObjectID": "8"}, {"ObjectID": "9", "(B)": "loose"})
    assert (column_name(0), column_name(25), column_name(26), column_name(702)) == ("A", "Z", "AA", "AAA")


def test_two_columns_of_one_name_are_not_chosen_between(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Objects": [["ObjectID", "Title", "Title"], [8, "a", "b"]]})
    assert _problem(path) == ("column-twice", f"{path} [Objects]")


def test_an_error_of_the_spreadsheet_is_a_fault_of_its_row(tmp_path: Path) -> None:
    rows = [["ObjectID", "Title", "Count"], [8, "whole", 1], [9, "half", ERROR], ["inline:#N/A", "said in words", 1]]
    eight, nine, ten = _rows(xlsx(tmp_path / "a.xlsx", {"Objects": rows}))
    assert (eight.fault, nine.fault, ten.fault) == ("", "error-cell", "error-cell")
    assert (nine.line, nine.cells, nine.raw) == (3, {}, b'{"ObjectID": "9", "Title": "half", "Count": "#REF!"}')


def test_cells_that_leave_out_their_place_follow_each_other(tmp_path: Path) -> None:
    row = '<row><c t="inlineStr"><is><t>{}</t></is></c><c{}</c></row>'
    cells = row.format("ObjectID", ' t="inlineStr"><is><t>Count</t></is>') + row.format("8", ' t="e"><v>#NUM!</v>')
    path = xlsx(tmp_path / "a.xlsx", {"Objects": cells})
    (only,) = _rows(path)
    assert (only.fault, only.raw) == ("error-cell", b'{"ObjectID": "8", "Count": "#NUM!"}')


def test_a_sheet_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = xlsx(tmp_path / "a.xlsx", {"Objects": far})
    assert _problem(path) == ("large-workbook", f"{path} [Objects]")


def test_old_and_open_workbooks_are_read_as_well(tmp_path: Path) -> None:
    expected = [{"ObjectID": "8", "Title": "Quay at dawn"}]
    assert [row.cells for row in _rows(ods(tmp_path / "a.ods", {"Objects": ROWS}))] == expected
    assert [
        row.cells for row in _rows(xls(tmp_path / "a.xls", "Objects", [["ObjectID", "Title"], [8.0, "Quay at dawn"]]))
    ] == expected


def test_a_workbook_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    whole = xlsx(tmp_path / "a.xlsx", {"Objects": ROWS}).read_bytes()
    for name, held in {"torn.xlsx": whole[:900], "none.xls": b"ObjectID\n8\n", "torn.ods": whole[:99]}.items():
        (tmp_path / name).write_bytes(held)
        assert _problem(tmp_path / name) == ("damaged-workbook", str(tmp_path / name))
    assert _problem(locked(tmp_path / "locked.xlsx"))[0] == "locked-workbook"
    assert _problem(xlsx(tmp_path / "b.xlsx", {"Objects": []}))[0] == "empty"


def test_a_part_that_is_torn_is_named(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Objects": "<row"})
    assert _problem(path) == ("damaged-workbook", str(path))


def test_without_the_extra_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Objects": ROWS})
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    assert _problem(path) == ("no-workbooks", str(path))


def test_a_workbook_is_a_folder_of_tables(tmp_path: Path) -> None:
    entries = [entry("8", "Words of the sheet"), entry("8", "more", DisplayOrder="1")]
    book = xlsx(tmp_path / "export.xlsx", {"objects": _listed(objects("8", "9")), "TextEntries": _listed(entries)})
    for path in (book, tmp_path):
        eight, nine = reads(path)
        assert [text.edition.words for text in eight.texts] == ["more", "Words of the sheet"]
        assert (nine.raw.source, nine.raw.line) == (f"{book} [objects]", 3)


def test_workbooks_and_csv_may_be_mixed_and_a_single_sheet_counts_by_its_file(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, Objects=objects("8"))
    xlsx(folder / "TextEntries.xlsx", {"Sheet1": _listed([entry("8", "sheet")]), "Sheet2": [], "Sheet3": []})
    xlsx(folder / "~$TextEntries.xlsx", {"TextEntries": []})
    (one,) = reads(folder)
    assert [text.edition.words for text in one.texts] == ["sheet"]
    assert [sheet.name for sheet in sheets_of(folder / "TextEntries.xlsx")] == ["Sheet1", "Sheet2", "Sheet3"]
    assert not has_cells(folder / "TextEntries.xlsx", "Sheet2")


def test_a_sheet_saved_as_csv_beside_its_workbook_is_read_from_the_csv(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, Objects=objects("8"))
    (folder / "Objects.xlsx").write_bytes(b"nobody opens this")
    folder_of(tmp_path, TextEntries="ID,TableID,TextEntry\n", Weblinks="Number\n", ExhObjXrefs="ExhObjXrefID\n")
    folder_of(tmp_path, TextTypes="TextTypeID\n", ConXrefs="ID\n", ConXrefDetails="ConXrefID,UnMasked\n")
    folder_of(tmp_path, Constituents="ConstituentID\n")
    (one,) = raws(folder)
    assert one.source == str(folder / "Objects.csv")


def test_a_hidden_sheet_is_not_brought_out_and_two_sheets_are_not_chosen_between(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Objects": ROWS, "Other": ROWS}, hidden=["Objects"])
    with pytest.raises(SourceError) as hidden:
        raws(path)
    assert (hidden.value.problem, hidden.value.source) == ("hidden-sheet", f"{path} [Objects]")
    xlsx(tmp_path / "a.xlsx", {"Objects": ROWS})
    xlsx(tmp_path / "b.xlsx", {"Objects": ROWS})
    with pytest.raises(SourceError) as several:
        raws(tmp_path)
    assert (several.value.problem, str(several.value)) == (
        "ambiguous-table",
        "Objects: a.xlsx [Objects], b.xlsx [Objects]",
    )


def test_progress_hears_of_a_workbook_once_however_many_tables_it_holds(tmp_path: Path) -> None:
    heard: list[int] = []
    path = xlsx(tmp_path / "a.xlsx", {"Objects": ROWS})
    list(read_sheet(path, "Objects", heard.append))
    assert heard == [path.stat().st_size]


def test_a_row_with_an_error_costs_no_other_row_and_has_a_place(tmp_path: Path) -> None:
    rows = [entry("8", "kept"), entry("9", "lost", Purpose=ERROR)]
    path = xlsx(tmp_path / "a.xlsx", {"Objects": _listed(objects("8", "9")), "TextEntries": _listed(rows)})
    eight, _nine, faulty = raws(path)
    assert (faulty.fault, faulty.source, faulty.line) == ("error-cell", f"{path} [TextEntries]", 3)
    assert eight.fault == ""


def test_more_cells_than_memory_holds_are_refused_in_open_workbooks_too(tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods", {"Objects": ROWS})
    with ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    repeated = parts["content.xml"].replace(
        "<table:table-row>", '<table:table-row table:number-rows-repeated="1048576">'
    )
    repeated = repeated.replace("<table:table-cell ", '<table:table-cell table:number-columns-repeated="8000" ')
    with ZipFile(path, "w") as archive:
        for name, words in {**parts, "content.xml": repeated}.items():
            archive.writestr(name, words)
    assert _problem(path)[0] == "large-workbook"
