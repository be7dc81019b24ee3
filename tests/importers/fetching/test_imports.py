"""What a museum serves is fetched and then imported like files, by the command and by jobs."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils.html import escape

from polyvocal import jobs
from polyvocal.importers.approvals import approve
from polyvocal.importers.models import ImportRun, Outcome, RunState, SourceRecord
from polyvocal.importers.sources import read_source
from polyvocal.jobs import starting
from polyvocal.models import Edition, Job
from polyvocal.publishing import Actor
from tests.conftest import CHECKOUT
from tests.importers.archive import RUN_TABLES, rows_by_table, texts_of, words_of
from tests.importers.exports import label, profile_file, record, written
from tests.importers.fetching.serving import Answer, Asked, Museum, api, fetched, in_turn, serving
from tests.importers.harvests import adlib_harvested, answer
from tests.importers.runs.interrupted import run_until, same_database

pytestmark = [pytest.mark.importers, pytest.mark.django_db]

NOOR = Actor.system("Noor")


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of one's own, and servers that may be asked as often as one likes."""
    monkeypatch.setattr(starting, "_launch", lambda _job: None)
    folder = tmp_path / "store"
    settings.POLYVOCAL = {**settings.POLYVOCAL, "IMPORT_STORE": str(folder), "IMPORT_RATE": 10_000}
    return folder


def _collection(count: int = 7, *, words: str = "Een touw.") -> list[str]:
    return [record(str(at), label(words)) for at in range(1, count + 1)]


def _command(folder: Path, museum: Museum, *, asked: str = "", **options: Any) -> str:
    out = StringIO()
    given = {"profile": str(profile_file(folder)), "stdout": out, "stderr": StringIO()} | options
    call_command("import_collection", museum.address(f"/wwwopac.ashx?database=collect&limit=3{asked}"), **given)
    return out.getvalue()


def _last_run() -> ImportRun:
    found = ImportRun.objects.order_by("pk").last()
    assert found is not None
    return found


def test_a_collection_is_imported_from_its_address_and_a_second_time_nothing_changes(tmp_path: Path) -> None:
    with serving(api(_collection())) as museum:
        out = _command(tmp_path, museum, full=True)
        assert "Fetched 7 records on 3 pages from http://127.0.0.1" in out
        assert "7  new objects" in out
        before = rows_by_table(leave_out=RUN_TABLES)
        _command(tmp_path, museum, full=True)
    assert rows_by_table(leave_out=RUN_TABLES) == before
    assert (_last_run().state, _last_run().counts["unchanged"]) == (RunState.FINISHED, 7)
    (memory,) = _last_run().fetched
    assert (memory["records"], memory["hits"], memory["since"]) == (7, 7, "")
    assert words_of(texts_of("7")[0]) == ["Een touw."]


def test_the_page_of_a_run_shows_from_where_it_was_fetched(tmp_path: Path, superuser: Any, client: Any) -> None:
    with serving(api(_collection())) as museum:
        _command(tmp_path, museum, asked="&apikey=s3cret")
    client.force_login(superuser)
    shown = client.get(reverse("admin:polyvocal_importers_importrun_change", args=[_last_run().pk])).content.decode()
    assert escape(f"{museum.address('/wwwopac.ashx')}?database=collect&limit=3&apikey=***") in shown
    assert "s3cret" not in shown


def test_a_dry_run_fetches_and_writes_no_row(tmp_path: Path) -> None:
    before = rows_by_table()
    report = tmp_path / "report.json"
    with serving(api(_collection())) as museum:
        out = _command(tmp_path, museum, dry_run=True, report=report)
    assert "Plan (nothing was written)" in out
    assert json.loads(report.read_text())["fetched"][0]["records"] == 7
    assert rows_by_table() == before


def test_records_that_come_twice_are_taken_in_once(tmp_path: Path) -> None:
    with serving(api([*_collection(3), _collection(3)[2], record("4")], hits=4)) as museum:
        out = _command(tmp_path, museum)
    assert "1 records came more than once; each is taken in once." in out
    assert SourceRecord.objects.count() == 4


