"""Watch lists: tolerant headings, faults by line, nothing deleted, hits that are judged and remembered."""

from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from polyvocal import publishing, spreadsheets
from polyvocal.exceptions import LifecycleError, NotPermittedError, ReasonMissingError, UploadError
from polyvocal.models import NameHit, TriageFlag, WatchedName
from polyvocal.publishing import Actor
from polyvocal.records import PartyRecord
from polyvocal.triage import judge_hit, lists, run_triage, take_in_list
from tests.factories import ACTOR, make_event, make_object, make_statement, make_user

pytestmark = pytest.mark.django_db


def take_in(words, name="dealers"):
    return take_in_list(words.encode() if isinstance(words, str) else words, ACTOR, watch_list=name)


@pytest.mark.parametrize(
    "given",
    [
        "name,variants,note,source,uri\nAda Quill,A. Quill; Quill & Co,Dealer,Report 1,https://example.org/1\n",
        "\ufeffNaam;Varianten;Opmerking;Bron;URL\r\n"
        "Ada Quill;A. Quill|Quill & Co;Dealer;Report 1;https://example.org/1\r\n",
        "URI\tSource\tNOTES\tOther_Spellings\tName\n"
        "https://example.org/1\tReport 1\tDealer\tA. Quill;Quill & Co\tAda Quill\n",
    ],
)
def test_columns_are_found_by_their_headings(given):
    assert take_in(given).new == 1
    row = WatchedName.objects.get()
    assert (row.watch_list, row.name, row.variants) == ("dealers", "Ada Quill", ["A. Quill", "Quill & Co"])
    assert (row.note, row.source, row.uri) == ("Dealer", "Report 1", "https://example.org/1")


def test_surnames_and_first_names_in_columns_of_their_own_are_joined():
    take_in("achternaam;voornaam\nVán den Böhmert;Ada\n".encode("cp1252"))
    assert WatchedName.objects.get().name == "Ván den Böhmert, Ada"


def test_a_list_brought_in_again_changes_and_never_deletes():
    take_in("name,note\nAda Quill,Dealer\nJan Valk,\n")
    report = take_in("name,note\nAda Quill,Auctioneer\nRosa Merel,\n")
    assert (report.new, report.changed, report.unchanged) == (1, 1, 0)
    assert set(WatchedName.objects.values_list("name", flat=True)) == {"Ada Quill", "Jan Valk", "Rosa Merel"}
    assert publishing.versions_of(WatchedName.objects.get(name="Ada Quill")).count() == 2
    assert take_in("name,note\nAda Quill,Auctioneer\n").unchanged == 1
    assert take_in("name\nAda Quill\n", "families").new == 1


def test_lines_that_cannot_be_used_are_told_by_number():
    report = take_in(
        'name,uri\nAda Quill,\n,https://example.org/\n"—",\nJan Valk,javascript:alert(1)\nJan Valk,http://[x\n'
        + "x" * 301
        + ",\n\n  ,\nA.,\n"
    )
    assert [number for number, _problem in report.problems] == [3, 4, 5, 6, 7, 10]
    assert list(WatchedName.objects.values_list("name", flat=True)) == ["Ada Quill"]


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"\n",
        b"who,why\nAda,x\n",
        b"\xff\xfe\0n\0a",
        b"name\n\0\n",
        b"PK\x03\x04\0\0",
    ],
)
def test_what_is_no_list_is_refused_in_whole_sentences(given):
    with pytest.raises(UploadError) as told:
        take_in(given)
    assert str(told.value).endswith(".")
    assert not WatchedName.objects.exists()


def test_what_is_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(lists, "_MOST_NAMES", 2)
    with pytest.raises(UploadError, match="more than 2 names"):
        take_in("name\nAda Quill\nJan Valk\nRosa Merel\n")
    monkeypatch.setattr(spreadsheets, "LARGEST", 10)
    with pytest.raises(UploadError, match="larger than"):
        take_in("name\nAda Quill\n")
    with pytest.raises(UploadError, match="called"):
        take_in("name\nAda", " ")


def test_only_who_may_run_triage_brings_lists_in():
    with pytest.raises(NotPermittedError):
        take_in_list(b"name\nAda Quill\n", Actor.of(make_user("editor")), watch_list="dealers")


def make_named(name, *, obj=None, is_understood=True):
    given = {"receiver": PartyRecord(name)} if is_understood else {"receiver": None, "is_understood": False}
    event = make_event(f"{name}, Hoorn, 1921", **given)
    return make_statement(event, obj=obj or make_object())


@pytest.mark.parametrize("is_understood", [True, False])
def test_a_hit_flags_the_object_until_a_person_says_it_is_somebody_else(is_understood):
    take_in("name\nAda Quillinger\n")
    make_named("A. Quillinger" if is_understood else "Ada Quillinger", is_understood=is_understood)
    make_named("Jan Valk")
    run_triage()
    hit, flag = NameHit.objects.get(), TriageFlag.objects.get(rule="watched-name")
    assert not flag.is_certain
    assert flag.grounds == [{"list": "dealers", "name": "Ada Quillinger", "written": hit.written}]
    judge_hit(hit, ACTOR, verdict="other", reason="Her aunt.")
    assert run_triage().ended == 1
    assert run_triage().ended == 0
    hit.refresh_from_db()
    assert (hit.verdict, hit.judged_by) == ("other", ACTOR.name)


def test_a_name_written_otherwise_asks_again_and_one_that_is_gone_ends_its_hit():
    take_in("name\nAda Quillinger\n")
    edition = make_named("A. Quillinger")
    run_triage()
    judge_hit(NameHit.objects.get(), ACTOR, verdict="other", reason="Her aunt.")
    (event,) = publishing.events_of(edition)

    def restate(name):
        changed = make_event(f"{name}, Hoorn", receiver=PartyRecord(name), id=event.record.id, step=event.record.step)
        content = publishing.content_of(edition)
        publishing.supersede(edition.text, ACTOR, content=replace(content, events=(changed,)), reason="Better read.")
        run_triage()
        return NameHit.objects.get()

    assert restate("Ada Quillinger").verdict == ""
    assert restate("Jan Valk").ended_at is not None
    assert not TriageFlag.objects.raised().filter(rule="watched-name").exists()


def test_a_judgement_needs_a_known_verdict_a_reason_and_permission():
    take_in("name\nAda Quillinger\n")
    make_named("Ada Quillinger")
    run_triage()
    hit = NameHit.objects.get()
    with pytest.raises(LifecycleError):
        judge_hit(hit, ACTOR, verdict="guilty", reason="x")
    with pytest.raises(ReasonMissingError):
        judge_hit(hit, ACTOR, verdict="same", reason=" ")
    with pytest.raises(NotPermittedError):
        judge_hit(hit, Actor.of(make_user("viewer")), verdict="same", reason="x")


def test_the_command_tells_what_came_of_a_list(tmp_path, capsys):
    path = tmp_path / "dealers.csv"
    path.write_text("name\nAda Quill\n—\n")
    call_command("import_watch_list", str(path), "--list", "dealers")
    said = capsys.readouterr()
    assert "New names: 1" in said.out
    assert "Line 3" in said.err
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_watch_list", str(tmp_path / "none.csv"), "--list", "dealers")
    path.write_text("who\nAda\n")
    with pytest.raises(CommandError, match="headed"):
        call_command("import_watch_list", str(path), "--list", "dealers")
