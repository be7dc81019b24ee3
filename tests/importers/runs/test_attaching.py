"""Where the adapter makes no objects, texts are attached to those that exist, and to nothing else."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from polyvocal.importers.models import Outcome, SourceRecord
from polyvocal.object_model import ObjectAdapter, adapter
from tests.factories import make_object
from tests.importers.archive import outcome_of, texts_of, words_of
from tests.importers.exports import imported, label, record

pytestmark = [pytest.mark.django_db, pytest.mark.importers]

Given = type(adapter())


class OnlyReads(Given):  # type: ignore[misc,valid-type]
    """The adapter of the run, without what importing needs."""

    build = ObjectAdapter.build
    refresh = ObjectAdapter.refresh


@pytest.fixture(autouse=True)
def only_reads(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("db")
    make_object(identifier="1", object_number="H 1")
    make_object(identifier="by-number", object_number="H 2")
    for twin in ("a", "b"):
        make_object(identifier=f"twin-{twin}", object_number="H 3")
    given: Any = request.getfixturevalue("settings")
    given.POLYVOCAL = {**getattr(settings, "POLYVOCAL", {}), "OBJECT_ADAPTER": f"{__name__}.OnlyReads"}


def test_texts_are_attached_by_identifier_or_by_a_number_that_one_object_bears(tmp_path: Path) -> None:
    imported(tmp_path, record("1", label("Een.")), record("2", label("Twee.")))
    identifiers = {one.record_id: adapter().identifier(one.obj) for one in SourceRecord.objects.all()}
    assert identifiers == {"1": "1", "2": "by-number"}
    assert words_of(texts_of("2")[0]) == ["Twee."]
    assert imported(tmp_path, record("1", label("Een.")), record("2", label("Twee."))).outcomes == {
        Outcome.UNCHANGED: 2
    }


def test_a_record_that_fits_no_object_or_two_is_held_back(tmp_path: Path) -> None:
    before = adapter().model._default_manager.count()
    tally = imported(tmp_path, record("3", label("Drie.")), record("4", label("Vier.")))
    assert tally.outcomes == {Outcome.HELD: 2}
    assert "cannot make one" in outcome_of("3").reason
    assert not SourceRecord.objects.exists()
    assert adapter().model._default_manager.count() == before
