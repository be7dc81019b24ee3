"""What a run could not use of tables is retried, though its row stands in one table and a folder is what is read."""

from pathlib import Path

import pytest

from polyvocal.importers.models import ImportRun, Outcome
from polyvocal.importers.runs import retry_import
from polyvocal.publishing import Actor
from tests.importers.tables import entry, folder_of, imported, objects, profile
from tests.importers.workbooks import xlsx

pytestmark = [pytest.mark.importers, pytest.mark.django_db]


def _retried(path: Path, folder: Path) -> tuple[int, dict[str, int]]:
    first = imported(path, profile(folder))
    run = ImportRun.objects.get(pk=first.run_id)
    again = retry_import(run, Actor.system("the tests"), profile=profile(folder))
    return first.outcomes[Outcome.INVALID], dict(again.outcomes)


@pytest.mark.parametrize("is_folder", [True, False])
def test_rows_of_a_folder_or_of_tables_beside_a_file_are_retried(tmp_path: Path, is_folder: bool) -> None:
    path = folder_of(tmp_path, Objects=objects("8", "", "9"), TextEntries=[entry("70", "of no object")])
    given = path if is_folder else path / "Objects.csv"
    assert _retried(given, tmp_path) == (2, {Outcome.INVALID: 2})


def test_rows_of_a_workbook_are_retried(tmp_path: Path) -> None:
    rows = [list(objects("8")[0]), *(list(one.values()) for one in objects("8", ""))]
    book = xlsx(tmp_path / "export.xlsx", {"Objects": rows})
    assert _retried(book, tmp_path) == (1, {Outcome.INVALID: 1})
