"""A museum's own database is imported by its address: first its tables are fetched, then they are read as files are."""

import sqlite3
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from polyvocal import jobs
from polyvocal.importers.models import ImportRun, SourceRecord
from polyvocal.jobs import starting
from polyvocal.models import Edition, Job
from polyvocal.publishing import Actor
from tests.importers.archive import RUN_TABLES, rows_by_table
from tests.importers.tables import PROFILE, profile

pytestmark = [pytest.mark.importers, pytest.mark.django_db]

PASSWORD = "tide&reed"
STATEMENTS = (
    "CREATE TABLE Objects (ObjectID, ObjectNumber, Medium, DateBegin, InsuranceValue)",
    "INSERT INTO Objects VALUES (8, 'Q/8', 'oil', 1902, 'NLG 9000')",
    "CREATE TABLE TextEntries (TableID, ID, TextTypeID, Purpose, Status, Since, DisplayOrder, TextEntry)",
    "INSERT INTO TextEntries VALUES (108, 8, 1, '', '', '', 1, 'By the water.')",
    "CREATE TABLE ExhObjXrefs (ExhObjXrefID, ObjectID)",
)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of one's own."""
    monkeypatch.setattr(starting, "_launch", lambda _job: None)
    settings.POLYVOCAL = {**settings.POLYVOCAL, "IMPORT_STORE": str(tmp_path / "store")}
    return tmp_path / "store"


def _museum(folder: Path, *more: str) -> Path:
    path = folder / "museum.db"
    with sqlite3.connect(path) as connection:
        for statement in (*STATEMENTS, *more):
            connection.execute(statement)
    connection.close()
    return path


def _command(folder: Path, *paths: str, **options: Any) -> str:
    profile(folder)
    out = StringIO()
    given = {"profile": str(folder / "quay.toml"), "stdout": out, "stderr": StringIO()} | options
    call_command("import_collection", *paths, **given)
    return out.getvalue()


def test_a_database_is_imported_by_its_address_and_a_second_time_nothing_changes(tmp_path: Path) -> None:
    address = f"sqlite:///{_museum(tmp_path)}"
    out = _command(tmp_path, address, full=True)
    assert f"Fetched 2 rows of 3 tables from {address}." in out
    assert Edition.objects.get(text__text_type="object-label").words == "By the water."
    assert b"NLG 9000" not in SourceRecord.objects.get().raw
    before = rows_by_table(leave_out=RUN_TABLES)
    _command(tmp_path, address, full=True)
    assert rows_by_table(leave_out=RUN_TABLES) == before
    (memory,) = ImportRun.objects.latest("pk").fetched
    assert (memory["address"], memory["kind"], memory["records"]) == (address, "database", 2)


def test_a_dry_run_fetches_and_writes_no_row(tmp_path: Path) -> None:
    before = rows_by_table()
    assert "1  new objects" in _command(tmp_path, f"sqlite:///{_museum(tmp_path)}", dry_run=True)
    assert rows_by_table() == before


def test_a_run_is_retried_without_the_database(tmp_path: Path) -> None:
    museum = _museum(tmp_path, "INSERT INTO Objects VALUES (NULL, 'Q/9', '', 0, 1)")
    _command(tmp_path, f"sqlite:///{museum}")
    museum.unlink()
    run = ImportRun.objects.get()
    _command(tmp_path, retry=run.pk)
    again = ImportRun.objects.latest("pk")
    assert (again.retry_of, again.counts["invalid"]) == (run, 1)


def test_no_password_reaches_the_store_the_tables_or_a_message(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUAY_PASSWORD", PASSWORD)
    museum = _museum(tmp_path)
    _command(tmp_path, f"sqlite:///{museum}?password={PASSWORD}&user=${{QUAY_PASSWORD}}")
    assert ImportRun.objects.count() == 1
    with pytest.raises(CommandError) as caught:
        _command(tmp_path, "postgresql+psycopg://ann:${QUAY_PASSWORD}@127.0.0.1:1/quay?connect_timeout=2")
    written = str(rows_by_table()) + str(caught.value)
    written += "".join(path.read_text(encoding="utf-8-sig") for path in store.rglob("*") if path.is_file())
    assert PASSWORD not in written
    assert "postgresql+psycopg://***@127.0.0.1:1/quay could not be read" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        (PROFILE, {"since": "last"}, "A database is read whole"),
        (PROFILE.replace('"Objects"', '"Other"'), {}, "has no table or view that the profile names"),
    ],
)
def test_what_keeps_a_database_from_being_imported_is_said(
    tmp_path: Path, text: str, options: dict[str, str], said: str
) -> None:
    (tmp_path / "own.toml").write_text(text)
    with pytest.raises(CommandError, match=said):
        _command(tmp_path, f"sqlite:///{_museum(tmp_path)}", profile=str(tmp_path / "own.toml"), **options)


def test_a_profile_without_tables_reads_no_database(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="has to name its tables"):
        _command(tmp_path, f"sqlite:///{_museum(tmp_path)}", profile="adlib-generic")


def test_no_job_reads_a_database(tmp_path: Path) -> None:
    """Who may start jobs in the admin may not thereby read any database that the server can reach."""
    profile(tmp_path)
    given = {"paths": [f"sqlite:///{_museum(tmp_path)}"], "profile": str(tmp_path / "quay.toml")}
    job = jobs.start("plan-import", given, Actor.system("Noor"))
    call_command("worker", once=True, stdout=StringIO())
    done = Job.objects.get(pk=job.pk)
    assert "is not fetched" in done.error
