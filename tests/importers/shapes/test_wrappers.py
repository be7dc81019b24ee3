"""Records are found in whatever they are wrapped, and where they stand side by side."""

from pathlib import Path

import pytest

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources import read_source
from tests.importers.exports import adlib, record

FOLDER = Path(__file__).parent
BOM = b"\xef\xbb\xbf"
ONE, TWO = record("1").encode(), record("2").encode()


def _ids(folder: Path, content: bytes) -> list[str]:
    path = folder / "export.xml"
    path.write_bytes(content)
    return [one.record_id for one in read_source(path, kind="adlib")]


def test_a_wrapper_s_own_identifier_stands_in_where_a_record_has_none() -> None:
    first, second = read_source(FOLDER / "c_wrapped.xml", kind="adlib")
    assert [first.record_id, second.record_id] == ["310", "002"]
    assert first.raw.startswith(b'<input id="001">')
    (dimension,) = first.tree.groups
    assert dimension.fields["dimension.type"][0].words == "hoogte"


@pytest.mark.parametrize(
    "content",
    [
        b"<recordList>" + ONE + TWO + b"</recordList>",
        ONE + b"\n" + TWO,
        BOM + b'<?xml version="1.0"?>\r\n' + ONE + b"\r\n" + TWO + b"\r\n",
        b"<recordList>" + ONE + b"</recordList><recordList>" + TWO + b"</recordList>",
        adlib(ONE.decode()) + adlib(TWO.decode()),
        BOM + adlib(ONE.decode()) + BOM + adlib(TWO.decode()),
        b"<!-- saved --><?page 1?>" + ONE + TWO,
        (ONE + TWO).decode().encode("utf-16"),
        b"<pockets><pocket id='a'>" + ONE + b"</pocket><pocket id='b'>" + TWO + b"</pocket></pockets>",
        b"<pockets><pocket id='1'><title>Bel</title></pocket><pocket id='2'><title>Kade</title></pocket></pockets>",
    ],
)
def test_records_are_found_in_every_wrapper(tmp_path: Path, content: bytes) -> None:
    assert _ids(tmp_path, content) == ["1", "2"]


def test_a_declaration_between_pages_is_passed_over_wherever_a_piece_ends(tmp_path: Path) -> None:
    for size in range(262_100, 262_180, 3):
        filler = record("1", f"<notes>{'x' * (size - len(record('1')) - 80)}</notes>")
        assert _ids(tmp_path, adlib(filler) + adlib(record("2"))) == ["1", "2"]


def test_words_outside_all_elements_make_a_file_malformed_after_its_records(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_bytes(adlib(record("1")) + b"Server error")
    found: list[str] = []
    with pytest.raises(SourceError) as caught:
        found.extend(one.record_id for one in read_source(path, kind="adlib"))
    assert (found, caught.value.problem) == (["1"], "malformed")


def test_a_field_that_holds_a_linked_record_is_no_group(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_bytes(adlib(record("1", "<creator><name>Bos, Jan</name><priref>9</priref></creator>")))
    (one,) = read_source(path, kind="adlib", leaves=frozenset({"creator", "title"}))
    assert one.tree.fields["creator"][0].words == "Bos, Jan"
    assert one.tree.fields["creator"][0].parts["priref"] == "9"
    assert one.record_id == "1"


def test_a_link_in_an_attribute_is_kept_with_the_words() -> None:
    first, _second = read_source(FOLDER / "d_structured.xml", kind="adlib")
    (production,) = [one for one in first.tree.groups if one.name == "Production"]
    assert production.fields["creator"][0] == ("Gieterij Halfweg", {}, {"priref": "33"})
