"""Real exports of TMS come in whole: every row is accounted for, and a second run writes nothing but itself."""

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from polyvocal.importers.models import Outcome, RecordOutcome, SourceRecord
from polyvocal.importers.profiles import Profile, RecordReader, load_profile
from polyvocal.importers.runs import Tally
from polyvocal.importers.sources import read_source
from polyvocal.importers.sources.tms_csv import read_csv
from polyvocal.importers.sources.workbooks import read_sheet
from polyvocal.linkeddata import gather
from polyvocal.models import Edition, FormerNumber, Text
from polyvocal.object_model import adapter
from tests.importers.archive import RUN_TABLES, rows_by_table
from tests.importers.tables import imported

pytestmark = [
    pytest.mark.django_db, pytest.mark.importers, pytest.mark.shared, pytest.mark.default_only,
    pytest.mark.timeout(1200),
]  # fmt: skip

FOLDER = "data/tms"
SOME = 1_000


def _again(path: Path, profile: Profile, *, records: int) -> None:
    before = rows_by_table(leave_out=RUN_TABLES)
    assert imported(path, profile).outcomes == {Outcome.UNCHANGED: records}
    assert rows_by_table(leave_out=RUN_TABLES) == before


def _skipped(tally: Tally) -> dict[tuple[str, str], int]:
    return dict(tally.skipped)


def _texts() -> Counter[Any]:
    return Counter(Text.objects.values_list("text_type", flat=True))


def _some_objects(source: Path, target: Path) -> None:
    """Copy the rows of the first objects of every table, wherever it lies."""
    with (source / "NPGObjects3.csv").open(encoding="utf-8-sig", newline="") as stream:
        ids = {row["ObjectID"] for _number, row in zip(range(SOME), csv.DictReader(stream), strict=False)}
    for path in source.rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as given, (target / path.name).open("w", newline="") as made:
            reader = csv.DictReader(given)
            writer = csv.DictWriter(made, reader.fieldnames or [])
            writer.writeheader()
            writer.writerows(row for row in reader if row.get("ObjectID", next(iter(ids))) in ids)


def test_every_row_of_the_portrait_gallery_is_read(shared: Path) -> None:
    """6 provenances and 1 label are NULL, 2 titles and 4 labels are given twice; each of the other rows is a text."""
    profile = load_profile("npg")
    reader = RecordReader(profile)
    path = shared / FOLDER / "npg_smithsonian"
    reads = [reader.read(raw) for raw in read_source(path, kind="tms", tables=profile.tables, leaves=reader.leaves)]
    assert len(reads) == len({read.obj.identifier for read in reads}) == 16_846
    assert Counter(text.record.text_type for read in reads for text in read.texts) == {
        "title": 18_122 - 2,
        "object-label": 2_929 - 1 - 4,
        "provenance-statement": 944 - 6,
    }
    assert Counter((one.reason, one.what) for read in reads for one in read.skipped) == {
        ("no-words", "NPGObjWebLabels.TextEntry"): 1,
        ("no-words", "NPGObjProvenance3.Provenance"): 6,
        ("repeated", "NPGObjTitles3.Title"): 2,
        ("repeated", "NPGObjWebLabels.TextEntry"): 4,
    }
    assert sum(len(read.obj.facts.makers) for read in reads) > 16_000
    # 104 of the 458 exhibitions show nothing that the table of objects holds; each of the 7,000 ties is kept.
    exhibitions = [one for read in reads for one in read.obj.facts.exhibitions]
    assert (len(exhibitions), len(set(exhibitions))) == (7_000, 354)
    assert all(one.dates.edtf for one in exhibitions)
    assert "0" not in {read.obj.facts.produced.as_written for read in reads}


def test_the_workbooks_of_the_portrait_gallery_hold_what_their_csv_holds(shared: Path) -> None:
    """Whoever saved them as CSV wrote midnight behind each day."""
    folder = shared / FOLDER / "npg_smithsonian"
    books = sorted(folder.glob("*.xlsx"))
    assert len(books) == 5
    for book in books:
        rows = [row.cells for row in read_sheet(book, "Sheet1", None)]
        saved = read_csv(folder / "xlsx_as_csv" / f"{book.stem}.csv", None)
        assert rows == [{name: cell.removesuffix(" 00:00:00") for name, cell in row.cells.items()} for row in saved]


def test_a_folder_with_workbooks_is_read_as_the_one_with_csv(shared: Path, tmp_path: Path) -> None:
    source = shared / FOLDER / "npg_smithsonian"
    for path in (*source.glob("*.csv"), source / "NPGObjWebLabels.xlsx", *source.glob("*/NPG*s3.csv")):
        (tmp_path / path.name).symlink_to(path)
    profile = load_profile("npg")
    leaves = RecordReader(profile).leaves
    with_workbooks, with_csv = (
        [(raw.record_id, raw.raw) for raw in read_source(one, kind="tms", tables=profile.tables, leaves=leaves)]
        for one in (tmp_path, source)
    )
    assert with_workbooks == with_csv


