"""Words that were lawfully erased are in nothing the importers keep, and do not come back."""

from pathlib import Path
from typing import Any

import pytest

from polyvocal import jobs, publishing
from polyvocal.importers.erasing import ERASED, erase_words, redacted
from polyvocal.importers.models import ImportRun, Outcome, RecordOutcome, SourceRecord, SourceText, packed, unpacked
from polyvocal.jobs import starting
from polyvocal.models import Job
from polyvocal.publishing import Actor
from tests.factories import make_content
from tests.importers.archive import rows_by_table, texts_of, words_of
from tests.importers.exports import imported, label, leaf, profile_file, record, written
from tests.importers.tables import entry, folder_of, objects, profile
from tests.importers.tables import imported as imported_tables

pytestmark = [pytest.mark.django_db, pytest.mark.importers]

SECRET = "Zij heette Anna & woonde op nummer <12>.\nHaar buurman zag het."
ACTOR = Actor.system("the tests")


def _erase(text: Any, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        publishing.erase(text.editions.first(), ACTOR, legal_basis="AVG art. 17")


def _tables_holding(words: str) -> list[str]:
    rows = {name: [tuple(_readable(v) for v in row) for row in found] for name, found in rows_by_table().items()}
    return [name for name, found in rows.items() if words in repr(found)]


def _readable(value: object) -> object:
    return unpacked(value) if isinstance(value, bytes) and value[:1] == b"x" else value


def test_erased_words_leave_the_source_record(tmp_path: Path, django_capture_on_commit_callbacks: Any) -> None:
    imported(tmp_path, record("1", label(SECRET), leaf("material", "hout")))
    _erase(texts_of("1")[0], django_capture_on_commit_callbacks)
    raw = SourceRecord.objects.get(record_id="1").raw
    assert b"Anna" not in raw
    assert ERASED.encode() in raw
    assert b"<material>hout</material>" in raw
    assert _tables_holding("Anna") == []


def test_erased_words_leave_outcomes_reports_and_offers(
    tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    tally = imported(tmp_path, record("1", label(SECRET)))
    (text,) = texts_of("1")
    run = ImportRun.objects.get(pk=tally.run_id)
    run.report = {"lines": [f"- {SECRET}"]}
    run.save()
    RecordOutcome.objects.create(
        run=run, record_id="1", file="x", position="1:1", outcome=Outcome.INVALID, reason=f"Not usable: {SECRET}",
        packed=packed(record("1", label(SECRET)).encode()),
    )  # fmt: skip
    SourceText.objects.filter(text=text).update(offered_words=f"{SECRET} En meer.")
    _erase(text, django_capture_on_commit_callbacks)
    assert _tables_holding("Anna") == []


def test_a_source_that_still_holds_erased_words_does_not_bring_them_back(
    tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    imported(tmp_path, record("1", label(SECRET)))
    _erase(texts_of("1")[0], django_capture_on_commit_callbacks)
    imported(tmp_path, record("1", label(SECRET), leaf("material", "hout")))
    imported(tmp_path, record("1", label(SECRET), label(SECRET), leaf("material", "ijzer")))
    assert [words_of(text) for text in texts_of("1")] == [[""]]
    assert _tables_holding("Anna") == []


def test_another_text_of_the_record_stays_as_it_is(tmp_path: Path, django_capture_on_commit_callbacks: Any) -> None:
    imported(tmp_path, record("1", label(SECRET), label("Een touw.")))
    publishing.supersede(texts_of("1")[1], ACTOR, content=make_content("Een lijn."), reason="Beter.")
    _erase(texts_of("1")[0], django_capture_on_commit_callbacks)
    assert words_of(texts_of("1")[1]) == ["Een touw.", "Een lijn."]
    assert b"Een touw." in SourceRecord.objects.get(record_id="1").raw


def test_a_record_whose_words_cannot_be_told_apart_is_emptied_whole(
    tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    words = "Anna woonde hier."
    imported(tmp_path, record("1", label(words), f'<notes by="{words}"/>'))
    _erase(texts_of("1")[0], django_capture_on_commit_callbacks)
    assert SourceRecord.objects.get(record_id="1").raw == b""
    assert _tables_holding("Anna") == []
    second = publishing.supersede(texts_of("1")[0], ACTOR, content=make_content("Weer Anna."), reason="Nieuw.")
    with django_capture_on_commit_callbacks(execute=True):
        publishing.erase(second, ACTOR, legal_basis="AVG art. 17")
    assert SourceRecord.objects.get(record_id="1").raw == b""


def test_an_erasure_without_words_changes_nothing(tmp_path: Path) -> None:
    imported(tmp_path, record("1", label("Een touw.")))
    before = rows_by_table()
    erase_words(texts_of("1")[0].editions.get(), "")
    assert rows_by_table() == before


def test_a_source_that_goes_back_to_erased_words_is_not_followed(
    tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    imported(tmp_path, record("1", label(SECRET)))
    given = record("1", label("Er woonde hier iemand."))
    imported(tmp_path, given)
    (text,) = texts_of("1")
    _erase(text, django_capture_on_commit_callbacks)
    assert SourceRecord.objects.get(record_id="1").raw.decode() == given
    tally = imported(tmp_path, record("1", label(SECRET)))
    assert words_of(text) == ["", "Er woonde hier iemand."]
    assert tally.skipped[("erased", "museum wall-text nl")] == 1
    assert _tables_holding("Anna") == []


def test_erased_words_leave_records_of_tables_with_their_markup(
    tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    given = profile(tmp_path)
    marked = '<p>Zij heette <b>Anna</b> &amp; bleef.</p><p>Op "nummer" 12.</p>'
    path = folder_of(tmp_path, Objects=objects("8"), TextEntries=[entry("8", marked), entry("8", "Een touw.")])
    imported_tables(path, given)
    (text, _other) = texts_of("8", "object-label")
    _erase(text, django_capture_on_commit_callbacks)
    raw = SourceRecord.objects.get(record_id="8").raw.decode()
    assert ERASED in raw
    assert "Een touw." in raw
    assert "Q/8" in raw
    assert _tables_holding("Anna") == []
    folder_of(tmp_path, Objects=objects("8", Medium="oak"))
    imported_tables(path, given)
    assert words_of(text) == [""]
    assert _tables_holding("Anna") == []


def test_a_record_that_claims_to_be_json_and_is_not_is_emptied_whole() -> None:
    assert redacted(b"[broken", encoding="UTF-8", checksums=frozenset({"x"})) == b""
    whole = b'{"a": [1, null, "b"]}'
    assert redacted(whole, encoding="UTF-8", checksums=frozenset({"x"})) == whole


def test_erased_words_leave_the_plans_that_showed_them_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(starting, "_launch", lambda _job: None)
    imported(tmp_path, record("1", label(SECRET)))
    path = written(tmp_path, record("1", label("Zij woonde hier.")))
    job = jobs.start("plan-import", {"paths": [str(path)], "profile": str(profile_file(tmp_path))}, ACTOR)
    jobs.run_waiting()
    assert "Anna" in str(Job.objects.get().result)
    _erase(texts_of("1")[0], django_capture_on_commit_callbacks)
    job.refresh_from_db()
    assert "Anna" not in str(job.result)
    assert job.result["report"]["outcomes"]["update"] == 1
