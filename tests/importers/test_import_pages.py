"""An import in the admin: files, plan, approval, progress, and the steps with the run it made."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from polyvocal import jobs, publishing
from polyvocal.importers.intake import uploads
from polyvocal.importers.models import ImportRun, RecordOutcome, RunState
from polyvocal.importers.runs import plans, running
from polyvocal.jobs import starting
from polyvocal.models import Edition, Job, JobState
from polyvocal.publishing import Actor
from tests.admin.conftest import as_nobody, as_role, client_of
from tests.factories import make_user
from tests.importers.archive import texts_of, words_of
from tests.importers.exports import PROFILE, adlib, imported, label, record
from tests.importers.fetching.serving import api, serving

__all__ = ["as_nobody", "as_role"]

pytestmark = [pytest.mark.django_db, pytest.mark.importers]

BEGIN = "admin:polyvocal_importers_import"
BACKWARDS = record("2", label("Achterstevoren.", since="2007-01-02", until="2006-01-01"))


@pytest.fixture(autouse=True)
def site(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site with a store, an open folder and the harbour's own profile; jobs are run by the tests themselves."""
    for name in ("exports", "profiles"):
        (tmp_path / name).mkdir()
    (tmp_path / "profiles" / "harbour.toml").write_text(PROFILE, encoding="utf-8")
    settings.POLYVOCAL = {
        **settings.POLYVOCAL, "IMPORT_STORE": str(tmp_path / "store"), "IMPORT_FOLDERS": [str(tmp_path / "exports")],
        "IMPORT_PROFILES": str(tmp_path / "profiles"),
    }  # fmt: skip
    monkeypatch.setattr(starting, "_launch", lambda _job: None)


@pytest.fixture
def curating(as_role: Callable[[str], Client]) -> Client:
    return as_role("curator")


def _upload(client: Client, *records: str, name: str = "export.xml", content: bytes = b"") -> Any:
    file = SimpleUploadedFile(name, content or adlib(*records))
    return client.post(reverse(BEGIN), {"exports": file}, follow=True)


def _planned(client: Client, *records: str, **fields: Any) -> Job:
    page = _upload(client, *records)
    address = page.redirect_chain[-1][0]
    client.post(address, {"profile": "own:harbour.toml", "system": "", **fields})
    jobs.run_waiting()
    return Job.objects.filter(kind="plan-import").latest("pk")


def _page(client: Client, job: Job) -> str:
    return str(client.get(reverse("admin:polyvocal_importers_job", args=[job.pk])).content.decode())


def _step(client: Client, job: Job, step: str) -> Any:
    answer = client.post(reverse("admin:polyvocal_importers_job", args=[job.pk]), {"step": step})
    jobs.run_waiting()
    return answer


def _run_page(client: Client, run: ImportRun, **asked: str) -> str:
    address = reverse("admin:polyvocal_importers_importrun_change", args=[run.pk])
    return str(client.get(address, asked).content.decode())


def _told(answer: Any) -> str:
    return " ".join(str(one) for one in answer.wsgi_request._messages)


def _carried_out(client: Client, *records: str) -> ImportRun:
    _step(client, _planned(client, *records), "approve")
    return ImportRun.objects.latest("pk")


def test_from_upload_to_plan_to_import_to_its_run(curating: Client) -> None:
    imported_first = _carried_out(curating, record("1", label("Een oud touw.")))
    assert words_of(texts_of("1")[0]) == ["Een oud touw."]
    plan = _planned(curating, record("1", label("Een nieuw touw.")), record("2"), record(""))
    before = Edition.objects.count()
    assert "no identifier" in _page(curating, plan)
    changed = curating.get(reverse("admin:polyvocal_importers_job", args=[plan.pk]), {"outcome": "update"})
    assert "The present edition stays readable as edition 1, superseded today." in changed.content.decode()
    assert "</span>oud<" in changed.content.decode()
    assert Edition.objects.count() == before
    answer = _step(curating, plan, "approve")
    watched = curating.get(answer.url)
    run = ImportRun.objects.latest("pk")
    assert watched.url == reverse("admin:polyvocal_importers_importrun_change", args=[run.pk])
    assert (run.pk > imported_first.pk, run.state, run.counts["update"]) == (True, "finished", 1)
    assert words_of(texts_of("1")[0]) == ["Een oud touw.", "Een nieuw touw."]
    assert "Carried out by" in _page(curating, plan)


def test_a_plan_is_carried_out_once_however_often_the_button_is_pressed(curating: Client) -> None:
    plan = _planned(curating, record("1"))
    first, second = (_step(curating, plan, "approve") for _time in range(2))
    assert first.url == second.url
    assert ImportRun.objects.count() == 1


