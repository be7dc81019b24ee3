"""The Adlib web API is walked through to its end, whatever the server says of itself."""

from pathlib import Path

import pytest

from polyvocal.exceptions import SourceError
from polyvocal.importers.fetching import Manifest, manifest_of
from polyvocal.importers.sources import read_source
from tests.importers.exports import record
from tests.importers.fetching.serving import Answer, Asked, api, fetched, in_turn, json_api, page, serving

pytestmark = pytest.mark.importers

SEVEN = [record(str(at)) for at in range(1, 8)]


def _ids(pages: Path) -> list[str]:
    return [one.record_id for file in sorted(pages.iterdir()) for one in read_source(file, kind="adlib")]


def _told(pages: Path) -> Manifest:
    found = manifest_of(pages)
    assert found is not None
    return found


def test_pages_are_asked_for_from_one_and_kept_as_the_server_gave_them(tmp_path: Path) -> None:
    with serving(api(SEVEN)) as museum:
        pages, told = fetched(tmp_path, museum.address("/api/wwwopac.ashx?database=collect&limit=3&fields=title"))
    assert _ids(pages) == ["1", "2", "3", "4", "5", "6", "7"]
    assert [one.given["startfrom"] for one in museum.asked] == ["1", "4", "7"]
    first = {name: museum.asked[0].given[name] for name in ("database", "search", "xmltype", "fields", "limit")}
    assert first == {"database": "collect", "search": "all", "xmltype": "grouped", "fields": "title", "limit": "3"}
    assert (pages / "000001.xml").read_bytes() == page(SEVEN[:3], hits=7)
    assert [(one.records, one.hits, one.pages) for one in told] == [(0, None, 0), (3, 7, 1), (6, 7, 2), (7, 7, 3)]
    assert (_told(pages).state, _told(pages).is_short) == ("done", False)


def test_a_server_that_gives_fewer_at_a_time_than_asked_is_followed(tmp_path: Path) -> None:
    with serving(api(SEVEN, most=2)) as museum:
        pages, _ = fetched(tmp_path, museum.address())
    assert _ids(pages) == ["1", "2", "3", "4", "5", "6", "7"]
    assert museum.asked[0].given["limit"] == "100"


def test_a_limit_of_nought_does_not_ask_for_all_at_once(tmp_path: Path) -> None:
    with serving(api(SEVEN)) as museum:
        fetched(tmp_path, museum.address("/wwwopac.ashx?limit=0"))
    assert museum.asked[0].given["limit"] == "100"


def test_a_server_that_ignores_startfrom_ends_the_walk_and_is_found_short(tmp_path: Path) -> None:
    with serving(api(SEVEN, is_deaf=True)) as museum:
        pages, _ = fetched(tmp_path, museum.address("/wwwopac.ashx?limit=3"))
    assert (_ids(pages), len(museum.asked)) == (["1", "2", "3"], 2)
    assert _told(pages).is_short


@pytest.mark.parametrize(("hits", "is_short"), [(73_447, True), (2, False)])
def test_wrong_hits_neither_hide_records_nor_go_on_for_ever(tmp_path: Path, hits: int, is_short: bool) -> None:
    with serving(api(SEVEN, hits=hits)) as museum:
        pages, _ = fetched(tmp_path, museum.address("/wwwopac.ashx?limit=3"))
    assert _ids(pages) == ["1", "2", "3", "4", "5", "6", "7"]
    assert _told(pages).is_short is is_short


def test_records_that_come_twice_are_counted(tmp_path: Path) -> None:
    with serving(api([*SEVEN[:3], SEVEN[2], SEVEN[3]])) as museum:
        pages, _ = fetched(tmp_path, museum.address("/wwwopac.ashx?limit=3"))
    assert (_told(pages).records, _told(pages).repeated) == (4, 1)


