"""The command says what it does, and what it could not do, in words and by its exit status."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import override

from polyvocal import publishing
from polyvocal.importers.models import ImportRun, SourceRecord, SourceSystem
from polyvocal.publishing import Actor
from tests.factories import make_content
from tests.importers.archive import rows_by_table, texts_of
from tests.importers.exports import adlib, group, label, leaf, profile_file, record, written

pytestmark = [pytest.mark.django_db, pytest.mark.importers]


def _run(folder: Path, *paths: Path, **options: Any) -> tuple[str, str]:
    out, errors = StringIO(), StringIO()
    given = {"profile": str(profile_file(folder)), "stdout": out, "stderr": errors} | options
    with override("en"):
        call_command("import_collection", *map(str, paths), **given)
    return out.getvalue(), errors.getvalue()


def test_the_table_counts_what_came_in_and_what_did_not(tmp_path: Path) -> None:
    path = written(tmp_path, record("1", label("Een touw."), label("", file="a.pdf")), record("2"))
    out, _errors = _run(tmp_path, path)
    assert "2  new objects" in out
    assert "1  wall text · nl" in out
    assert "label.words: 2 = 1 with words + 1 with only a file" in out
    assert "1  zaaltekst NL – The occurrence names a file but holds no words." in out


def test_a_dry_run_prints_a_plan_with_differences_and_writes_nothing(tmp_path: Path) -> None:
    _run(tmp_path, written(tmp_path, record("1", label("Een oud touw uit Riga."), number="H 1")))
    before = rows_by_table()
    path = written(tmp_path, record("1", label("Een nieuw touw uit Riga."), number="H 2"), record("9"))
    out, _errors = _run(tmp_path, path, dry_run=True)
    assert "Een [-oud-]{+nieuw+} touw uit Riga." in out
    assert "H 1 → H 2" in out
    assert "9 · H 9 · new" in out
    assert "nothing was written" in out
    assert rows_by_table() == before


def test_the_report_explains_every_outcome(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    path = written(tmp_path, record("1", label("Een touw.")), record("", label("Van wie?")))
    out, errors = _run(tmp_path, path, report=report)
    told = json.loads(report.read_text(encoding="utf-8"))
    outcomes = {one["outcome"]: one for one in told["explained"]}
    assert set(outcomes) == {"create", "invalid"}
    assert (outcomes["invalid"]["line"], outcomes["invalid"]["number"]) == (5, 2)
    assert told["records"] == 2
    assert told["run"] == ImportRun.objects.get().pk
    assert "line 5, record 2" in errors
    assert "no identifier" in errors
    assert "1  not usable" in out


def test_quiet_prints_nothing(tmp_path: Path) -> None:
    assert _run(tmp_path, written(tmp_path, record("1")), quiet=True) == ("", "")


def test_another_system_may_be_named(tmp_path: Path) -> None:
    _run(tmp_path, written(tmp_path, record("1")), system="loans")
    assert SourceSystem.objects.get().name == "loans"


def test_a_folder_is_read_file_by_file_and_a_broken_file_keeps_no_other_from_being_read(tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    written(folder, record("1"), name="a.xml")
    (folder / "b.xml").write_bytes(adlib(record("2"), record("3"))[:-60])
    written(folder, record("4"), name="c.xml")
    with pytest.raises(CommandError, match=r"b\.xml is damaged or breaks off at line \d"):
        _run(tmp_path, folder)
    assert sorted(SourceRecord.objects.values_list("record_id", flat=True)) == ["1", "2", "4"]
    run = ImportRun.objects.get()
    assert (run.state, "b.xml" in run.message) == ("broken-off", True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"a;b\n", "is no XML"),
        (b"<html/>", "no export of Adlib"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><adlibXML/>", "declares a document type"),
        (
            adlib(record("1", leaf("notes", "café"))).replace("é".encode(), b"\xe9"),
            "line 4: the file is not in the encoding",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error_and_leaves_no_half_object(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "export.xml"
    path.write_bytes(content)
    with pytest.raises(CommandError) as caught:
        _run(tmp_path, path)
    assert words in str(caught.value)
    assert str(path) in str(caught.value)
    assert not SourceRecord.objects.exists()


def test_a_missing_path_an_empty_folder_and_a_missing_profile_begin_nothing(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for path, options in ((tmp_path / "gone.xml", {}), (empty, {}), (written(tmp_path), {"profile": "none"})):
        with pytest.raises(CommandError):
            _run(tmp_path, path, **options)
    with pytest.raises(CommandError, match="report"):
        _run(tmp_path, written(tmp_path, record("1")), report=tmp_path / "none" / "report.json")
    assert not ImportRun.objects.exists()


def test_a_dry_run_shows_former_numbers_offers_and_cuts_what_stays_the_same(tmp_path: Path) -> None:
    long = "Een touw dat al heel lang in het pakhuis ligt en daar niemand in de weg ligt, ook de katten niet"
    _run(tmp_path, written(tmp_path, record("1", label(f"{long} oud."), label("Het bordje."))))
    text = texts_of("1")[1]
    publishing.supersede(text, Actor.system("curator"), content=make_content("Ons bordje."), reason="Beter.")
    old = group("alternativenumber", alternative_number="A 1", alternative_number__type="oud inv.nr.")
    path = written(tmp_path, record("1", label(f"{long} nieuw."), label("Het bordje van de bron."), old))
    out, _errors = _run(tmp_path, path, dry_run=True)
    assert "former number: A 1" in out
    assert "offered, not published: [-Ons-]{+Het+} bordje[-.-]{+ van de bron.+}" in out
    assert (
        "Een touw dat al heel lang in het pakhuis … mand in de weg ligt, ook de katten niet [-oud.-]{+nieuw.+}" in out
    )
