"""What the source calls superseded becomes an earlier edition; type and purpose both say what a text is."""

from pathlib import Path

import pytest
from django.core.management import call_command

from polyvocal.exceptions import ProfileError
from polyvocal.importers.models import Outcome, SourceRecord
from polyvocal.importers.profiles import ReadRecord, load_profile
from tests.importers.archive import RUN_TABLES, outcome_of, rows_by_table, texts_of, words_of
from tests.importers.tables import PROFILE, entry, folder_of, imported, objects, profile, reads

pytestmark = [pytest.mark.django_db, pytest.mark.importers]

TYPES = [
    {"TextTypeID": "1", "TextType": "Label"}, {"TextTypeID": "2", "TextType": "Online"},
    {"TextTypeID": "3", "TextType": "Memo"},
]  # fmt: skip
OLD = {"Status": "Superseded"}


def _read(folder: Path, *entries: dict[str, str]) -> ReadRecord:
    (one,) = reads(folder_of(folder, Objects=objects("8"), TextEntries=entries, TextTypes=TYPES))
    return one


def _editions(read: ReadRecord) -> list[tuple[str, int, bool]]:
    return [(text.edition.words, text.record.part, text.is_edition) for text in read.texts]


def test_superseded_words_come_before_the_first_that_stand_whatever_their_order(tmp_path: Path) -> None:
    read = _read(tmp_path, entry("8", "now"), entry("8", "beside"), entry("8", "then", **OLD))
    assert _editions(read) == [("then", 1, True), ("now", 1, True), ("beside", 0, False)]


def test_superseded_words_that_nothing_followed_are_left_out_and_counted(tmp_path: Path) -> None:
    read = _read(tmp_path, entry("8", "then", **OLD), entry("8", "online", TextTypeID="2"))
    assert _editions(read) == [("online", 1, True)]
    assert [(one.reason, one.what) for one in read.skipped] == [("superseded", "Label")]


@pytest.mark.parametrize(
    ("dates", "are_kept"), [(("1974-01-01", "2001-01-01"), True), (("", "2001-01-01"), False), (("2001", ""), False)]
)
def test_dates_of_editions_are_kept_where_they_follow_each_other(
    tmp_path: Path, dates: tuple[str, str], are_kept: bool
) -> None:
    read = _read(tmp_path, entry("8", "then", Since=dates[0], **OLD), entry("8", "now", Since=dates[1]))
    assert [text.edition.words for text in read.texts] == ["then", "now"]
    assert [text.edition.published_from is not None for text in read.texts] == [are_kept, are_kept]


def test_the_type_may_be_the_channel_and_the_purpose_the_genre(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        entry("8", "a", TextTypeID="2", Purpose="Gallery Label"), entry("8", "b", TextTypeID="2", Purpose="NULL"),
        entry("8", "c", TextTypeID="3", Purpose="For staff"),
    )  # fmt: skip
    assert [text.record.text_type for text in read.texts] == ["wall-text", "web-text"]
    assert [one.what for one in read.skipped] == ["Memo / For staff"]


def test_words_lose_their_markup_and_the_record_keeps_it(tmp_path: Path) -> None:
    read = _read(tmp_path, entry("8", "<p>One&nbsp;<b>ship</b></p><p>Two</p>"))
    assert read.texts[0].edition.words == "One ship\n\nTwo"
    assert b"<b>ship</b>" in read.raw.raw


def test_a_title_that_was_replaced_becomes_an_earlier_edition_of_its_successor(tmp_path: Path) -> None:
    given = profile(tmp_path)
    first = folder_of(tmp_path, Objects=objects("8"), TextEntries=[entry("8", "The Warehouse")])
    imported(first, given)
    later = [entry("8", "The Warehouse", **OLD), entry("8", "The House of Guilders")]
    assert imported(folder_of(tmp_path, TextEntries=later), given).outcomes == {Outcome.UPDATE: 1}
    (text,) = texts_of("8", "object-label")
    assert words_of(text) == ["The Warehouse", "The House of Guilders"]
    assert [edition.state for edition in text.editions.order_by("number")] == ["superseded", "current"]
    before = rows_by_table(leave_out=RUN_TABLES)
    assert imported(first, given).outcomes == {Outcome.UNCHANGED: 1}
    assert rows_by_table(leave_out=RUN_TABLES) == before


