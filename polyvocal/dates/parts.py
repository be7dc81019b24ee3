"""Parts of a century, a decade, a year or a month: early, mid, late, halves and quarters, as intervals."""

import re
from calendar import monthrange

# docs/dates.md tells these bounds. Thirds of ten years are four, three and three.
_HUNDRED = {"early": (0, 33), "mid": (34, 66), "late": (67, 99), "half 1": (0, 49), "half 2": (50, 99),
            "quarter 1": (0, 24), "quarter 2": (25, 49), "quarter 3": (50, 74), "quarter 4": (75, 99)}  # fmt: skip
_TEN = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "half 1": (0, 4), "half 2": (5, 9)}
_TWELVE = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "half 1": (1, 6), "half 2": (7, 12),
           "quarter 1": (1, 3), "quarter 2": (4, 6), "quarter 3": (7, 9), "quarter 4": (10, 12)}  # fmt: skip
_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}

PARTS = tuple(_HUNDRED)


def part_of(edtf: str, part: str) -> str:
    """Return the part of a century (18XX, or 1801/1900), decade, year or month as an interval; '' if it has none."""
    if match := re.fullmatch(r"(-?\d\d)XX", edtf):
        return _years(f"{match[1]}00", _HUNDRED.get(part), backwards=edtf.startswith("-"))
    if match := re.fullmatch(r"(\d\d)01/(\d\d)00", edtf):
        return _years_from_one(int(match[1]) * 100 + 1, _HUNDRED.get(part))
    if match := re.fullmatch(r"(\d{3})X", edtf):
        return _years(f"{match[1]}0", _TEN.get(part))
    if re.fullmatch(r"\d{4}", edtf) and part in _TWELVE:
        return f"{edtf}-{_TWELVE[part][0]:02d}/{edtf}-{_TWELVE[part][1]:02d}"
    if (match := re.fullmatch(r"(\d{4})-(0\d|1[0-2])", edtf)) and part in _MONTH:
        first, last = _MONTH[part]
        return f"{edtf}-{first:02d}/{edtf}-{min(last, monthrange(int(match[1]), int(match[2]))[1]):02d}"
    return ""


def parts_of(edtf: str, first: str, last: str) -> str:
    """Return the time from one part to another, “mid- to late 19th century”; '' where there is none."""
    start, end = part_of(edtf, first), part_of(edtf, last)
    if first == last or not (start and end):
        return start if first == last else ""
    return f"{start.split('/')[0]}/{end.split('/')[1]}" if PARTS.index(first) < PARTS.index(last) else ""


def _years(first: str, span: tuple[int, int] | None, *, backwards: bool = False) -> str:
    if not span:
        return ""
    if backwards:  # -03XX is -0399 to -0300: its early years have the larger numbers
        return f"{edtf_year(int(first) - 99 + span[0])}/{edtf_year(int(first) - 99 + span[1])}"
    return f"{edtf_year(int(first) + span[0])}/{edtf_year(int(first) + span[1])}"


def _years_from_one(first: int, span: tuple[int, int] | None) -> str:
    """CMOA's centuries end a year later, and so do their last parts; the others keep their round years."""
    if not span:
        return ""
    return f"{edtf_year(first + span[0])}/{edtf_year(first + span[1])}"


def edtf_year(year: int) -> str:
    """Return a year in four digits, with a minus before the year 0 (1 BCE)."""
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"
