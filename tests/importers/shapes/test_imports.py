"""A museum may change the shape of its export: the archive does not change with it."""

import json
from pathlib import Path

import pytest
from django.utils.translation import override

from polyvocal.importers.management.tables import tally_lines
from polyvocal.importers.models import ImportRun, Outcome, SourceRecord
from polyvocal.importers.profiles import load_profile
from polyvocal.importers.runs import ImportOrder, Tally, run_import
from polyvocal.models import Edition
from polyvocal.publishing import Actor
from tests.importers.archive import RUN_TABLES, outcome_of, rows_by_table, texts_of, words_of
from tests.importers.exports import imported, label, leaf, record

pytestmark = [pytest.mark.django_db, pytest.mark.importers]

FOLDER = Path(__file__).parent


def _import(*paths: Path) -> Tally:
    order = ImportOrder(paths=paths, profile=load_profile("adlib-generic"), actor=Actor.system("the tests"))
    with override("en"):
        return run_import(order)


@pytest.mark.parametrize("name", ["a_grouped.xml", "b_unstructured.xml", "d_structured.xml", "e_adlib.json"])
def test_a_second_run_of_any_shape_writes_nothing_but_itself(name: str) -> None:
    assert _import(FOLDER / name).outcomes == {Outcome.CREATE: 2}
    before = rows_by_table(leave_out=RUN_TABLES)
    assert _import(FOLDER / name).outcomes == {Outcome.UNCHANGED: 2}
    assert rows_by_table(leave_out=RUN_TABLES) == before


def test_an_export_in_another_shape_publishes_no_new_edition() -> None:
    _import(FOLDER / "a_grouped.xml")
    count = Edition.objects.count()
    for name in ("e_adlib.json", "f_jsonv1.json", "d_structured.xml"):
        tally = _import(FOLDER / name)
        assert (tally.editions, tally.objects_new, tally.objects_changed) == (0, 0, 0)
    assert Edition.objects.count() == count
    assert SourceRecord.objects.count() == 2


def test_a_folder_of_pages_is_read_whatever_they_are_written_in(tmp_path: Path) -> None:
    for name in ("a_grouped.xml", "f_jsonv1.json"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    assert _import(tmp_path).outcomes == {Outcome.CREATE: 2, Outcome.CONFLICT: 2}


def _deleted(folder: Path) -> Tally:
    path = folder / "page.json"
    path.write_text(json.dumps([{"@attributes": {"priref": "310", "deleted": "True"}}]), encoding="utf-8")
    return _import(path)


def test_a_record_that_the_source_deleted_is_held_and_its_texts_stay(tmp_path: Path) -> None:
    _import(FOLDER / "a_grouped.xml")
    before = rows_by_table(leave_out=RUN_TABLES | {"polyvocal_importers_recordoutcome"})
    assert _deleted(tmp_path).outcomes == {Outcome.HELD: 1}
    assert rows_by_table(leave_out=RUN_TABLES | {"polyvocal_importers_recordoutcome"}) == before
    assert "withdraw them by hand" in outcome_of("310").reason


def test_a_deleted_record_that_was_never_there_is_not_taken_in(tmp_path: Path) -> None:
    assert _deleted(tmp_path).outcomes == {Outcome.HELD: 1}
    assert not SourceRecord.objects.exists()
    assert "nothing of it was taken in" in outcome_of("310").reason


def test_repairs_are_counted_and_told_in_the_report(tmp_path: Path) -> None:
    tally = imported(
        tmp_path, record("1", label("Uit IndiÃ«, in Glash\x81tte."), title="OostindiÃ«vaarder"),
        record("2", label("Glash\x81tte."), leaf("material", "K\x94ln")),
    )  # fmt: skip
    assert words_of(texts_of("2")[0]) == ["Glashütte."]
    assert words_of(texts_of("1", "title")[0]) == ["Oostindiëvaarder"]
    report = ImportRun.objects.get().report
    assert [(one["leaf"], one["what"], one["count"]) for one in report["repaired"]] == [
        ("label.words", "cp437", 2), ("title", "twice", 1),
    ]  # fmt: skip
    assert [(one["leaf"], one["what"]) for one in report["suspected"]] == [
        ("label.words", "twice"), ("material", "control"),
    ]  # fmt: skip
    lines = "\n".join(tally_lines(tally, is_dry_run=False))
    assert "        2  label.words – Letters of the MS-DOS code page 437 were repaired." in lines