def test_a_short_list_is_taken_in_and_said_and_marks_nothing_as_gone(tmp_path: Path) -> None:
    with serving(api(_collection())) as museum:
        _command(tmp_path, museum, full=True)
    with serving(api(_collection(), is_deaf=True)) as museum, pytest.raises(CommandError) as caught:
        _command(tmp_path, museum, full=True)
    assert "announced 7 records and gave 3" in str(caught.value)
    assert "No record was marked as gone" in str(caught.value)
    assert not SourceRecord.objects.filter(is_gone=True).exists()
    assert _last_run().state == RunState.BROKEN_OFF


def test_a_full_fetch_marks_what_the_source_no_longer_has(tmp_path: Path) -> None:
    for records in (_collection(7), _collection(6)):
        with serving(api(records)) as museum:
            _command(tmp_path, museum, full=True)
    assert [one.record_id for one in SourceRecord.objects.filter(is_gone=True)] == ["7"]


def test_an_increment_goes_on_from_a_day_before_the_last_fetch_began(tmp_path: Path) -> None:
    def answering(asked: Asked) -> Answer:
        changed = [record("2", label("Een nieuw touw."))]
        return api(changed if "modification" in asked.given["search"] else _collection())(asked)

    with serving(answering) as museum:
        with pytest.raises(CommandError, match="import it once without a day"):
            _command(tmp_path, museum, since="last")
        _command(tmp_path, museum)
        began_at = datetime.fromisoformat(_last_run().fetched[0]["began_at"])
        out = _command(tmp_path, museum, since="last")
    day = (began_at - timedelta(days=1)).date().isoformat()
    assert museum.asked[-1].given["search"] == f"modification>='{day}'"
    assert f"Only what changed on {day} or later was asked for." in out
    assert words_of(texts_of("2")[0]) == ["Een touw.", "Een nieuw touw."]
    assert SourceRecord.objects.count() == 7


def test_an_increment_that_leaves_a_gap_is_not_built_upon(tmp_path: Path) -> None:
    with serving(api(_collection())) as museum:
        _command(tmp_path, museum)
        whole = _last_run()
        whole.fetched[0]["began_at"] = "2026-03-05T10:00:00+00:00"
        whole.save(update_fields=["fetched"])
        _command(tmp_path, museum, since="2026-04-01")
        _command(tmp_path, museum, since="last")
        assert museum.asked[-1].given["search"] == "modification>='2026-03-04'"
        _command(tmp_path, museum, since="last")
    assert museum.asked[-1].given["search"] > "modification>='2026-04-01'"


def test_an_increment_without_changes_is_a_run_of_nothing(tmp_path: Path) -> None:
    with serving(api([])) as museum:
        out = _command(tmp_path, museum, since="2026-11-20")
    assert "0  records" in out
    assert (_last_run().state, _last_run().message) == (RunState.FINISHED, "")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"since": "2026-11-20", "full": True}, "never a full export"),
        ({"since": "last Tuesday"}, "YYYY-MM-DD"),
        ({"since": "20261120"}, "YYYY-MM-DD"),
        ({"full": True, "asked": "&search=modification>'2026-01-01'"}, "never a full export"),
        ({"full": True, "asked": "&from=2026-01-01"}, "never a full export"),
    ],
)
def test_an_order_that_makes_no_sense_asks_nobody(tmp_path: Path, options: dict[str, Any], words: str) -> None:
    with serving(api(_collection())) as museum, pytest.raises(CommandError, match=words):
        _command(tmp_path, museum, **options)
    assert museum.asked == []


@pytest.mark.parametrize("address", ["http://", "http://[::1", "http://museum.example.org:port/x"])
def test_what_only_looks_like_an_address_is_said(tmp_path: Path, address: str) -> None:
    with pytest.raises(CommandError, match="is no web address"):
        call_command("import_collection", address, profile=str(profile_file(tmp_path)))


def test_files_have_no_since_and_no_store_means_no_fetching(tmp_path: Path, settings: Any) -> None:
    profile = str(profile_file(tmp_path))
    with pytest.raises(CommandError, match="changed since a day"):
        call_command("import_collection", str(written(tmp_path)), profile=profile, since="2026-11-20")
    settings.POLYVOCAL = {**settings.POLYVOCAL, "IMPORT_STORE": ""}
    with pytest.raises(CommandError, match="IMPORT_STORE"):
        call_command("import_collection", "http://127.0.0.1:9/wwwopac.ashx", profile=profile)


