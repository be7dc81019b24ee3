"""What befalls a whole file: another encoding than it declares, and records beyond all measure."""

import json
from pathlib import Path

import pytest

from polyvocal.importers.sources import read_source, repaired_tree
from polyvocal.importers.sources.tms_csv import read_csv
from tests.importers.exports import adlib, leaf, record
from tests.importers.harm.exports import Came, came_of

pytestmark = [pytest.mark.importers, pytest.mark.once]

WORDS = [
    "Café één",
    "Het “Zeebeeld” – gezien",
    "coöperatie",
    "façade",
    "naïef",
    "crème",
    "ruïne",
    "één idée",
    "geünieerd",
    "vermoeid café",
]
PLAIN = record("99", leaf("notes", "zonder"))


def _xml(declared: str = "utf-8") -> str:
    records = [record(str(at), leaf("notes", words)) for at, words in enumerate(WORDS, 1)]
    return adlib(*records, PLAIN).decode().replace("utf-8", declared)


def _json() -> str:
    records = [{"priref": [str(at)], "notes": [words]} for at, words in enumerate(WORDS, 1)]
    return json.dumps({"recordList": {"record": records}}, ensure_ascii=False)


def _came(folder: Path, held: bytes, *, encoding: str = "") -> Came:
    path = folder / "export"
    path.write_bytes(held)
    return came_of(lambda path: read_source(path, kind="adlib", encoding=encoding), path)


def _notes(came: Came) -> list[str]:
    return [one.words for raw in came.good for one in repaired_tree(raw.tree)[0].fields["notes"]]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp437"])
@pytest.mark.parametrize("text", [_xml(), _json()], ids=["xml", "json"])
def test_a_file_that_is_certainly_in_another_encoding_is_read_in_it(tmp_path: Path, encoding: str, text: str) -> None:
    if encoding == "cp437":
        text = text.replace("“", "«").replace("”", "»").replace("–", "-")
    came = _came(tmp_path, text.encode(encoding))
    assert _notes(came)[: len(WORDS)] == [one if one in text else "Het «Zeebeeld» - gezien" for one in WORDS]
    assert (came.bad, came.error) == ((), None)
    assert all(raw.is_reread for raw in came.good)


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252"])
def test_utf_8_that_declares_otherwise_is_read_as_utf_8(tmp_path: Path, declared: str) -> None:
    came = _came(tmp_path, _xml(declared).encode())
    assert _notes(came) == [*WORDS, "zonder"]
    assert (came.bad, came.error) == ((), None)


@pytest.mark.parametrize("text", [_xml(), _xml("utf-16"), _json()], ids=["xml", "declared", "json"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_utf_16_is_recognised_with_and_without_a_mark(tmp_path: Path, encoding: str, text: str) -> None:
    if encoding == "utf-8-sig":
        text = text.replace("utf-16", "utf-8")
    came = _came(tmp_path, text.encode(encoding))
    assert _notes(came)[: len(WORDS)] == WORDS
    assert (came.bad, came.error) == ((), None)


def test_letters_encoded_twice_are_repaired_value_by_value(tmp_path: Path) -> None:
    came = _came(tmp_path, _xml().encode().decode("cp1252", errors="ignore").encode())
    assert [one for one in WORDS if one in _notes(came)] == [one for one in WORDS if "”" not in one]
    assert (came.bad, came.error) == ((), None)


def test_what_no_code_page_explains_is_named_and_costs_no_other_record(tmp_path: Path) -> None:
    came = _came(tmp_path, _xml().encode("cp1252").replace("é".encode("cp1252"), b"\xdb\xb2\x81"))
    assert came.problem == "encoding"
    assert "zonder" in _notes(came)
    assert {raw.fault for raw in came.bad} == {"wrong-bytes"}
    assert len(came.good) + len(came.bad) == len(WORDS) + 1


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman", "utf-32", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("text", [_xml(), _json()], ids=["xml", "json"])
def test_the_encoding_can_be_told(tmp_path: Path, encoding: str, text: str) -> None:
    text = text.replace("“", "'").replace("”", "'").replace("–", "-")
    came = _came(tmp_path, text.encode(encoding), encoding=encoding)
    assert _notes(came)[0] == WORDS[0]
    assert (came.bad, came.error) == ((), None)


LARGE = {
    "a field of 20 MB": leaf("notes", "x" * 20_000_000),
    "5,000 fields": "".join(leaf(f"field{at}", "x") for at in range(5_000)),
    "nested 2,000 deep": "<a>" * 2_000 + "</a>" * 2_000,
    "an attribute of 1 MB": f'<notes about="{"x" * 1_000_000}">x</notes>',
    "40 MB": leaf("notes", "x" * 5_000_000) * 8,
}


@pytest.mark.parametrize("large", LARGE)
def test_a_record_beyond_measure_costs_no_other_in_xml(tmp_path: Path, large: str) -> None:
    came = _came(tmp_path, adlib(record("1"), record("2", LARGE[large]), record("3")))
    assert [raw.record_id for raw in came.good if raw.record_id != "2"] == ["1", "3"]
    assert len(came.good) + len(came.bad) == 3
    for raw in came.bad:
        assert (raw.record_id, raw.line, raw.fault) == ("2", 5, "too-large")
        assert len(raw.raw) <= 65_536 < raw.size or "deep" in large


VALUES = {
    "a value of 20 MB": json.dumps("x" * 20_000_000),
    "nested 2,000 deep": '{"a":' * 2_000 + "1" + "}" * 2_000,
    "a value of 40 MB": json.dumps("x" * 40_000_000),
}


@pytest.mark.parametrize("value", VALUES)
def test_a_record_beyond_measure_costs_no_other_in_json(tmp_path: Path, value: str) -> None:
    held = '[{"priref": "1"}, {"priref": "2", "a": ' + VALUES[value] + '}, {"priref": "3"}]'
    came = _came(tmp_path, held.encode())
    assert [raw.record_id for raw in came.good if raw.record_id != "2"] == ["1", "3"]
    assert len(came.good) + len(came.bad) == 3
    assert all(raw.fault == "too-large" and len(raw.raw) <= 65_536 for raw in came.bad)


@pytest.mark.parametrize("size", [5_000_000, 12_000_000])
def test_a_cell_beyond_measure_costs_no_other_row(tmp_path: Path, size: int) -> None:
    held = f'ObjectID,Title\r\n1,a\r\n2,"{"x" * size}"\r\n3,c\r\n'
    path = tmp_path / "Objects.csv"
    path.write_bytes(held.encode())
    rows = list(read_csv(path, None))
    assert [row.cells["ObjectID"] for row in rows if not row.fault and row.cells["ObjectID"] != "2"] == ["1", "3"]
    assert [row.line for row in rows if row.fault] == ([3] if size > 10_000_000 else [])
