"""Tables of a museum's own database become a folder of CSV: only what the profile names, read without writing."""

import csv
import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg
import pytest
import sqlalchemy

from polyvocal.exceptions import SourceError
from polyvocal.importers.fetching.addresses import is_address, is_database, redacted
from polyvocal.importers.fetching.databases import opened
from polyvocal.importers.fetching.folders import manifest_of
from polyvocal.importers.fetching.tables import TablesOrder, fetch_tables
from polyvocal.importers.fetching.wanted import wanted_tables
from polyvocal.importers.profiles import RecordReader
from tests.importers.tables import PROFILE, profile, reads

pytestmark = [pytest.mark.importers, pytest.mark.once]

PASSWORD = "tide&reed"
STATEMENTS = [
    'CREATE TABLE "Objects" ("ObjectID" integer, "ObjectNumber" text, "Medium" text, "DateBegin" integer,'
    ' "InsuranceValue" numeric(12,2))',
    """INSERT INTO "Objects" VALUES (8, 'Q/8   ', 'oil, "thin"', 1902, 7418529.00), (9, 'Q/9', NULL, 0, 1.00)""",
    'CREATE TABLE "TextEntries" ("TextEntryID" integer, "TableID" integer, "ID" integer, "TextTypeID" integer,'
    ' "Purpose" text, "Status" text, "Since" timestamp, "DisplayOrder" numeric(8,4), "TextEntry" text, "LoginID" text)',
    """INSERT INTO "TextEntries" VALUES
    (1, 108, 8, 1, 'gallery label', NULL, '2019-05-01 00:00:00', 2.0000, 'Second' || chr(10) || 'line', 'quillkeeper'),
    (2, 108, 8, 1, NULL, NULL, NULL, 1.5000, 'First “é”', 'quillkeeper'),
    (3, 23, 8, 1, NULL, NULL, NULL, 1, 'Of a person, for staff only', 'quillkeeper'),
    (4, 49, 70, 1, NULL, NULL, NULL, 1, 'Of a show', 'quillkeeper')""",
    'CREATE TABLE "TextTypes" ("TextTypeID" integer, "TextType" text, "Remarks" text)',
    """INSERT INTO "TextTypes" VALUES (1, 'Online', 'unspoken remark')""",
    'CREATE TABLE "ExhObjXrefs" ("ExhObjXrefID" integer, "ObjectID" integer, "LoanFee" integer)',
    'INSERT INTO "ExhObjXrefs" VALUES (70, 9, 8529637)',
    'CREATE TABLE "Valuations" ("ObjectID" integer, "Value" integer)',
]
COLUMNS = {
    "Objects": ["ObjectID", "ObjectNumber", "Medium", "DateBegin"],
    "TextEntries": ["TableID", "ID", "TextTypeID", "Purpose", "Status", "Since", "DisplayOrder", "TextEntry"],
    "TextTypes": ["TextTypeID", "TextType"],
    "ExhObjXrefs": ["ExhObjXrefID", "ObjectID"],
}


def _on_sqlite(path: Path, statements: Sequence[str] = STATEMENTS) -> str:
    with sqlite3.connect(path) as connection:
        for statement in statements:
            connection.execute(statement.replace("chr(10)", "char(10)"))
    connection.close()
    return f"sqlite:///{path}"


@pytest.fixture
def on_postgresql(postgresql_url: str) -> Iterator[str]:
    """A schema of a museum on a real PostgreSQL, and an account that may read only what a curator granted."""
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        for statement in (
            "DROP SCHEMA IF EXISTS quay CASCADE",
            "CREATE SCHEMA quay",
            "SET search_path TO quay",
            *STATEMENTS,
        ):
            connection.execute(statement)
        connection.execute('CREATE VIEW "ShownObjects" AS SELECT * FROM "Objects" WHERE "ObjectID" = 8')
        url = sqlalchemy.make_url(postgresql_url).set(drivername="postgresql+psycopg")
        yield url.update_query_dict({"options": "-csearch_path=quay"}).render_as_string(hide_password=False)
        connection.execute("DROP SCHEMA quay CASCADE")


def _fetched(address: str, folder: Path, text: str = PROFILE) -> Path:
    given = profile(folder, text)
    leaves = RecordReader(given).leaves
    return fetch_tables(TablesOrder(address=address, store=folder / "store", tables=given.tables, leaves=leaves))