def test_what_cannot_be_used_is_named_in_the_report_and_stops_nothing(tmp_path: Path) -> None:
    deep = "<div>" * 5_000
    tables = "ObjectID,ObjectNumber\n8,Q/8\n,Q/9\n10\n11,Q/11\n"
    entries = [entry("8", "mine"), entry("77", "nobody's"), entry("11", deep)]
    tally = imported(folder_of(tmp_path, Objects=tables, TextEntries=entries), profile(tmp_path))
    assert tally.outcomes == {Outcome.CREATE: 1, Outcome.INVALID: 4}
    assert outcome_of("TextEntries 77").reason.startswith("These rows belong to no object")
    assert outcome_of("11").reason == "A text holds tags too deep in each other to be read."
    assert outcome_of("").reason.startswith("The row is damaged")


def test_a_looked_up_row_that_changed_is_read_anew(tmp_path: Path) -> None:
    given = profile(tmp_path)
    path = folder_of(tmp_path, Objects=objects("8"), TextEntries=[entry("8", "a")], TextTypes=TYPES)
    imported(path, given)
    assert imported(path, given).outcomes == {Outcome.UNCHANGED: 1}
    folder_of(tmp_path, TextTypes=[{"TextTypeID": "1", "TextType": "Online"}])
    assert imported(path, given).outcomes == {Outcome.UPDATE: 1}
    assert [words_of(text) for text in texts_of("8", "web-text")] == [["a"]]


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("[tables]", "[sheets]", "sheets"),
        ('markup = "html"', 'markup = "word"', "word"),
        ('superseded = ["superseded"]', 'superseded = ["("]', "("),
        ('purpose = "gallery label"', 'purpose = "["', "["),
        ("same_in_keys", "same_keys", "tables.same_keys"),
        ('objects = "Objects"\n', "", "tables"),
    ],
)
def test_a_mistake_in_what_a_profile_says_of_tables_is_named(
    tmp_path: Path, before: str, after: str, named: str
) -> None:
    text = PROFILE.replace(before, after)
    if named == "tables":
        text = text.split("[[tables.joined]]")[0] + "[object]" + text.split("[object]")[1]
    path = tmp_path / "quay.toml"
    path.write_text(text)
    with pytest.raises(ProfileError) as caught:
        load_profile(str(path))
    assert f"{named}" in str(caught.value)


def test_the_command_reads_a_folder_of_tables(tmp_path: Path) -> None:
    path = folder_of(tmp_path, Objects=objects("8"), TextEntries=[entry("8", "a")])
    (tmp_path / "quay.toml").write_text(PROFILE)
    call_command("import_collection", str(path), profile=str(tmp_path / "quay.toml"), quiet=True)
    assert [words_of(text) for text in texts_of("8", "object-label")] == [["a"]]


def test_tables_that_do_not_fit_the_profile_are_named_and_nothing_comes_in(tmp_path: Path) -> None:
    given = profile(tmp_path)
    (message,) = imported(folder_of(tmp_path, Weblinks="Number,Place\n"), given).errors
    assert message.endswith("holds no file for a table that the profile names. (Objects)")
    broken = folder_of(tmp_path, Objects=objects("8"), TextEntries="ID,TextEntry\n8,a\n")
    (message,) = imported(broken, given).errors
    assert message.endswith("TextEntries.csv lacks a column that the profile names. (TextEntries: TableID)")
    assert not SourceRecord.objects.exists()
