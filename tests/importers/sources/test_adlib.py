"""Adlib exports are read record by record, and what is wrong with a file is said clearly."""

from pathlib import Path

import pytest

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources import RawRecord, read_adlib
from polyvocal.importers.sources.splitting import RecordSplitter
from tests.importers.exports import adlib, group, label, leaf, record, written


def _read(folder: Path, content: bytes) -> list[RawRecord]:
    path = folder / "export.xml"
    path.write_bytes(content)
    return list(read_adlib(path))


def _refused(folder: Path, content: bytes) -> tuple[list[RawRecord], SourceError]:
    path = folder / "export.xml"
    path.write_bytes(content)
    found: list[RawRecord] = []
    with pytest.raises(SourceError) as caught:
        found.extend(read_adlib(path))
    return found, caught.value


def _refused_after(folder: Path, content: bytes) -> tuple[list[str], SourceError]:
    path = folder / "export.xml"
    path.write_bytes(content)
    found: list[str] = []
    with pytest.raises(SourceError) as caught:
        found.extend(one.record_id for one in read_adlib(path) if not one.fault)
    return found, caught.value


def test_each_record_keeps_its_bytes_its_line_and_its_number(tmp_path: Path) -> None:
    first, second = record("1", label("Een touw &c.")), record("2", leaf("notes", "twee"))
    found = _read(tmp_path, adlib(first, second))
    assert [one.raw.decode() for one in found] == [first, second]
    assert [(one.record_id, one.number, one.line) for one in found] == [("1", 1, 4), ("2", 2, 5)]


def test_bytes_stay_as_they_are_across_pieces_comments_and_character_data(tmp_path: Path) -> None:
    odd = record("1", "<notes><![CDATA[</record>]]></notes><!-- <record> -->\r\n", leaf("x", "é" * 200_000))
    found = _read(tmp_path, adlib(odd, *(record(str(at)) for at in range(2, 900))))
    assert found[0].raw.decode() == odd
    assert len(found) == 899
    assert all(one.raw.startswith(b"<record") and one.raw.endswith(b"</record>") for one in found)


def test_the_identifier_may_be_an_element_and_names_may_bear_a_namespace(tmp_path: Path) -> None:
    records = b"<a:record><a:priref>7</a:priref></a:record>"
    content = b'<a:adlibXML xmlns:a="urn:x"><a:recordList>' + records + b"</a:recordList></a:adlibXML>"
    found = _read(tmp_path, content)
    assert [one.record_id for one in found] == ["7"]
    assert found[0].raw == b"<a:record><a:priref>7</a:priref></a:record>"
    assert found[0].tree.fields["priref"][0].words == "7"


def test_a_group_holds_the_leaves_that_belong_together(tmp_path: Path) -> None:
    (one,) = _read(tmp_path, adlib(record("1", group("maker", creator="Ina", creator__role=""))))
    (maker,) = one.tree.groups
    assert (maker.name, maker.fields["creator"][0].words, maker.fields["creator.role"][0].words) == ("maker", "Ina", "")


def test_an_enumeration_is_one_value_with_labels(tmp_path: Path) -> None:
    values = '<value lang="neutral">OBJ</value><value lang="0">object</value><value lang="1">voorwerp</value>'
    old = '<text language="0">height</text><text language="1">hoogte</text>'
    given = f'<record_type>{values}</record_type><dimension.type value="hoogte">{old}</dimension.type>'
    (one,) = _read(tmp_path, adlib(record("1", given)))
    kind, dimension = one.tree.fields["record_type"][0], one.tree.fields["dimension.type"][0]
    assert (kind.words, kind.labels) == ("OBJ", {"en": "object", "nl": "voorwerp"})
    assert (dimension.words, dimension.labels) == ("hoogte", {"en": "height", "nl": "hoogte"})


def test_a_linked_record_is_a_leaf_whose_title_is_not_the_objects(tmp_path: Path) -> None:
    linked = "<documentation.title><title>Gids</title></documentation.title>"
    (one,) = _read(tmp_path, adlib(record("1", linked)))
    assert [value.words for value in one.tree.fields["title"]] == ["Kaapstander"]
    assert one.tree.fields["documentation.title"][0].words == "Gids"
    assert one.tree.groups == []


def test_only_the_leaves_asked_for_are_taken_apart(tmp_path: Path) -> None:
    path = written(tmp_path, record("1", group("Edit", edit__name="k.visser")))
    (one,) = read_adlib(path, leaves=frozenset({"title"}))
    assert list(one.tree.fields) == ["title"]
    assert one.tree.groups == []


