"""An import takes records in once, follows the source when it changes, and never writes over what a person wrote."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from polyvocal import publishing
from polyvocal.importers.models import ImportRun, Outcome, RecordOutcome, SourceRecord, SourceText
from polyvocal.importers.runs import ImportOrder, Tally, run_import, running
from polyvocal.models import FormerNumber, Voice
from polyvocal.object_model import adapter
from polyvocal.publishing import Actor, versions_of
from polyvocal.selectors import object_numbered
from tests.factories import assert_one_current_edition, make_content, make_object
from tests.importers.archive import RUN_TABLES, outcome_of, rows_by_table, texts_of, words_of
from tests.importers.exports import PROFILE, group, imported, label, leaf, profile, record, written

pytestmark = [pytest.mark.django_db, pytest.mark.importers]

MANY = [record(str(at), label(f"Woorden over {at}.", author="Bos, Jan")) for at in range(1, 31)]


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "CHUNK", 7)


def test_a_record_becomes_an_object_with_its_texts(tmp_path: Path) -> None:
    tally = imported(
        tmp_path, record("1", label("Een touw.", author="Bos, Jan", date="2007-11"), leaf("material", "hout"))
    )
    source = SourceRecord.objects.get(record_id="1")
    assert adapter().identifier(source.obj) == "1"
    assert adapter().facts(source.obj).materials == ({"nl": "hout"},)
    (text,) = texts_of("1")
    edition = assert_one_current_edition(text)
    assert (edition.words, edition.recorded, edition.published_by) == (
        "Een touw.",
        "2007-11",
        f"Import run {tally.run_id}",
    )
    assert [(one.voice.slug, one.role) for one in edition.attributions.all()] == [("jan-bos", "author")]
    assert versions_of(source.obj).count() == 1


def test_the_record_is_kept_whole(tmp_path: Path) -> None:
    given = record("1", label("Een touw."), group("Edit", edit__name="k.visser"))
    imported(tmp_path, given)
    assert SourceRecord.objects.get(record_id="1").raw.decode() == given


@pytest.mark.usefixtures("small_chunks")
def test_a_second_run_writes_nothing_but_itself_in_whatever_order(tmp_path: Path) -> None:
    imported(tmp_path, *MANY)
    before = rows_by_table(leave_out=RUN_TABLES)
    tally = imported(tmp_path, *reversed(MANY))
    assert rows_by_table(leave_out=RUN_TABLES) == before
    assert tally.outcomes == {Outcome.UNCHANGED: 30}
    assert ImportRun.objects.count() == 2


def test_a_dry_run_writes_nothing_at_all(tmp_path: Path) -> None:
    before = rows_by_table()
    tally = imported(tmp_path, *MANY, record(""), is_dry_run=True)
    assert rows_by_table() == before
    assert tally.outcomes == {Outcome.CREATE: 30, Outcome.INVALID: 1}
    assert (tally.objects_new, tally.editions, tally.voices_new) == (30, 60, {"jan-bos"} | {"harbour-museum"})


def test_the_queries_do_not_grow_with_the_records(tmp_path: Path) -> None:
    with CaptureQueriesContext(connection) as few:
        imported(tmp_path, *MANY[:3])
    with CaptureQueriesContext(connection) as many:
        imported(tmp_path, *MANY[3:])
    assert len(many) <= len(few)


def test_a_changed_text_is_the_next_edition_with_the_run_as_reason(tmp_path: Path) -> None:
    imported(tmp_path, record("1", label("Een oud touw.")))
    tally = imported(tmp_path, record("1", label("Een nieuw touw.")))
    (text,) = texts_of("1")
    assert words_of(text) == ["Een oud touw.", "Een nieuw touw."]
    assert assert_one_current_edition(text).reason.startswith(f"Import run {tally.run_id}: ")
    assert outcome_of("1").outcome == Outcome.UPDATE
    assert imported(tmp_path, record("1", label("Een nieuw touw."))).outcomes == {Outcome.UNCHANGED: 1}


def test_another_author_for_the_same_words_is_a_new_edition_too(tmp_path: Path) -> None:
    imported(tmp_path, record("1", label("Een touw.")))
    imported(tmp_path, record("1", label("Een touw.", author="Bos, Jan")))
    (text,) = texts_of("1")
    assert words_of(text) == ["Een touw.", "Een touw."]
    assert assert_one_current_edition(text).attributions.get().voice.slug == "jan-bos"


def test_an_inserted_text_does_not_shift_the_others(tmp_path: Path) -> None:
    imported(tmp_path, record("1", label("Over het touw."), label("Over de knoop.")))
    first, second = texts_of("1")
    imported(tmp_path, record("1", label("Over de haven."), label("Over het touw."), label("Over de knoop.")))
    assert [words_of(text) for text in texts_of("1")] == [["Over het touw."], ["Over de knoop."], ["Over de haven."]]
    assert texts_of("1")[:2] == [first, second]


def test_of_two_changed_texts_the_likest_are_matched(tmp_path: Path) -> None:
    rope, knot = "Dit touw is in Riga gedraaid van hennep", "Deze knoop bindt twee lijnen samen voor altijd"
    imported(tmp_path, record("1", label(rope), label(knot)))
    imported(tmp_path, record("1", label(f"{knot} en stevig"), label(f"{rope} en teer")))
    assert [words_of(text) for text in texts_of("1")] == [[rope, f"{rope} en teer"], [knot, f"{knot} en stevig"]]


def test_a_text_gone_from_the_source_stays_and_is_marked(tmp_path: Path) -> None:
    imported(tmp_path, record("1", label("Over het touw."), label("Over de knoop.")))
    imported(tmp_path, record("1", label("Over de knoop.")))
    assert [words_of(text) for text in texts_of("1")] == [["Over het touw."], ["Over de knoop."]]
    assert SourceText.objects.get(is_gone=True).text == texts_of("1")[0]
    imported(tmp_path, record("1", label("Over de knoop."), label("Over het touw.")))
    assert not SourceText.objects.filter(is_gone=True).exists()
    assert len(texts_of("1")) == 2


def test_what_a_curator_published_is_never_touched_and_new_words_are_offered(tmp_path: Path) -> None:
    imported(tmp_path, record("1", label("Het bordje.")))
    (text,) = texts_of("1")
    publishing.supersede(text, publishing.Actor.system("curator"), content=make_content("Ons bordje."), reason="Beter.")
    imported(tmp_path, record("1", label("Het bordje van de bron.")))
    assert words_of(text) == ["Het bordje.", "Ons bordje."]
    source = SourceText.objects.get(text=text)
    assert (source.is_taken_over, source.offered_words) == (True, "Het bordje van de bron.")
    assert outcome_of("1").outcome == Outcome.CONFLICT
    assert imported(tmp_path, record("1", label("Het bordje van de bron."))).outcomes == {Outcome.UNCHANGED: 1}


def test_a_withdrawn_text_is_not_published_again(tmp_path: Path) -> None:
    imported(tmp_path, record("1", label("Het bordje.")))
    (text,) = texts_of("1")
    publishing.withdraw(text.editions.get(), publishing.Actor.system("curator"), reason="Op verzoek.")
    imported(tmp_path, record("1", label("Het andere bordje.")))
    assert words_of(text) == ["Het bordje."]
    assert SourceText.objects.get(text=text).offered_words == "Het andere bordje."


def test_an_unchanged_source_says_nothing_about_a_curators_text(tmp_path: Path) -> None:
    imported(tmp_path, record("1", label("Het bordje.")))
    (text,) = texts_of("1")
    publishing.supersede(text, publishing.Actor.system("curator"), content=make_content("Ons bordje."), reason="Beter.")
    imported(tmp_path, record("1", label("Het bordje."), leaf("material", "hout")))
    assert words_of(text) == ["Het bordje.", "Ons bordje."]
    assert not SourceText.objects.get(text=text).is_taken_over


def test_a_changed_object_number_leaves_the_old_one_behind(tmp_path: Path) -> None:
    imported(tmp_path, record("1", number="A 11367"))
    imported(tmp_path, record("1", number="KA 22391"))
    obj = SourceRecord.objects.get(record_id="1").obj
    assert (adapter().identifier(obj), adapter().object_number(obj)) == ("1", "KA 22391")
    assert list(FormerNumber.objects.values_list("number", flat=True)) == ["A 11367"]
    assert object_numbered("A 11367") == obj
    assert versions_of(obj).count() == 2


def test_a_record_that_changed_only_in_what_is_not_taken_in_keeps_its_new_bytes(tmp_path: Path) -> None:
    imported(tmp_path, record("1", leaf("current_location", "Depot 1")))
    imported(tmp_path, record("1", leaf("current_location", "Depot 2")))
    source = SourceRecord.objects.get(record_id="1")
    assert b"Depot 2" in source.raw
    assert versions_of(source.obj).count() == 1


def test_an_identifier_that_is_taken_gets_the_systems_name_and_keeps_it(tmp_path: Path) -> None:
    made = make_object(identifier="1")
    imported(tmp_path, record("1"), record("A 54/2"), record("A 54-2"))
    identifiers = {one.record_id: adapter().identifier(one.obj) for one in SourceRecord.objects.all()}
    assert identifiers == {"1": "harbour-1", "A 54/2": "A-54-2", "A 54-2": "harbour-A-54-2"}
    made.delete()
    imported(tmp_path, record("1", leaf("material", "hout")))
    assert adapter().identifier(SourceRecord.objects.get(record_id="1").obj) == "harbour-1"


def test_a_record_without_identifier_is_an_outcome_with_its_bytes_and_stops_nothing(tmp_path: Path) -> None:
    tally = imported(tmp_path, record("1"), record("", label("Wie ben ik?")), record("3"))
    assert tally.outcomes == {Outcome.CREATE: 2, Outcome.INVALID: 1}
    invalid = RecordOutcome.objects.get(outcome=Outcome.INVALID)
    assert invalid.packed
    assert "identifier" in invalid.reason
    assert invalid.position == "5:2"


def test_a_record_that_the_database_refuses_is_left_out_alone(tmp_path: Path) -> None:
    backwards = record("2", label("Achterstevoren.", since="2007-01-02", until="2006-01-01"))
    tally = imported(tmp_path, record("1", label("Heel.")), backwards, record("3", label("Ook heel.")))
    assert tally.outcomes == {Outcome.CREATE: 2, Outcome.INVALID: 1}
    assert sorted(SourceRecord.objects.values_list("record_id", flat=True)) == ["1", "3"]
    assert outcome_of("2").outcome == Outcome.INVALID
    assert adapter().find("2") is None


def test_a_label_that_was_taken_down_is_closed_on_that_day(tmp_path: Path) -> None:
    imported(tmp_path, record("1", label("Weg.", since="1978-05-01", until="2021-06-30")))
    edition = texts_of("1")[0].editions.get()
    assert edition.state == "superseded"
    assert edition.published_until.isoformat() == "2021-06-30T22:00:00+00:00"


def test_an_identifier_met_twice_in_a_run_is_taken_once(tmp_path: Path) -> None:
    tally = imported(
        tmp_path, record("1", label("Eerst.")), record("1", label("Eerst.")), record("1", label("Anders."))
    )
    assert tally.outcomes == {Outcome.CREATE: 1, Outcome.UNCHANGED: 1, Outcome.CONFLICT: 1}
    assert words_of(texts_of("1")[0]) == ["Eerst."]


def test_a_text_that_begins_in_the_future_waits(tmp_path: Path) -> None:
    tally = imported(tmp_path, record("1", label("Later.", since="2999-01-01")))
    assert texts_of("1") == []
    assert tally.skipped[("not-yet-public", "museum wall-text nl")] == 1


def test_the_run_remembers_its_profile_and_counts(tmp_path: Path) -> None:
    tally = imported(tmp_path, record("1", label("", file="..\\a.pdf", author="Wit, Ida de")))
    run = ImportRun.objects.get(pk=tally.run_id)
    assert run.profile_name == "harbour"
    assert 'system = "harbour"' in run.profile_text
    assert (run.state, run.counts["create"], run.actor_name) == ("finished", 1, "the tests")
    assert run.report["skipped"][0]["reason"] == "file-only"
    assert Voice.objects.filter(slug="ida-de-wit").exists()


def _imported_by(folder: Path, profile_text: str, *records: str) -> Tally:
    order = ImportOrder(
        paths=[written(folder, *records)], profile=profile(folder, profile_text), actor=Actor.system("the tests")
    )
    return run_import(order)


def test_another_profile_reads_the_same_records_anew(tmp_path: Path) -> None:
    given = record("1", leaf("material", "hout"), leaf("technique", "gesneden"))
    imported(tmp_path, given)
    commented = _imported_by(tmp_path, PROFILE + "\n# a comment changes nothing\n", given)
    assert commented.outcomes == {Outcome.UNCHANGED: 1}
    widened = PROFILE.replace('materials = "material"', 'materials = "material"\ntechniques = "technique"')
    assert _imported_by(tmp_path, widened, given).outcomes == {Outcome.UPDATE: 1}
    obj = SourceRecord.objects.get(record_id="1").obj
    assert adapter().facts(obj).techniques == ({"nl": "gesneden"},)
    assert _imported_by(tmp_path, widened, given).outcomes == {Outcome.UNCHANGED: 1}


def test_former_numbers_come_in_once(tmp_path: Path) -> None:
    old = group("alternativenumber", alternative_number="A 1", alternative_number__type="oud inv.nr.")
    older = group("alternativenumber", alternative_number="A 0", alternative_number__type="oud inv.nr.")
    imported(tmp_path, record("1", old, number="B 1"))
    imported(tmp_path, record("1", old, older, old, number="C 1"))
    assert sorted(FormerNumber.objects.values_list("number", flat=True)) == ["A 0", "A 1", "B 1"]


def test_a_record_without_a_number_takes_none_away(tmp_path: Path) -> None:
    imported(tmp_path, record("1", number="B 1"))
    bare = record("1", leaf("material", "hout"), number="B 1").replace("B 1", "")
    assert imported(tmp_path, bare).outcomes == {Outcome.UPDATE: 1}
    assert adapter().object_number(SourceRecord.objects.get(record_id="1").obj) == "B 1"
    assert not FormerNumber.objects.exists()


def test_a_text_that_stays_away_is_marked_gone_once(tmp_path: Path) -> None:
    imported(tmp_path, record("1", label("Over het touw.")))
    imported(tmp_path, record("1"))
    imported(tmp_path, record("1", leaf("material", "hout")))
    assert SourceText.objects.filter(is_gone=True, text__text_type="wall-text").count() == 1
    assert "no longer gives" not in outcome_of("1").reason