def test_a_plan_does_not_hold_once_the_source_was_imported(curating: Client, tmp_path: Path) -> None:
    plan = _planned(curating, record("1"))
    imported(tmp_path, record("1", label("Een touw.")))
    assert "Plan again." in _page(curating, plan)
    assert "imported after this plan" in _told(_step(curating, plan, "approve"))
    assert ImportRun.objects.count() == 1


def test_a_plan_does_not_hold_once_files_or_profile_have_changed(curating: Client, tmp_path: Path) -> None:
    plan = _planned(curating, record("1"))
    profile = tmp_path / "profiles" / "harbour.toml"
    profile.write_text(PROFILE + "\n# mended\n", encoding="utf-8")
    assert "The profile has changed" in _told(_step(curating, plan, "approve"))
    profile.write_text(PROFILE, encoding="utf-8")
    (uploads()[0].path).write_bytes(adlib(record("1"), record("2")))
    assert "The files have changed" in _told(_step(curating, plan, "approve"))
    again = _step(curating, plan, "plan-again")
    assert ImportRun.objects.count() == 0
    assert "2 records read" in curating.get(again.url).content.decode()


def test_a_plan_waits_while_a_run_of_the_source_is_at_work(curating: Client, tmp_path: Path) -> None:
    plan = _planned(curating, record("1"))
    tally = imported(tmp_path, record("1"))
    ImportRun.objects.filter(pk=tally.run_id).update(state=RunState.RUNNING)
    assert f"Run {tally.run_id} works on this source" in _told(_step(curating, plan, "approve"))


def test_a_plan_says_how_many_records_it_does_not_show_and_gives_all_as_a_file(
    curating: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plans, "MOST_SHOWN", 2)
    plan = _planned(curating, *(record(str(at)) for at in range(1, 6)), record(""))
    page = curating.get(reverse("admin:polyvocal_importers_job", args=[plan.pk]), {"outcome": "create"})
    assert "The first 2 are shown; 3 more are in the file above." in page.content.decode()
    answer = curating.get(reverse("admin:polyvocal_importers_plan_file", args=[plan.pk]))
    whole = json.loads(b"".join(answer))  # type: ignore[arg-type]
    assert (len(whole["explained"]), whole["records"], whole["dry_run"]) == (6, 6, True)


def test_a_plan_forgets_words_that_are_lawfully_erased(
    curating: Client, django_capture_on_commit_callbacks: Any
) -> None:
    _carried_out(curating, record("1", label("Een kabeltouw.")))
    plan = _planned(curating, record("1", label("Een nieuw touw.")))
    address = reverse("admin:polyvocal_importers_plan_file", args=[plan.pk])
    assert b"kabeltouw" in b"".join(curating.get(address))  # type: ignore[arg-type]
    with django_capture_on_commit_callbacks(execute=True):
        publishing.erase(texts_of("1")[0].editions.get(), Actor.system("the director"), legal_basis="AVG art. 17")
    assert "lawfully erased since" in _page(curating, plan)
    assert b"kabeltouw" not in curating.get(address).content


def test_the_uploaded_folder_is_unpacked_and_what_it_held_besides_is_named(curating: Client) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("out/a.xml", adlib(record("1")))
        archive.writestr("out/b.xml", adlib(record("2")))
        archive.writestr("out/photo.jpg", b"x")
    page = _upload(curating, name="out.zip", content=made.getvalue())
    assert "out/photo.jpg" in page.content.decode()
    assert "2 files" in page.content.decode()
    assert page.context["fits"][0].offered.key == page.context["best"]


def test_an_address_is_fetched_for_the_plan_and_what_was_planned_is_imported(curating: Client, settings: Any) -> None:
    with serving(api([record(str(at)) for at in range(1, 6)])) as museum:
        host = museum.address("").removeprefix("http://")
        settings.POLYVOCAL = {**settings.POLYVOCAL, "IMPORT_HOSTS": (host,), "IMPORT_RATE": 1000}
        page = curating.post(reverse(BEGIN), {"step": "fetch", "address": museum.address()}, follow=True)
        address = page.redirect_chain[-1][0]
        assert "Only what changed since" in page.content.decode()
        both = {"profile": "own:harbour.toml", "since": "last", "is_full": "on"}
        assert "choose one of the two" in curating.post(address, both).content.decode()
        curating.post(address, {"profile": "own:harbour.toml"})
        jobs.run_waiting()
    plan = Job.objects.get()
    assert "5 records read" in _page(curating, plan)
    _step(curating, plan, "approve")
    assert ImportRun.objects.get().counts["create"] == 5
    assert f"{host}/api/wwwopac.ashx" in _run_page(curating, ImportRun.objects.get())


