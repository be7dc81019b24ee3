"""Runs and source records can be read in the admin, and changed by nobody."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from polyvocal.importers.models import ImportRun, RecordOutcome, SourceRecord
from tests.importers.exports import imported, label, record

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
