"""A history of ownership in fields becomes a statement whose words are written from its steps."""

from pathlib import Path

import pytest

from polyvocal.importers.models import Outcome
from polyvocal.models import EventStatement, ProvenanceEvent
from polyvocal.records import PartyRecord, ProvenanceEventRecord
from tests.importers.archive import RUN_TABLES, rows_by_table, texts_of, words_of
from tests.importers.exports import PROFILE, group, imported, leaf, record

pytestmark = [pytest.mark.django_db, pytest.mark.importers]

TEXT = (
    PROFILE.replace('ownership_history = "ownership.history.free.text"\n', "")
    + """
[provenance]
notation = "dutch"

[provenance.steps]
owner = "owner_hist.owner"
acquired_from = "owner_hist.acquired_from"
method = "owner_hist.acquisition.method"
start = "owner_hist.date.start"
end = "owner_hist.date.end"
place = "owner_hist.place"
notes = "owner_hist.notes"
auction = "owner_hist.auction"
lot = "owner_hist.auction.lot_number"
confidential_from = "owner_hist.access"

[provenance.arrival]
method = "acquisition.method"
date = "acquisition.date"
"""
)


def _step(owner: str = "", **leaves: str) -> str:
    return group("Owner_history", owner_hist__owner=owner, **{f"owner_hist__{key}": one for key, one in leaves.items()})


BOL = _step("Jan Bol", place="Hoorn", date__start="1900", date__end="1920")
VIS = _step(
    "Griet Vis", acquired_from="Jan Bol", acquisition__method="aankoop", date__start="1920-03-04", auction="Blankert",
    auction__lot_number="lot 88", price__value="120",
)  # fmt: skip
GIFT = leaf("acquisition.method", "schenking") + leaf("acquisition.date", "1931") + leaf("acquisition.source", "Vis")


def _events(folder: Path, *parts: str, text: str = TEXT) -> list[ProvenanceEventRecord]:
    imported(folder, record("1", *parts), text=text)
    rows = EventStatement.objects.filter(edition__state="current").select_related("event")
    return [row.record for row in rows.order_by("position")]


def test_steps_and_the_arrival_are_events_in_order_and_their_words_a_statement(tmp_path: Path) -> None:
    bol, vis, gift = _events(tmp_path, BOL, VIS, GIFT)
    assert bol.receiver == PartyRecord("Jan Bol", place="Hoorn")
    assert (bol.tenure.botb, bol.tenure.eote) == ("1900", "1920")
    assert (vis.method, vis.sender and vis.sender.name, vis.tenure.botb) == ("sale", "Jan Bol", "1920-03-04")
    assert (vis.occasion, vis.lot_number) == ("Blankert", "lot 88")
    assert (gift.method, gift.receiver and gift.receiver.name) == ("gift", "Havenmuseum")
    (words,) = words_of(texts_of("1", "provenance-statement")[0])
    assert words.startswith("Jan Bol, Hoorn, 1900 tot 1920. Aankoop van Jan Bol door Griet Vis")
    assert all(one.clause.lower() in words.lower() for one in (bol, vis, gift))


def test_how_the_object_came_is_a_fact_and_no_statement_where_nobody_had_it_before(tmp_path: Path) -> None:
    assert not _events(tmp_path, GIFT)


def test_prices_and_donors_that_no_key_names_stay_out(tmp_path: Path) -> None:
    events = _events(tmp_path, BOL, VIS, GIFT)
    assert [one.price for one in events] == ["", "", ""]
    assert events[2].sender is None


def test_what_is_confidential_or_cannot_be_tied_to_its_step_stays_out(tmp_path: Path) -> None:
    (bol,) = _events(tmp_path, BOL, _step("Geheim", access="x"), _step("Ook geheim", access="ja"))
    assert bol.receiver == PartyRecord("Jan Bol", place="Hoorn")
    tally = imported(tmp_path, record("2", leaf("owner_hist.owner", "A"), leaf("owner_hist.owner", "B"),
                                      leaf("owner_hist.access", "x")), text=TEXT)  # fmt: skip
    assert tally.skipped[("confidential", "")] == 2
    assert not texts_of("2", "provenance-statement")


@pytest.mark.parametrize(
    ("method", "given", "code", "begins", "note"),
    [
        ("schenking 1795", "", "gift", "1795", ""),
        ("nationalisatie 1795 1798-09", "", "", "", "nationalisatie; 1795 1798-09"),
        ("schenking 1795", "1796", "gift", "1796", "1795"),
        ("legaat (?)", "1880", "bequest", "1880", "legaat (?)"),
    ],
)
def test_dates_glued_behind_a_method_are_told_apart_and_doubts_are_kept(
    tmp_path: Path, method: str, given: str, code: str, begins: str, note: str
) -> None:
    (event,) = _events(tmp_path, _step("Jan Bol", acquisition__method=method, date__start=given))
    assert (event.method, event.tenure.botb, event.note) == (code, begins, note)
    assert event.uncertain == (("method",) if "?" in method else ())


def test_dates_that_are_not_understood_stay_as_written(tmp_path: Path) -> None:
    (event,) = _events(tmp_path, _step("Jan Bol", date__start="de Franse tijd", date__end="1820"))
    assert (event.tenure.as_written, event.tenure.eote) == ("de Franse tijd – 1820", "")


def test_a_source_that_lists_the_last_owner_first_is_turned_round(tmp_path: Path) -> None:
    events = _events(
        tmp_path, VIS, BOL, text=TEXT.replace("[provenance.arrival]", "newest_first = true\n[provenance.arrival]")
    )
    assert [one.receiver and one.receiver.name for one in events] == ["Jan Bol", "Griet Vis"]


def test_a_second_import_writes_nothing_and_a_changed_step_keeps_its_event(tmp_path: Path) -> None:
    _events(tmp_path, BOL, VIS, GIFT)
    before, known = rows_by_table(leave_out=RUN_TABLES), list(ProvenanceEvent.objects.values_list("pk", flat=True))
    assert imported(tmp_path, record("1", BOL, VIS, GIFT), text=TEXT).outcomes == {Outcome.UNCHANGED: 1}
    assert rows_by_table(leave_out=RUN_TABLES) == before
    _events(tmp_path, BOL, VIS.replace("1920-03-04", "1920-03-05"), GIFT)
    assert list(ProvenanceEvent.objects.values_list("pk", flat=True)) == known


def test_what_changes_in_a_step_but_not_in_the_words_is_a_new_edition(tmp_path: Path) -> None:
    _events(tmp_path, BOL, GIFT)
    (bol, _gift) = _events(tmp_path, BOL.replace("</Owner", leaf("owner_hist.notes", "Uit brieven.") + "</Owner"), GIFT)
    assert bol.note == "Uit brieven."
    assert len(words_of(texts_of("1", "provenance-statement")[0])) == 2


def test_free_text_beside_steps_is_a_statement_of_its_own(tmp_path: Path) -> None:
    both = TEXT + '\n[[texts]]\nwords = "history"\ntype = "provenance-statement"\nlanguage = "nl"\nnotation = "dutch"\n'
    imported(tmp_path, record("1", BOL, leaf("history", "Uit de familie Bol.")), text=both)
    assert [words_of(text) for text in texts_of("1", "provenance-statement")] == [
        ["Uit de familie Bol."], ["Jan Bol, Hoorn, 1900 tot 1920."],
    ]  # fmt: skip