def _held(pages: Path) -> dict[str, list[list[str]]]:
    found = {}
    for path in pages.iterdir():
        with path.open(encoding="utf-8-sig", newline="") as stream:
            found[path.stem] = list(csv.reader(stream))
    return found


def _assert_only_what_is_named_came(pages: Path) -> None:
    held = _held(pages)
    assert {name: rows[0] for name, rows in held.items()} == COLUMNS
    assert held["Objects"][1:] == [["8", "Q/8   ", 'oil, "thin"', "1902"], ["9", "Q/9", "", "0"]]
    assert [row[-1] for row in held["TextEntries"][1:]] == ["Second\nline", "First “é”", "Of a show"]
    every = b"".join(path.read_bytes() for path in pages.parent.rglob("*") if path.is_file())
    unnamed = (b"quillkeeper", b"staff only", b"7418529", b"unspoken remark", b"8529637", b"Valuations")
    assert not [word for word in unnamed if word in every]


def _assert_it_reads_as_files_do(pages: Path, folder: Path) -> None:
    eight, nine = reads(pages, (folder / "quay.toml").read_text())
    assert [text.edition.words for text in eight.texts] == ["First “é”", "Second\nline"]
    assert [text.record.text_type for text in eight.texts] == ["web-text", "wall-text"]
    assert [text.edition.words for text in nine.texts] == ["Of a show"]


def test_sqlite_gives_only_the_tables_columns_and_rows_that_the_profile_names(tmp_path: Path) -> None:
    pages = _fetched(_on_sqlite(tmp_path / "museum.db"), tmp_path)
    _assert_only_what_is_named_came(pages)
    pages_of_a_folder = pages.rename(tmp_path / "pages")
    _assert_it_reads_as_files_do(pages_of_a_folder, tmp_path)


def test_postgresql_gives_only_the_tables_columns_and_rows_that_the_profile_names(
    tmp_path: Path, on_postgresql: str
) -> None:
    pages = _fetched(on_postgresql, tmp_path)
    _assert_only_what_is_named_came(pages)
    times = {row[5] for row in _held(pages)["TextEntries"]}
    assert times == {"Since", "", "2019-05-01"}
    _assert_it_reads_as_files_do(pages.rename(tmp_path / "pages"), tmp_path)


def test_views_and_names_with_a_schema_are_tables_too(tmp_path: Path, on_postgresql: str) -> None:
    text = PROFILE.replace('objects = "Objects"', 'objects = "quay.ShownObjects"').replace(
        "Objects.", "quay.ShownObjects."
    )
    pages = _fetched(on_postgresql.partition("?")[0], tmp_path, text)
    assert _held(pages)["quay.ShownObjects"] == [
        ["ObjectID", "ObjectNumber", "Medium", "DateBegin"],
        ["8", "Q/8   ", 'oil, "thin"', "1902"],
    ]
    (eight,) = reads(pages, text)
    assert eight.obj.object_number == "Q/8"


