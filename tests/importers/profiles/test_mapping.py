"""A record becomes neutral records as its profile says, and nothing more enters."""

from pathlib import Path

import pytest

from polyvocal.importers.profiles import ReadRecord, RecordReader, UnusableRecordError
from polyvocal.importers.sources import read_adlib
from polyvocal.records import Dimension, Maker, Span
from tests.importers.exports import PROFILE, group, label, leaf, profile, record, written


def _read(folder: Path, *parts: str, priref: str = "1", text: str = PROFILE) -> ReadRecord:
    (raw,) = read_adlib(written(folder, record(priref, *parts)))
    return RecordReader(profile(folder, text)).read(raw)


def test_facts_are_read_and_what_no_key_names_stays_out(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        leaf("material", "touw"), leaf("material", "touw"), leaf("material"), leaf("material", "hout"),
        leaf("production.date.start", "1759"), leaf("production.date.end", "1769"),
        group("maker", creator="Bos, Jan", creator__role="smid", creator__date_of_birth="1701"),
        group("locat", current_location="Depot 3"), leaf("insurance.value", "9000"),
        group("Edit", edit__name="k.visser"),
        leaf("ownership.history.free.text", "Gift; sale"),
    )  # fmt: skip
    facts = read.obj.facts
    assert facts.materials == ({"nl": "touw"}, {"nl": "hout"})
    assert facts.produced == Span("1759 – 1769", "1759/1769")
    assert facts.makers == (Maker("Bos, Jan", {"nl": "smid"}, "1701"),)
    assert facts.ownership_history == "Gift; sale"
    assert not {"Depot 3", "9000", "k.visser"} & set(repr(read.obj).split("'"))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("1787", "1787", Span("1787", "1787")),
        ("18e eeuw", "", Span("18e eeuw", "17XX")),
        ("1770", "1759", Span("1770 – 1759", "")),
        ("1759-1769", "1780", Span("1759-1769 – 1780", "")),
        ("midden 19de", "", Span("midden 19de", "1834/1866")),
        ("", "1650", Span("1650", "")),
    ],
)
def test_production_dates_are_kept_as_written_and_read_where_understood(
    tmp_path: Path, start: str, end: str, expected: Span
) -> None:
    read = _read(tmp_path, leaf("production.date.start", start), leaf("production.date.end", end))
    if not start:
        expected = Span("1650", "1650")
    assert read.obj.facts.produced == expected


def test_repeated_leaves_are_zipped_only_where_their_counts_match(tmp_path: Path) -> None:
    even = [leaf("dimension.type", "hoogte"), leaf("dimension.type", "lengte")]
    values = [leaf("dimension.value", "77"), leaf("dimension.value", "54")]
    assert _read(tmp_path, *even, *values).obj.facts.dimensions == (
        Dimension("hoogte", "77"), Dimension("lengte", "54"),
    )  # fmt: skip
    odd = _read(tmp_path, *even[:1], *values)
    assert odd.obj.facts.dimensions == (Dimension("", "77"), Dimension("", "54"))
    assert [(one.reason, one.what) for one in odd.skipped] == [("unpaired", "dimension.type")]


def test_only_web_addresses_are_images(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        group("reproduction", reproduction__identifier_URL="..\\..\\DAT\\beeld\\1.jpg"),
        group("reproduction", reproduction__identifier_URL="https://example.org/1.jpg"),
    )
    assert [image.address for image in read.obj.facts.images] == ["https://example.org/1.jpg"]


def test_only_old_numbers_are_former_numbers(tmp_path: Path) -> None:
    read = _read(
        tmp_path,
        group("alternativenumber", alternative_number="A 1", alternative_number__type="oud inv.nr."),
        group("alternativenumber", alternative_number="L 9", alternative_number__type="inv.nr. bruikleengever"),
    )
    assert read.former_numbers == [("A 1", "")]


def test_type_and_language_come_from_the_type_term_which_is_kept(tmp_path: Path) -> None:
    read = _read(tmp_path, label("Een anker.\r\nZwaar."), label("An anchor.", term="zaaltekst ENG"))
    assert [(one.record.text_type, one.record.language, one.term) for one in read.texts] == [
        ("title", "nl", ""), ("wall-text", "nl", "zaaltekst NL"), ("wall-text", "en", "zaaltekst ENG"),
    ]  # fmt: skip
    assert read.texts[1].edition.words == "Een anker.\nZwaar."


