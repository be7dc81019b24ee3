"""Days, months and seasons as written, to EDTF; readers are as those of years."""

from calendar import monthrange

from polyvocal.dates.parts import edtf_year
from polyvocal.dates.tokens import DayOrder, Tokens
from polyvocal.dates.words import MONTHS, ORDINAL_ENDINGS, SEASONS
from polyvocal.dates.years import COMMA, FOUR_DIGITS, OF, Found, read_year_number

_ABSENT = frozenset(["00", "99"])


def read_season(tokens: Tokens, place: int) -> Found:
    """Read “spring 1920”, and “winter 1920-21”, which lies in both."""
    number = SEASONS.get(tokens.at(place))
    behind = tokens.past(tokens.past(place + 1, OF), COMMA)
    year = tokens.at(behind)
    if not (number and FOUR_DIGITS.fullmatch(year)):
        return None
    is_in_two = tokens.at(behind + 1) in _JOINS_YEARS and tokens.at(behind + 2) in _next_years(year)
    return f"{year}-{number}", behind + (3 if number == _WINTER and is_in_two else 1)


_JOINS_YEARS = frozenset("-–/")
_WINTER = 24


def _next_years(year: str) -> tuple[str, str]:
    following = str(int(year) + 1)
    return following, following[2:]


def read_day_number(tokens: Tokens, place: int) -> tuple[int, int] | None:
    """Read a day of the month, with or without its ending."""
    word = tokens.at(place)
    if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31:
        return int(word), tokens.past(place + 1, ORDINAL_ENDINGS)
    return None


def day(year: int, month: int, day_number: int) -> str:
    """Return a day as EDTF; '' if there is no such day."""
    # Python's calendar begins with the year 1; before it every year may be a leap year.
    if not (1 <= month <= 12 and 1 <= day_number <= monthrange(year if year > 0 else 2000, month)[1]):
        return ""
    return f"{edtf_year(year)}-{month:02d}-{day_number:02d}"


def read_month_first_day(tokens: Tokens, place: int) -> Found:
    """Read “October 17th, 1980”."""
    month = MONTHS.get(tokens.at(place))
    number = read_day_number(tokens, place + 1) if month else None
    year = read_year_number(tokens, number[1], is_dated=True) if number else None
    if month and number and year and (edtf := day(year[0], month, number[0])):
        return edtf, year[1]
    return None


def read_day_first_day(tokens: Tokens, place: int) -> Found:
    """Read “17 oktober 1980”."""
    number = read_day_number(tokens, place)
    if number is None:
        return None
    behind = tokens.past(number[1], OF)
    month = MONTHS.get(tokens.at(behind))
    year = read_year_number(tokens, tokens.past(behind + 1, OF), is_dated=True) if month else None
    if month and year and (edtf := day(year[0], month, number[0])):
        return edtf, year[1]
    return None


def read_month(tokens: Tokens, place: int) -> Found:
    """Read “Oct. 1980”."""
    month = MONTHS.get(tokens.at(place))
    year = read_year_number(tokens, tokens.past(place + 1, OF), is_dated=True) if month else None
    return (f"{edtf_year(year[0])}-{month:02d}", year[1]) if month and year else None


def read_iso(tokens: Tokens, place: int) -> Found:
    """Read 1990-10-17, 1990-10 and 1990-00-00. 1904-05 could be two years, unless ISO is what is written here."""
    year = tokens.at(place)
    if tokens.at(place + 1) == tokens.at(place + 3) == "/" and FOUR_DIGITS.fullmatch(year):
        return _iso_day(tokens, place) if tokens.at(place + 2).isdecimal() else None
    if not (FOUR_DIGITS.fullmatch(year) and tokens.at(place + 1) == "-"):
        return None
    month, has_day = tokens.at(place + 2), tokens.at(place + 3) == "-"
    if month == "?" and tokens.at(place + 3) == "?":  # 1978-??
        return (year, place + 4) if tokens.at(place + 4) != "-" else None
    if month in _ABSENT:
        return _iso_year(tokens, place, has_day=has_day)
    if not (month.isdecimal() and len(month) <= 2):
        return None
    if has_day:
        return _iso_day(tokens, place)
    is_month = len(month) == 2 and 1 <= int(month) <= 12 and (tokens.is_iso or int(month) <= int(year[2:]))
    return (f"{year}-{month}", place + 3) if is_month else None


def _iso_year(tokens: Tokens, place: int, *, has_day: bool) -> Found:
    if not has_day:
        return tokens.at(place), place + 3
    return (tokens.at(place), place + 5) if tokens.at(place + 4) in _ABSENT else None


def _iso_day(tokens: Tokens, place: int) -> Found:
    month, number = tokens.at(place + 2), tokens.at(place + 4)
    if number in _ABSENT and 1 <= int(month) <= 12:
        return f"{tokens.at(place)}-{month:0>2}", place + 5
    if not (number.isdecimal() and len(number) <= 2):
        return None
    edtf = day(int(tokens.at(place)), int(month), int(number))
    return (edtf, _past_zone(tokens, place + 5)) if edtf else None


def _past_zone(tokens: Tokens, place: int) -> int:
    """Return the place behind a time zone: of an ownership, the day is enough."""
    if tokens.at(place) == "z":
        return place + 1
    mark, hours, colon, minutes = (tokens.at(place + step) for step in range(4))
    is_zone = mark in ("+", "-") and colon == ":" and len(hours) == len(minutes) == 2
    return place + 4 if is_zone and (hours + minutes).isdecimal() else place


def read_numeric_day(tokens: Tokens, place: int) -> Found:
    """Read 10/17/1990 and 5-11-1934: in the order of the language, or the only order there is."""
    first, mark, second = tokens.at(place), tokens.at(place + 1), tokens.at(place + 2)
    if mark not in ("/", "-", ".") or tokens.at(place + 3) != mark or not (first + second).isdecimal():
        return None
    if len(first) > 2 or len(second) > 2:
        return None
    year = read_year_number(tokens, place + 4)
    if year is None:
        return None
    edtf = _in_order(int(first), int(second), year=year[0], order=_order(tokens.order, mark))
    return (edtf, year[1]) if edtf else None


def read_numeric_month(tokens: Tokens, place: int) -> Found:
    """Read 4/2002."""
    month, year = tokens.at(place), tokens.at(place + 2)
    if tokens.at(place + 1) == "/" and len(month) <= 2 and month.isdecimal() and FOUR_DIGITS.fullmatch(year):
        return (f"{year}-{month:0>2}", place + 3) if 1 <= int(month) <= 12 else None
    return None


def _order(order: DayOrder, mark: str) -> DayOrder | None:
    if order is not DayOrder.AS_MARKED:
        return order
    return None if mark == "/" else DayOrder.DAY_FIRST


def _in_order(first: int, second: int, *, year: int, order: DayOrder | None) -> str:
    """Return the day; where only one of the numbers can be the month, the order is plain from them."""
    day_first, month_first = day(year, second, first), day(year, first, second)
    if day_first and month_first and day_first != month_first:
        return {DayOrder.DAY_FIRST: day_first, DayOrder.MONTH_FIRST: month_first}.get(order, "") if order else ""
    return day_first or month_first
