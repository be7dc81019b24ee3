"""Where words stood, and which exhibitions an object was in: read, noted once, kept up to date, taken back."""

from datetime import date
from pathlib import Path

import pytest

from polyvocal import publishing
from polyvocal.importers.models import ImportRun, Outcome
from polyvocal.importers.runs import Tally, undo_import
from polyvocal.models import Edition, Hint, Showing
from polyvocal.object_model import adapter
from polyvocal.publishing import Actor
from polyvocal.records import Exhibition, ShowingRecord, Span
from tests.importers import tables
from tests.importers.archive import RUN_TABLES, rows_by_table, texts_of, words_of
from tests.importers.exports import PROFILE, group, imported, leaf, record

pytestmark = [pytest.mark.django_db, pytest.mark.importers]

WITH_SHOWINGS = (
    PROFILE.replace(
        "[[texts]]",
        """
[object.exhibitions]
title = ["show", "title"]
venue = "show.venue"
start = "show.start"
end = "show.end"
groups = ["Shows"]

[[texts]]""",
        1,
    )
    + """
[texts.showing]
exhibition = "label.show"
venue = "label.venue"
room = "label.room"
shown_from = "label.shown"
shown_until = "label.shown.until"
as_written = "label.shown.words"
"""
)


def _label(words: str = "Bitter", **more: str) -> str:
    given = {"label__words": words, "label__type": "zaaltekst NL", "label__show": "Zoet", **more}
    return group("Labels", **given)


def _import(folder: Path, *labels: str) -> Tally:
    return imported(folder, record("1", *labels), text=WITH_SHOWINGS)


def _undo() -> None:
    run = ImportRun.objects.latest("pk")
    undo_import(run, Actor.system("the tests"), reason="wrong")


def _shown() -> list[tuple[str, str, date | None, date | None]]:
    rows = Showing.objects.order_by("pk")
    return [(row.place, row.exhibition, row.shown_from, row.shown_until) for row in rows]


@pytest.mark.parametrize(
    ("given", "showing"),
    [
        ({}, ShowingRecord("", "Zoet")),
        ({"label__show": "", "label__venue": "Waag", "label__room": "2"}, ShowingRecord("Waag, 2")),
        (
            {"label__shown": "2009-03-01", "label__shown__until": "2012-01-08 00:00:00"},
            ShowingRecord("", "Zoet", date(2009, 3, 1), date(2012, 1, 8)),
        ),
        (
            {"label__shown": "2009", "label__shown__until": "2012"},
            ShowingRecord("", "Zoet", dates=Span("2009 – 2012", "2009/2012")),
        ),
        (
            {"label__shown": "2012-01-08", "label__shown__until": "2009-03-01"},
            ShowingRecord("", "Zoet", dates=Span("2012-01-08 – 2009-03-01", "")),
        ),
        (
            {"label__shown__words": "in de winter van dat jaar"},
            ShowingRecord("", "Zoet", dates=Span("in de winter van dat jaar", "")),
        ),
    ],
)
def test_a_showing_is_read_as_far_as_it_is_clear(tmp_path: Path, given: dict[str, str], showing: ShowingRecord) -> None:
    _import(tmp_path, _label(**given))
    row = Showing.objects.get()
    read = ShowingRecord(
        row.place, row.exhibition, row.shown_from, row.shown_until, Span(row.dates_as_written, row.dates)
    )
    assert read == showing


def test_words_that_stood_nowhere_in_particular_have_no_showing(tmp_path: Path) -> None:
    _import(tmp_path, _label(label__show="", label__shown="2009-03-01"))
    assert _shown() == []


def test_a_second_run_notes_no_showing_twice(tmp_path: Path) -> None:
    _import(tmp_path, _label(label__shown="2009-03-01"))
    before = rows_by_table(leave_out=RUN_TABLES)
    assert _import(tmp_path, _label(label__shown="2009-03-01")).outcomes == {Outcome.UNCHANGED: 1}
    assert rows_by_table(leave_out=RUN_TABLES) == before


def test_a_showing_that_comes_later_is_noted_with_the_words_that_stand(tmp_path: Path) -> None:
    _import(tmp_path, _label(label__show=""))
    assert _import(tmp_path, _label(label__shown="2009-03-01")).outcomes == {Outcome.UPDATE: 1}
    assert _shown() == [("", "Zoet", date(2009, 3, 1), None)]
    assert Edition.objects.get(text__text_type="wall-text").showings.count() == 1
    assert publishing.versions_of(Showing.objects.get()).count() == 1


def test_those_who_harvest_hear_of_a_showing_that_comes_later_and_of_its_end(tmp_path: Path) -> None:
    _import(tmp_path, _label(label__show=""))
    Hint.objects.all().delete()
    for later in ({"label__shown": "2009-03-01"}, {"label__shown": "2009-03-01", "label__shown__until": "2012-01-08"}):
        _import(tmp_path, _label(**later))
        stood = str(Edition.objects.get(text__text_type="wall-text").pk)
        assert list(Hint.objects.values_list("kind", "about")) == [("edition", [stood])]
        Hint.objects.all().delete()


def test_a_showing_that_ends_is_closed_and_not_repeated(tmp_path: Path) -> None:
    _import(tmp_path, _label(label__shown="2009-03-01"))
    _import(tmp_path, _label(label__shown="2009-03-01", label__shown__until="2012-01-08"))
    assert _shown() == [("", "Zoet", date(2009, 3, 1), date(2012, 1, 8))]


