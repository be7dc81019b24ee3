"""EDTF as a visitor reads it, in Dutch or English. No Django."""

import re
from collections.abc import Mapping

MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
SEASONS = {"nl": "lente zomer herfst winter".split(), "en": "spring summer autumn winter".split()}
"""Of the numbers 21 to 24 in the place of a month."""
ENGLISH_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd", 21: "21st"}
"""Centuries' numbers that do not end in th."""
_PHRASES: Mapping[str, Mapping[str, str]] = {
    "nl": {"around": "omstreeks {}", "unsure": "{} (onzeker)", "since": "sinds {}", "until": "tot {}",
           "or later": "{} of later", "or earlier": "{} of eerder", "before Christ": "{} v.Chr.",
           "decade": "jaren {}", "century": "{}e eeuw"},
    "en": {"around": "around {}", "unsure": "{} (uncertain)", "since": "since {}", "until": "until {}",
           "or later": "{} or later", "or earlier": "{} or earlier", "before Christ": "{} BCE",
           "decade": "{}s", "century": "{} century"},
}  # fmt: skip
_OPEN_ENDS = {"..": "since", "": "or later"}
_OPEN_STARTS = {"..": "until", "": "or earlier"}
_CENTURY = re.compile(r"(-?)(\d\d)XX([~?%]?)")
_DECADE = re.compile(r"(\d{3})X([~?%]?)")
_DAY = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)")


def in_words(edtf: str, language: str) -> str:
    """Return an EDTF date or period in words; what has no words stays EDTF. Languages besides `nl` read English."""
    tongue = "nl" if language.split("-")[0] == "nl" else "en"
    start, slash, end = edtf.partition("/")
    if not slash:
        return _one(edtf, tongue)
    if end in _OPEN_ENDS:
        return _PHRASES[tongue][_OPEN_ENDS[end]].format(_one(start, tongue))
    if start in _OPEN_STARTS:
        return _PHRASES[tongue][_OPEN_STARTS[start]].format(_one(end, tongue))
    return f"{_one(start, tongue)} – {_one(end, tongue)}"


def _one(edtf: str, tongue: str) -> str:
    phrases = _PHRASES[tongue]
    if match := _CENTURY.fullmatch(edtf):
        return _marked(_century(int(match[2]) + 1, is_before=bool(match[1]), tongue=tongue), match[3], phrases)
    if match := _DECADE.fullmatch(edtf):
        return _marked(phrases["decade"].format(f"{match[1]}0"), match[2], phrases)
    if match := _DAY.fullmatch(edtf):
        return _marked(_plain(match[1], match[2], match[3], tongue=tongue), match[4], phrases)
    return edtf


def _century(number: int, *, is_before: bool, tongue: str) -> str:
    ordinal = str(number) if tongue == "nl" else ENGLISH_ORDINALS.get(number, f"{number}th")
    words = _PHRASES[tongue]["century"].format(ordinal)
    return _PHRASES[tongue]["before Christ"].format(words) if is_before else words


def _plain(year: str, month: str | None, day: str | None, *, tongue: str) -> str:
    number = int(year)
    shown = str(number) if number > 0 else _PHRASES[tongue]["before Christ"].format(1 - number)
    if month and 21 <= int(month) <= 24:
        return f"{SEASONS[tongue][int(month) - 21]} {shown}"
    if month is None or not 1 <= int(month) <= 12:
        return shown
    named = f"{MONTHS[tongue][int(month) - 1]} {shown}"
    return f"{int(day)} {named}" if day else named


def _marked(words: str, mark: str, phrases: Mapping[str, str]) -> str:
    if mark in ("~", "%"):
        words = phrases["around"].format(words)
    return phrases["unsure"].format(words) if mark in ("?", "%") else words
