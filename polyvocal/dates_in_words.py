"""EDTF as a visitor reads it, in Dutch or English. No Django."""

import re
from collections.abc import Mapping

_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_PHRASES: Mapping[str, Mapping[str, str]] = {
    "nl": {"around": "omstreeks {}", "unsure": "{} (onzeker)", "since": "sinds {}", "until": "tot {}",
           "decade": "jaren {}", "century": "{}e eeuw"},
    "en": {"around": "around {}", "unsure": "{} (uncertain)", "since": "since {}", "until": "until {}",
           "decade": "{}s", "century": "{} century"},
}  # fmt: skip
_ENGLISH_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd", 21: "21st"}
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%]?)")


def in_words(edtf: str, language: str) -> str:
    """Return an EDTF date or period in words; what has no words stays EDTF. Languages besides `nl` read English."""
    tongue = "nl" if language.split("-")[0] == "nl" else "en"
    start, slash, end = edtf.partition("/")
    if not slash:
        return _one(edtf, tongue)
    if end in ("..", ""):
        return _PHRASES[tongue]["since"].format(_one(start, tongue))
    if start in ("..", ""):
        return _PHRASES[tongue]["until"].format(_one(end, tongue))
    return f"{_one(start, tongue)} – {_one(end, tongue)}"


def _one(edtf: str, tongue: str) -> str:
    phrases = _PHRASES[tongue]
    if match := re.fullmatch(r"(\d\d)XX", edtf):
        number = int(match[1]) + 1
        ordinal = str(number) if tongue == "nl" else _ENGLISH_ORDINALS.get(number, f"{number}th")
        return phrases["century"].format(ordinal)
    if match := re.fullmatch(r"(\d{3})X", edtf):
        return phrases["decade"].format(f"{match[1]}0")
    if match := _DAY.fullmatch(edtf):
        return _marked(_plain(match[1], match[2], match[3], tongue=tongue), match[4], phrases)
    return edtf


def _plain(year: str, month: str | None, day: str | None, *, tongue: str) -> str:
    if month is None or not 1 <= int(month) <= 12:
        return year
    named = f"{_MONTHS[tongue][int(month) - 1]} {year}"
    return f"{int(day)} {named}" if day else named


def _marked(words: str, mark: str, phrases: Mapping[str, str]) -> str:
    if mark in ("~", "%"):
        words = phrases["around"].format(words)
    return phrases["unsure"].format(words) if mark in ("?", "%") else words
