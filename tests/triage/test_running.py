"""Triage over the collection: flags with reasons, remembered verdicts, nothing written twice, few queries."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from polyvocal import jobs, publishing
from polyvocal.jobs import starting
from polyvocal.models import JobState, TriageFlag, TriageJudgement
from polyvocal.publishing import Actor
from polyvocal.records import Acquisition, ObjectFacts, PartyRecord, Span, TenureRecord
from polyvocal.triage import judge_flag, reasons_of, run_triage, running
from tests.factories import ACTOR, make_content, make_edition, make_event, make_object, make_statement, make_text

pytestmark = pytest.mark.django_db

OLD = ObjectFacts(produced=Span("1640", "1640"), acquisition=Acquisition(date=Span("1951", "1951")))
SOLD = {"method": "forced_sale", "tenure": TenureRecord("1941", "1941", "1941")}


def make_sold(clause="Taken by a dealer, 1941", **facts):
    """Make an object of 1640 that was acquired in 1951 and sold under force in 1941."""
    obj = make_object(facts=OLD)
    make_statement(make_event(clause, **SOLD), obj=obj)
    return obj


def raised(obj):
    return {flag.rule: flag for flag in TriageFlag.objects.raised().filter(obj=obj)}


def test_an_object_is_flagged_with_reasons_a_person_can_read():
    obj = make_sold()
    counts = run_triage()
    flags = raised(obj)
    assert {"scope", "acquisition-band", "gap", "transfer", "forced-transfer"} <= set(flags)
    assert reasons_of(flags["forced-transfer"]) == ["Forced sale: Taken by a dealer, 1941"]
    assert reasons_of(flags["scope"]) == ["Made 1640, acquired 1951."]
    assert flags["acquisition-band"].bands == "1948–1954"
    assert (counts.objects, counts.flagged, counts.rules["forced-transfer"], counts.percent) == (1, 1, 1, 100)


def test_a_statement_of_words_alone_counts_as_not_read():
    obj = make_object(facts=OLD)
    make_edition(make_text(obj, text_type="provenance-statement"), "ERR, no. 12.")
    run_triage()
    assert {"unread", "wartime-words"} <= set(raised(obj))
    assert "no-statement" not in raised(obj)


def test_a_second_run_writes_nothing():
    make_sold()
    assert run_triage().raised
    with CaptureQueriesContext(connection) as captured:
        again = run_triage()
    assert (again.raised, again.changed, again.ended) == (0, 0, 0)
    assert not [one for one in captured if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_the_number_of_queries_does_not_grow_with_the_objects():
    def queries():
        with CaptureQueriesContext(connection) as captured:
            run_triage()
        return len(captured)

    for _number in range(2):
        make_sold()
    run_triage()
    few = queries()
    for _number in range(5):
        make_sold()
    run_triage()
    assert queries() == few <= 12


def test_every_object_is_seen_once_whatever_the_size_of_a_chunk(monkeypatch):
    monkeypatch.setattr(running, "CHUNK", 2)
    made = [make_sold() for _number in range(5)]
    seen = []
    counts = run_triage(lambda so_far: seen.append(so_far.objects))
    assert (seen, counts.of, counts.rules["forced-transfer"]) == ([2, 4, 5], 5, 5)
    assert TriageFlag.objects.filter(rule="forced-transfer").count() == len(made)


def test_a_verdict_is_remembered_until_the_grounds_change():
    obj = make_sold()
    run_triage()
    judge_flag(raised(obj)["forced-transfer"], ACTOR, verdict="explained", reason="Restituted in 1946.")
    run_triage()
    assert raised(obj)["forced-transfer"].verdict == "explained"
    make_statement(make_event("Taken from Ada Quill, 1942", **SOLD), obj=obj)
    assert run_triage().changed >= 1
    assert raised(obj)["forced-transfer"].verdict == ""
    assert [one.reason for one in TriageJudgement.objects.all()] == ["Restituted in 1946."]


def test_a_flag_that_is_no_longer_raised_ends_and_comes_back_with_its_verdict():
    obj = make_sold()
    run_triage()
    flag = raised(obj)["forced-transfer"]
    judge_flag(flag, ACTOR, verdict="no-cause", reason="Another painting.")
    text = obj.texts.get()
    publishing.withdraw(text.editions.get(), ACTOR, reason="A mistake.")
    assert run_triage().ended
    assert "forced-transfer" not in raised(obj)
    make_statement(make_event("Taken by a dealer, 1941", **SOLD), obj=obj)
    run_triage()
    assert raised(obj)["forced-transfer"].verdict == "no-cause"


def test_a_rule_that_is_switched_off_ends_its_flags(settings):
    obj = make_sold()
    run_triage()
    settings.POLYVOCAL = {**settings.POLYVOCAL, "TRIAGE": {"forced-transfer": False}}
    assert "forced-transfer" not in run_triage().rules
    assert "forced-transfer" not in raised(obj)


def test_the_job_tells_how_far_it_is_and_what_it_came_to(monkeypatch):
    monkeypatch.setattr(starting, "_launch", lambda _job: None)
    make_sold()
    job = jobs.start("triage", {}, Actor.system("Noor"))
    assert jobs.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result["objects"], job.progress["percent"]) == (JobState.DONE, 1, 100)


def test_a_job_that_is_cancelled_keeps_the_chunks_it_wrote(monkeypatch):
    monkeypatch.setattr(starting, "_launch", lambda _job: None)
    monkeypatch.setattr(running, "CHUNK", 1)
    for _number in range(3):
        make_sold()
    job = jobs.start("triage", {}, Actor.system("Noor"))
    keep = running._keep
    monkeypatch.setattr(running, "_keep", lambda *given: (jobs.cancel(job), keep(*given)))
    jobs.run_job(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert TriageFlag.objects.values("obj").distinct().count() == 1


def test_the_command_prints_counts_and_writes_a_table_that_no_spreadsheet_takes_for_formulas(tmp_path, capsys):
    make_sold("=HYPERLINK(1), 1941", receiver=PartyRecord("x"))
    call_command("triage", "--csv", str(tmp_path / "flags.csv"), verbosity=0)
    assert "1 of 1 objects are flagged" in capsys.readouterr().out
    call_command("triage", "--json", verbosity=0)
    assert json.loads(capsys.readouterr().out)["rules"]["forced-transfer"] == 1
    table = (tmp_path / "flags.csv").read_text(encoding="utf-8-sig")
    assert table.startswith("Identifier,Object number,Rule")
    assert "Forced sale: =HYPERLINK(1), 1941" in table
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("triage", "--csv", str(tmp_path / "none" / "flags.csv"), verbosity=0)


def test_an_edited_statement_of_the_same_events_changes_no_flag():
    obj = make_sold()
    run_triage()
    text = obj.texts.get()
    events = tuple(publishing.events_of(text.editions.get()))
    publishing.supersede(text, ACTOR, content=make_content("Taken by a dealer, 1941.", events=events), reason="Typo.")
    again = run_triage()
    assert (again.raised, again.changed, again.ended) == (0, 0, 0)
