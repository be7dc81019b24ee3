"""The phrase grammar: what a whole phrase says of when an ownership began and when it ended."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from polyvocal.dates.extents import Day, bounds, extent
from polyvocal.dates.points import qualified, read_point
from polyvocal.dates.ranges import FoundTwo, read_two
from polyvocal.dates.tokens import Convention, Tokens
from polyvocal.dates.words import (
    AND,
    AND_THE_NEXT,
    BEGINNINGS,
    BETWEEN,
    CIRCA,
    ENDINGS,
    JOINTS,
    LATER,
    NARROWED,
    STILL,
    Keywords,
)

Days = tuple[date | None, date | None] | None

_OPEN = {(dash, *unknown) for dash in "-–" for unknown in ((), ("?",), ("?", "?"))}
_COMMA = frozenset([","])
_DASHES: Keywords = {dash: [((dash,), "until")] for dash in "-–"}
_RANGE_JOINTS: Keywords = {
    **_DASHES,
    **{word: [((word,), "until")] for word in ("to", "until", "till", "through", "thru")},
    "tot": [(("tot", "en", "met"), "until"), (("tot",), "until")],
    "t": [(("t", "/", "m"), "until")],
}
_SLASH: Keywords = {"/": [(("/",), "until")]}


@dataclass(frozen=True, slots=True)
class Reading:
    """Four bounds as EDTF, '' unknown; `is_since` where a phrase says that what began went on."""

    botb: str = ""
    eotb: str = ""
    bote: str = ""
    eote: str = ""
    is_since: bool = False


def read_phrase(tokens: Tokens) -> Reading | None:
    """Return what a phrase says, or None unless every token of it is understood and its bounds do not contradict."""
    for reading, place in _readings(tokens):
        if place == len(tokens.words) and _is_in_order(reading):
            return reading
    return None


def _readings(tokens: Tokens) -> list[tuple[Reading, int]]:
    """Return the ways in which the phrase may be read, the likelier first."""
    found = []
    if pair := _range(tokens, 0):
        found.append(pair)
    if beginning := _beginning(tokens, 0):
        found += [pair for pair in (_ended(tokens, beginning), beginning) if pair]
    if ending := _ending(tokens, Reading(), place=0, keywords=ENDINGS):
        found.append(ending)
    return found


def _range(tokens: Tokens, place: int) -> tuple[Reading, int] | None:
    keyword = tokens.keyword(place, BEGINNINGS)
    if keyword is None:
        two = _period(tokens, place)
        return (_lasted(two), two[2]) if two else _slashed(tokens, place)
    if keyword[0] in ("since", "on"):
        two = _period(tokens, keyword[1])
        return (_lasted(two), two[2]) if two else None
    # “in 1930–1935” only says that at some time within it something was owned.
    two = read_two(tokens, keyword[1], joints=_DASHES) if keyword[0] == "in" else None
    return (Reading(eotb=two[1], bote=two[0]), two[2]) if two else None


def _period(tokens: Tokens, place: int) -> FoundTwo:
    return read_two(tokens, place, joints=_RANGE_JOINTS) or _two_days(tokens, place)


def _lasted(two: tuple[str, str, int]) -> Reading:
    return Reading(two[0], two[0], two[1], two[1])


def _slashed(tokens: Tokens, place: int) -> tuple[Reading, int] | None:
    """Read “1925/26” as some time in the two years, which is true of a period as well; days are those of an auction."""
    two = read_two(tokens, place, joints=_SLASH)
    if two is None:
        return None
    if _is_day(two[0]) and _is_day(two[1]):
        return _lasted(two), two[2]
    return Reading(botb=two[0], eotb=two[1]), two[2]


def _two_days(tokens: Tokens, place: int) -> FoundTwo:
    """Read “June 12 and 13, 1882”; days that do not follow upon each other are no period."""
    two = read_two(tokens, place, joints=AND_THE_NEXT)
    return two if two and _follow(bounds(two[0]), bounds(two[1])) else None


def _follow(first: Days, last: Days) -> bool:
    if first is None or last is None or first[0] is None or last[0] is None:
        return False
    return first[0] == first[1] and last[0] == last[1] and last[0] - first[0] == timedelta(days=1)


def _beginning(tokens: Tokens, place: int) -> tuple[Reading, int] | None:
    keyword = tokens.keyword(place, BEGINNINGS)
    if keyword is None:
        return _doubted(tokens, place) or _bare(tokens, place)
    if keyword[0] == "between":
        two = read_two(tokens, keyword[1], joints=BETWEEN)
        return (Reading(botb=two[0], eotb=two[1]), two[2]) if two else None
    point = read_point(tokens, keyword[1])
    if point is None:
        return None
    later = tokens.keyword(point[1], LATER) if keyword[0] == "since" else None
    place = later[1] if later and later[0] == "since" else point[1]
    return _begun(keyword[0], point[0], convention=tokens.convention), place


def _doubted(tokens: Tokens, place: int) -> tuple[Reading, int] | None:
    """Read “probably by 1942”: the doubt is on the dates, which cannot be told apart from their relation."""
    doubt = tokens.keyword(place, CIRCA)
    if doubt is None or doubt[0] != "?" or tokens.keyword(doubt[1], BEGINNINGS) is None:
        return None
    beginning = _beginning(tokens, doubt[1])
    if beginning is None:
        return None
    reading, place = beginning
    botb, eotb, bote, eote = (
        qualified(edtf, doubt[0], convention=tokens.convention) if edtf else "" for edtf in four_bounds(reading)
    )
    return replace(reading, botb=botb, eotb=eotb, bote=bote, eote=eote), place


def four_bounds(reading: Reading) -> tuple[str, str, str, str]:
    """Return the bounds in the order of time."""
    return reading.botb, reading.eotb, reading.bote, reading.eote


def _bare(tokens: Tokens, place: int) -> tuple[Reading, int] | None:
    point = read_point(tokens, place)
    if point is None:
        return None
    if later := tokens.keyword(point[1], LATER):
        return _begun(later[0], point[0], convention=tokens.convention), later[1]
    if tokens.words[point[1] :] in _OPEN:
        return _begun("since", point[0], convention=tokens.convention), len(tokens.words)
    return Reading(point[0], point[0]), point[1]


def _begun(meaning: str, point: str, *, convention: Convention) -> Reading:
    if meaning == "in":
        return Reading(eotb=point, bote=point)
    if meaning == "by":
        return Reading(eotb=point)
    if meaning == "after":
        return Reading(botb=point)
    if meaning == "about":
        about = qualified(point, "~", convention=convention)
        return Reading(about, about)
    if meaning == "throughout":
        return _throughout(point)
    if meaning == "on" and _is_day(point):
        return Reading(point, point, point, point)
    return Reading(point, point, is_since=meaning == "since")


def _is_day(point: str) -> bool:
    days = extent(point)
    return days is not None and days[0] == days[1]


def _throughout(point: str) -> Reading:
    days = extent(point)
    if days is None or point[-1] in "~?%":
        return Reading(eotb=point, bote=point)
    return Reading(eotb=_edtf_of(days[0]), bote=_edtf_of(days[1]))


def _edtf_of(day: Day) -> str:
    year, month, number = day
    return f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{number:02d}"


def _ended(tokens: Tokens, beginning: tuple[Reading, int]) -> tuple[Reading, int] | None:
    reading, place = beginning
    if narrowed := _narrowed(tokens, reading, place=place):
        return _ended(tokens, narrowed) or narrowed
    place = tokens.past(place, _COMMA)
    return _ending(tokens, reading, place=place, keywords=ENDINGS) or _ending(
        tokens, reading, place=place, keywords=JOINTS
    )


def _narrowed(tokens: Tokens, reading: Reading, *, place: int) -> tuple[Reading, int] | None:
    """Read “after 1933 and before 1945” and “probably 1932 but by 1933”."""
    keyword = tokens.keyword(place, NARROWED)
    is_loose = reading.botb and not reading.bote and (not reading.eotb or reading.botb[-1] in "~?%")
    point = read_point(tokens, keyword[1]) if keyword and is_loose else None
    return (replace(reading, eotb=point[0]), point[1]) if point else None


def _ending(tokens: Tokens, reading: Reading, *, place: int, keywords: Keywords) -> tuple[Reading, int] | None:
    keyword = tokens.keyword(place, keywords)
    if keyword is None:
        return None
    if keyword[0] == "between":
        two = read_two(tokens, keyword[1], joints=AND)
        return (replace(reading, bote=two[0], eote=two[1]), two[2]) if two else None
    point = read_point(tokens, keyword[1])
    if point is None:
        return None
    still = tokens.keyword(point[1], STILL) if keyword[0] == "until" else None
    meaning, place = still or (keyword[0], point[1])
    return _with_end(reading, meaning, point=point[0]), place


def _with_end(reading: Reading, meaning: str, *, point: str) -> Reading:
    if meaning == "at least":
        return replace(reading, bote=point)
    return replace(reading, eote=point) if meaning == "at most" else replace(reading, bote=point, eote=point)


def _is_in_order(reading: Reading) -> bool:
    """Say whether no later bound must come before an earlier one; what runs backwards is not understood."""
    botb, eotb, bote, eote = (extent(edtf) for edtf in four_bounds(reading))
    pairs = [(botb, eotb), (bote, eote), (botb, eote), (botb, bote)]
    if reading.botb == reading.eotb:
        pairs.append((eotb, eote))
    return all(first is None or last is None or first[0] <= last[1] for first, last in pairs)
