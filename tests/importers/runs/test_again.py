"""A run that was killed anywhere goes on as if nothing had happened; what it could not use is retried alone."""

import random
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from polyvocal.exceptions import RunStateError, SourceBusyError
from polyvocal.importers.models import ImportRun, Outcome, RecordOutcome, RunState, SourceRecord, SourceText
from polyvocal.importers.runs import ImportOrder, Listener, Tally, resume_import, retry_import, run_import, running
from polyvocal.models import Attribution, Edition, FormerNumber, Showing, Text, Voice
from polyvocal.object_model import adapter
from polyvocal.processes import STALE_AFTER
from polyvocal.publishing import Actor
from tests.importers.archive import texts_of, words_of
from tests.importers.exports import PROFILE, imported, label, leaf, profile, profile_file, record, written
from tests.importers.runs.interrupted import run_until

pytestmark = pytest.mark.importers

TESTER = Actor.system("the tests")
BACKWARDS = record("13", label("Achterstevoren.", since="2007-01-02", until="2006-01-01"))
FIRST = [
    record(str(at), label(f"Woorden {at}.", author="Bos, Jan", file="Zoet"), label(f"Meer {at}."))
    for at in range(1, 13)
]
SECOND = [record(str(at), label(f"Anders {at}.", author=f"Wit, Ida {at}", file="Zee")) for at in range(4, 31)]
SHOWN = PROFILE + '\n[texts.showing]\nexhibition = "label.file"\n'
TWICE = record("5", label("Nog eens."))


def comparable() -> dict[str, Any]:
    """Return what an import leaves behind, without the keys and moments that differ from one run to the next."""
    made = adapter()
    records = SourceRecord.objects.select_related("obj").defer("packed")
    texts = SourceText.objects.select_related("record", "text__perspective", "edition")
    editions = Edition.objects.select_related("text__perspective", "text__obj")
    return {
        "objects": sorted((made.identifier(o), made.object_number(o)) for o in made.model._default_manager.all()),
        "records": sorted((r.record_id, r.checksum, r.position, r.is_gone, made.identifier(r.obj)) for r in records),
        "texts": sorted((t.record.record_id, t.key, t.checksum, t.is_gone, t.edition.number) for t in texts),
        "editions": sorted(
            (made.identifier(e.text.obj), str(e.text), e.number, e.words, e.state, e.published_by, e.reason)
            for e in editions
        ),
        "attributions": sorted(Attribution.objects.values_list("edition__words", "voice__slug", "role")),
        "showings": sorted(Showing.objects.values_list("edition__words", "exhibition")),
        "voices": sorted(Voice.objects.values_list("slug", flat=True)),
        "numbers": sorted(FormerNumber.objects.values_list("number", flat=True)),
        "outcomes": sorted(RecordOutcome.objects.values_list("record_id", "position", "outcome", "reason")),
        "runs": list(ImportRun.objects.order_by("pk").values_list("state", "counts", "report")),
    }  # fmt: skip


def files_of(folder: Path) -> list[Path]:
    return [
        written(folder, *FIRST, BACKWARDS, record(""), name="a.xml"),
        written(folder, *SECOND, TWICE, name="b.xml"),
    ]


def order_of(folder: Path, *paths: Path, **options: Any) -> ImportOrder:
    return ImportOrder(paths=paths, profile=profile(folder, SHOWN), actor=TESTER, **options)


