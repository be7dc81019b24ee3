"""A suggested profile can be read as it is, takes in titles and texts, and leaves out what may be confidential."""

import tomllib
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from polyvocal.exceptions import SourceError
from polyvocal.importers.models import Outcome
from polyvocal.importers.profiles import Profile, ReadRecord, RecordReader, load_profile, parse_profile
from polyvocal.importers.runs import ImportOrder, run_import
from polyvocal.importers.sources import files_in, read_source
from polyvocal.importers.suggesting import suggested_profile
from polyvocal.models import Edition
from polyvocal.publishing import Actor
from tests.importers import tables
from tests.importers.exports import group, leaf, record, written

pytestmark = [pytest.mark.importers]

DUTCH = "Een kaapstander van het huis van de haven, met touw en het teken van een smid."


def _label(term: str, words: str = DUTCH) -> str:
    return group(
        "Label", label__text=words, label__type=term, label__date="2008", label__author="Bos, Ina", label__location="x"
    )


def _museum(folder: Path) -> Path:
    parts = [
        leaf("material", "touw"), leaf("current_location", "Depot 3"), leaf("insurance.value", "NLG 9000"),
        group("Production", creator="Bos, Jan", creator__role="smid"), group("Edit", edit__name="k.visser"),
        group("Title", title__type="oude titel"), group("Documentation", title="A book"),
        group("Dimension", dimension__value="10", dimension__type="hoogte", dimension__unit="cm"),
        leaf("odd-name", 'a "quoted" \\ value\nof two lines'), leaf("remark.long", DUTCH * 2),
        group("Reproduction", reproduction__identifier_URL=r"..\..\DAT\1.jpg"),
    ]  # fmt: skip
    return written(
        folder,
        record("1", *parts, _label("zaaltekst NL"), _label("zaaltekst ENG"), _label("x'y")),
        record("2", leaf("material", "hout"), leaf("title.translation", "Capstan")),
    )


def _reads(path: Path, profile: Profile, *, most: int = 10_000) -> list[ReadRecord]:
    reader = RecordReader(profile)
    files = files_in(path, kind=profile.source)
    raws = (
        raw
        for file in files
        for raw in read_source(file, kind=profile.source, tables=profile.tables, leaves=reader.leaves)
        if not raw.fault
    )
    return [reader.read(raw) for raw in islice(raws, most)]


def test_an_adlib_export_gets_a_profile_that_reads_it(tmp_path: Path) -> None:
    path = _museum(tmp_path)
    profile = parse_profile(suggested_profile(path, system="Haven 2.0"), file="suggested")
    assert (profile.source, profile.system, profile.name, profile.language) == ("adlib", "Haven 2.0", "haven-20", "nl")
    one, two = _reads(path, profile)
    assert [(text.record.text_type, text.record.language) for text in one.texts] == [
        ("title", "nl"), ("wall-text", "nl"), ("wall-text", "en"),
    ]  # fmt: skip
    assert one.texts[1].edition.attributions[0].voice.slug == "ina-bos"
    assert [text.edition.words for text in two.texts] == ["Kaapstander", "Capstan"]
    assert one.obj.facts.makers[0].name == "Bos, Jan"
    assert one.obj.facts.images == ()


def test_what_may_be_confidential_is_left_out_with_the_reason_and_without_examples(tmp_path: Path) -> None:
    text = suggested_profile(_museum(tmp_path))
    assert "# current_location: 1 · where things are kept" in text
    assert "# insurance.value: 1 · prices, values, insurance" in text
    assert "# edit.name: 1 · who worked on the record, and when" in text
    assert not [words for words in ("Depot 3", "NLG 9000", "k.visser") if words in text]


def test_each_field_is_listed_with_counts_examples_and_its_guess(tmp_path: Path) -> None:
    text = suggested_profile(_museum(tmp_path))
    assert "# Suggested from all 2 records" in text
    assert "# material: 2 · 2 · touw | hout → materials" in text
    assert "→ may hold texts" in text
    assert "# Suggested from the first 1 records" in suggested_profile(_museum(tmp_path), records=1)


def test_terms_are_rules_with_their_counts_and_unknown_ones_are_left_to_the_museum(tmp_path: Path) -> None:
    text = suggested_profile(_museum(tmp_path))
    assert '  {term = "zaaltekst ENG", type = "wall-text", language = "en"},  # 1' in text
    assert '  # {term = "x\'y", type = ""},  # 1' in text


