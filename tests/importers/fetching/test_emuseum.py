"""Pages of eMuseum's API are fetched one after another; the servers here are made up, after its manual."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from polyvocal.exceptions import SourceError
from polyvocal.importers.fetching import FetchOrder, fetch, manifest_of
from polyvocal.importers.fetching.fetch import walk_of
from polyvocal.importers.sources import files_in, read_source
from tests.importers.fetching.serving import PATIENT, Answer, Answering, Asked, Museum, in_turn, serving

pytestmark = pytest.mark.importers

RECORDS = [{"id": {"label": "Id", "value": f"5-{at}"}, "title": f"Ship {at}"} for at in range(1, 6)]


def _emuseum(records: Sequence[dict[str, Any]], *, most: int = 2) -> Answering:
    def answering(asked: Asked) -> Answer:
        if not asked.path.endswith("/objects/json"):
            return Answer(json.dumps({"object": [records[0]]}).encode())
        at = (int(asked.given["page"]) - 1) * most
        return Answer(json.dumps({"objects": records[at : at + most]}).encode())

    return answering


def _fetched(museum: Museum, folder: Path, *, path: str = "/objects/json", since: str = "") -> Path:
    address = museum.address(path)
    return fetch(FetchOrder(address=address, store=folder, manners=PATIENT, source="emuseum", since=since))


def _ids(pages: Path) -> list[str]:
    files = files_in(pages, kind="emuseum")
    return [raw.record_id for file in files for raw in read_source(file, kind="emuseum")]


def test_a_list_is_fetched_to_the_page_that_brings_nothing_new(tmp_path: Path) -> None:
    with serving(_emuseum(RECORDS)) as museum:
        pages = _fetched(museum, tmp_path, path="/objects/json?key=geheim&sort=title")
        assert [asked.given["page"] for asked in museum.asked] == ["1", "2", "3", "4"]
        assert {asked.given["sort"] for asked in museum.asked} == {"title"}
    assert _ids(pages) == [f"5-{at}" for at in range(1, 6)]
    manifest = manifest_of(pages)
    assert manifest is not None
    assert (manifest.kind, manifest.pages, manifest.records, "geheim" in manifest.address) == ("emuseum", 3, 5, False)


def test_the_address_of_one_record_gives_it_once(tmp_path: Path) -> None:
    with serving(_emuseum(RECORDS)) as museum:
        assert _ids(_fetched(museum, tmp_path, path="/objects/5-1/json")) == ["5-1"]


def test_a_fetch_goes_on_at_the_page_it_had_reached(tmp_path: Path) -> None:
    page = _emuseum(RECORDS)
    with serving(in_turn(page, page, Answer(b"closed", status=403), then=page)) as museum:
        with pytest.raises(SourceError) as caught:
            _fetched(museum, tmp_path)
        assert (caught.value.problem, caught.value.position) == ("refused", "3")
        assert len(_ids(_fetched(museum, tmp_path))) == 5
        assert [asked.given["page"] for asked in museum.asked] == ["1", "2", "3", "3", "4"]


def test_a_page_to_log_in_on_is_no_page_of_records(tmp_path: Path) -> None:
    held = b"<html><head><title>Log in</title></head><body/></html>"
    with serving(lambda _asked: Answer(held)) as museum, pytest.raises(SourceError) as caught:
        _fetched(museum, tmp_path)
    assert caught.value.problem == "not-a-page"


def test_what_changed_since_a_day_cannot_be_asked_for(tmp_path: Path) -> None:
    with serving(_emuseum(RECORDS)) as museum, pytest.raises(SourceError) as caught:
        _fetched(museum, tmp_path, since="2026-01-01")
    assert caught.value.problem == "no-increments"


def test_an_export_that_somebody_put_on_the_web_is_one_file() -> None:
    assert walk_of("https://a.example/export.json", source="emuseum").kind == "file"
    assert walk_of("https://a.example/objects/json", source="adlib").kind == "file"
    assert walk_of("https://a.example/list?page=3", source="emuseum").address() == "https://a.example/list?page=3"