def test_json_is_walked_through_as_well(tmp_path: Path) -> None:
    with serving(json_api([1, 2, 3])) as museum:
        pages, _ = fetched(tmp_path, museum.address("/wwwopac.ashx?database=collect&output=json&limit=2"))
    assert _ids(pages) == ["1", "2", "3"]
    assert [one.name for one in sorted(pages.iterdir())] == ["000001.json", "000002.json"]


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("", "modification>='2026-11-20'"),
        ("&search=all", "modification>='2026-11-20'"),
        ("&search=publiek%3Dja", "(publiek=ja) and modification>='2026-11-20'"),
    ],
)
def test_an_increment_asks_for_what_changed(tmp_path: Path, given: str, asked: str) -> None:
    with serving(api(SEVEN)) as museum:
        fetched(tmp_path, museum.address(f"/wwwopac.ashx?database=collect{given}"), since="2026-11-20")
    assert museum.asked[0].given["search"] == asked


def test_an_increment_without_changes_is_no_fault_but_an_empty_collection_is(tmp_path: Path) -> None:
    with serving(api([])) as museum:
        pages, _ = fetched(tmp_path, museum.address(), since="2026-11-20")
        assert list(pages.iterdir()) == []
        with pytest.raises(SourceError) as caught:
            fetched(tmp_path, museum.address())
    assert (caught.value.problem, caught.value.source) == ("no-records", museum.address())


ERROR = (
    "<adlibXML><diagnostic><error><info>search</info><message>Unknown field x</message></error></diagnostic></adlibXML>"
)


@pytest.mark.parametrize(
    ("answer", "problem", "words"),
    [
        (Answer(b"<html><body>Runtime Error</body></html>"), "not-a-page", "<html><body>Runtime Error"),
        (Answer(b"<!DOCTYPE html><html/>"), "not-a-page", "<!DOCTYPE html>"),
        (Answer(b'{"message": "no"}'), "not-a-page", "no"),
        (Answer(ERROR.encode()), "refused", "Unknown field x"),
        (Answer(b'{"adlibJSON": {"diagnostic": {"error": {"message": "Unknown field x"}}}}'), "refused", "field x"),
        (Answer(b"Not here", status=404), "refused", "HTTP 404 Not Found: Not here"),
        (Answer(b"Keep out", status=401), "refused", "HTTP 401 Unauthorized: Keep out"),
    ],
)
def test_what_a_server_refuses_is_said_with_the_address_the_page_and_the_reason(
    tmp_path: Path, answer: Answer, problem: str, words: str
) -> None:
    with serving(in_turn(api(SEVEN), then=lambda _asked: answer)) as museum, pytest.raises(SourceError) as caught:
        fetched(tmp_path, museum.address("/wwwopac.ashx?limit=3"))
    assert (caught.value.problem, caught.value.position, words in str(caught.value)) == (problem, "2", True)
    assert caught.value.source.startswith(museum.address("/wwwopac.ashx?"))
    assert len(museum.asked) == 2


def test_a_fetch_that_was_broken_off_goes_on_at_its_page(tmp_path: Path) -> None:
    whole = api(SEVEN)

    def answering(asked: Asked) -> Answer:
        return Answer(b"Gone", status=404) if is_down and asked.given["startfrom"] == "4" else whole(asked)

    is_down = True
    with serving(answering) as museum:
        address = museum.address("/wwwopac.ashx?limit=3")
        with pytest.raises(SourceError):
            fetched(tmp_path, address)
        (folder,) = tmp_path.iterdir()
        assert [one.name for one in sorted((folder / "pages").iterdir())] == ["000001.xml"]
        assert _told(folder / "pages").state == "broken-off"
        is_down = False
        pages, _ = fetched(tmp_path, address)
    assert (pages.parent, _ids(pages)) == (folder, ["1", "2", "3", "4", "5", "6", "7"])
    assert [one.given["startfrom"] for one in museum.asked] == ["1", "4", "4", "7"]


def test_a_fetch_that_is_done_is_not_taken_for_the_next_one(tmp_path: Path) -> None:
    with serving(api(SEVEN)) as museum:
        first, _ = fetched(tmp_path, museum.address())
        second, _ = fetched(tmp_path, museum.address())
    assert first != second
    assert len(museum.asked) == 2
