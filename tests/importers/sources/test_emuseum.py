"""What eMuseum's API gives is read whatever a field looks like. All documents here are made up, after its manual."""

import json
from pathlib import Path

import pytest

from polyvocal.exceptions import SourceError
from polyvocal.importers.profiles import ReadRecord, RecordReader, load_profile
from polyvocal.importers.sources import RawRecord, files_in, read_source
from tests.importers.tables import PROFILE
from tests.importers.tables import profile as profile_of

LABELLED = {
    "id": {"label": "Id", "value": "5-123"},
    "invno": {"label": "Object number", "value": "Q/8", "order": "1"},
    "title": {"label": "Title", "value": "<i>Quay</i> at dawn", "order": 2},
    "displayDate": {"label": "Date", "value": 1902},
    "insuranceValue": {"label": "Value", "value": "9000"},
    "people": {
        "label": "People",
        "value": [
            {"displayName": {"label": "Name", "value": "Ina Bos"}, "role": "Painter", "phone": "1"},
            {"displayName": "Ada Dijk", "role": {"value": "Engraver"}},
        ],
    },
    "textEntries": [
        {"textType": "Gallery Label", "textEntry": "<p>By the water.</p>", "textDate": "2015"},
        {"textType": "Online", "purpose": "Gallery Label", "textEntry": "On the wall."},
    ],
}
PLAIN = {"id": 8, "invno": "Q/9", "title": ["Ship", "Boat"], "description": None, "onview": True}

XML = """<?xml version="1.0" encoding="UTF-8"?>
<objects total="2">
  <object id="5-123">
    <invno label="Object number">Q/8</invno>
    <title><label>Title</label><value>Quay at dawn</value></title>
    <field name="displayDate" label="Date"><value>1902</value></field>
    <people><displayName>Ina Bos</displayName><role>Painter</role></people>
    <people><displayName>Ada Dijk</displayName><role>Engraver</role></people>
  </object>
  <object><id><value>9</value></id><title>Ship</title><title>Boat</title></object>
</objects>"""

PRINCETON_LIKE = """
[[texts]]
words = "texts.textentryhtml"
type_from = "texts.texttype"
purpose_from = "texts.textpurpose"
reason = "texts.remarks"
language = "en"
markup = "html"
types = [{term = "online", purpose = "gallery label", type = "object-label"}, {term = "online", type = "web-text"}]
"""


def _raws(
    folder: Path, held: object, *, suffix: str = ".json", leaves: frozenset[str] | None = None
) -> list[RawRecord]:
    path = folder / f"objects{suffix}"
    path.write_text(held if isinstance(held, str) else json.dumps(held, ensure_ascii=False), encoding="utf-8")
    return list(read_source(path, kind="emuseum", leaves=leaves))


def _reads(folder: Path, held: object, *, suffix: str = ".json") -> list[ReadRecord]:
    reader = RecordReader(load_profile("emuseum"))
    return [reader.read(raw) for raw in _raws(folder, held, suffix=suffix, leaves=reader.leaves)]


@pytest.mark.parametrize("around", [lambda given: given, lambda given: {"total": 2, "objects": given, "page": 1}])
def test_fields_are_read_labelled_or_plain_in_a_list_or_in_what_holds_one(tmp_path: Path, around: object) -> None:
    first, second = _reads(tmp_path, around([LABELLED, PLAIN]))  # type: ignore[operator]
    assert (first.obj.identifier, first.obj.object_number) == ("5-123", "Q/8")
    assert [(maker.name, maker.role) for maker in first.obj.facts.makers] == [
        ("Ina Bos", {"en": "Painter"}), ("Ada Dijk", {"en": "Engraver"}),
    ]  # fmt: skip
    assert [(text.record.text_type, text.edition.words) for text in first.texts] == [
        ("title", "Quay at dawn"), ("object-label", "By the water."), ("object-label", "On the wall."),
    ]  # fmt: skip
    assert first.obj.facts.produced.as_written == "1902"
    assert second.obj.identifier == "8"
    assert [text.edition.words for text in second.texts] == ["Ship", "Boat"]