@pytest.mark.parametrize(
    "address",
    ["http://169.254.169.254/latest", "file:///etc/passwd", "https://opac.example.org@evil.example/", "x", ""],
)
def test_an_address_elsewhere_is_refused_by_every_way_in(curating: Client, settings: Any, address: str) -> None:
    settings.POLYVOCAL = {**settings.POLYVOCAL, "IMPORT_HOSTS": ("opac.example.org",)}
    assert curating.post(reverse(BEGIN), {"step": "fetch", "address": address}).status_code == 422
    look = reverse("admin:polyvocal_importers_import_look")
    assert curating.get(look, {"source": f"address:{address}"}).url == reverse(BEGIN)


def test_an_address_with_a_key_in_it_is_refused_before_anything_keeps_it(curating: Client, settings: Any) -> None:
    settings.POLYVOCAL = {**settings.POLYVOCAL, "IMPORT_HOSTS": ("opac.example.org",)}
    given = {"step": "fetch", "address": "https://opac.example.org/wwwopac.ashx?apikey=abcdef"}
    assert "holds a key" in curating.post(reverse(BEGIN), given).content.decode()


@pytest.mark.parametrize(("name", "content", "told"), [("a.pdf", b"%PDF", "is no export"), ("a.xml", b"", "is empty")])
def test_what_cannot_be_taken_is_said_beside_the_field(curating: Client, name: str, content: bytes, told: str) -> None:
    file = SimpleUploadedFile(name, content)
    page = curating.post(reverse(BEGIN), {"exports": file})
    assert (page.status_code, told in page.content.decode()) == (422, True)
    assert curating.post(reverse(BEGIN), {}).status_code == 422


def test_a_folder_of_the_server_is_walked_and_read_and_never_left(curating: Client, tmp_path: Path) -> None:
    (tmp_path / "exports" / "nightly").mkdir()
    (tmp_path / "exports" / "nightly" / "all.xml").write_bytes(adlib(record("1")))
    assert "nightly/" in curating.get(reverse(BEGIN), {"folder": "0"}).content.decode()
    assert "no such file or folder" in curating.get(reverse(BEGIN), {"folder": "0/../profiles"}).content.decode()
    look = reverse("admin:polyvocal_importers_import_look")
    assert curating.get(look, {"source": "folder:0/nightly"}).status_code == 200
    for source in ("", "folder:0/../profiles", "upload:../..", "file:/etc/passwd"):
        assert curating.get(look, {"source": source}).url == reverse(BEGIN)
    address = f"{look}?source=folder:0/nightly/all.xml"
    assert curating.post(address, {"profile": "own:harbour.toml"}).status_code == 302
    assert curating.post(address, {"profile": "/etc/passwd"}).status_code == 422


def test_what_is_wrong_with_a_profile_is_said_with_its_line_and_nothing_is_kept(
    curating: Client, tmp_path: Path
) -> None:
    address = _upload(curating, record("1")).redirect_chain[-1][0]
    broken = SimpleUploadedFile("ours.toml", PROFILE.replace("[[texts]]", "[[textes]]").encode())
    page = curating.post(address, {"profile_file": broken})
    assert page.status_code == 422
    assert "ours.toml, line" in page.content.decode()
    assert list((tmp_path / "store" / "profiles").iterdir()) == []
    assert Job.objects.count() == 0


def test_a_broken_file_is_planned_as_far_as_it_goes_and_the_line_is_said(curating: Client) -> None:
    page = _upload(curating, content=adlib(record("1"), record("2"))[:-60])
    curating.post(page.redirect_chain[-1][0], {"profile": "own:harbour.toml"})
    jobs.run_waiting()
    assert "is damaged or breaks off at line" in _page(curating, Job.objects.get())