def test_a_truncated_file_gives_the_records_before_the_break(tmp_path: Path) -> None:
    whole = adlib(*(record(str(at), label("woorden")) for at in range(1, 30)))
    found, error = _refused_after(tmp_path, whole[: len(whole) * 2 // 3])
    assert found == [str(at) for at in range(1, len(found) + 1)]
    assert len(found) > 15
    assert (error.problem, error.source, int(error.position) > 15) == ("malformed", str(tmp_path / "export.xml"), True)


def test_a_file_cut_within_a_character_is_truncated_not_in_a_wrong_encoding(tmp_path: Path) -> None:
    whole = adlib(record("1"), record("2", leaf("notes", "caf" + "é" * 50)))
    cut = whole[: whole.rindex("é".encode()) + 1]
    found, error = _refused_after(tmp_path, cut)
    assert (found, error.problem) == (["1"], "malformed")


def test_mismatched_elements_are_malformed(tmp_path: Path) -> None:
    _found, error = _refused(
        tmp_path, b"<adlibXML><recordList><record priref='1'><a></b></record></recordList></adlibXML>"
    )
    assert error.problem == "malformed"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (adlib(record("1", leaf("notes", "café"))).replace("é".encode(), b"\xe9"), "0xE9"),
        (adlib(record("1", leaf("notes", "café")), encoding="utf-8").replace(b'"utf-8"', b'"iso-8859-1"'), "is UTF-8"),
        (adlib(record("1", leaf("notes", "café"))).replace("é".encode(), b"\x82"), "Windows-1252"),
        (adlib(record("1")).replace(b'"utf-8"', b'"klingon"'), "klingon"),
        (adlib(record("1")).replace(b'"utf-8"', b'"utf-16"'), "utf-16"),
    ],
)
def test_an_encoding_other_than_declared_is_named(tmp_path: Path, content: bytes, words: str) -> None:
    _found, error = _refused(tmp_path, content)
    assert error.problem == "encoding"
    assert words in str(error)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "windows-1252"])
def test_other_encodings_that_are_what_they_say_are_read(tmp_path: Path, encoding: str) -> None:
    content = (
        adlib(record("1", leaf("notes", "café")))
        .decode()
        .replace("utf-8", encoding.removesuffix("-sig").removesuffix("-le").removesuffix("-be"))
    )
    (one,) = _read(tmp_path, content.encode(encoding))
    assert one.tree.fields["notes"][0].words == "café"
    assert "café" in one.raw.decode(one.encoding)


LAUGHS = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))


@pytest.mark.parametrize(
    "prolog",
    [
        f'<!DOCTYPE adlibXML [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!-- first --><!DOCTYPE adlibXML [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE adlibXML SYSTEM "http://127.0.0.1:9/adlib.dtd">',
    ],
)
def test_document_types_and_entities_are_refused_before_anything_is_parsed(tmp_path: Path, prolog: str) -> None:
    body = "<adlibXML><recordList><record priref='1'><title>&l9;&secret;</title></record></recordList></adlibXML>"
    found, error = _refused(tmp_path, f"<?xml version='1.0'?>{prolog}{body}".encode())
    assert (found, error.problem) == ([], "entities")


def test_a_document_type_behind_a_long_comment_is_not_obeyed_either(tmp_path: Path) -> None:
    target = tmp_path / "secret.txt"
    target.write_text("the secret")
    prolog = f"<!-- {'x' * 70_000} --><!DOCTYPE adlibXML [<!ENTITY secret SYSTEM '{target.as_uri()}'>]>"
    body = "<adlibXML><recordList><record priref='1'><title>&secret;</title></record></recordList></adlibXML>"
    found, error = _refused(tmp_path, (prolog + body).encode())
    assert (found, error.problem) == ([], "entities")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"ObjectID,ObjectNumber\r\n1,2\r\n", "not-xml"),
        (b"{}", "not-xml"),
        (b"<html><body/></html>", "not-adlib"),
        (b"<adlibXML><recordList/></adlibXML>", "no-records"),
    ],
)
def test_what_is_no_adlib_export_is_said_to_be_none(tmp_path: Path, content: bytes, problem: str) -> None:
    found, error = _refused(tmp_path, content)
    assert (found, error.problem) == ([], problem)


def test_a_mark_that_two_pieces_share_is_still_a_mark(tmp_path: Path) -> None:
    given = record("1", "<!-- a comment --><notes><![CDATA[ <record> ]]></notes>", leaf("recorder", "x"))
    content = adlib(given, "<record priref='2'/>", record("3"))
    for size in range(1, 40):
        splitter = RecordSplitter()
        for at in range(0, len(content), size):
            splitter.feed(content[at : at + size])
        assert [one.raw.decode() for one in splitter.ready] == [given, "<record priref='2'/>", record("3")]
        assert [one.line for one in splitter.ready] == [4, 5, 6]


def test_a_one_byte_encoding_that_fits_is_believed(tmp_path: Path) -> None:
    (one,) = _read(tmp_path, adlib(record("1", leaf("notes", "é è")), encoding="windows-1252"))
    assert one.tree.fields["notes"][0].words == "é è"


def test_a_record_within_a_record_is_part_of_it(tmp_path: Path) -> None:
    inner = record("8").replace("<record", "<x><record").replace("</record>", "</record></x>")
    found = _read(tmp_path, adlib(record("7", inner), record("9")))
    assert [one.record_id for one in found] == ["7", "9"]
    assert inner in found[0].raw.decode()