def test_xml_says_the_same_as_json(tmp_path: Path) -> None:
    first, second = _reads(tmp_path, XML, suffix=".xml")
    assert (first.obj.identifier, first.obj.object_number) == ("5-123", "Q/8")
    assert [maker.name for maker in first.obj.facts.makers] == ["Ina Bos", "Ada Dijk"]
    assert [text.edition.words for text in first.texts] == ["Quay at dawn"]
    assert (second.obj.identifier, [text.edition.words for text in second.texts]) == ("9", ["Ship", "Boat"])
    wrapped = f"<response><total>2</total>{XML.partition('?>')[2]}</response>"
    assert [raw.record_id for raw in _raws(tmp_path, wrapped, suffix=".xml")] == ["5-123", "9"]


@pytest.mark.parametrize("held", [LABELLED, {"object": LABELLED}, {"object": [LABELLED]}])
def test_one_record_alone_is_read(tmp_path: Path, held: object) -> None:
    (one,) = _reads(tmp_path, held)
    assert one.obj.identifier == "5-123"


def test_only_named_leaves_enter_and_the_raw_keeps_all(tmp_path: Path) -> None:
    (one,) = _raws(tmp_path, [LABELLED], leaves=frozenset({"title"}))
    assert (list(one.tree.fields), one.tree.groups) == (["title"], [])
    assert json.loads(one.raw) == LABELLED


def test_pages_of_a_folder_are_read_in_order(tmp_path: Path) -> None:
    for number, given in enumerate((LABELLED, PLAIN)):
        (tmp_path / f"page{number}.json").write_text(json.dumps({"objects": [given]}))
    pages = files_in(tmp_path, kind="emuseum")
    found = [raw.record_id for page in pages for raw in read_source(page, kind="emuseum")]
    assert found == ["5-123", "8"]


@pytest.mark.parametrize(
    ("held", "suffix", "problem"),
    [
        ('{"people": [{"id": 1}]}', ".json", "no-records"), ('{"objects": [{"id": 1}', ".json", "malformed"),
        ("<objects><total>0</total></objects>", ".xml", "no-records"), ("<objects><object>", ".xml", "malformed"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><objects/>', ".xml", "entities"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(tmp_path: Path, held: str, suffix: str, problem: str) -> None:
    with pytest.raises(SourceError) as caught:
        _raws(tmp_path, held, suffix=suffix)
    assert caught.value.problem == problem


def test_a_record_without_an_identifier_or_that_is_none_has_none(tmp_path: Path) -> None:
    assert [raw.record_id for raw in _raws(tmp_path, [{"title": "a"}, "b", {"id": {"value": None}}])] == ["", "", ""]
    held = "<objects><object><title><value>a</value></title></object></objects>"
    assert [raw.record_id for raw in _raws(tmp_path, held, suffix=".xml")] == [""]


def test_other_json_of_the_kind_is_read_by_a_profile_alone(tmp_path: Path) -> None:
    """Princeton's API tells channel (“Online”) from genre (“Gallery Label”)."""
    head, _texts, _rest = PROFILE.partition("[tables]")
    text = head.replace('"tms"', '"emuseum"') + '[object]\nnumber = "objectnumber"\n' + PRINCETON_LIKE
    texts = [
        {"texttype": "Online", "textpurpose": "Gallery Label", "remarks": "2015 hanging", "textentryhtml": "<p>A</p>"},
        {"texttype": "Online", "textpurpose": "", "remarks": None, "textentryhtml": "B"},
    ]
    reader = RecordReader(profile_of(tmp_path, text))
    (one,) = map(reader.read, _raws(tmp_path, {"objectid": 8, "objectnumber": "Q/8", "texts": texts}))
    assert (one.obj.identifier, one.obj.object_number) == ("8", "Q/8")
    assert [(text.record.text_type, text.edition.words, text.edition.reason) for text in one.texts] == [
        ("object-label", "A", "2015 hanging"), ("web-text", "B", ""),
    ]  # fmt: skip
