"""Runs and source records can be read in the admin, and changed by nobody."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from polyvocal.importers.models import ImportRun, RecordOutcome, SourceRecord
from polyvocal.importers.runs import undo_import
from polyvocal.publishing import Actor
from tests.admin.conftest import as_nobody, as_role
from tests.importers.exports import imported, label, record

__all__ = ["as_nobody", "as_role"]

pytestmark = [pytest.mark.django_db, pytest.mark.importers]


@pytest.fixture
def director(superuser: object, client: Client) -> Client:
    client.force_login(superuser)  # type: ignore[arg-type]
    return client


@pytest.mark.parametrize("model", [ImportRun, RecordOutcome, SourceRecord])
def test_rows_are_listed_and_shown_but_not_changed(model: type, tmp_path: Path, director: Client) -> None:
    imported(tmp_path, record("1", label("Een touw.")), record("", label("Van wie?")))
    name = f"admin:polyvocal_importers_{model.__name__.lower()}"
    row = model.objects.last()  # type: ignore[attr-defined]
    assert director.get(reverse(f"{name}_changelist")).status_code == 200
    page = director.get(reverse(f"{name}_change", args=[row.pk]))
    assert page.status_code == 200
    assert b'name="_save"' not in page.content
    assert director.get(reverse(f"{name}_add")).status_code == 403
    assert director.post(reverse(f"{name}_delete", args=[row.pk])).status_code == 403


def test_the_record_is_shown_as_the_source_gave_it(tmp_path: Path, director: Client) -> None:
    imported(tmp_path, record("1", label("Een touw.")))
    page = director.get(reverse("admin:polyvocal_importers_sourcerecord_change", args=[SourceRecord.objects.get().pk]))
    assert "&lt;label.words&gt;Een touw." in page.content.decode()


def test_the_report_is_fetched_as_a_file_by_those_who_may_see_runs(
    tmp_path: Path, director: Client, as_role: Callable[[str], Client], as_nobody: Client
) -> None:
    tally = imported(tmp_path, record("1", label("Een touw.")), record("", label("Van wie?")))
    address = reverse("admin:polyvocal_importers_importrun_report", args=[tally.run_id])
    page = director.get(reverse("admin:polyvocal_importers_importrun_change", args=[tally.run_id]))
    assert address in page.content.decode()
    answer = as_role("viewer").get(address)
    report = json.loads(b"".join(answer))  # type: ignore[arg-type]
    assert [(one["record"], one["outcome"], one["line"]) for one in report["explained"]] == [
        ("1", "create", 4), ("", "invalid", 5),
    ]  # fmt: skip
    assert (report["run"], report["records"], report["state"]) == (tally.run_id, 2, "finished")
    assert as_nobody.get(address).status_code == 403


def test_the_page_of_a_run_tells_how_it_was_undone(tmp_path: Path, director: Client) -> None:
    tally = imported(tmp_path, record("1", label("Een touw.")))
    run = ImportRun.objects.get(pk=tally.run_id)
    address = reverse("admin:polyvocal_importers_importrun_change", args=[run.pk])
    assert "field-undo_reason" not in director.get(address).content.decode()
    undo_import(run, Actor.system("Noor"), reason="The wrong export.")
    page = director.get(address, headers={"accept-language": "en"}).content.decode()
    assert "The wrong export." in page
    assert "2 texts withdrawn" in page