def _tms(folder: Path) -> Path:
    return tables.folder_of(
        folder,
        Objects=tables.objects("8", "9"),
        Objects_older=tables.objects("8"),
        ObjTitles=[{"TitleID": at, "ObjectID": "8", "Title": words} for at, words in enumerate(("Capstan", "Winch"))],
        TextEntries=[
            tables.entry("8", "<p>The capstan of the house, with the mark of a smith.</p>", LoginID="k.visser"),
            tables.entry("8", "Of another table, and of no object.", TableID="23"),
        ],
        TextTypes=[{"TextTypeID": "1", "TextType": "Gallery Label"}],
        Locations=[{"LocationID": "1", "Location": "Depot 3"}],
        Broken="",
    )


def test_tables_are_tied_by_their_keys_and_ids_looked_up(tmp_path: Path) -> None:
    path = _tms(tmp_path)
    text = suggested_profile(path)
    profile = parse_profile(text, file="suggested")
    assert profile.tables is not None
    assert profile.tables.objects.startswith("Objects")
    assert [one.table for one in profile.tables.joined] == ["ObjTitles", "TextEntries"]
    assert profile.tables.joined[1].only == {"TableID": ("108",)}
    eight = _reads(path, profile)[0]
    assert [(text.record.text_type, text.edition.words) for text in eight.texts] == [
        ("title", "Capstan"),
        ("title", "Winch"),
        ("wall-text", "The capstan of the house, with the mark of a smith."),
    ]
    assert "k.visser" not in text


def test_texts_without_a_table_of_objects_are_tied_by_the_key_they_have(tmp_path: Path) -> None:
    rows = [{"Number": "", "ObjectNumber": "Q/8", "TextType": "Wall text", "Description": "The capstan " * 5}] * 2
    path = tables.folder_of(tmp_path, Texts=rows, Sizes=[{"ObjectID": "1", "Size": "10"}])
    profile = parse_profile(suggested_profile(path / "Texts.csv"), file="suggested")
    assert (profile.tables and profile.tables.key, profile.object.number) == ("ObjectNumber", "ObjectNumber")


@pytest.mark.parametrize("name", ["missing.xml", "empty.xml", "words.txt"])
def test_what_cannot_be_read_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.xml").write_bytes(b"")
    (tmp_path / "words.txt").write_text("only words\n")
    with pytest.raises(SourceError):
        suggested_profile(tmp_path / name)


@pytest.mark.django_db
def test_the_command_writes_the_profile_and_an_import_takes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, output = _museum(tmp_path), tmp_path / "suggested.toml"
    call_command("import_collection", "--suggest-profile", str(path), "--system", "Haven", "--sample", "1")
    assert tomllib.loads(capsys.readouterr().out)["system"] == "Haven"
    call_command("import_collection", "--suggest-profile", str(path), "--output", str(output))
    assert capsys.readouterr().out == ""
    order = ImportOrder(paths=[path], profile=load_profile(str(output)), actor=Actor.system("the tests"))
    assert run_import(order).outcomes == {Outcome.CREATE: 2}
    assert Edition.objects.filter(words=DUTCH).count() == 2


@pytest.mark.parametrize(
    "more", [["--profile", "npg"], ["--output", "/nowhere/at/all.toml"], ["--sample", "x"], ["other.xml"]]
)
def test_the_command_refuses_what_it_cannot_do(tmp_path: Path, more: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("import_collection", *more, "--suggest-profile", str(_museum(tmp_path)))
    with pytest.raises(CommandError):
        call_command("import_collection", "--suggest-profile", str(tmp_path / "missing"))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("path", "least"),
    [
        (
            "adlib/amsterdam_museum_2011/extract_records_with_AHMteksten.xml",
            {"title": 2_000, "wall-text": 1_100, "web-text": 300, "catalogue-text": 900},
        ),
        ("tms/npg_smithsonian", {"title": 2_000, "object-label": 280, "provenance-statement": 130}),
        ("tms/saam_smithsonian", {"object-label": 1_800, "quote": 330, "exhibition-text": 110}),
        ("tms/walters_xml", {"title": 800, "web-text": 780, "provenance-statement": 790}),
        ("tms/crystal_bridges", {"title": 1_500, "provenance-statement": 1_500}),
    ],
)
def test_real_exports_get_profiles_that_take_in_their_texts(shared: Path, path: str, least: dict[str, int]) -> None:
    source = shared / "data" / path
    profile = parse_profile(suggested_profile(source), file="suggested")
    counted = Counter(text.record.text_type for read in _reads(source, profile, most=2_000) for text in read.texts)
    assert {name: counted[name] >= count for name, count in least.items()} == dict.fromkeys(least, True), counted