def test_what_a_server_refuses_is_said_in_words_and_begins_no_run(tmp_path: Path) -> None:
    with serving(lambda _asked: Answer(b"<html>Error</html>")) as museum, pytest.raises(CommandError) as caught:
        _command(tmp_path, museum)
    assert "gives something else than records as page 1. (<html>Error</html>)" in str(caught.value)
    assert not ImportRun.objects.exists()


def test_a_run_keeps_its_pages_and_is_retried_from_them(tmp_path: Path) -> None:
    backwards = record("2", label("Achterstevoren.", since="2007-01-02", until="2006-01-01"))
    with serving(api([record("1"), backwards])) as museum:
        _command(tmp_path, museum)
    path = profile_file(tmp_path)
    path.write_text(path.read_text().replace('published_until = "label.until"\n', ""))
    call_command("import_collection", retry=_last_run().pk, profile=str(path), quiet=True)
    assert words_of(texts_of("2")[0]) == ["Achterstevoren."]


PROGRAM = """
import sys
import django
django.setup()
from django.core.management import call_command
from django.test import override_settings
from django.conf import settings
store, profile, address = sys.argv[1:]
with override_settings(POLYVOCAL={**settings.POLYVOCAL, "IMPORT_STORE": store, "IMPORT_RATE": 10000}):
    call_command("import_collection", address, profile=profile, quiet=True)
"""


@pytest.mark.timeout(120)
def test_a_fetch_that_is_killed_goes_on_at_its_page(tmp_path: Path, store: Path) -> None:
    whole = api(_collection())
    process: list[subprocess.Popen[bytes]] = []

    def kill(asked: Asked) -> Answer:
        process[0].send_signal(signal.SIGKILL)
        return whole(asked)

    with serving(in_turn(whole, kill, then=whole)) as museum:
        address = museum.address("/wwwopac.ashx?database=collect&limit=3")
        command = [sys.executable, "-c", PROGRAM, str(store), str(profile_file(tmp_path)), address]
        environment = {**os.environ, **same_database()}
        process.append(subprocess.Popen(command, cwd=CHECKOUT, env=environment))
        process[0].wait()
        (manifest,) = store.rglob("manifest.json")
        assert json.loads(manifest.read_text())["pages"] == 1
        _command(tmp_path, museum)
    assert [one.given["startfrom"] for one in museum.asked] == ["1", "4", "4", "7"]
    assert SourceRecord.objects.count() == 7


@pytest.mark.django_db(transaction=True)
@pytest.mark.default_only
@pytest.mark.timeout(240)
@pytest.mark.parametrize("step", [40, 70])
def test_a_run_that_is_killed_goes_on_from_what_was_fetched(tmp_path: Path, step: int) -> None:
    profile = profile_file(tmp_path)
    with serving(api(_collection())) as museum:
        pages, _ = fetched(tmp_path / "pages", museum.address("/wwwopac.ashx?database=collect&limit=3"))
        asked = len(museum.asked)
        assert run_until(step, profile, pages, chunk=2) is None
        assert 0 < SourceRecord.objects.count() < 7
        call_command("import_collection", resume=_last_run().pk, quiet=True)
        assert len(museum.asked) == asked
    assert (_last_run().state, _last_run().counts["create"]) == (RunState.FINISHED, 7)
    assert _last_run().fetched[0]["records"] == 7
    assert words_of(texts_of("7")[0]) == ["Een touw."]


def test_what_is_served_is_the_same_as_what_is_exported(tmp_path: Path) -> None:
    pakhuis = CHECKOUT / "fixtures" / "pakhuis"
    profile = str(pakhuis / "profile.toml")
    raws = list(read_source(pakhuis / "adlib_export.xml", kind="adlib"))
    records = [raw.raw.decode() for raw in raws]
    harvest = [adlib_harvested(words, raw.record_id) for raw, words in zip(raws, records, strict=True)]
    call_command("import_collection", str(pakhuis / "adlib_export.xml"), profile=profile, quiet=True)
    editions = Edition.objects.count()
    with serving(api(records, most=15)) as museum:
        call_command("import_collection", museum.address(), profile=profile, quiet=True)
    assert _last_run().counts["unchanged"] == len(records) >= 40
    with serving(lambda _asked: Answer(answer(harvest))) as museum:
        call_command("import_collection", museum.address("/oai?metadataPrefix=x"), profile=profile, quiet=True)
    report = _last_run().report  # the envelope is other bytes, but what lies in it says the same
    assert (report["records"], report["objects"], report["editions"]) == (len(records), {"new": 0, "changed": 0}, 0)
    assert Edition.objects.count() == editions


