"""Tables become records: each object's row with the rows that other tables tie to it."""

import json
from pathlib import Path

import pytest

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources import RawRecord, read_source
from tests.importers.tables import PROFILE, Rows, entry, folder_of, objects, profile, raws, reads, table

WITHOUT_OBJECTS = PROFILE.replace('objects = "Objects"\n', "").replace('"Objects.ObjectNumber"', '"ObjectID"')


def _words(record: RawRecord, leaf: str) -> list[str]:
    fields = [record.tree.fields, *(group.fields for group in record.tree.groups)]
    return [value.words for one in fields for value in one.get(leaf, ())]


def _problem(path: Path, text: str = PROFILE) -> SourceError:
    with pytest.raises(SourceError) as caught:
        raws(path, text)
    return caught.value


def test_rows_are_joined_by_table_and_key_and_padding_is_no_part_of_a_key(tmp_path: Path) -> None:
    entries = [
        entry("8", "later", DisplayOrder="2"), entry("8   ", "first", DisplayOrder="1"), entry("9", "other"),
        entry("8", "of a person", TableID="23"),
    ]  # fmt: skip
    eight, nine = raws(folder_of(tmp_path, Objects=objects("8", "9"), TextEntries=entries))
    assert (eight.record_id, eight.line, eight.number) == ("8", 2, 1)
    assert _words(eight, "Objects.ObjectNumber") == ["Q/8"]
    assert _words(eight, "TextEntries.TextEntry") == ["first", "later"]
    assert _words(nine, "TextEntries.TextEntry") == ["other"]


def test_what_only_says_that_there_is_nothing_is_empty_and_the_raw_keeps_it(tmp_path: Path) -> None:
    (one,) = raws(folder_of(tmp_path, Objects=objects("8", Medium="(Not Assigned)", Depot="K 14")))
    assert _words(one, "Objects.Medium") == [""]
    assert _words(one, "Objects.DateBegin") == [""]
    assert _words(one, "Objects.Depot") == []
    assert json.loads(one.raw)[0]["Objects"] == {
        "ObjectID": "8", "ObjectNumber": "Q/8   ", "Medium": "(Not Assigned)", "DateBegin": "0", "Depot": "K 14",
    }  # fmt: skip


def test_ids_stand_for_rows_of_other_tables_through_several_steps(tmp_path: Path) -> None:
    path = folder_of(
        tmp_path,
        Objects=objects("8"),
        ConXrefs=[{"ConXrefID": "5", "ID": "8"}, {"ConXrefID": "-1", "ID": "8"}, {"ConXrefID": "77", "ID": "8"}],
        ConXrefDetails=[
            {"ConXrefID": "5", "ConstituentID": "40", "UnMasked": "0"},
            {"ConXrefID": "5", "ConstituentID": "41", "UnMasked": "1"},
        ],
        Constituents=[
            {"ConstituentID": "40", "DisplayName": "Masked", "Phone": "1"},
            {"ConstituentID": "41", "DisplayName": "Ina Bos", "Phone": "2"},
            {"ConstituentID": "41", "DisplayName": "Second of one id", "Phone": "3"},
        ],
    )
    (one,) = reads(path)
    assert [maker.name for maker in one.obj.facts.makers] == ["Ina Bos"]
    assert b"Phone" not in one.raw.raw


def test_what_an_id_stands_for_fills_in_for_columns_that_a_row_lacks(tmp_path: Path) -> None:
    text = PROFILE.replace("lookups = {ConstituentID", "fills = true\nlookups = {ConstituentID")
    text = text.replace('{table = "Constituents"}', '{table = "Constituents", fills = true}')
    text = text.replace("ConXrefs.ConXrefID.ConstituentID.DisplayName", "ConXrefs.DisplayName")
    text = text.replace('materials = "Objects.Medium"', 'materials = "ConXrefs.UnMasked"')
    path = folder_of(
        tmp_path,
        Objects=objects("8"),
        ConXrefs=[{"ConXrefID": "5", "ID": "8", "UnMasked": "own"}],
        ConXrefDetails=[{"ConXrefID": "5", "ConstituentID": "41", "UnMasked": "1"}],
        Constituents=[{"ConstituentID": "41", "DisplayName": "Ina Bos", "Phone": "2"}],
    )
    (one,) = reads(path, text)
    assert [maker.name for maker in one.obj.facts.makers] == ["Ina Bos"]
    assert one.obj.facts.materials == ({"en": "own"},)
    assert b"Phone" not in one.raw.raw


def test_labels_of_an_exhibition_reach_their_object_through_its_showing(tmp_path: Path) -> None:
    entries = [entry("300", "shown in 1974", TableID="49"), entry("301", "of no showing", TableID="49")]
    shows = [{"ExhObjXrefID": "300", "ObjectID": "8"}]
    one, lost = raws(folder_of(tmp_path, Objects=objects("8"), TextEntries=entries, ExhObjXrefs=shows))
    assert _words(one, "ShowLabels.TextEntry") == ["shown in 1974"]
    assert _words(one, "TextEntries.TextEntry") == []
    assert (lost.fault, b"of no showing" in lost.raw) == ("no-object", True)