def test_a_job_says_how_far_it_is_and_can_be_cancelled_and_gone_on_with(
    curating: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "CHUNK", 2)
    plan = _planned(curating, *(record(str(at)) for at in range(1, 8)))
    given, seen = running.Run._tell, []

    def look_and_cancel(self: Any, made: Any) -> None:
        given(self, made)
        job = Job.objects.latest("pk")
        if job.kind == "import" and not seen:
            seen.append(curating.get(reverse("admin:polyvocal_importers_job_progress", args=[job.pk])).json())
            seen.append(_page(curating, job))
            curating.post(reverse("admin:polyvocal_importers_job", args=[job.pk]), {"step": "cancel"})

    monkeypatch.setattr(running.Run, "_tell", look_and_cancel)
    _step(curating, plan, "approve")
    told, page = seen
    assert (told["is_open"], told["told"]) == (True, "2 records read: 2 new.")
    assert 0 <= told["percent"] <= 100
    assert 'http-equiv="refresh"' in page
    job = Job.objects.get(kind="import")
    assert job.state == JobState.CANCELLED
    assert "Go on with it" in _page(curating, job)
    run = ImportRun.objects.get()
    assert (run.state, "Go on with this run" in _run_page(curating, run)) == ("broken-off", True)
    curating.post(reverse("admin:polyvocal_importers_importrun_resume", args=[run.pk]))
    jobs.run_waiting()
    run.refresh_from_db()
    assert (run.state, run.counts["create"]) == ("finished", 7)


def test_records_that_could_not_be_used_are_shown_with_reason_place_and_content(curating: Client) -> None:
    run = _carried_out(curating, record("1"), BACKWARDS, record("", title="<script>alert(1)</script>"))
    page = _run_page(curating, run)
    assert "Achterstevoren." in page
    assert "export.xml, line 5" in page
    assert "&amp;lt;script&amp;gt;" in page
    assert "<script>alert" not in page
    assert "None. Records" not in page
    rows = curating.get(reverse("admin:polyvocal_importers_importrun_problems", args=[run.pk]))
    table = b"".join(rows).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
    assert table[0] == "record,object_number,file,line,number,outcome,reason,settled_in,content"
    assert table[1].startswith("2,,")


def test_a_spreadsheet_runs_nothing_of_what_a_source_gives(curating: Client) -> None:
    run = _carried_out(curating, record("1"))
    RecordOutcome.objects.create(run=run, record_id='=HYPERLINK("x")', file="a", position="1:1", outcome="invalid")
    rows = curating.get(reverse("admin:polyvocal_importers_importrun_problems", args=[run.pk]))
    assert "\"'=HYPERLINK" in b"".join(rows).decode()  # type: ignore[arg-type]


def test_records_are_tried_again_by_a_mended_profile_that_is_uploaded(curating: Client) -> None:
    run = _carried_out(curating, record("1"), BACKWARDS)
    address = reverse("admin:polyvocal_importers_importrun_retry", args=[run.pk])
    assert "1 record that this run could not use" in curating.get(address).content.decode()
    assert curating.post(address, {}).status_code == 422
    kept = curating.get(reverse("admin:polyvocal_importers_importrun_profile", args=[run.pk]))
    assert b"".join(kept).decode() == PROFILE  # type: ignore[arg-type]
    curating.post(address, {"profile": "run"})
    jobs.run_waiting()
    assert ImportRun.objects.latest("pk").counts["invalid"] == 1
    broken = SimpleUploadedFile("mended.toml", b"name = 1")
    assert "mended.toml, line" in curating.post(address, {"profile_file": broken}).content.decode()
    mended = PROFILE.replace('published_until = "label.until"\n', "").encode()
    curating.post(address, {"profile_file": SimpleUploadedFile("mended.toml", mended)})
    jobs.run_waiting()
    assert words_of(texts_of("2")[0]) == ["Achterstevoren."]
    page = _run_page(curating, run)
    assert "settled in run" in page
    assert curating.get(address).url == reverse("admin:polyvocal_importers_importrun_change", args=[run.pk])


def test_undoing_says_what_will_happen_asks_a_reason_and_does_so(curating: Client) -> None:
    _carried_out(curating, record("1", label("Een oud touw.")))
    run = _carried_out(curating, record("1", label("Een nieuw touw.")), record("2", label("Een lus.")))
    address = reverse("admin:polyvocal_importers_importrun_undo", args=[run.pk])
    page = curating.get(address).content.decode()
    assert "<strong>1</strong> text gets its words from before" in page
    assert "<strong>2</strong> texts that this import made are withdrawn" in page
    assert "<strong>1</strong> object that it made is marked" in page
    assert curating.post(address, {"reason": " "}).status_code == 422
    curating.post(address, {"reason": "The wrong export."})
    jobs.run_waiting()
    run.refresh_from_db()
    counts = run.undo_report["counts"]
    assert (run.state, counts["texts-restored"], counts["texts-withdrawn"]) == ("undone", 1, 2)
    assert "The wrong export." in _run_page(curating, run)
    assert "Undo this import" not in _run_page(curating, run)


