"""Lists of OAI-PMH are walked through token by token, and what goes wrong is said in words."""

from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from polyvocal.exceptions import SourceError
from polyvocal.importers.fetching import manifest_of
from polyvocal.importers.models import ImportRun, RunState, SourceRecord
from tests.importers.archive import RUN_TABLES, outcome_of, rows_by_table, texts_of, words_of
from tests.importers.exports import label, profile_file, record
from tests.importers.fetching.serving import Answer, Answering, Asked, Museum, fetched, serving
from tests.importers.harvests import adlib_harvested, answer, dublin_core, error, formats, harvested

pytestmark = pytest.mark.importers

LIST = "/oai/oai.ashx?metadataPrefix=oai_adlib"
SEVEN = [adlib_harvested(record(str(at), label(f"Touw {at}.")), str(at)) for at in range(1, 8)]


def server(records: Sequence[str], *, per_page: int = 3) -> Answering:
    """Answer like a server whose tokens say where the list goes on."""

    def answering(asked: Asked) -> Answer:
        at = int(asked.given.get("resumptionToken", "list!0").partition("!")[2])
        end = at + per_page
        token = f"list!{end}" if end < len(records) else ""
        return Answer(answer(records[at:end], token=token, size=len(records)))

    return answering


def test_tokens_are_followed_to_the_end_and_stand_alone(tmp_path: Path) -> None:
    with serving(server(SEVEN)) as museum:
        pages, told = fetched(tmp_path, museum.address(f"{LIST}&set=publiek&verb=Identify"))
    first = {"verb": "ListRecords", "metadataPrefix": "oai_adlib", "set": "publiek"}
    assert museum.asked[0].given == first
    assert museum.asked[1].given == {"verb": "ListRecords", "resumptionToken": "list!3"}
    assert [(one.records, one.hits) for one in told] == [(0, None), (3, 7), (6, 7), (7, 7)]
    manifest = manifest_of(pages)
    assert manifest is not None
    assert (manifest.response_date, manifest.kind, manifest.state) == ("2026-11-21T10:00:00Z", "oai", "done")


def test_a_page_without_a_token_is_the_last(tmp_path: Path) -> None:
    with serving(lambda _asked: Answer(answer(SEVEN))) as museum:
        pages, _ = fetched(tmp_path, museum.address(LIST))
    assert (len(museum.asked), len(list(pages.iterdir()))) == (1, 1)


@pytest.mark.parametrize("since", ["", "2026-11-20"])
def test_an_increment_asks_from_a_day(tmp_path: Path, since: str) -> None:
    with serving(server(SEVEN)) as museum:
        fetched(tmp_path, museum.address(f"{LIST}&until=2026-12-01"), since=since)
    assert museum.asked[0].given.get("from", "") == since
    assert museum.asked[0].given["until"] == "2026-12-01"


def test_an_increment_without_changes_is_no_fault_but_an_empty_list_is(tmp_path: Path) -> None:
    with serving(lambda _asked: Answer(error("noRecordsMatch"))) as museum:
        pages, _ = fetched(tmp_path, museum.address(LIST), since="2026-11-20")
        assert list(pages.iterdir()) == []
        with pytest.raises(SourceError) as caught:
            fetched(tmp_path, museum.address(LIST))
    assert caught.value.problem == "no-records"


@pytest.mark.parametrize("token", ["again", "list!3"])
def test_a_token_that_comes_twice_ends_the_fetch(tmp_path: Path, token: str) -> None:
    def answering(asked: Asked) -> Answer:
        at = len(museum.asked)
        return Answer(answer([SEVEN[at]], token="list!3" if at == 1 else token))

    with serving(answering) as museum, pytest.raises(SourceError) as caught:
        fetched(tmp_path, museum.address(LIST))
    assert caught.value.problem == "token-repeated"
    assert len(museum.asked) <= 3


def test_a_server_that_repeats_one_page_for_ever_is_stopped(tmp_path: Path) -> None:
    def repeating(_asked: Asked) -> Answer:
        return Answer(answer(SEVEN[:3], token=str(len(museum.asked))))

    with serving(repeating) as museum, pytest.raises(SourceError) as caught:
        fetched(tmp_path, museum.address(LIST))
    assert (caught.value.problem, caught.value.position, len(museum.asked)) == ("page-repeated", "2", 2)


@pytest.mark.parametrize("times", [1, 2])
def test_a_list_whose_token_expired_is_begun_anew_once(tmp_path: Path, times: int) -> None:
    whole, expired = server(SEVEN), [times]

    def answering(asked: Asked) -> Answer:
        if asked.given.get("resumptionToken") == "list!6" and expired[0]:
            expired[0] -= 1
            return Answer(error("badResumptionToken", "It has expired."))
        return whole(asked)

    with serving(answering) as museum:
        if times == 2:
            with pytest.raises(SourceError) as caught:
                fetched(tmp_path, museum.address(LIST))
            assert (caught.value.problem, "It has expired." in str(caught.value)) == ("expired", True)
            return
        pages, _ = fetched(tmp_path, museum.address(LIST))
    assert [one.name for one in sorted(pages.iterdir())] == ["000001.xml", "000002.xml", "000003.xml"]
    manifest = manifest_of(pages)
    assert manifest is not None
    assert (manifest.records, manifest.repeated) == (7, 0)


