"""A run is divided among processes: nothing is doubled or lost, whoever dies, and one account is given."""

import random
from pathlib import Path

import pytest

from polyvocal.exceptions import RunLostError, RunStateError
from polyvocal.importers.models import ImportRun, Outcome, RecordOutcome, RunShare, RunState, SourceRecord
from polyvocal.importers.runs import (
    Listener,
    Tally,
    help_import,
    records_to_retry,
    resume_import,
    retry_import,
    run_import,
    running,
    stop,
)
from polyvocal.importers.runs.shares import claimed, keep_share
from tests.importers.exports import imported, label, profile, profile_file, record, written
from tests.importers.runs.interrupted import run_until
from tests.importers.runs.test_again import TESTER, comparable, empty, files_of, order_of

pytestmark = [pytest.mark.importers]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("shares", [2, 5])
def test_a_run_in_shares_leaves_what_an_undivided_one_leaves(tmp_path: Path, shares: int) -> None:
    paths = files_of(tmp_path)
    gone = written(tmp_path, record("99", label("Weg.")), name="c.xml")
    left = []
    for count in (1, shares):
        empty()
        run_import(order_of(tmp_path, gone))
        run_import(order_of(tmp_path, *paths, is_full=True), shares=count)
        left.append(comparable())
    assert left[0] == left[1]
    assert left[0]["runs"][-1][1]["gone"] == 1
    assert not RunShare.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(600)
@pytest.mark.default_only
def test_a_run_in_shares_killed_at_any_statement_is_resumed_to_the_same_end(tmp_path: Path) -> None:
    paths, by = files_of(tmp_path), profile_file(tmp_path)
    empty()
    statements = run_until(0, by, *paths, shares=2)
    assert statements is not None
    whole = comparable()
    resumed = 0
    for step in sorted(random.Random(11).sample(range(4, statements), 8)):
        empty()
        assert run_until(step, by, *paths, shares=2) is None
        run = ImportRun.objects.order_by("pk").last()
        if run is not None and run.state == RunState.RUNNING:
            resume_import(run, TESTER)
            resumed += 1
        else:
            run_import(order_of(tmp_path, *paths, is_full=True))
        assert comparable() == whole, f"killed at statement {step} of {statements}"
    assert resumed >= 5


class _Breaks(Listener):
    """Breaks a run off when its first share is done."""

    def came_to(self, tally: Tally) -> None:
        if RunShare.objects.filter(state="done").exists():
            raise KeyboardInterrupt


def _broken_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ImportRun:
    monkeypatch.setattr("polyvocal.importers.runs.sharing.TELL", 0.0)
    monkeypatch.setattr(running, "CHUNK", 3)
    with pytest.raises(KeyboardInterrupt):
        run_import(order_of(folder, *files_of(folder)), _Breaks(), shares=3)
    return ImportRun.objects.latest("pk")


@pytest.mark.django_db
def test_a_run_in_shares_that_was_stopped_goes_on_where_each_share_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = _broken_off(tmp_path, monkeypatch)
    assert (run.state, run.report["records"] > 0) == (RunState.BROKEN_OFF, True)
    assert sorted(run.shares.values_list("state", flat=True)) == ["done", "waiting", "waiting"]
    assert help_import(run, TESTER) == 0  # nobody works on a run that was broken off
    tally = resume_import(run, TESTER)
    run.refresh_from_db()
    assert (run.state, tally.as_json()) == (RunState.FINISHED, run.report)
    assert SourceRecord.objects.count() == 29
    assert RecordOutcome.objects.filter(outcome=Outcome.CREATE).count() == 29
    with pytest.raises(RunStateError):
        resume_import(run, TESTER)


@pytest.mark.django_db
def test_what_a_run_in_shares_could_not_use_is_retried(tmp_path: Path) -> None:
    run_import(order_of(tmp_path, *files_of(tmp_path)), shares=3)
    run = ImportRun.objects.get()
    assert records_to_retry(run) == run.counts["invalid"] > 0
    assert retry_import(run, TESTER, profile=profile(tmp_path)).records == run.counts["invalid"]


@pytest.mark.django_db
def test_a_share_is_held_by_one_process_and_lost_when_its_run_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = _broken_off(tmp_path, monkeypatch)
    ImportRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING)
    first, second = claimed(run), claimed(run)
    assert first is not None
    assert second is not None
    assert first.pk != second.pk
    assert claimed(run) is None
    RunShare.objects.filter(pk=second.pk).update(heartbeat_at=None)  # the process is dead
    third = claimed(run)
    assert third == second
    with pytest.raises(RunLostError):
        keep_share(second, report={})
    stop(run, message="Enough.")
    with pytest.raises(RunLostError):
        keep_share(first, report={})


@pytest.mark.django_db(transaction=True)
def test_records_that_would_be_taken_for_one_another_are_of_one_share(tmp_path: Path) -> None:
    pairs = [(f"A {at}", f"A-{at}") for at in range(20)]
    left = []
    for shares in (1, 3):
        empty()
        order = order_of(tmp_path, written(tmp_path, *(record(one) for pair in pairs for one in pair)))
        assert run_import(order, shares=shares).outcomes == {Outcome.CREATE: 40}
        left.append(comparable()["records"])
    assert left[0] == left[1]


@pytest.mark.django_db
def test_a_dry_run_is_not_divided(tmp_path: Path) -> None:
    assert imported(tmp_path, record("1"), is_dry_run=True).records == 1
    run_import(order_of(tmp_path, written(tmp_path, record("1")), is_dry_run=True), shares=3)
    assert not ImportRun.objects.exists()