def test_objects_of_the_portrait_gallery_come_in_and_only_once(shared: Path, tmp_path: Path) -> None:
    _some_objects(shared / FOLDER / "npg_smithsonian", tmp_path)
    profile = load_profile("npg")
    tally = imported(tmp_path, profile)
    assert tally.outcomes == {Outcome.CREATE: SOME}
    assert adapter().model._default_manager.count() == SOME
    assert Text.objects.filter(text_type="object-label").count() > 100
    _again(tmp_path, profile, records=SOME)


def test_typed_texts_come_in_without_a_table_of_objects_and_without_their_markup(shared: Path) -> None:
    """5,007 rows; one of them is the name of a video file, two say what another row says of the same object."""
    profile = load_profile("saam")
    path = shared / FOLDER / "saam_smithsonian"
    tally = imported(path, profile)
    assert tally.outcomes == {Outcome.CREATE: 4_073}
    assert _texts() == {
        "object-label": 3_694 + 28 - 1,
        "quote": 841,
        "wall-text": 249 - 1,
        "exhibition-text": 161,
        "catalogue-text": 33,
    }
    assert _skipped(tally) == {
        ("unknown-type", "Video Clip"): 1,
        ("repeated", "Luce Center Label"): 1,
        ("repeated", "Gallery Label"): 1,
    }
    words = list(Edition.objects.values_list("words", flat=True))
    residue = ("<p>", "</", "<i>", "&nbsp;", "&#151", "xml:namespace", "<!--", "mso-", "\r")
    assert not [one for one in words if any(sign in one.lower() for sign in residue)]
    raw = SourceRecord.objects.get(record_id="1882.1.1").raw
    assert b"<EM>Taking the Oath" in raw
    _again(path, profile, records=4_073)


def _walters(shared: Path, folder: Path, *, objects: str, titles: str) -> Path:
    source = shared / FOLDER / "walters_xml"
    folder.mkdir()
    for name in (objects, titles):
        (folder / f"WAM_XMLExport_AAC_{name}.xml").symlink_to(source / f"WAM_XMLExport_AAC_{name}.xml")
    return folder


def test_a_later_export_keeps_what_it_changed_as_earlier_editions(shared: Path, tmp_path: Path) -> None:
    profile = load_profile("walters")
    first = _walters(shared, tmp_path / "v1", objects="Objects", titles="Titles")
    assert imported(first, profile).outcomes == {Outcome.CREATE: 800}
    assert _texts() == {"title": 935 - 24, "web-text": 781, "provenance-statement": 799}
    previous = Edition.objects.filter(text__text_type="title", state="superseded")
    assert previous.count() == 24
    _again(first, profile, records=800)
    second = _walters(shared, tmp_path / "v2", objects="Objects_v2_3-31-2017", titles="Titles_v2_11-2016")
    tally = imported(second, profile)
    assert tally.outcomes == {Outcome.CREATE: 1, Outcome.UPDATE: 800}
    _assert_what_the_second_export_changed(tally)
    _again(second, profile, records=801)
    _assert_the_terms_it_names()


def _assert_the_terms_it_names() -> None:
    """Terms of the AAT with their numbers; numbers with a digit too many are words alone."""
    facts = [adapter().facts(obj) for obj in adapter().visible()]
    given = [one for several in facts for one in several.given_terms]
    assert Counter(one.field for one in given) == {"materials": 1_455, "object_names": 593, "techniques": 14}
    assert all(re.fullmatch(r"http://vocab\.getty\.edu/aat/300\d{6}", one.uri) for one in given)
    made = gather.Gathering().records_of(list(adapter().visible()))
    assert sum(one.term_of("materials", names) is not None for one in made for names in one.facts.materials) == 1_458


def _assert_what_the_second_export_changed(tally: Tally) -> None:
    """Every record bears a new date stamp. In 4 the description changed and in 3 the provenance; one object is new."""
    edited = Edition.objects.filter(number__gt=1, state="current").exclude(text__text_type="title")
    assert Counter(edited.values_list("text__text_type", flat=True)) == {"web-text": 4, "provenance-statement": 3}
    superseded = Edition.objects.filter(state="superseded")
    assert superseded.filter(text__text_type="web-text").count() == 4
    assert not [one for one in edited if not one.reason]
    outcomes = RecordOutcome.objects.filter(run=tally.run_id)
    assert outcomes.filter(reason__contains="nothing in it that is taken in").count() > 400
    assert FormerNumber.objects.count() == 1


def test_one_table_in_two_encodings_gives_the_same_records(shared: Path) -> None:
    """The second file lost numbers in a spreadsheet: 1,049 are empty, which takes none away; 44 lost a last zero."""
    profile = load_profile("crystal-bridges")
    folder = shared / FOLDER / "crystal_bridges"
    windows, utf8 = folder / "LOD_CBMAA_Objects.csv", folder / "LOD_CBMAA_Objects_v2_1-2018.csv"
    assert imported(windows, profile).outcomes == {Outcome.CREATE: 1_556}
    assert _texts() == {"title": 2_535, "provenance-statement": 1_556}
    _again(windows, profile, records=1_556)
    texts = Edition.objects.count()
    tally = imported(utf8, profile)
    assert tally.outcomes == {Outcome.UPDATE: 1_093, Outcome.UNCHANGED: 463}
    assert Edition.objects.count() == texts
    assert FormerNumber.objects.count() == 44
    _again(utf8, profile, records=1_556)