def empty() -> None:
    """Take everything out again, guards and all, and let the keys begin where they began."""
    from django.core.management import call_command

    from polyvocal.models import guards

    guards.remove(connection)
    call_command("flush", verbosity=0, interactive=False, reset_sequences=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(600)
@pytest.mark.default_only
def test_a_run_killed_at_any_statement_is_resumed_to_the_same_end(tmp_path: Path) -> None:
    (tmp_path / "before").mkdir()
    gone = written(tmp_path / "before", record("99", label("Weg.")), name="c.xml")
    paths, by = files_of(tmp_path), profile_file(tmp_path, SHOWN)

    def begin() -> None:
        empty()
        assert run_until(0, by, gone) is not None

    begin()
    statements = run_until(0, by, *paths)
    assert statements is not None
    whole = comparable()
    assert whole["runs"][-1][0] == "finished"
    assert whole["runs"][-1][1]["gone"] == 1
    assert len(whole["showings"]) == 29
    resumed = 0
    for step in sorted(random.Random(7).sample(range(4, statements), 20)):
        begin()
        assert run_until(step, by, *paths) is None
        run = ImportRun.objects.order_by("pk").last()
        assert run is not None
        if run.state == RunState.RUNNING and run.files_read[0]["path"] == str(paths[0]):
            resume_import(run, TESTER)
            resumed += 1
        else:  # it was killed before it had begun
            run_import(order_of(tmp_path, *paths, is_full=True))
        assert comparable() == whole, f"killed at statement {step} of {statements}"
    assert resumed >= 15


class _Breaks(Listener):
    """Breaks a run off after some chunks."""

    def __init__(self, after: int) -> None:
        self._left = after

    def came_to(self, tally: Tally) -> None:
        self._left -= 1
        if self._left == 0:
            raise KeyboardInterrupt


def _broken_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ImportRun:
    monkeypatch.setattr(running, "CHUNK", 7)
    with pytest.raises(KeyboardInterrupt):
        run_import(order_of(folder, *files_of(folder)), _Breaks(2))
    return ImportRun.objects.get()


@pytest.mark.django_db
def test_a_run_that_was_interrupted_is_broken_off_and_goes_on_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = _broken_off(tmp_path, monkeypatch)
    assert (run.state, run.cursor) == ("broken-off", {"file": 0, "record": 8})
    tally = resume_import(run, TESTER)
    run.refresh_from_db()
    assert (run.state, run.counts["create"], tally.records) == ("finished", 29, 42)
    with pytest.raises(RunStateError, match="come to its end"):
        resume_import(run, TESTER)


@pytest.mark.django_db
def test_a_row_read_while_the_run_was_at_work_resumes_nothing_that_has_ended(tmp_path: Path) -> None:
    seen: list[ImportRun] = []

    class Looks(Listener):
        def came_to(self, tally: Tally) -> None:
            seen.append(ImportRun.objects.get())

    imported(tmp_path, record("1"), listener=Looks())
    assert seen[0].state == RunState.RUNNING
    with pytest.raises(RunStateError, match="come to its end"):
        resume_import(seen[0], TESTER)


@pytest.mark.django_db
def test_a_run_that_is_being_undone_does_not_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = _broken_off(tmp_path, monkeypatch)
    ImportRun.objects.update(undo_reason="Wrong.")
    with pytest.raises(RunStateError, match="cannot go on"):
        resume_import(run, TESTER)


@pytest.mark.django_db
def test_a_retry_that_was_broken_off_goes_on_and_settles_what_it_took_in(tmp_path: Path) -> None:
    imported(tmp_path, BACKWARDS, record("14", label("Ook.", since="2007-01-02", until="2006-01-01")))
    first = ImportRun.objects.get()
    mended = profile(tmp_path, PROFILE.replace('published_until = "label.until"\n', ""))
    with pytest.raises(KeyboardInterrupt):
        retry_import(first, TESTER, profile=mended, listener=_Breaks(1))
    resume_import(ImportRun.objects.latest("pk"), TESTER)
    assert not RecordOutcome.objects.filter(run=first, settled_in=None).exists()
    assert sorted(SourceRecord.objects.values_list("record_id", flat=True)) == ["13", "14"]


@pytest.mark.django_db
def test_a_run_is_not_resumed_on_a_file_that_changed_nor_behind_a_later_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = _broken_off(tmp_path, monkeypatch)
    written(tmp_path, *FIRST, record("77"), name="a.xml")
    with pytest.raises(RunStateError, match="changed since"):
        resume_import(run, TESTER)
    imported(tmp_path, *FIRST)
    with pytest.raises(RunStateError, match="later run"):
        resume_import(run, TESTER)


@pytest.mark.django_db
def test_one_run_at_a_time_works_on_a_source(tmp_path: Path) -> None:
    class Second(Listener):
        def came_to(self, tally: Tally) -> None:
            with pytest.raises(SourceBusyError, match="One run at a time"):
                run_import(order_of(tmp_path, tmp_path / "export.xml"))
            assert run_import(order_of(tmp_path, tmp_path / "export.xml", system="another")).outcomes

    imported(tmp_path, record("1"), listener=Second())
    assert sorted(ImportRun.objects.values_list("system__name", "state")) == [
        ("another", "finished"), ("harbour", "finished"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_run_whose_heart_stopped_holds_nothing(tmp_path: Path) -> None:
    imported(tmp_path, record("1"))
    dead = ImportRun.objects.get()
    long_ago = timezone.now() - STALE_AFTER * 2
    ImportRun.objects.update(state=RunState.RUNNING, holder="elsewhere/1/a", heartbeat_at=timezone.now())
    with pytest.raises(SourceBusyError):
        imported(tmp_path, record("1"))
    ImportRun.objects.update(heartbeat_at=long_ago)
    imported(tmp_path, record("1"))
    dead.refresh_from_db()
    assert (dead.state, "process" in dead.message) == ("broken-off", True)


@pytest.mark.django_db
def test_a_run_that_was_taken_over_writes_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "CHUNK", 1)

    class Stopped(Listener):
        def came_to(self, tally: Tally) -> None:
            running.ImportRun.objects.update(holder="somebody else")

    with pytest.raises(running.RunLostError):
        imported(tmp_path, record("1"), record("2"), record("3"), listener=Stopped())
    assert list(SourceRecord.objects.values_list("record_id", flat=True)) == ["1"]


@pytest.mark.django_db
def test_a_plan_and_a_run_name_each_record_that_is_gone(tmp_path: Path) -> None:
    class Hearing(Listener):
        def __init__(self) -> None:
            self.gone_records: list[str] = []

        def gone(self, record: SourceRecord) -> None:
            self.gone_records.append(record.record_id)

    run_import(order_of(tmp_path, written(tmp_path, *FIRST[:3]), is_full=True))
    for is_dry_run in (True, False):
        heard = Hearing()
        order = order_of(tmp_path, written(tmp_path, FIRST[0]), is_full=True, is_dry_run=is_dry_run)
        run_import(order, heard)
        assert heard.gone_records == ["2", "3"]
        assert SourceRecord.objects.filter(is_gone=True).count() == (0 if is_dry_run else 2)


@pytest.mark.django_db
def test_only_a_full_export_marks_what_is_gone_and_what_comes_back_is_revived(tmp_path: Path) -> None:
    def run(*records: str, is_full: bool) -> Tally:
        return run_import(order_of(tmp_path, written(tmp_path, *records), is_full=is_full))

    both = (record("1", label("Een.")), record("2", label("Twee.")))
    run(*both, is_full=True)
    assert run(both[0], is_full=False).outcomes == {Outcome.UNCHANGED: 1}
    tally = run(both[0], is_full=True)
    assert tally.outcomes == {Outcome.UNCHANGED: 1, Outcome.GONE: 1}
    gone = SourceRecord.objects.select_related("obj").get(is_gone=True)
    assert (gone.record_id, getattr(gone.obj, "is_marked_gone", True)) == ("2", True)
    assert words_of(texts_of("2")[0]) == ["Twee."]
    assert run(both[0], is_full=True).outcomes == {Outcome.UNCHANGED: 1}
    assert run(*both, is_full=True).outcomes == {Outcome.UNCHANGED: 1, Outcome.UPDATE: 1}
    back = SourceRecord.objects.select_related("obj").get(record_id="2")
    assert (back.is_gone, getattr(back.obj, "is_marked_gone", False)) == (False, False)
    assert words_of(texts_of("2")[0]) == ["Twee."]


@pytest.mark.django_db
def test_nothing_is_marked_gone_where_a_file_could_not_be_read(tmp_path: Path) -> None:
    run_import(order_of(tmp_path, written(tmp_path, record("1"), record("2"))))
    good = written(tmp_path, record("1"))
    bad = tmp_path / "bad.xml"
    bad.write_bytes(b"")
    tally = run_import(order_of(tmp_path, good, bad, is_full=True))
    assert not SourceRecord.objects.filter(is_gone=True).exists()
    assert "No record was marked as gone" in tally.errors[-1]


@pytest.mark.django_db
def test_what_a_run_could_not_use_is_retried_alone_by_a_mended_profile(tmp_path: Path) -> None:
    tally = imported(tmp_path, record("1", label("Een.")), BACKWARDS, record("3", label("Drie.")))
    assert tally.outcomes == {Outcome.CREATE: 2, Outcome.INVALID: 1}
    before = SourceRecord.objects.get(record_id="3").recipe
    mended = profile(tmp_path, PROFILE.replace('published_until = "label.until"\n', ""))
    first = ImportRun.objects.get()
    again = retry_import(first, TESTER, profile=mended)
    assert again.outcomes == {Outcome.CREATE: 1}
    assert words_of(texts_of("13")[0]) == ["Achterstevoren."]
    assert SourceRecord.objects.get(record_id="3").recipe == before
    assert RecordOutcome.objects.get(outcome=Outcome.INVALID).settled_in_id == again.run_id
    assert ImportRun.objects.get(pk=again.run_id).retry_of == first


@pytest.mark.django_db
def test_a_retry_that_fails_leaves_the_record_open_and_one_without_any_says_so(tmp_path: Path) -> None:
    imported(tmp_path, record("1", leaf("material", "hout")), BACKWARDS)
    first = ImportRun.objects.get()
    assert retry_import(first, TESTER, profile=profile(tmp_path)).outcomes == {Outcome.INVALID: 1}
    assert RecordOutcome.objects.get(run=first, outcome=Outcome.INVALID).settled_in is None
    (tmp_path / "good").mkdir()
    run_import(order_of(tmp_path, written(tmp_path / "good", record("9"))))
    with pytest.raises(RunStateError, match="no record"):
        retry_import(ImportRun.objects.order_by("pk").last(), TESTER, profile=profile(tmp_path))  # type: ignore[arg-type]
    assert not Text.objects.filter(text_type="wall-text").exists()