def test_keys_that_are_spelled_differently_per_table_are_one_key(tmp_path: Path) -> None:
    links = [{"Number": "Q_8", "Place": "Zandermeer"}]
    (one,) = raws(folder_of(tmp_path, Objects=objects("8"), Weblinks=links))
    assert _words(one, "Weblinks.Place") == ["Zandermeer"]


def test_rows_without_an_object_are_named_with_their_key_and_kept_whole(tmp_path: Path) -> None:
    entries = [entry("8", "mine"), entry("77", "nobody's"), entry("77", "nobody's either")]
    one, lost = raws(folder_of(tmp_path, Objects=objects("8"), TextEntries=entries))
    assert (one.fault, lost.fault, lost.record_id, lost.line) == ("", "no-object", "TextEntries 77", 3)
    assert b"nobody's either" in lost.raw
    assert lost.source.endswith("TextEntries.csv")


def test_without_a_table_of_objects_every_key_is_an_object(tmp_path: Path) -> None:
    path = folder_of(tmp_path, TextEntries=[entry("9", "a"), entry("8", "b"), entry("9 ", "c")])
    nine, eight = reads(path, WITHOUT_OBJECTS)
    assert (nine.obj.identifier, nine.obj.object_number, eight.obj.identifier) == ("9", "9", "8")
    assert [text.edition.words for text in nine.texts] == ["a", "c"]


def test_a_file_may_be_given_instead_of_its_folder(tmp_path: Path) -> None:
    path = folder_of(tmp_path, Objects=objects("8"), TextEntries=[entry("8", "beside it")])
    (path / "Objects.csv").rename(path / "renamed 2026.csv")
    (one,) = raws(path / "renamed 2026.csv")
    assert _words(one, "TextEntries.TextEntry") == ["beside it"]


def test_the_tables_may_lie_in_folders_within_the_folder(tmp_path: Path) -> None:
    path = folder_of(tmp_path, Objects=objects("8"), TextEntries=[entry("8", "below")])
    (path / "more").mkdir()
    (path / "TextEntries.csv").rename(path / "more" / "textentries.CSV")
    (one,) = raws(path)
    assert _words(one, "TextEntries.TextEntry") == ["below"]


def test_progress_hears_of_every_byte_once_though_a_table_is_joined_twice(tmp_path: Path) -> None:
    entries = [entry("8", "words " * 99)]
    shows = "ExhObjXrefID,ObjectID\n"
    path = folder_of(tmp_path, Objects=objects("8"), TextEntries=entries, ExhObjXrefs=shows)
    (path / "Objects.xml").write_text("<Root><Row><ObjectID>8</ObjectID></Row></Root>")
    (path / "Objects.csv").unlink()
    heard: list[int] = []
    list(read_source(path, kind="tms", tables=profile(tmp_path).tables, progress=heard.append))
    assert sum(heard) == sum(one.stat().st_size for one in path.iterdir())


def test_a_damaged_row_is_named_once_though_its_table_is_joined_twice(tmp_path: Path) -> None:
    held = table([entry("8", "mine")]) + "damaged\r\n"
    path = folder_of(tmp_path, Objects=objects("8"), TextEntries=held, ExhObjXrefs="ExhObjXrefID,ObjectID\n")
    one, damaged = raws(path)
    assert (one.fault, damaged.fault, damaged.raw, damaged.line) == ("", "damaged-row", b"damaged\r\n", 3)
    assert (damaged.source, damaged.tree.fields) == (str(path / "TextEntries.csv"), {})


@pytest.mark.parametrize(
    ("tables", "text", "problem"),
    [
        ({"Other": objects("8")}, PROFILE, "missing-table"),
        ({"Objects": objects("8")}, PROFILE.replace("optional = true", "optional = false"), "missing-table"),
        ({"Objects": "ObjectNumber\n8\n"}, PROFILE, "no-column"),
        ({"Objects": objects("8"), "TextEntries": "ID,TextEntry\n8,a\n"}, PROFILE, "no-column"),
        ({"Objects": "ObjectID,ObjectNumber\n"}, PROFILE, "no-records"),
        ({"Objects": " \n\n"}, PROFILE, "empty"),
    ],
)
def test_what_keeps_the_tables_from_being_read_is_named(
    tmp_path: Path, tables: dict[str, Rows | str], text: str, problem: str
) -> None:
    assert _problem(folder_of(tmp_path, **tables), text).problem == problem


def test_two_files_for_one_table_are_not_chosen_between(tmp_path: Path) -> None:
    path = folder_of(tmp_path, Objects=objects("8"))
    (path / "old").mkdir()
    (path / "old" / "Objects.txt").write_text(table(objects("8")))
    assert _problem(path).problem == "ambiguous-table"


def test_a_kind_with_tables_needs_to_know_them(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        list(read_source(folder_of(tmp_path, Objects=objects("8")), kind="tms"))
    assert caught.value.problem == "unknown-kind"
