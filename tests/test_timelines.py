"""The figures of the time line."""

from datetime import date
from typing import Any

import pytest

from polyvocal import publishing
from polyvocal.selectors import archive_of
from polyvocal.timelines import MARGIN, TimeLine, day_written, end_of, moment_on, time_line
from tests.factories import ACTOR, make_object, moment
from tests.saying import say

pytestmark = pytest.mark.django_db
NOW = "2026-01-01"


def _line(obj: Any, *, chosen: date | None = None) -> TimeLine:
    line = time_line(archive_of(obj), now=moment(NOW), chosen=chosen)
    assert line is not None
    return line


@pytest.mark.parametrize(("day", "stands"), [
    (date(2021, 3, 28), "2021-03-28 23:59:59.999999"),  # summer time begins
    (date(2021, 10, 31), "2021-10-31 23:59:59.999999"),  # and ends
    (date(2026, 1, 1), NOW),
    (date.max, NOW),
    (None, NOW),
])  # fmt: skip
def test_a_page_about_a_day_stands_at_its_end_or_now(day: date | None, stands: str) -> None:
    assert moment_on(day, now=moment(NOW)) == moment(stands)


@pytest.mark.parametrize(("written", "day"), [
    (" 2021-05-01 ", date(2021, 5, 1)), ("2021-02-30", None), ("0001-01-01", None), ("yesterday", None), ("", None),
])  # fmt: skip
def test_a_day_is_written_as_year_month_day(written: str, day: date | None) -> None:
    assert day_written(written) == day


def test_an_object_about_which_nothing_was_said_has_no_time_line() -> None:
    obj = make_object()
    say(obj, "Bowl", text_type="title")
    assert time_line(archive_of(obj), now=moment(NOW)) is None


def test_each_edition_is_a_tick_and_only_the_present_one_is_current() -> None:
    obj = make_object()
    for year in (1978, 2006, 2021):
        say(obj, "Words.", since=f"{year}-03-01")
    (lane,) = _line(obj).lanes
    assert [tick.day.year for tick in lane.ticks] == [1978, 2006, 2021]
    assert [tick.state for tick in lane.ticks] == ["superseded", "superseded", "current"]
    assert lane.ticks[0].at == MARGIN
    assert [(stretch.start, stretch.end, stretch.is_current) for stretch in lane.stretches] == [
        (MARGIN, 100 - MARGIN, True)
    ]


def test_editions_of_one_day_share_a_tick() -> None:
    obj = make_object()
    say(obj, "Woorden.", language="nl")
    say(obj, "Words.", language="en")
    (lane,) = _line(obj).lanes
    assert [len(tick.editions) for tick in lane.ticks] == [2]


def test_a_withdrawn_edition_is_a_tick_of_its_own_kind_and_its_stretch_is_past() -> None:
    obj = make_object()
    edition = say(obj, "Words.", since="2010-01-01")
    publishing.withdraw(edition, ACTOR, reason="Asked for.")
    (lane,) = _line(obj).lanes
    assert lane.ticks[0].state == "withdrawn"
    assert not lane.stretches[0].is_current


def test_a_chosen_day_stands_between_the_ends() -> None:
    obj = make_object()
    say(obj, "Words.", since="2006-01-01")
    assert (_line(obj).chosen, _line(obj).day) == (None, None)
    assert _line(obj, chosen=date(2015, 12, 31)).chosen == pytest.approx(50, abs=0.1)


def test_the_scale_names_at_most_six_round_years() -> None:
    obj = make_object()
    say(obj, "Words.", since="1903-05-01")
    assert [year.label for year in _line(obj).years] == ["1925", "1950", "1975", "2000", "2025"]


def test_a_day_ends_where_the_next_begins() -> None:
    assert end_of(date(2021, 5, 1)) < moment("2021-05-02")
    assert end_of(date(2021, 5, 1)) > moment("2021-05-01 23:59")