def test_a_fetch_that_was_broken_off_goes_on_with_its_token(tmp_path: Path) -> None:
    whole, is_down = server(SEVEN), [True]

    def answering(asked: Asked) -> Answer:
        if asked.given.get("resumptionToken") == "list!3" and is_down[0]:
            return Answer(b"Maintenance", status=403)
        return whole(asked)

    with serving(answering) as museum:
        with pytest.raises(SourceError):
            fetched(tmp_path, museum.address(LIST))
        is_down[0] = False
        pages, _ = fetched(tmp_path, museum.address(LIST))
    assert [one.given.get("resumptionToken") for one in museum.asked] == [None, "list!3", "list!3", "list!6"]
    assert len(list(pages.iterdir())) == 3


@pytest.mark.parametrize(
    ("source", "given", "chosen"),
    [
        ("adlib", {"oai_dc": "urn:dc", "oai_adlib": "urn:a"}, "oai_adlib"),
        ("adlib", {"oai_dc": "urn:dc", "kc": "http://www.adlibsoft.com/adlibXML"}, "kc"),
        ("oai", {"oai_adlib": "urn:a", "oai_dc": "urn:dc"}, "oai_dc"),
    ],
)
def test_a_format_is_chosen_from_what_the_server_has(
    tmp_path: Path, source: str, given: dict[str, str], chosen: str
) -> None:
    def answering(asked: Asked) -> Answer:
        return Answer(formats(**given)) if asked.given["verb"] == "ListMetadataFormats" else server(SEVEN)(asked)

    with serving(answering) as museum:
        fetched(tmp_path, museum.address("/oai.ashx"), source=source)
    assert museum.asked[1].given["metadataPrefix"] == chosen


def test_where_no_format_fits_those_there_are_are_named(tmp_path: Path) -> None:
    found = Answer(formats(oai_dc="urn:dc", lido="urn:lido"))
    with serving(lambda _asked: found) as museum, pytest.raises(SourceError) as caught:
        fetched(tmp_path, museum.address("/oai.ashx"))
    assert (caught.value.problem, str(caught.value)) == ("no-format", "oai_dc, lido")


@pytest.mark.parametrize(
    ("body", "problem", "words"),
    [
        (error("badArgument", "No such set."), "oai-error", "badArgument: No such set."),
        (error("cannotDisseminateFormat"), "oai-error", "cannotDisseminateFormat"),
        (b"<html><body>Error</body></html>", "not-a-page", "<html>"),
        (b"Server error", "not-a-page", "Server error"),
        (answer(SEVEN)[:-30], "broken-page", ""),
    ],
)
def test_what_goes_wrong_is_said(tmp_path: Path, body: bytes, problem: str, words: str) -> None:
    with serving(lambda _asked: Answer(body)) as museum, pytest.raises(SourceError) as caught:
        fetched(tmp_path, museum.address(LIST))
    assert (caught.value.problem, words in str(caught.value)) == (problem, True)


@pytest.fixture
def store(tmp_path: Path, settings: Any) -> None:
    """A store of one's own, and servers that may be asked as often as one likes."""
    settings.POLYVOCAL = {**settings.POLYVOCAL, "IMPORT_STORE": str(tmp_path / "store"), "IMPORT_RATE": 10_000}


def _command(museum: Museum, address: str = LIST, **options: Any) -> str:
    out = StringIO()
    call_command("import_collection", museum.address(address), stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_adlib_records_are_imported_and_those_deleted_at_the_source_wait_for_a_person(tmp_path: Path) -> None:
    profile = str(profile_file(tmp_path))
    with serving(server(SEVEN)) as museum:
        _command(museum, profile=profile, full=True)
        before = rows_by_table(leave_out=RUN_TABLES)
        _command(museum, profile=profile, full=True)
        assert rows_by_table(leave_out=RUN_TABLES) == before
        gone = harvested("oai:museum.example.org:collect:7", is_deleted=True)
        museum.answering = server([SEVEN[0], gone])
        _command(museum, profile=profile, since="last")
    assert words_of(texts_of("3")[0]) == ["Touw 3."]
    assert SourceRecord.objects.count() == 7
    assert (outcome_of("7").outcome, "was deleted" in outcome_of("7").reason) == ("held", True)


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_an_increment_without_changes_is_a_run_of_nothing(tmp_path: Path) -> None:
    with serving(lambda _asked: Answer(error("noRecordsMatch"))) as museum:
        _command(museum, profile=str(profile_file(tmp_path)), since="2026-11-20")
    assert ImportRun.objects.get().state == RunState.FINISHED


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_an_error_of_the_protocol_is_said_in_words(tmp_path: Path) -> None:
    refusal = Answer(error("badArgument", "No such set."))
    with serving(lambda _asked: refusal) as museum, pytest.raises(CommandError) as caught:
        _command(museum, profile=str(profile_file(tmp_path)))
    assert "what is wrong with the question. (badArgument: No such set.)" in str(caught.value)


@pytest.mark.django_db
@pytest.mark.usefixtures("store")
def test_dublin_core_is_imported_by_its_profile() -> None:
    terms = [("title", "Scheepsbel"), ("description", "Een bel van een schip."), ("identifier", "H 1"), ("type", "bel")]
    records = [dublin_core("oai:museum.example.org:1", *terms)]
    with serving(server(records)) as museum:
        _command(museum, "/oai?verb=ListRecords&metadataPrefix=oai_dc", profile="oai-dc")
    (source,) = SourceRecord.objects.all()
    assert source.record_id == "oai:museum.example.org:1"
    assert words_of(texts_of(source.record_id, "title")[0]) == ["Scheepsbel"]
    assert words_of(texts_of(source.record_id, "object-label")[0]) == ["Een bel van een schip."]
