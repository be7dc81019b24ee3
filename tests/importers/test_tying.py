"""A person says which object a record is about; the choice is remembered, and the record comes in with the next try."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from polyvocal import jobs
from polyvocal.importers.models import ImportRun, ObjectTie, Outcome, RecordOutcome, SourceRecord
from polyvocal.jobs import starting
from polyvocal.object_model import ObjectAdapter, adapter
from tests.admin.conftest import client_of
from tests.factories import make_object, make_user
from tests.importers.archive import texts_of, words_of
from tests.importers.exports import imported, label, record

pytestmark = [pytest.mark.django_db, pytest.mark.importers]

Given = type(adapter())


class OnlyReads(Given):  # type: ignore[misc,valid-type]
    """The adapter of the run, without what making objects needs."""

    build = ObjectAdapter.build
    refresh = ObjectAdapter.refresh


@pytest.fixture
def held(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RecordOutcome:
    """A record whose number two objects bear, held back by a run."""
    monkeypatch.setattr(starting, "_launch", lambda _job: None)
    request.getfixturevalue("db")
    for twin in ("a", "b"):
        make_object(identifier=f"twin-{twin}", object_number="H 3")
    make_object(identifier="other", object_number="H 33", former_numbers=["H 3 old"])
    given: Any = request.getfixturevalue("settings")
    given.POLYVOCAL = {
        **getattr(settings, "POLYVOCAL", {}), "OBJECT_ADAPTER": f"{__name__}.OnlyReads",
        "IMPORT_STORE": str(tmp_path / "store"),
    }  # fmt: skip
    imported(tmp_path, record("3", label("Drie.")))
    return RecordOutcome.objects.get(outcome=Outcome.HELD)


@pytest.fixture
def curating(curator: Any) -> Client:
    return client_of(curator)


def _address(held: RecordOutcome) -> str:
    return reverse("admin:polyvocal_importers_tie", args=[held.run_id, held.pk])


def _run_page(client: Client, run: int) -> str:
    return str(client.get(reverse("admin:polyvocal_importers_importrun_change", args=[run])).content.decode())


def test_a_held_record_is_shown_with_what_it_holds_and_the_objects_it_may_be(
    held: RecordOutcome, curating: Client
) -> None:
    assert held.object_number == "H 3"
    assert _address(held) in _run_page(curating, held.run_id)
    page = curating.get(_address(held))
    *twins, other = [one["identifier"] for one in page.context["found"]]
    assert (sorted(twins), other) == (["twin-a", "twin-b"], "other")
    assert "&lt;label.words&gt;Drie." in page.content.decode()
    found = curating.get(_address(held), {"number": "h 3 OLD"}).context["found"]
    assert [one["identifier"] for one in found] == ["other"]
    assert "has to be made first" in curating.get(_address(held), {"number": "none"}).content.decode()


def test_a_record_that_was_tied_comes_in_when_it_is_tried_again_and_stays_tied(
    held: RecordOutcome, curating: Client, curator: Any, tmp_path: Path
) -> None:
    curating.post(_address(held), {"object": "twin-a"})
    curating.post(_address(held), {"object": "twin-b"})
    tie = ObjectTie.objects.get()
    assert (adapter().identifier(tie.obj), tie.tied_by) == ("twin-b", curator.username)
    assert f"says {curator.username}" in _run_page(curating, held.run_id)
    curating.post(reverse("admin:polyvocal_importers_importrun_retry", args=[held.run_id]), {"profile": "run"})
    jobs.run_waiting()
    assert adapter().identifier(SourceRecord.objects.get(record_id="3").obj) == "twin-b"
    assert words_of(texts_of("3")[0]) == ["Drie."]
    held.refresh_from_db()
    assert held.settled_in == ImportRun.objects.latest("pk")
    assert curating.get(_address(held)).status_code == 404
    assert imported(tmp_path, record("3", label("Drie."))).outcomes == {Outcome.UNCHANGED: 1}


def test_a_record_is_tied_to_an_object_there_is_by_those_who_may_import(held: RecordOutcome, curating: Client) -> None:
    assert curating.post(_address(held), {"object": "none"}).status_code == 404
    viewing = client_of(make_user("viewer"))
    assert viewing.get(_address(held)).status_code == 403
    assert viewing.post(_address(held), {"object": "twin-a"}).status_code == 403
    assert _address(held) not in _run_page(viewing, held.run_id)
    assert not ObjectTie.objects.exists()


def test_where_objects_are_made_nothing_waits_for_a_tie(held: RecordOutcome, curating: Client, settings: Any) -> None:
    settings.POLYVOCAL = {**settings.POLYVOCAL, "OBJECT_ADAPTER": f"{Given.__module__}.{Given.__name__}"}
    assert _address(held) not in _run_page(curating, held.run_id)
    assert curating.get(_address(held)).status_code == 404
