"""Tables in the shape that the National Gallery of Art publishes, made up: previous titles are superseded editions."""

from pathlib import Path

import pytest

from polyvocal.importers.models import Outcome
from polyvocal.importers.profiles import RecordReader, load_profile
from polyvocal.importers.sources import read_source
from polyvocal.models import Edition
from tests.importers.archive import RUN_TABLES, rows_by_table
from tests.importers.tables import folder_of, imported

pytestmark = [pytest.mark.django_db, pytest.mark.importers]


def _folder(folder: Path) -> Path:
    def row(number: str, title: str) -> dict[str, str]:
        return {
            "objectid": number, "accessionnum": f"1937.1.{number}", "title": title, "displaydate": "c. 1310",
            "beginyear": "1310", "endyear": "1310", "medium": "tempera on panel", "provenancetext": "",
            "locationid": "7",
        }  # fmt: skip

    def previous(number: str, title: str, date: str = "", *, order: int = 1, kind: str = "title") -> dict[str, object]:
        return {
            "datatype": f"previous_{kind}", "objectid": number, "displayorder": order, "forwardtext": title,
            "invertedtext": "", "remarks": f"of {title}" if date else "", "effectivedate": date.ljust(10),
        }  # fmt: skip

    return folder_of(
        folder,
        objects=[row("3", "Quay at Dawn"), row("4", "Ship"), row("5", "Tower")],
        objects_historical_data=[
            previous("3", "Harbour", "1984-05-02", order=2), previous("3", "Harbor View", "1999", order=1),
            previous("4", "The Boat"), previous("3", "Follower of Bos", "1984-05-02", kind="attribution"),
            previous("5", "Spire"), previous("5", "Steeple", order=2),
        ],
        objects_text_entries=[
            {"objectid": "3", "text": "Dawn, <i>early</i>.", "texttype": "brief_narrative", "year": ""},
            {"objectid": "3", "text": "Bos 1901", "texttype": "bibliography", "year": "1901"},
        ],
        objects_constituents=[
            {"objectid": "3", "constituentid": "9", "displayorder": "1", "roletype": kind, "role": kind, "prefix": ""}
            for kind in ("artist", "donor")
        ],
        constituents=[{"constituentid": "9", "forwarddisplayname": "Ina Bos", "beginyear": "1270", "endyear": "1320"}],
    )  # fmt: skip


def test_previous_titles_become_superseded_editions_with_their_dates(tmp_path: Path) -> None:
    profile, folder = load_profile("nga"), _folder(tmp_path)
    tally = imported(folder, profile)
    assert tally.outcomes == {Outcome.CREATE: 3}
    titles = Edition.objects.filter(text__text_type="title").order_by("text__obj", "number")
    assert list(titles.values_list("words", "state", "recorded")) == [
        ("Harbour", "superseded", "1984-05-02"), ("Harbor View", "superseded", "1999"), ("Quay at Dawn", "current", ""),
        ("The Boat", "superseded", ""), ("Ship", "current", ""), ("Tower", "current", ""),
    ]  # fmt: skip
    assert tally.skipped["unclear-order", ""] == 2
    before = rows_by_table(leave_out=RUN_TABLES)
    assert imported(folder, profile).outcomes == {Outcome.UNCHANGED: 3}
    assert rows_by_table(leave_out=RUN_TABLES) == before


def test_only_the_columns_that_a_joined_table_names_enter_the_record(tmp_path: Path) -> None:
    profile = load_profile("nga")
    reader = RecordReader(profile)
    raw, *_others = read_source(_folder(tmp_path), kind="tms", tables=profile.tables, leaves=reader.leaves)
    assert raw.raw.count(b"tempera on panel") == 1
    assert b"invertedtext" not in raw.raw
    read = reader.read(raw)
    assert [maker.name for maker in read.obj.facts.makers] == ["Ina Bos"]
    assert {text.edition.words for text in read.texts if text.record.text_type == "web-text"} == {"Dawn, early."}
