"""Adlib's JSON is read record by record, and what is wrong with a file is said clearly."""

import json
from pathlib import Path
from typing import Any

import pytest

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources import RawRecord, read_source
from polyvocal.importers.sources.raw import Value


def _written(folder: Path, content: bytes | str) -> Path:
    path = folder / "export.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _page(*records: Any) -> str:
    return json.dumps({"adlibJSON": {"recordList": {"record": records}, "diagnostic": {"hits": 9}}}, ensure_ascii=False)


def _read(folder: Path, content: bytes | str) -> list[RawRecord]:
    return list(read_source(_written(folder, content), kind="adlib"))


def _refused(folder: Path, content: bytes | str) -> tuple[list[str], SourceError]:
    found: list[str] = []
    raws = read_source(_written(folder, content), kind="adlib")
    with pytest.raises(SourceError) as caught:
        found.extend(one.record_id for one in raws if not one.fault)
    return found, caught.value


def _leaf(folder: Path, given: Any) -> list[Value]:
    (one,) = _read(folder, _page({"priref": ["1"], "title": given}))
    return list(one.tree.fields["title"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    "around", ["{0}", '{{"recordList": {0}}}', '{{"hits": [1], "adlibJSON": {{"recordList": {0}}}}}']
)
def test_records_are_found_wherever_they_lie(tmp_path: Path, encoding: str, around: str) -> None:
    records = '{"record": [{"priref": ["1"], "title": ["Zée"]}, {"@attributes": {"priref": "2"}}]}'
    found = _read(tmp_path, around.format(records).encode(encoding))
    assert [one.record_id for one in found] == ["1", "2"]
    assert found[0].tree.fields["title"][0].words == "Zée"
    assert found[0].raw.decode(found[0].encoding) == '{"priref": ["1"], "title": ["Zée"]}'


def test_a_bare_list_and_a_single_record_are_read(tmp_path: Path) -> None:
    assert [one.record_id for one in _read(tmp_path, '[{"priref": "1"}, {"priref": 2}]')] == ["1", "2"]
    assert [one.record_id for one in _read(tmp_path, '{"record": {"priref": ["3"]}}')] == ["3"]


def test_what_is_no_record_bears_no_identifier(tmp_path: Path) -> None:
    assert [one.record_id for one in _read(tmp_path, '[null, "x", {"priref": ["1"]}, 12]')] == ["", "", "1", ""]


def test_a_record_that_was_deleted_says_so(tmp_path: Path) -> None:
    page = _page(*({"@attributes": {"priref": "1", "deleted": word}} for word in ("True", "False", "true")))
    assert [one.is_deleted for one in _read(tmp_path, page)] == [True, False, True]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["Bel", "", None, 12], [Value("Bel"), Value(""), Value(""), Value("12")]),
        ([{"spans": [{"text": "Bel "}, {"text": "I"}]}], [Value("Bel I")]),
        (
            [{"value": [{"@attributes": {"lang": "en-GB"}, "value": ["Bell"]},
                        {"@attributes": {"lang": "nl-NL", "invariant": "true"}, "value": ["Bel"]}]}],
            [Value("Bel", {"en": "Bell", "nl": "Bel"})],
        ),
        ([{"value": [{"@attributes": {"lang": ""}, "value": ["Bel"]}]}], [Value("Bel")]),
        (
            [{"@lang": "neutral", "value": [{"spans": [{"text": "BEL"}]}, {"spans": [{"text": "bel"}]}]},
             {"@lang": "1", "value": [{"spans": [{"text": "bel"}]}]}],
            [Value("BEL", {"nl": "bel"})],
        ),
        (
            [{"@lang": "nl", "spans": [{"text": "Bel"}]}, {"@lang": "nl", "spans": [{"text": "Kade"}]}, "Los"],
            [Value("Bel", {"nl": "Bel"}), Value("Kade", {"nl": "Kade"}), Value("Los")],
        ),
        ([{"value": [[{"value": "Bel"}], "Kade"]}], [Value("Bel")]),
        ([{"@lang": "nl", "value": [{"value": ["", "Bel"]}]}], [Value("Bel", {"nl": "Bel"})]),
        ([{"title": ["Gids"], "priref": ["9"]}], [Value("Gids", {}, {"title": "Gids", "priref": "9"})]),
    ],
)  # fmt: skip
def test_every_way_of_writing_a_value_is_understood(tmp_path: Path, given: Any, expected: list[Value]) -> None:
    assert _leaf(tmp_path, given) == expected


