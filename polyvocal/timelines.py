"""The figures of an object's time line: a lane per perspective, a tick per day on which an edition began."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from polyvocal.models import Edition, EditionState, Perspective
from polyvocal.selectors import ALT_TEXT, TITLE, Archive, TextHistory

MARGIN = 2.0
"""Percent left free at both ends, so that no tick is cut off."""

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)
_MOST_YEARS = 6


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on which editions began, `at` percent of the way. `state` is that of the edition that stands longest."""

    at: float
    day: date
    editions: tuple[Edition, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which something stood, in percent of the way."""

    start: float
    end: float
    is_current: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """One perspective through time."""

    perspective: Perspective
    ticks: tuple[Tick, ...]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """A year on the scale, `at` percent of the way."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class TimeLine:
    """All lanes on one scale. `day` is the day that the page looks back to, `chosen` where it stands on the scale."""

    lanes: tuple[Lane, ...]
    years: tuple[Year, ...]
    first: date
    last: date
    day: date | None
    chosen: float | None

    @property
    def ticks_counted(self) -> int:
        """How many moments there are to choose from."""
        return len({tick.day for lane in self.lanes for tick in lane.ticks})


def end_of(day: date) -> datetime:
    """Return the last moment of a day in the museum's time zone: what changed on that day has changed."""
    return timezone.make_aware(datetime.combine(day, time.max))


def moment_on(day: date | None, *, now: datetime) -> datetime:
    """Return the moment at which a page about a day stands: the end of that day, or now if that has yet to come."""
    return now if day is None or day >= timezone.localdate(now) else end_of(day)


def day_written(written: str) -> date | None:
    """Return the day that a visitor wrote as year-month-day, or None where that is no day on which anything stood."""
    try:
        day = parse_date(written.strip())
    except ValueError:
        return None
    return day if day is not None and day.year > 1 else None


def moment_written(written: str) -> datetime | None:
    """Return the end of the second that a client wrote as 2021-05-01T10:00:00Z, or None where it wrote none."""
    try:
        moment = parse_datetime(written.strip()) if "T" in written else None
    except ValueError:
        return None
    if moment is None or not 1 < moment.year < date.max.year:
        return None
    aware = timezone.make_aware(moment) if timezone.is_naive(moment) else moment
    return aware.replace(microsecond=999_999)


def time_line(archive: Archive, *, now: datetime, chosen: date | None = None) -> TimeLine | None:
    """Return the time line of everything said about an object besides titles, or None where nothing was."""
    histories = [one for one in archive.histories if one.text.text_type not in (TITLE, ALT_TEXT)]
    if not histories:
        return None
    start = min(edition.published_from for one in histories for edition in one.editions)
    scale = _Scale(min(start, now - timedelta(days=365)), now)
    by_perspective: dict[Perspective, list[TextHistory]] = {}
    for history in histories:
        by_perspective.setdefault(history.text.perspective, []).append(history)
    lanes = [_lane(perspective, found, scale=scale) for perspective, found in by_perspective.items()]
    lanes.sort(key=lambda lane: (lane.perspective.position, lane.perspective.slug))
    return TimeLine(
        lanes=tuple(lanes),
        years=tuple(_years(scale)),
        first=timezone.localdate(start),
        last=timezone.localdate(now),
        day=chosen,
        chosen=None if chosen is None else scale.at(end_of(chosen)),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    start: datetime
    end: datetime

    def at(self, moment: datetime) -> float:
        share = (min(max(moment, self.start), self.end) - self.start) / (self.end - self.start)
        return round(MARGIN + share * (100 - 2 * MARGIN), 2)


def _lane(perspective: Perspective, histories: Sequence[TextHistory], *, scale: _Scale) -> Lane:
    editions = [edition for history in histories for edition in history.editions]
    by_day: dict[date, list[Edition]] = {}
    for edition in sorted(editions, key=lambda one: one.published_from):
        by_day.setdefault(timezone.localdate(edition.published_from), []).append(edition)
    return Lane(
        perspective=perspective,
        ticks=tuple(_tick(day, found, scale=scale) for day, found in by_day.items()),
        stretches=tuple(_stretches(editions, scale=scale)),
    )


def _tick(day: date, editions: Sequence[Edition], *, scale: _Scale) -> Tick:
    states = {edition.state for edition in editions}
    order = (EditionState.CURRENT, EditionState.SUPERSEDED, EditionState.WITHDRAWN)
    state = next(str(one.value) for one in order if one.value in states)
    return Tick(scale.at(editions[0].published_from), day, tuple(editions), state)


def _stretches(editions: Iterable[Edition], *, scale: _Scale) -> Iterable[Stretch]:
    """Yield when anything of a lane stood, joined where periods touch or overlap."""
    spans = sorted(
        (scale.at(one.published_from), scale.at(one.published_until or scale.end), one.is_current) for one in editions
    )
    open_span: tuple[float, float, bool] | None = None
    for span in spans:
        if open_span is not None and span[0] <= open_span[1] + 0.05:
            open_span = (open_span[0], max(open_span[1], span[1]), open_span[2] or span[2])
            continue
        if open_span is not None:
            yield Stretch(*open_span)
        open_span = span
    if open_span is not None:
        yield Stretch(*open_span)


def _years(scale: _Scale) -> Iterable[Year]:
    first, last = scale.start.year, scale.end.year
    step = next((one for one in _STEPS if (last - first) / one <= _MOST_YEARS), _STEPS[-1])
    for year in range(first, last + 1):
        at = scale.at(timezone.make_aware(datetime(year, 1, 1)))  # noqa: DTZ001
        if year % step == 0 and MARGIN + 1 < at < 100 - MARGIN:
            yield Year(at, str(year))