def test_occurrences_without_words_or_with_an_unknown_type_are_skipped_with_a_reason(tmp_path: Path) -> None:
    read = _read(
        tmp_path, label("", file="..\\a.pdf"), label(""), label("Woorden", term="gedicht NL"), leaf("notes", "x")
    )
    assert [(one.reason, one.what) for one in read.skipped] == [
        ("file-only", "zaaltekst NL"), ("no-words", "zaaltekst NL"), ("unknown-type", "gedicht NL"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("author", "slugs"),
    [
        ("", ["harbour-museum"]),
        ("onbekend", ["unknown"]),
        ("Berg, Ina van den", ["ina-van-den-berg"]),
        ("Berg, Ina van den; Bos, Jan", ["ina-van-den-berg", "jan-bos"]),
        ("Bos, Jan; Bos, Jan", ["jan-bos"]),
    ],
)
def test_authors_become_voices_and_no_author_is_the_museum(tmp_path: Path, author: str, slugs: list[str]) -> None:
    edition = _read(tmp_path, label("Een anker.", author=author)).texts[1].edition
    assert [one.voice.slug for one in edition.attributions] == slugs


def test_a_person_speaks_as_part_of_the_museum(tmp_path: Path) -> None:
    voice = _read(tmp_path, label("Een anker.", author="Bos, Jan")).texts[1].edition.attributions[0].voice
    assert (voice.names, voice.kind) == ({"nl": "Jan Bos"}, "researcher")
    assert voice.part_of is not None
    assert voice.part_of.slug == "harbour-museum"


def test_dates_of_a_text_are_kept_as_written(tmp_path: Path) -> None:
    edition = _read(tmp_path, label("Een anker.", date="200", since="2007-11-12")).texts[1].edition
    assert edition.recorded == Span("200", "")
    assert edition.published_from is not None
    assert edition.published_from.isoformat() == "2007-11-12T00:00:00+01:00"


def test_half_a_date_says_nothing_about_the_day_of_publication(tmp_path: Path) -> None:
    assert _read(tmp_path, label("Een anker.", since="2007-11")).texts[1].edition.published_from is None


def test_a_record_without_identifier_is_not_usable(tmp_path: Path) -> None:
    with pytest.raises(UnusableRecordError):
        _read(tmp_path, priref="")


LANGUAGE_GIVEN = PROFILE.replace('recorded = "label.date"', 'recorded = "label.date"\nlanguage_from = "label.language"')


def test_a_language_that_is_no_tag_is_not_taken_in(tmp_path: Path) -> None:
    given = label("Woorden.").replace("</Labels>", "<label.language>Nederlands!</label.language></Labels>")
    read = _read(tmp_path, given, text=LANGUAGE_GIVEN)
    assert [(one.reason, one.what) for one in read.skipped] == [("unknown-language", "Nederlands!")]


def test_texts_that_stand_alone_are_zipped_with_their_dates_only_where_the_counts_match(tmp_path: Path) -> None:
    text = PROFILE.replace('words = "title"', 'words = "title"\nrecorded = "title.date"')
    one, two = leaf("title", "Tweede"), leaf("title.date", "1978")
    paired = _read(tmp_path, one, two, leaf("title.date", "2021"), text=text)
    assert [read.edition.recorded.edtf for read in paired.texts] == ["1978", "2021"]
    unpaired = _read(tmp_path, one, two, text=text)
    assert [read.edition.recorded.edtf for read in unpaired.texts] == ["", ""]
    assert [(skip.reason, skip.what) for skip in unpaired.skipped] == [("unpaired", "title.date")]


def test_a_fact_inside_a_group_counts_as_much_as_one_that_stands_alone(tmp_path: Path) -> None:
    read = _read(tmp_path, leaf("material", "hout"), group("Materials", material="ijzer"))
    assert read.obj.facts.materials == ({"nl": "hout"}, {"nl": "ijzer"})
