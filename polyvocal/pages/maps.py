"""The places of a provenance as a map that the server draws: numbered points, joined in order, and the same as a table.

There is no outline of land: a coast as it runs today would say more than the statements do. Degrees are labelled.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, cos, floor, radians

from polyvocal.models import Place
from polyvocal.pages.ribbons import Ribbon, Row, Shown

WIDTH, HEIGHT = 720.0, 400.0
_MARGIN = 48.0
_SMALLEST = 1.0
"""How many degrees a map shows at least: two houses in one street need no finer one."""
_STEPS = (0.25, 0.5, 1, 2, 5, 10, 20, 30)
_AS_ONE = 22.0
"""Points that lie nearer to each other than this share a mark."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place that a claim names with a sale or a party; `number` is None where nobody said where the place lies."""

    number: int | None
    place: str
    one: Shown
    row: Row
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Point:
    """A mark on the map, with the numbers of the stops it stands for."""

    x: float
    y: float
    numbers: str


@dataclass(frozen=True, slots=True)
class Leg:
    """A line from a stop to the next; one from or to a contested claim is drawn broken."""

    start: Stop
    end: Stop

    @property
    def is_contested(self) -> bool:
        """Whether somebody disputes that it went this way."""
        return any(stop.row.step is not None and stop.row.step.is_contested for stop in (self.start, self.end))


@dataclass(frozen=True, slots=True)
class Degree:
    """A line of the graticule, where it lies on the map, and its label; `is_parallel` from west to east."""

    at: float
    label: str
    is_parallel: bool


@dataclass(frozen=True, slots=True)
class Map:
    """What the template draws, in a box of `width` × `height`, and the stops in their order for the table."""

    stops: tuple[Stop, ...]
    points: tuple[Point, ...]
    legs: tuple[Leg, ...]
    degrees: tuple[Degree, ...]
    width: float = WIDTH
    height: float = HEIGHT


@dataclass(frozen=True, slots=True)
class _Projection:
    """Equirectangular, true to scale at the middle parallel."""

    west: float
    north: float
    across: float
    scale: float

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return where a point lies in the box."""
        x = (longitude - self.west) * self.across * self.scale
        return round(x, 1), round((self.north - latitude) * self.scale, 1)

    @property
    def span(self) -> tuple[float, float]:
        """The degrees of latitude and longitude that the box holds."""
        return HEIGHT / self.scale, WIDTH / (self.scale * self.across)


def map_of(ribbon: Ribbon) -> Map | None:
    """Return the map of a ribbon; None where fewer than two of its places are known. One query."""
    named = [(row, one, place) for row in ribbon.rows for one in row.shown for place in _places_in(one)]
    known = {place.name: place for place in Place.objects.filter(name__in={name for _row, _one, name in named})}
    if len(known) < 2:
        return None
    fitted = _fitted([(float(place.latitude), float(place.longitude)) for place in known.values()])
    stops = tuple(_stops(named, known, fitted))
    drawn = [stop for stop in stops if stop.number is not None]
    return Map(stops, tuple(_points(drawn)), tuple(_legs(drawn)), tuple(_degrees(fitted)))


def _places_in(one: Shown) -> list[str]:
    record = one.record
    parties = (record.sender_agent, record.receiver_agent, record.receiver)
    written = (record.place, *(party.place for party in parties if party is not None))
    return list(dict.fromkeys(name for name in written if name))


def _stops(named: Sequence[tuple[Row, Shown, str]], known: dict[str, Place], fitted: _Projection) -> Iterator[Stop]:
    number = 0
    for row, one, name in named:
        place = known.get(name)
        if place is None:
            yield Stop(None, name, one, row)
        else:
            number += 1
            yield Stop(number, name, one, row, *fitted.at(float(place.latitude), float(place.longitude)))


def _fitted(points: Sequence[tuple[float, float]]) -> _Projection:
    south, north = min(lat for lat, _lon in points), max(lat for lat, _lon in points)
    west, east = min(lon for _lat, lon in points), max(lon for _lat, lon in points)
    across = max(cos(radians((south + north) / 2)), 0.1)
    wide, high = max((east - west) * across, _SMALLEST), max(north - south, _SMALLEST)
    scale = min((WIDTH - 2 * _MARGIN) / wide, (HEIGHT - 2 * _MARGIN) / high)
    return _Projection(
        west=(west + east) / 2 - WIDTH / (2 * scale * across), north=(south + north) / 2 + HEIGHT / (2 * scale),
        across=across, scale=scale,
    )  # fmt: skip


def _points(stops: Sequence[Stop]) -> Iterator[Point]:
    """Yield the marks; stops that would lie upon each other share one."""
    marks: list[list[Stop]] = []
    for stop in stops:
        mark = next((one for one in marks if abs(one[0].x - stop.x) + abs(one[0].y - stop.y) < _AS_ONE), None)
        if mark is None:
            marks.append([stop])
        else:
            mark.append(stop)
    for mark in marks:
        yield Point(mark[0].x, mark[0].y, _numbers([one.number for one in mark if one.number is not None]))


def _numbers(numbers: Sequence[int]) -> str:
    """Return numbers as they are read: “1–3, 5”."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _legs(stops: Sequence[Stop]) -> Iterator[Leg]:
    """Yield the lines from every stop of a step to every stop of the next: rival claims go their own ways."""
    by_step: dict[int, list[Stop]] = {}
    for stop in stops:
        by_step.setdefault(id(stop.row), []).append(stop)
    for here, there in pairwise(by_step.values()):
        seen = {((start.x, start.y), (end.x, end.y)): Leg(start, end) for start in here for end in there}
        yield from (leg for (begun, ended), leg in seen.items() if begun != ended)


def _degrees(fitted: _Projection) -> Iterator[Degree]:
    high, wide = fitted.span
    apart = next((step for step in _STEPS if max(high, wide) / step <= 8), _STEPS[-1])
    for latitude in _between(fitted.north - high, fitted.north, apart):
        if -90 <= latitude <= 90:
            yield Degree(fitted.at(latitude, 0)[1], _degree(latitude, "N", "S"), is_parallel=True)
    for longitude in _between(fitted.west, fitted.west + wide, apart):
        yield Degree(fitted.at(0, longitude)[0], _degree((longitude + 180) % 360 - 180, "E", "W"), is_parallel=False)


def _between(first: float, last: float, apart: float) -> list[float]:
    return [number * apart for number in range(ceil(first / apart), floor(last / apart) + 1)]


def _degree(value: float, positive: str, negative: str) -> str:
    return f"{abs(value):g}°{(positive if value > 0 else negative) if value else ''}"