def _done(kind: str, arguments: dict[str, Any]) -> Job:
    job = jobs.start(kind, arguments, NOOR)
    jobs.run_waiting()
    job.refresh_from_db()
    return job


def _arguments(folder: Path, museum: Museum, *, paths: Sequence[str] = ()) -> dict[str, Any]:
    given = [*paths] or [museum.address("/wwwopac.ashx?database=collect&limit=3")]
    return {"paths": given, "profile": str(profile_file(folder))}


def _open_to_jobs(settings: Any, museum: Museum) -> None:
    hosts = [f"127.0.0.1:{museum.server_address[1]}"]
    settings.POLYVOCAL = {**settings.POLYVOCAL, "IMPORT_HOSTS": hosts}


def test_a_plan_made_from_an_address_is_imported_from_the_very_same_pages(tmp_path: Path, settings: Any) -> None:
    with serving(api(_collection())) as museum:
        _open_to_jobs(settings, museum)
        plan = _done("plan-import", _arguments(tmp_path, museum))
        assert (plan.error, plan.result["report"]["outcomes"]["create"]) == ("", 7)
        asked = len(museum.asked)
        job = _done("import", _arguments(tmp_path, museum, paths=plan.result["paths"]))
    assert len(museum.asked) == asked
    assert (job.error, job.progress["percent"], job.progress["outcomes"]) == ("", 100, {Outcome.CREATE: 7})
    assert _last_run().fetched[0]["records"] == 7


def test_a_plan_that_was_fetched_is_carried_out_as_it_was_shown(tmp_path: Path, settings: Any, curator: Any) -> None:
    with serving(api(_collection())) as museum:
        _open_to_jobs(settings, museum)
        plan = _done("plan-import", {**_arguments(tmp_path, museum), "since": "2026-11-20"})
        asked = len(museum.asked)
        museum.answering = api(_collection(words="Iets anders."))
        job = approve(plan, Actor.of(curator))
        jobs.run_waiting()
    job.refresh_from_db()
    assert (job.state, job.error, len(museum.asked)) == ("done", "", asked)
    assert words_of(texts_of("7")[0]) == ["Een touw."]


def test_a_job_fetches_only_from_hosts_that_were_named(tmp_path: Path) -> None:
    with serving(api(_collection())) as museum:
        job = _done("import", _arguments(tmp_path, museum))
    assert ("IMPORT_HOSTS" in job.error, museum.asked) == (True, [])


def test_a_job_that_is_cancelled_while_it_fetches_goes_on_where_it_was(tmp_path: Path, settings: Any) -> None:
    with serving(api(_collection())) as museum:
        _open_to_jobs(settings, museum)
        job = jobs.start("import", _arguments(tmp_path, museum), NOOR)
        come_to = jobs.Work.came_to

        def cancelling(self: Any, progress: Any) -> None:
            if progress["records"] == 3 and job.state != "cancelled":
                jobs.cancel(job)
            come_to(self, progress)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(jobs.Work, "came_to", cancelling)
            jobs.run_waiting()
        job.refresh_from_db()
        assert (job.state, len(museum.asked)) == ("cancelled", 1)
        jobs.again(job, NOOR)
        jobs.run_waiting()
    job.refresh_from_db()
    assert (job.state, job.error) == ("done", "")
    assert [one.given["startfrom"] for one in museum.asked] == ["1", "4", "7"]
    assert SourceRecord.objects.count() == 7


def test_progress_tells_how_many_records_of_how_many_were_fetched(tmp_path: Path, settings: Any) -> None:
    told: list[Any] = []
    with serving(api(_collection())) as museum, pytest.MonkeyPatch.context() as patched:
        _open_to_jobs(settings, museum)
        come_to = jobs.Work.came_to
        patched.setattr(jobs.Work, "came_to", lambda self, given: (told.append(given), come_to(self, given))[1])
        _done("import", _arguments(tmp_path, museum))
    fetching = [(one["records"], one["of"], one["percent"]) for one in told if one.get("is_fetching")]
    assert fetching == [(0, None, 0), (3, 7, 21), (6, 7, 42), (7, 7, 50)]
    assert told[-1]["percent"] == 100