def test_columns_that_an_account_may_not_read_need_not_be_granted(
    tmp_path: Path, postgresql_url: str, on_postgresql: str
) -> None:
    server = sqlalchemy.make_url(on_postgresql)
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS quay_reader")
        connection.execute(f"CREATE ROLE quay_reader LOGIN PASSWORD '{PASSWORD}'")
        connection.execute("GRANT USAGE ON SCHEMA quay TO quay_reader")
        for name, columns in COLUMNS.items():
            listed = ", ".join(f'"{one}"' for one in columns)
            connection.execute(f'GRANT SELECT ({listed}) ON quay."{name}" TO quay_reader')
        try:
            reader = server.set(username="quay_reader", password=PASSWORD)
            _assert_only_what_is_named_came(_fetched(reader.render_as_string(hide_password=False), tmp_path))
        finally:
            connection.execute("DROP OWNED BY quay_reader")
            connection.execute("DROP ROLE quay_reader")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_database_itself_refuses_to_be_written_to(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    address = _on_sqlite(tmp_path / "a.db") if kind == "sqlite" else request.getfixturevalue("on_postgresql")
    with pytest.raises(SourceError) as caught, opened(address) as database:
        database._connection.exec_driver_sql("""UPDATE "Objects" SET "Medium" = 'ours'""")
    assert (caught.value.problem, "read" in str(caught.value)) == ("database", True)


def test_all_tables_are_of_one_moment(tmp_path: Path, postgresql_url: str, on_postgresql: str) -> None:
    given = profile(tmp_path)
    with opened(on_postgresql) as database:
        wanted = wanted_tables(given.tables, RecordReader(given).leaves, database.columns_of)  # type: ignore[arg-type]
        with psycopg.connect(postgresql_url, autocommit=True) as connection:
            connection.execute("""INSERT INTO quay."Objects" VALUES (10, 'Q/10', NULL, 0, 1)""")
        assert len(list(database.rows(wanted[0]))) == 2


def test_no_password_is_kept_or_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUAY_PASSWORD", PASSWORD)
    asked = "postgresql+psycopg://reader:${QUAY_PASSWORD}@127.0.0.1:1/museum?connect_timeout=2&sslpassword=geheim"
    with pytest.raises(SourceError) as caught:
        _fetched(asked, tmp_path)
    error = caught.value
    assert (error.problem, error.source) == ("database", "postgresql+psycopg://***@127.0.0.1:1/museum")
    assert not [one for one in (PASSWORD, "geheim") if one in repr(error) + str(error) + str(error.__cause__)]
    assert redacted("postgresql://a:b@c/d@e/x?password=q") == "postgresql://***@e/x"


def test_a_database_on_the_machine_is_not_made_by_asking_for_it(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        _fetched(f"sqlite:///{tmp_path / 'none.db'}", tmp_path)
    assert caught.value.problem == "database"
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("sqlite:///${NO_SUCH_NAME}", "no-variable"), ("nosuch://a/b", "no-driver"),
        ("mssql+pyodbc://u:p@h/d", "no-driver"), ("postgresql://u:p@h:port/d", "database-address"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_address_is_named(tmp_path: Path, address: str, problem: str) -> None:
    with pytest.raises(SourceError) as caught:
        _fetched(address, tmp_path)
    assert caught.value.problem == problem


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('"Objects"', '"Gone"', "no-table"), ('key = "ObjectID"', 'key = "Number"', "no-column"),
        ('only = {TableID = "108"}', 'only = {Table = "108"}', "no-column"),
    ],
)  # fmt: skip
def test_what_the_database_lacks_is_named(tmp_path: Path, before: str, after: str, problem: str) -> None:
    with pytest.raises(SourceError) as caught:
        _fetched(_on_sqlite(tmp_path / "a.db"), tmp_path, PROFILE.replace(before, after))
    assert (caught.value.problem, caught.value.source) == (problem, f"sqlite:///{tmp_path / 'a.db'}")


def test_what_fills_in_for_a_column_stays_out_where_the_row_has_that_column(tmp_path: Path) -> None:
    text = PROFILE.replace('{table = "TextTypes", optional = true}', '{table = "TextTypes", fills = true}')
    text = text.replace(
        'purpose_from = "TextEntries.Purpose"', 'purpose_from = "TextEntries.Purpose"\nreason = "TextEntries.Remarks"'
    )
    extra = [*STATEMENTS, 'ALTER TABLE "TextTypes" ADD COLUMN "Purpose" text']
    held = _held(_fetched(_on_sqlite(tmp_path / "a.db", extra), tmp_path, text))
    assert held["TextTypes"] == [["TextTypeID", "TextType", "Remarks"], ["1", "Online", "unspoken remark"]]


def test_a_table_that_breaks_off_is_no_table_and_the_next_fetch_begins_again(tmp_path: Path) -> None:
    address = _on_sqlite(
        tmp_path / "a.db", [*STATEMENTS, """INSERT INTO "TextTypes" VALUES (2, CAST(x'ff' AS text), '')"""]
    )
    with pytest.raises(SourceError) as caught:
        _fetched(address, tmp_path)
    assert caught.value.problem == "database"
    (pages,) = (tmp_path / "store").glob("*/pages")
    assert "TextTypes.csv" not in {path.name for path in pages.iterdir()}
    assert json.loads((pages.parent / "manifest.json").read_text())["state"] == "broken-off"
    with sqlite3.connect(tmp_path / "a.db") as connection:
        connection.execute('DELETE FROM "TextTypes" WHERE "TextTypeID" = 2')
    connection.close()
    assert _fetched(address, tmp_path) == pages
    manifest = manifest_of(pages)
    assert manifest is not None
    assert (manifest.state, manifest.pages, manifest.records) == ("done", 4, 2 + 3 + 1 + 1)


def test_an_address_is_told_from_a_path() -> None:
    assert is_database("mssql+pyodbc://h/d")
    assert not is_database("https://example.org/")
    assert not [path for path in ("folder/file.csv", "C:\\export", "C:/export", "file.db") if is_address(path)]
