"""What SQL Server writes with FOR XML is read as rows with the elements within them."""

from pathlib import Path

import pytest

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.tms_rows import Row
from polyvocal.importers.sources.tms_xml import read_for_xml
from tests.importers.tables import PROFILE, raws

RECORDS = """<Root>
  <ObjRecord><ObjectID>8</ObjectID><Title>Loods</Title><Empty/><Empty/><Titles><Title><Title>Loods</Title><Order>2</Order></Title>
    <Title><Title>Pakhuis &amp; erf</Title><Order>1</Order></Title></Titles></ObjRecord>
  <ObjRecord ObjectID="9" xmlns:x="http://www.w3.org/2001/XMLSchema-instance"><Note x:nil="true"/><Term>hout</Term>
    <Term>touw</Term><Term/></ObjRecord>
</Root>"""


def _rows(folder: Path, held: bytes) -> list[Row]:
    path = folder / "objects.xml"
    path.write_bytes(held)
    return list(read_for_xml(path, None))


def _problem(folder: Path, held: bytes) -> SourceError:
    with pytest.raises(SourceError) as caught:
        _rows(folder, held)
    return caught.value


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_columns_are_elements_or_attributes_and_what_lies_deeper_stays_together(tmp_path: Path, mark: bytes) -> None:
    eight, nine = _rows(tmp_path, mark + RECORDS.replace("\n", "\r\n").encode())
    assert eight.cells == {"ObjectID": "8", "Title": "Loods", "Empty": ""}
    assert list(eight.nested) == [
        ("Title", {"Title": "Loods", "Order": "2"}), ("Title", {"Title": "Pakhuis & erf", "Order": "1"}),
    ]  # fmt: skip
    assert nine.cells == {"ObjectID": "9", "Note": "", "Term": "hout"}
    assert list(nine.nested) == [("Term", {"Term": "touw"})]


def test_elements_within_a_joined_row_are_groups_in_the_order_declared(tmp_path: Path) -> None:
    folder = tmp_path / "walled"
    folder.mkdir()
    (folder / "Objects.xml").write_text("<Root><ObjRecord><ObjectID>8</ObjectID></ObjRecord></Root>")
    (folder / "ObjTitles.xml").write_text(RECORDS.partition("<ObjRecord ObjectID")[0] + "</Root>")
    tables = '[[tables.joined]]\ntable = "ObjTitles"\nkey = "ObjectID"\norder = "Order"\n\n[object]'
    text = PROFILE.replace("[object]", tables, 1) + '\n[[texts]]\nwords = "Title.Title"\ntype = "title"\n'
    (one,) = raws(folder, text)
    assert [group.fields["Title.Title"][0].words for group in one.tree.groups] == ["Pakhuis & erf", "Loods"]


@pytest.mark.parametrize(
    ("held", "problem"),
    [
        (b"", "empty"),
        (b"ObjectID,Title", "not-xml"),
        (b'<!DOCTYPE r [<!ENTITY a "b">]><Root/>', "entities"),
        (b"<!--" + b"x" * 70_000 + b'--><!DOCTYPE r [<!ENTITY a "b">]><Root><R/></Root>', "entities"),
        (RECORDS.encode()[:-4], "malformed"),
        (b"<Root><R><A>caf\xe9</A></R></Root>", "malformed"),
    ],
)
def test_what_keeps_a_file_from_being_read_is_named(tmp_path: Path, held: bytes, problem: str) -> None:
    assert _problem(tmp_path, held).problem == problem


def test_rows_before_the_break_are_read(tmp_path: Path) -> None:
    path = tmp_path / "objects.xml"
    path.write_text(RECORDS.partition("<Term>touw")[0])
    rows = read_for_xml(path, None)
    assert next(rows).cells["ObjectID"] == "8"
    broken = next(rows)
    assert (broken.fault, broken.line, broken.raw[:23]) == ("damaged-row", 4, b'<ObjRecord ObjectID="9"')
    with pytest.raises(SourceError) as caught:
        next(rows)
    assert (caught.value.problem, caught.value.position) == ("malformed", "5")
