"""What real exports do wrong, one by one: each of these was met in a museum's files, and none may harm the archive."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from polyvocal.exceptions import SourceError
from polyvocal.importers.models import Outcome, SourceRecord
from polyvocal.importers.profiles import ReadRecord, RecordReader, load_profile
from polyvocal.importers.sources import read_adlib, read_source
from polyvocal.models import Text
from polyvocal.object_model import adapter
from polyvocal.records import Dimension, Span
from tests.importers import tables
from tests.importers.archive import outcome_of, texts_of, words_of
from tests.importers.exports import PROFILE, adlib, group, imported, label, leaf, profile, record, written

pytestmark = [pytest.mark.django_db, pytest.mark.importers]


def _read(folder: Path, *parts: str, text: str = PROFILE, title: str = "Kaapstander") -> ReadRecord:
    (raw,) = read_adlib(written(folder, record("1", *parts, title=title)))
    return RecordReader(profile(folder, text)).read(raw)


def _reports(read: ReadRecord) -> list[tuple[str, str]]:
    return [(one.reason, one.what) for one in read.skipped]


# 1
def test_empty_elements_say_nothing(tmp_path: Path) -> None:
    empty = [leaf("material"), leaf("production.date.start"), group("maker", creator="", creator__role="smid")]
    read = _read(tmp_path, *empty, label(""), group("dimension", dimension__value=""), title="")
    assert read.obj.facts.as_json() == {}
    assert (read.texts, _reports(read)) == ([], [("no-words", "zaaltekst NL")])


# 2
def test_a_record_without_title_and_description_is_an_object_all_the_same(tmp_path: Path) -> None:
    assert imported(tmp_path, record("7", number="H 7", title="")).outcomes == {Outcome.CREATE: 1}
    obj = SourceRecord.objects.get(record_id="7").obj
    assert (adapter().fallback_title(obj), Text.objects.count()) == ("H 7", 0)


# 3
def test_values_joined_by_line_ends_are_taken_apart_where_all_have_as_many(tmp_path: Path) -> None:
    joined = group(
        "Dimension", dimension__type="height\nwidth", dimension__value="10\n20", dimension__unit="cm\nmm"
    )  # fmt: skip
    read = _read(tmp_path, joined, group("Material", material="rope\nwood"))
    assert read.obj.facts.dimensions == (Dimension("height", "10", "cm"), Dimension("width", "20", "mm"))
    assert [one["nl"] for one in read.obj.facts.materials] == ["rope", "wood"]
    assert _reports(read) == []


def test_values_joined_by_line_ends_stay_whole_where_the_others_lost_theirs(tmp_path: Path) -> None:
    read = _read(tmp_path, group("Dimension", dimension__type="height\nwidth\ndepth", dimension__value="10"))
    assert read.obj.facts.dimensions == (Dimension("height\nwidth\ndepth", "10"),)
    assert _reports(read) == [("unpaired", "dimension.type")]


def test_the_lines_of_a_text_are_never_taken_apart(tmp_path: Path) -> None:
    read = _read(tmp_path, label("One line\nand another"), title="Two\nlines")
    assert [text.edition.words for text in read.texts] == ["Two\nlines", "One line\nand another"]


# 4
@pytest.mark.parametrize(
    ("written_as", "edtf"),
    [
        ("0000", ""), ("1945-", "1945/.."), ("1600 (?)", "1600?"), ("17XX", "17XX"), ("18e eeuw", "17XX"),
        ("eeuw", ""), ("onbekend", ""), ("1693^", ""), ("98", ""), ("450", ""), ("200", ""), ("????-99-99", ""),
        ("c. 1929", "1929~"), ("1971 (printed later)", ""), ("08/28/0998", ""), ("1929-00-00", "1929"),
    ],
)  # fmt: skip
def test_a_date_is_kept_as_written_and_never_guessed_at(tmp_path: Path, written_as: str, edtf: str) -> None:
    read = _read(tmp_path, leaf("production.date.start", written_as), label("a", date=written_as))
    assert read.obj.facts.produced == Span(written_as, edtf)
    assert read.texts[1].edition.recorded == Span(written_as, edtf)


@pytest.mark.parametrize(
    ("start", "end", "edtf"),
    [("1759", "1759-1769", ""), ("1770", "1759", ""), ("1750", "450", ""), ("1750", "1760", "1750/1760")],
)
def test_a_period_whose_ends_contradict_each_other_stays_as_written(
    tmp_path: Path, start: str, end: str, edtf: str
) -> None:
    read = _read(tmp_path, leaf("production.date.start", start), leaf("production.date.end", end))
    assert read.obj.facts.produced == Span(f"{start} – {end}", edtf)


def test_dated_null_and_a_beginning_of_0_are_no_dates(tmp_path: Path) -> None:
    text = tables.PROFILE.replace(
        'start = "Objects.DateBegin"', 'start = "Objects.DateBegin", as_written = "Objects.Dated"'
    )
    (read,) = tables.reads(tables.folder_of(tmp_path, Objects=tables.objects("8", Dated="NULL")), text)
    assert read.obj.facts.produced == Span()


# 5, 6
@pytest.mark.parametrize(
    ("given", "expected"), [("M\x81nchen", "München"), ("IndiÃ«", "Indië"), ("?uestlove", "?uestlove")]
)
def test_letters_are_repaired_only_where_one_reading_makes_sense(tmp_path: Path, given: str, expected: str) -> None:
    assert _read(tmp_path, title=given).texts[0].edition.words == expected


# 7
def test_a_mark_and_mixed_line_ends_are_no_part_of_any_word(tmp_path: Path) -> None:
    held = "\ufeffObjectID,ObjectNumber,Medium,DateBegin\r\n8,Q/8,rope,0\n9,Q/9,wood,0\r\n"
    eight, nine = tables.reads(tables.folder_of(tmp_path, Objects=held))
    assert [one.obj.facts.materials for one in (eight, nine)] == [({"en": "rope"},), ({"en": "wood"},)]


# 8
def test_the_markup_of_word_becomes_plain_paragraphs(tmp_path: Path) -> None:
    words = '<?xml:namespace prefix = o /><SPAN style="mso-x: 1"><p>Tea &amp;&nbsp;rum&#151;<i>both</p></SPAN>'
    (read,) = tables.reads(
        tables.folder_of(tmp_path, Objects=tables.objects("8"), TextEntries=[tables.entry("8", words)])
    )
    assert read.texts[0].edition.words == "Tea & rum—both"


def test_words_that_are_only_kept_with_their_markup_are_read_from_there(tmp_path: Path) -> None:
    text = tables.PROFILE.replace('markup = "html"', 'otherwise = "TextEntries.TextEntryHTML"\nmarkup = "html"')
    entries = [tables.entry("8", "", TextEntryHTML="<p>Rum</p>"), tables.entry("8", "Tea", TextEntryHTML="<p>Teas</p>")]
    (read,) = tables.reads(tables.folder_of(tmp_path, Objects=tables.objects("8"), TextEntries=entries), text)
    assert [one.edition.words for one in read.texts] == ["Rum", "Tea"]


# 9
def test_a_cell_of_many_lines_is_one_cell(tmp_path: Path) -> None:
    words = "\n".join(f"line {number}" for number in range(800))
    (read,) = tables.reads(
        tables.folder_of(tmp_path, Objects=tables.objects("8"), TextEntries=[tables.entry("8", words)])
    )
    assert read.texts[0].edition.words == words


# 10
@pytest.mark.parametrize("nothing", ["NULL", "<null>", "(not assigned)", "(not entered)", "not specified", " NULL "])
def test_a_word_for_nothing_is_nothing_even_as_a_whole_label(tmp_path: Path, nothing: str) -> None:
    path = tables.folder_of(tmp_path, Objects=tables.objects("8"), TextEntries=[tables.entry("8", nothing)])
    (read,) = tables.reads(path)
    assert (read.texts, _reports(read)) == ([], [("no-words", "TextEntries.TextEntry")])


# 11, 12
def test_padded_keys_and_keys_spelled_per_table_are_one_key(tmp_path: Path) -> None:
    rows = tables.objects("8", ObjectNumber="Q/NPG.77.190    ")
    links = [{"Number": " Q_NPG.77.190", "Place": "Zandermeer"}]
    (read,) = tables.reads(tables.folder_of(tmp_path, Objects=rows, Weblinks=links))
    assert (read.obj.object_number, read.obj.facts.places) == ("Q/NPG.77.190", ({"en": "Zandermeer"},))


# 13
def test_a_table_without_header_or_key_is_named_and_nothing_comes_in(tmp_path: Path) -> None:
    for held in ("8,Kaapstander\n9,Anker\n", "Classification\nPaintings\n"):
        path = tables.folder_of(tmp_path, Objects=tables.objects("8"), TextEntries=held)
        with pytest.raises(SourceError) as caught:
            tables.raws(path)
        assert (caught.value.problem, "TextEntries" in str(caught.value)) == ("no-column", True)


# 14
def test_a_text_that_a_record_repeats_is_taken_in_once_and_counted(tmp_path: Path) -> None:
    parts = [label("The same"), label("The same"), label("The same", author="Bos, Ina"), label("Another")]
    assert imported(tmp_path, record("1", *parts, leaf("title", "Kaapstander"))).outcomes == {Outcome.CREATE: 1}
    assert sorted(words_of(text)[0] for text in texts_of("1")) == ["Another", "The same", "The same"]
    assert [words_of(text) for text in texts_of("1", "title")] == [["Kaapstander"]]


def test_a_text_that_was_repeated_in_two_exhibitions_stood_in_both(tmp_path: Path) -> None:
    text = PROFILE + '\n[texts.showing]\nexhibition = "label.file"\n'
    read = _read(tmp_path, label("The same", file="Zoet"), label("The same", file="Zout"), text=text)
    assert [one.exhibition for one in read.texts[1].edition.showings] == ["Zoet", "Zout"]


def test_a_code_of_a_language_behind_words_is_their_language(tmp_path: Path) -> None:
    text = PROFILE.replace("[voice]", '[suffixes]\nDUT = "nl"\nENG = "en"\n\n[voice]', 1)
    read = _read(
        tmp_path, leaf("title", "Capstan ENG"), leaf("material", "rope ENG"), title="Kaapstander DUT", text=text
    )
    titles = [(one.record.language, one.edition.words) for one in read.texts]
    assert titles == [("nl", "Kaapstander"), ("en", "Capstan")]
    assert read.obj.facts.materials == ({"en": "rope"},)
    assert _read(tmp_path, title="Kaapstander DUT").texts[0].edition.words == "Kaapstander DUT"


# 15
def test_an_object_may_have_many_labels_and_hundreds_of_references(tmp_path: Path) -> None:
    labels = [label(f"Label {number}") for number in range(9)]
    related = [group("Part", parts_reference=f"H {number}") for number in range(322)]
    imported(tmp_path, record("1", *labels, *related))
    assert [words_of(text) for text in texts_of("1")] == [[f"Label {number}"] for number in range(9)]


# 16
def test_a_reference_to_an_object_that_is_nowhere_costs_nothing_and_stays_in_the_source_record(tmp_path: Path) -> None:
    dangling = group("Related_object", related_object__reference="H 404")
    assert imported(tmp_path, record("1", dangling)).outcomes == {Outcome.CREATE: 1}
    assert b"H 404" in SourceRecord.objects.get().raw


# 17
def test_a_number_that_became_a_range_leaves_the_old_one_as_a_former_number(tmp_path: Path) -> None:
    imported(tmp_path, record("503", number="A 11367"))
    imported(tmp_path, record("503", number="KA 22391 & A 11367 t/m A 11416"))
    obj = SourceRecord.objects.get().obj
    assert adapter().object_number(obj) == "KA 22391 & A 11367 t/m A 11416"
    assert [one.number for one in obj.former_numbers.all()] == ["A 11367"]


# 18
def test_what_no_profile_names_never_leaves_the_source_record(tmp_path: Path) -> None:
    confidential = {
        "current_location": "Depot 3", "insurance.value": "NLG 9000", "edit.name": "k.visser",
        "acquisition.source": "Fam. Vos",
        "acquisition.price.value": "NLG 512", "input.name": "p.bakker", "valuation.value": "NLG 77001",
    }  # fmt: skip
    imported(tmp_path, record("1", *(leaf(name, words) for name, words in confidential.items())))
    obj = SourceRecord.objects.get().obj
    kept = repr([getattr(obj, field.attname) for field in obj._meta.concrete_fields if field.attname != "id"])
    assert not [words for words in confidential.values() if words in kept]


@pytest.mark.parametrize("claim", ["x", "True", "1", "ja"])
def test_words_that_their_source_calls_confidential_stay_out(tmp_path: Path, claim: str) -> None:
    text = PROFILE + 'confidential_from = "label.secret"\n'
    secret, denied = (label("a", file=given).replace("label.file", "label.secret") for given in (claim, "False"))
    read = _read(tmp_path, secret, denied, text=text, title="")
    assert [one.edition.words for one in read.texts] == ["a"]
    assert _reports(read) == [("confidential", "zaaltekst NL")]


def test_a_claim_of_confidence_that_can_be_tied_to_no_text_holds_for_all(tmp_path: Path) -> None:
    text = PROFILE.replace('type_from = "label.type"\n', "type = 'wall-text'\nconfidential_from = 'label.secret'\n")
    text = text[: text.index("types = [")]
    flat = (leaf("label.words", "one"), leaf("label.words", "two"), leaf("label.secret", "x"))
    assert _read(tmp_path, *flat, title="", text=text).texts == []
    assert len(_read(tmp_path, *flat, leaf("label.secret", "0"), title="", text=text).texts) == 1


@pytest.mark.parametrize("name", ["adlib-generic", "adlib-amsterdam", "tms-generic", "npg", "saam", "walters"])
def test_no_shipped_profile_names_what_is_confidential(name: str) -> None:
    told = "location price insurance valuation edit. input. loginid borrower donor address phone".split()
    named = " ".join(RecordReader(load_profile(name)).leaves).lower()
    assert not [word for word in told if word in named.replace("identifier_url", "")]


# 20
def test_a_long_file_is_read_as_a_stream(tmp_path: Path) -> None:
    path = written(tmp_path, *(record(str(number), label("words " * 200)) for number in range(2_000)))
    heard: list[int] = []
    records: Iterator[object] = read_source(path, kind="adlib", progress=heard.append)
    next(records)
    assert sum(heard) < path.stat().st_size / 4


# 21
def test_selected_is_of_no_account_and_claims_are_read_in_any_case(tmp_path: Path) -> None:
    spellings = [record("1").replace('"False"', f'"{word}"') for word in ("False", "false", "True", "true")]
    for at, given in enumerate(spellings):
        path = tmp_path / f"{at}.xml"
        path.write_bytes(adlib(given))
        (raw,) = read_adlib(path)
        assert (raw.is_deleted, len(RecordReader(profile(tmp_path)).read(raw).texts)) == (False, 1)


# 22
def test_an_identifier_or_a_number_that_occurs_twice_harms_no_object(tmp_path: Path) -> None:
    twice = [record("1", number="A 10055"), record("1", number="A 10055"), record("1", title="Other", number="A 10055")]
    tally = imported(tmp_path, *twice, record("2", number="A 10055"))
    assert tally.outcomes == {Outcome.CREATE: 2, Outcome.UNCHANGED: 1, Outcome.CONFLICT: 1}
    assert outcome_of("1").outcome == Outcome.CONFLICT
    assert adapter().model._default_manager.count() == 2


@pytest.mark.shared
def test_titles_that_no_header_names_are_refused_in_the_real_export(shared: Path, tmp_path: Path) -> None:
    """Crystal Bridges gives its titles once without a header: no row of it may be taken for one."""
    path = shared / "data/tms/crystal_bridges/CBMAA_Titles_v3.csv"
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        header = next(csv.reader(stream))
    folder = tables.folder_of(tmp_path, Objects=tables.objects("8"), TextEntries=path.read_bytes())
    with pytest.raises(SourceError) as caught:
        tables.raws(folder)
    assert (caught.value.problem, "ID" in header) == ("no-column", False)


# 19
PATHS = (r"..\..\DAT\collectie\1.jpg", r"C:\collectie\2.jpg", r"\\server\beeld\3.jpg", "../../DAT/4.jpg")


def _pictured(folder: Path, *addresses: str) -> str:
    images = [group("reproduction", reproduction__identifier_URL=one) for one in addresses]
    imported(folder, record("1", *images, label(PATHS[0]), label("Words")))
    return adapter().identifier(SourceRecord.objects.get().obj)


def test_paths_of_a_server_stay_in_the_source_record_and_pass_no_door(tmp_path: Path, client: Client) -> None:
    identifier = _pictured(tmp_path, *PATHS, "https://images.example.org/1.jpg")
    assert all(path.encode() in SourceRecord.objects.get().raw for path in PATHS)
    doors = [
        f"/object/{identifier}/", f"/object/{identifier}/history/", "/objects/", f"/api/v1/objects/{identifier}/",
        f"/api/v1/objects/{identifier}/perspectives/", *(f"/id/object/{identifier}.{end}" for end in ("jsonld", "ttl")),
    ]  # fmt: skip
    for door in doors:
        answer = client.get(door, follow=True)
        assert answer.status_code == 200, door
        shown = answer.content.decode()
        assert not [sign for sign in ("DAT", "collectie", "beeld", "file-only") if sign in shown], door


def test_images_of_a_service_are_known_with_it_and_manifests_are_no_images(tmp_path: Path) -> None:
    base = "https://iiif.example.org/2/abc"
    _pictured(tmp_path, f"{base}/info.json", f"{base}/full/full/0/default.jpg", f"{base}/manifest.json")
    facts = adapter().facts(SourceRecord.objects.get().obj)
    assert [(one.address, one.service) for one in facts.images] == [
        (f"{base}/full/!1200,1200/0/default.jpg", base), (f"{base}/full/full/0/default.jpg", base),
    ]  # fmt: skip
    assert facts.manifests == (f"{base}/manifest.json",)