def test_a_long_file_is_read_in_pieces_and_each_record_knows_its_line(tmp_path: Path) -> None:
    records = ",\n".join(json.dumps({"priref": [str(at)], "notes": ["x" * 900]}) for at in range(1, 2001))
    found = _read(tmp_path, f'{{"adlibJSON": {{"recordList": {{"record": [\n{records}\n]}}}}}}')
    assert [one.record_id for one in found] == [str(at) for at in range(1, 2001)]
    assert [one.line for one in found] == list(range(2, 2002))


def test_progress_hears_of_every_byte(tmp_path: Path) -> None:
    path = _written(tmp_path, _page({"priref": ["1"], "notes": ["é" * 600_000]}))
    heard: list[int] = []
    assert len(list(read_source(path, kind="adlib", progress=heard.append))) == 1
    assert sum(heard) == path.stat().st_size


@pytest.mark.parametrize("cut", [1, 3, 40, 200])
def test_a_truncated_file_gives_the_records_before_the_break(tmp_path: Path, cut: int) -> None:
    whole = _page(*({"priref": [str(at)], "title": [f"Bel {at}"]} for at in range(1, 40)))
    found, error = _refused(tmp_path, whole[:-cut])
    assert found == [str(at) for at in range(1, len(found) + 1)]
    assert len(found) > 30
    assert error.problem == "malformed"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{}", "not-adlib-json"),
        ('{"type": "FeatureCollection", "features": []}', "not-adlib-json"),
        ('{"adlibJSON": {"recordList": {"record": []}}}', "no-records"),
        ('{"adlibJSON": {"diagnostic": {"error": "x"}}}', "no-records"),
        ('[{"priref": "1"} {"priref": "2"}]', "malformed"),
        ('[{"priref": "1"},]', "malformed"),
        ('[{"priref": "1"}] []', "malformed"),
        ("{3: 4}", "malformed"),
        ("[" * 100_000, "malformed"),
        (b'[{"priref": "1", "title": "caf\xe9"}]', "encoding"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, content: bytes | str, problem: str) -> None:
    _found, error = _refused(tmp_path, content)
    assert error.problem == problem
    assert error.source.endswith("export.json")


def test_a_record_without_end_is_not_taken_into_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("polyvocal.importers.sources.json_stream._LONGEST", 500_000)
    monkeypatch.setattr("polyvocal.importers.sources.json_salvaging.LONGEST", 500_000)
    found, error = _refused(tmp_path, '[{"priref": "1"}, {"notes": "' + "x" * 2_000_000 + '"}]')
    assert (found, error.problem) == (["1"], "malformed")


def test_what_is_no_group_among_groups_is_passed_over(tmp_path: Path) -> None:
    (one,) = _read(tmp_path, _page({"priref": ["1"], "Label": ["x", {"label.text": ["Bel"]}, None]}))
    assert [group.fields["label.text"][0].words for group in one.tree.groups] == ["Bel"]


def test_a_value_may_lie_across_the_pieces_a_file_is_read_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = '[{"priref": 12345, "deep": [-1.5e10, true, null, "\\u00e9"]}, 67890, {"priref": "3"}]'
    for size in range(1, 40):
        monkeypatch.setattr("polyvocal.importers.sources.json_stream._PIECE", size)
        found = _read(tmp_path, content)
        assert [one.record_id for one in found] == ["12345", "", "3"]
        assert found[1].raw == b"67890"


@pytest.mark.parametrize("name", ["priref", "title"])
def test_a_record_nested_too_deeply_is_unusable_alone(tmp_path: Path, name: str) -> None:
    deep = '{"x":' * 400 + "1" + "}" * 400
    first, second = _read(tmp_path, f'[{{"{name}": {deep}}}, {{"priref": "2"}}]')
    assert (first.record_id, second.record_id) == ("", "2")
    with pytest.raises(ValueError, match="nested too deeply"):
        _ = first.tree
