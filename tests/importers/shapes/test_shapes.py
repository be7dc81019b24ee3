"""One record in every shape that Adlib writes gives the same object, as far as the shape can carry it."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from polyvocal.importers.profiles import ReadRecord, RecordReader, load_profile
from polyvocal.importers.sources import read_source

FOLDER = Path(__file__).parent
FILES = ["a_grouped.xml", "b_unstructured.xml", "d_structured.xml", "e_adlib.json", "f_jsonv1.json"]
PRIVATE = ("Tielrooy", "Depot 4", "t.ravel", "Zuidwal")


def _read(name: str) -> list[ReadRecord]:
    reader = RecordReader(load_profile("adlib-generic"))
    return [reader.read(raw) for raw in read_source(FOLDER / name, kind="adlib", leaves=reader.leaves)]


def _told(read: ReadRecord) -> dict[str, Any]:
    """Return what a record says, as it stands in the golden file."""
    texts = [
        {
            "type": one.record.text_type,
            "language": one.record.language,
            "words": one.edition.words,
            "voices": [attribution.voice.slug for attribution in one.edition.attributions],
            "recorded": one.edition.recorded.as_written,
        }
        for one in read.texts
    ]
    return {
        "identifier": read.obj.identifier,
        "object_number": read.obj.object_number,
        "former_numbers": list(read.obj.former_numbers),
        "facts": read.obj.facts.as_json(),
        "texts": sorted(texts, key=lambda one: (one["type"], one["words"])),
    }


def _golden() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / "golden.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_record_says_the_same_in_every_shape(name: str) -> None:
    first, _second = _read(name)
    assert _told(first) == _golden()[0]
    assert first.skipped == []


@pytest.mark.parametrize("name", FILES)
def test_a_shape_without_groups_loses_only_what_its_counts_do_not_tie(name: str) -> None:
    _first, second = _read(name)
    expected = _golden()[1]
    if name.startswith("b_"):
        expected["facts"]["dimensions"] = [{"value": "20"}, {"value": "30"}]
        assert [(one.reason, one.what) for one in second.skipped] == [("unpaired", "dimension.type")]
    assert _told(second) == expected


@pytest.mark.parametrize("name", FILES)
def test_what_the_profile_does_not_name_stays_out(name: str) -> None:
    told = "".join(repr(asdict(one.obj)) + repr(one.texts) for one in _read(name))
    assert not [word for word in PRIVATE if word in told]


@pytest.mark.parametrize("name", FILES)
def test_the_bytes_of_a_record_are_kept_as_the_file_holds_them(name: str) -> None:
    content = (FOLDER / name).read_bytes()
    for raw in read_source(FOLDER / name, kind="adlib"):
        assert raw.raw in content
        assert content[: content.index(raw.raw)].count(b"\n") + 1 == raw.line


def test_the_generic_profile_names_no_field_that_may_be_confidential() -> None:
    leaves = RecordReader(load_profile("adlib-generic")).leaves
    private = ("location", "price", "insurance", "owner", "source", "edit.", "input.", "funding", "confidential")
    assert not [leaf for leaf in leaves if "." in leaf and any(word in leaf for word in private)]
    assert not {"notes", "current_owner", "object_history_note", "current_location"} & leaves