def test_uploaded_files_are_let_go_of_and_the_run_says_so(curating: Client) -> None:
    run = _carried_out(curating, record("1"), BACKWARDS)
    address = reverse("admin:polyvocal_importers_importrun_let_go", args=[run.pk])
    assert "export.xml" in curating.get(address).content.decode()
    curating.post(address)
    assert uploads() == []
    assert address not in _run_page(curating, run)
    retry = reverse("admin:polyvocal_importers_importrun_retry", args=[run.pk])
    curating.post(retry, {"profile": "own:harbour.toml"})
    jobs.run_waiting()
    job = Job.objects.latest("pk")
    assert "is gone or has changed since" in _page(curating, job)
    _upload(curating, record("1"))
    curating.post(reverse(BEGIN), {"step": "let-go", "upload": uploads()[0].token})
    assert uploads() == []


def _addresses(plan: Job, run: ImportRun) -> list[str]:
    names = ["importrun_resume", "importrun_retry", "importrun_undo", "importrun_let_go"]
    return [
        reverse(BEGIN),
        reverse("admin:polyvocal_importers_import_look"),
        *(
            reverse(f"admin:polyvocal_importers_{name}", args=[plan.pk])
            for name in ("job", "job_progress", "plan_file")
        ),
        *(reverse(f"admin:polyvocal_importers_{name}", args=[run.pk]) for name in names),
    ]


def test_without_the_permission_nothing_is_shown_nor_done(
    curating: Client, as_role: Callable[[str], Client], as_nobody: Client
) -> None:
    plan = _planned(curating, record("1"))
    _step(curating, plan, "approve")
    run, viewing = ImportRun.objects.get(), as_role("viewer")
    for address in _addresses(plan, run):
        for client in (viewing, as_role("editor"), as_nobody):
            assert client.get(address).status_code == 403, address
            assert client.post(address, {"step": "approve", "reason": "x"}).status_code == 403, address
        assert Client().get(address).status_code == 302, address
    for page in (_run_page(viewing, run), viewing.get("/admin/polyvocal_importers/").content.decode()):
        assert "/import/" not in page
        assert "/undo/" not in page
    assert reverse(BEGIN) not in viewing.get(reverse("admin:polyvocal_importers_importrun_changelist")).content.decode()
    assert reverse(BEGIN) in curating.get(reverse("admin:polyvocal_importers_importrun_changelist")).content.decode()
    assert ImportRun.objects.get().state == "finished"


def test_who_may_not_publish_does_not_begin_an_import_again(curating: Client) -> None:
    registrar = make_user("viewer")
    registrar.user_permissions.add(Permission.objects.get(codename="run_import"))
    plan = _planned(curating, record("1"))
    curating.post(reverse("admin:polyvocal_importers_job", args=[plan.pk]), {"step": "approve"})
    job = Job.objects.get(kind="import")
    jobs.cancel(job)
    _step(client_of(registrar), job, "again")
    assert (Job.objects.get(pk=job.pk).state, ImportRun.objects.count()) == (JobState.CANCELLED, 0)
    _step(curating, job, "again")
    assert ImportRun.objects.get().counts["create"] == 1


def test_a_registrar_plans_and_a_curator_carries_out(curating: Client) -> None:
    registrar = make_user("viewer")
    registrar.user_permissions.add(Permission.objects.get(codename="run_import"))
    client = client_of(registrar)
    plan = _planned(client, record("1"))
    assert "Show this page to a curator" in _page(client, plan)
    _step(client, plan, "approve")
    assert ImportRun.objects.count() == 0
    assert registrar.username in curating.get(reverse(BEGIN)).content.decode()
    _step(curating, plan, "approve")
    run = ImportRun.objects.get()
    assert run.counts["create"] == 1
    for name in ("retry", "undo", "resume"):
        address = reverse(f"admin:polyvocal_importers_importrun_{name}", args=[run.pk])
        assert "role does not allow" in _told(client.post(address, {"reason": "x"}))


def test_every_form_is_protected_against_other_sites(curating: Client, curator: Any) -> None:
    plan = _planned(curating, record("1"))
    _step(curating, plan, "approve")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(curator)
    for address in _addresses(plan, ImportRun.objects.get()):
        assert strict.post(address, {"step": "approve"}).status_code == 403, address


def test_lists_ask_a_constant_number_of_questions(curating: Client, django_assert_max_num_queries: Any) -> None:
    run = _carried_out(curating, *(record("") for _at in range(30)))
    counted = []
    for _time in range(2):
        with django_assert_max_num_queries(40) as asked:
            _run_page(curating, run)
            curating.get(reverse(BEGIN))
            curating.get(reverse("admin:polyvocal_importers_importrun_changelist"))
        counted.append(len(asked))
        for _more in range(3):
            _carried_out(curating, record("1"))
    assert counted[0] == counted[1]