def test_a_showing_that_a_curator_corrected_or_took_away_is_left_alone(tmp_path: Path) -> None:
    _import(tmp_path, _label(label__shown="2009-03-01"))
    Showing.objects.update(place="Zaal 3")
    _import(tmp_path, _label(label__shown="2009-04-01"))
    assert _shown() == [("Zaal 3", "Zoet", date(2009, 3, 1), None)]
    Showing.objects.all().delete()
    _import(tmp_path, _label(label__shown="2009-05-01"))
    assert _shown() == []


def test_a_showing_a_curator_noted_first_is_not_noted_again(tmp_path: Path) -> None:
    _import(tmp_path, _label(label__show=""))
    edition = Edition.objects.get(text__text_type="wall-text")
    Showing.objects.create(edition=edition, exhibition="Zoet", shown_from=date(2009, 3, 1))
    _import(tmp_path, _label(label__shown="2009-03-01"))
    assert len(_shown()) == 1


def test_new_words_take_over_only_the_showings_that_go_on(tmp_path: Path) -> None:
    over = _label("Bitter", label__shown="2009-03-01", label__shown__until="2012-01-08")
    going_on = _label("Zout en zuur", label__show="Zee")
    _import(tmp_path, over, going_on)
    _import(tmp_path, over.replace("Bitter", "Bitter!"), going_on.replace("zuur", "zuur!"))
    editions = Edition.objects.filter(text__text_type="wall-text").order_by("words")
    assert [(one.words, [row.called for row in one.showings.all()]) for one in editions] == [
        ("Bitter", ["Zoet"]), ("Bitter!", []), ("Zout en zuur", ["Zee"]), ("Zout en zuur!", ["Zee"]),
    ]  # fmt: skip


def test_undoing_a_run_takes_back_the_showings_it_added_and_the_dates_it_changed(tmp_path: Path) -> None:
    _import(tmp_path, _label("Zout", label__show=""), _label(label__shown="2009-03-01"))
    changed = (_label("Zout"), _label(label__shown="2009-04-01"))
    _import(tmp_path, *changed)
    assert {row[2] for row in _shown()} == {None, date(2009, 4, 1)}
    _undo()
    assert _shown() == [("", "Zoet", date(2009, 3, 1), None)]
    assert ImportRun.objects.latest("pk").undo_report["counts"]["showings-taken-back"] == 2
    _import(tmp_path, *changed)
    assert _shown() == [("", "Zoet", date(2009, 3, 1), None)]


def test_words_that_undoing_brings_back_stand_again_where_they_stood(tmp_path: Path) -> None:
    _import(tmp_path, _label("Bitter en zoet"))
    _import(tmp_path, _label("Bitter en zuur"))
    _undo()
    (text,) = texts_of("1")
    assert words_of(text) == ["Bitter en zoet", "Bitter en zuur", "Bitter en zoet"]
    assert [one.showings.count() for one in text.editions.order_by("number")] == [1, 1, 1]


def test_undoing_the_run_that_made_a_text_leaves_its_showing_with_the_tombstone(tmp_path: Path) -> None:
    _import(tmp_path, _label())
    _undo()
    assert Edition.objects.get(text__text_type="wall-text").is_withdrawn
    assert len(_shown()) == 1
    assert _import(tmp_path, _label(label__room="4")).outcomes == {Outcome.UPDATE: 1}
    assert len(_shown()) == 1


def test_exhibitions_of_an_object_are_facts_each_of_them_once(tmp_path: Path) -> None:
    show = group("Shows", show="Zoet", show__venue="Waag", show__start="2009-03-01", show__end="2012-01-08")
    titled = group("Shows", title="Zee", show__start="1974")
    _import(tmp_path, show, show, titled, group("Documentation", title="A book"), leaf("show", "Zout"))
    obj = adapter().model._default_manager.get()
    assert adapter().facts(obj).exhibitions == (
        Exhibition("Zout"),
        Exhibition("Zoet", "Waag", Span("2009-03-01 – 2012-01-08", "2009-03-01/2012-01-08")),
        Exhibition("Zee", "", Span("1974", "1974")),
    )
    assert _shown() == []


TABLES = tables.PROFILE.replace(
    'to = "ObjectID"}\noptional = true',
    'to = "ObjectID"}\noptional = true\n'
    'lookups = {ID = {table = "ExhObjXrefs", key = "ExhObjXrefID",'
    ' lookups = {ExhibitionID = {table = "Exhibitions", optional = true}}}}',
).replace(
    'type = "exhibition-text"\n',
    'type = "exhibition-text"\nshowing = {exhibition = "ShowLabels.ID.ExhibitionID.ExhTitle",'
    ' shown_from = "ShowLabels.ID.ExhibitionID.BeginISODate"}\n',
    1,
)


def test_the_labels_of_an_exhibition_of_tms_say_in_which_they_stood(tmp_path: Path) -> None:
    folder = tables.folder_of(
        tmp_path,
        Objects=tables.objects("8"),
        TextEntries=[tables.entry("300", "shown in 1974", TableID="49")],
        ExhObjXrefs=[{"ExhObjXrefID": "300", "ObjectID": "8", "ExhibitionID": "5"}],
        Exhibitions=[{"ExhibitionID": "5", "ExhTitle": "Harbour", "BeginISODate": "1974-05-01 00:00:00.000"}],
    )
    tables.imported(folder, tables.profile(tmp_path, TABLES))
    assert _shown() == [("", "Harbour", date(1974, 5, 1), None)]


def test_without_the_table_of_showings_its_labels_belong_to_no_object(tmp_path: Path) -> None:
    text = tables.PROFILE.replace('to = "ObjectID"}', 'to = "ObjectID", optional = true}')
    entries = [tables.entry("300", "shown in 1974", TableID="49")]
    _one, lost = tables.raws(tables.folder_of(tmp_path, Objects=tables.objects("8"), TextEntries=entries), text)
    assert lost.fault == "no-object"
