"""A run is undone by new editions and withdrawals; nothing is deleted, and what somebody touched since stays."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from polyvocal import publishing
from polyvocal.exceptions import NotPermittedError, ReasonMissingError, RunLostError, RunStateError
from polyvocal.importers.models import ImportRun, Outcome, RunState, SourceRecord
from polyvocal.importers.runs import ImportOrder, Undone, run_import, undo_import, undoing
from polyvocal.models import Edition, Text
from polyvocal.publishing import Actor
from tests.factories import assert_one_current_edition, make_content, make_draft
from tests.importers.archive import texts_of, words_of
from tests.importers.exports import PROFILE, imported, label, leaf, profile, record, written

pytestmark = [pytest.mark.django_db, pytest.mark.importers]

NOOR = Actor.system("Noor")


def _undone(number: int | None = None) -> Undone:
    run = ImportRun.objects.get(pk=number) if number else ImportRun.objects.latest("pk")
    return undo_import(run, NOOR, reason="The wrong export.")


def _states(text: Text) -> list[str]:
    return list(Edition.objects.filter(text=text).order_by("number").values_list("state", flat=True))


def _is_marked_gone(record_id: str) -> bool | None:
    return getattr(SourceRecord.objects.get(record_id=record_id).obj, "is_marked_gone", None)


def test_a_changed_text_gets_its_words_back_as_a_new_edition(tmp_path: Path) -> None:
    imported(tmp_path, record("1", label("Oud.", author="Bos, Jan")))
    imported(tmp_path, record("1", label("Nieuw.")))
    undone = _undone()
    (text,) = texts_of("1")
    assert words_of(text) == ["Oud.", "Nieuw.", "Oud."]
    edition = assert_one_current_edition(text)
    assert (edition.reason, edition.attributions.get().voice.slug) == (
        f"Import run {ImportRun.objects.latest('pk').pk} was undone: The wrong export.", "jan-bos",
    )  # fmt: skip
    assert (undone.counts["texts-restored"], undone.left) == (1, [])
    assert _is_marked_gone("1") in (False, None)


def test_what_the_run_made_is_withdrawn_and_its_object_marked_as_gone(tmp_path: Path) -> None:
    imported(tmp_path, record("1", label("Een touw.")))
    undone = _undone()
    (text,) = texts_of("1")
    assert (_states(text), words_of(text)) == (["withdrawn"], ["Een touw."])
    assert "The wrong export." in Edition.objects.get(text=text).withdrawal_reason
    assert undone.counts["texts-withdrawn"] == 2
    assert _is_marked_gone("1") in (True, None)
    run = ImportRun.objects.get()
    assert (run.state, run.undone_by, run.undo_reason) == ("undone", "Noor", "The wrong export.")
    assert run.undo_report["counts"]["editions-withdrawn"] == 2


def test_what_a_curator_touched_since_is_left_and_named(tmp_path: Path) -> None:
    imported(tmp_path, record("1", label("Een touw.")), record("2", label("Een knoop.")))
    (text,), (other,) = texts_of("1"), texts_of("2")
    publishing.supersede(text, Actor.system("Ravi"), content=make_content("Ons touw."), reason="Beter.")
    make_draft(other, "Wordt geschreven.", reason="Beter.")
    undone = _undone()
    assert assert_one_current_edition(text).words == "Ons touw."
    assert (undone.left[0]["record"], undone.left[0]["reason"]) == ("1", "Ravi has worked on this text since.")
    assert _is_marked_gone("1") in (False, None)
    assert _is_marked_gone("2") in (False, None)
    assert _states(other) == ["withdrawn"]


def test_a_later_run_counts_as_having_touched_a_text(tmp_path: Path) -> None:
    first = imported(tmp_path, record("1", label("Een.")), record("2", label("Twee.")))
    second = imported(tmp_path, record("1", label("Anders.")))
    undone = _undone(first.run_id)
    assert assert_one_current_edition(texts_of("1")[0]).words == "Anders."
    assert f"Import run {second.run_id} has worked" in undone.left[0]["reason"]
    assert _states(texts_of("2")[0]) == ["withdrawn"]


def test_what_was_undone_stays_away_until_the_source_or_the_profile_says_something_else(tmp_path: Path) -> None:
    imported(tmp_path, record("1", label("Een touw.")))
    _undone()
    assert imported(tmp_path, record("1", label("Een touw."))).outcomes == {Outcome.UNCHANGED: 1}
    imported(tmp_path, record("1", label("Een touw."), leaf("material", "hout")))
    assert _states(texts_of("1")[0]) == ["withdrawn"]
    imported(tmp_path, record("1", label("Een ander touw."), leaf("material", "hout")))
    assert words_of(texts_of("1")[0]) == ["Een touw.", "Een ander touw."]
    assert_one_current_edition(texts_of("1")[0])
    assert _is_marked_gone("1") in (False, None)


def test_a_mended_profile_brings_undone_words_back(tmp_path: Path) -> None:
    path = written(tmp_path, record("1", label("Een touw.")))
    imported(tmp_path, record("1", label("Een touw.")))
    _undone()
    mended = profile(tmp_path, PROFILE.replace('materials = "material"\n', ""))
    assert run_import(ImportOrder(paths=[path], profile=mended, actor=NOOR)).outcomes == {Outcome.UPDATE: 1}
    assert _states(texts_of("1")[0]) == ["withdrawn", "current"]


def test_marks_of_a_full_export_are_taken_away(tmp_path: Path) -> None:
    imported(tmp_path, record("1"), record("2"))
    run_import(ImportOrder(paths=[written(tmp_path, record("1"))], profile=profile(tmp_path), actor=NOOR, is_full=True))
    assert SourceRecord.objects.get(is_gone=True).record_id == "2"
    assert _undone().counts["records-given-back"] == 1
    assert not SourceRecord.objects.filter(is_gone=True).exists()
    assert _is_marked_gone("2") in (False, None)


def test_undoing_that_broke_off_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(tmp_path, *(record(str(at), label(f"Touw {at}.")) for at in range(1, 6)))
    monkeypatch.setattr(undoing, "CHUNK", 2)
    given, calls = undoing.keep, []

    def failing(run: ImportRun, *fields: str) -> None:
        given(run, *fields)
        calls.append(1)
        if len(calls) == 2:
            raise RunLostError("gone")

    monkeypatch.setattr(undoing, "keep", failing)
    with pytest.raises(RunLostError):
        _undone()
    assert ImportRun.objects.get().state == RunState.FINISHED
    assert Edition.objects.current().count() == 6
    undone = _undone()
    assert undone.counts["texts-withdrawn"] == 10
    assert not Edition.objects.current().exists()


def test_undoing_asks_for_a_reason_and_a_permission_and_is_done_once(tmp_path: Path, editor: object) -> None:
    imported(tmp_path, record("1"))
    run = ImportRun.objects.get()
    with pytest.raises(ReasonMissingError):
        undo_import(run, NOOR, reason=" ")
    with pytest.raises(NotPermittedError):
        undo_import(run, Actor.of(editor), reason="Why.")
    _undone()
    with pytest.raises(RunStateError, match="already undone by Noor"):
        _undone()


def test_the_command_says_what_was_done_and_what_was_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tally = imported(tmp_path, record("1", label("Een touw.")))
    publishing.supersede(texts_of("1")[0], NOOR, content=make_content("Ons touw."), reason="Beter.")
    call_command("undo_import", str(tally.run_id), reason="The wrong export.")
    told = capsys.readouterr().out
    assert "1  texts withdrawn" in told
    assert "Noor has worked on this text since." in told
    for number in ("999", str(tally.run_id)):
        with pytest.raises(CommandError):
            call_command("undo_import", number, reason="Again.")
