"""Four bounds back to words, English and Dutch, such that reading the words again gives the same bounds."""

import re
from collections.abc import Mapping

from polyvocal.dates.extents import extent
from polyvocal.dates.parts import PARTS, part_of, parts_of
from polyvocal.dates.tokens import Convention
from polyvocal.dates.years import century
from polyvocal.dates_in_words import ENGLISH_ORDINALS, MONTHS, SEASONS

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {"on": "on {}", "in": "in {}", "by": "by {}", "after": "after {}", "between": "sometime between {} and {}",
           "until": "until {}", "at least": "until at least {}", "at most": "until sometime before {}",
           "until between": "until sometime between {} and {}", "circa": "c. {}",
           "decade": "the {}s", "century": "the {} century", "CE": "{} CE", "BCE": "{} BCE",
           "part to part": "{} to {}", "early": "early {}", "mid": "mid-{}", "late": "late {}",
           "half 1": "the first half of the {}", "half 2": "the second half of the {}",
           "quarter 1": "the first quarter of the {}", "quarter 2": "the second quarter of the {}",
           "quarter 3": "the third quarter of the {}", "quarter 4": "the last quarter of the {}"},
    "nl": {"on": "op {}", "in": "in {}", "by": "uiterlijk {}", "after": "na {}", "between": "ergens tussen {} en {}",
           "until": "tot {}", "at least": "tot ten minste {}", "at most": "tot uiterlijk {}",
           "until between": "tot ergens tussen {} en {}", "circa": "ca. {}",
           "decade": "jaren {}", "century": "{} eeuw", "CE": "{} n.Chr.", "BCE": "{} v.Chr.",
           "part to part": "{} tot {}", "early": "begin {}", "mid": "midden {}", "late": "eind {}",
           "half 1": "eerste helft van de {}", "half 2": "tweede helft van de {}",
           "quarter 1": "eerste kwart van de {}", "quarter 2": "tweede kwart van de {}",
           "quarter 3": "derde kwart van de {}", "quarter 4": "laatste kwart van de {}"},
}  # fmt: skip
_FORM = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def beginning_in_words(botb: str, eotb: str, *, language: str, convention: Convention) -> str:
    """Say when an ownership began."""
    words = _WORDS[language]
    first, last = (point_in_words(edtf, language=language, convention=convention) for edtf in (botb, eotb))
    if botb == eotb:
        return first
    if botb and eotb:
        return words["between"].format(first, last)
    return words["after"].format(first) if botb else words["by"].format(last)


def ending_in_words(bote: str, eote: str, *, language: str, convention: Convention) -> str:
    """Say when an ownership ended."""
    words = _WORDS[language]
    first, last = (point_in_words(edtf, language=language, convention=convention) for edtf in (bote, eote))
    if bote == eote:
        return words["until"].format(first) if first else ""
    if bote and eote:
        return words["until between"].format(first, last)
    return words["at least"].format(first) if bote else words["at most"].format(last)


def bounds_in_words(bounds: tuple[str, str, str, str], *, language: str, convention: Convention) -> str:
    """Return four bounds (botb, eotb, bote, eote) as a phrase; languages besides Dutch read English."""
    tongue = "nl" if language.lower().split("-")[0] == "nl" else "en"
    botb, eotb, bote, eote = bounds
    if eotb and (botb, eotb, eote) == ("", bote, ""):
        return _WORDS[tongue]["in"].format(point_in_words(eotb, language=tongue, convention=convention))
    if botb and len(set(bounds)) == 1 and _is_one_day(botb):
        return _WORDS[tongue]["on"].format(point_in_words(botb, language=tongue, convention=convention))
    beginning = beginning_in_words(botb, eotb, language=tongue, convention=convention)
    ending = ending_in_words(bote, eote, language=tongue, convention=convention)
    return " ".join(filter(None, (beginning, ending)))


def _is_one_day(edtf: str) -> bool:
    days = extent(edtf)
    return days is not None and days[0] == days[1]


def point_in_words(edtf: str, *, language: str, convention: Convention) -> str:
    """Return one point in words, with its doubt; what has no words stays EDTF."""
    mark = edtf[-1] if edtf and edtf[-1] in "~?%" else ""
    plain = edtf.replace(mark, "") if mark else edtf
    spoken = _spoken(plain, language=language, convention=convention)
    if mark in ("~", "%") and mark:
        spoken = _WORDS[language]["circa"].format(spoken)
    return f"{spoken}?" if mark in ("?", "%") and mark else spoken


def _spoken(edtf: str, *, language: str, convention: Convention) -> str:
    if named_century := _CENTURIES[convention].get(edtf):
        return _century(named_century[0], is_before=named_century[1], language=language)
    if re.fullmatch(r"\d{3}X", edtf) and not (edtf.endswith("0X") and convention is Convention.EDTF):
        return _WORDS[language]["decade"].format(f"{edtf[:3]}0")
    if form := _FORM.fullmatch(edtf):
        return _date(form[1], form[2], form[3], language=language, convention=convention)
    if "/" in edtf and (named := _part(edtf, language=language, convention=convention)):
        return named
    return edtf


def _named_centuries(convention: Convention) -> Mapping[str, tuple[int, bool]]:
    named = [(number, is_before) for number in range(1, 22) for is_before in (False, True)]
    return {
        century(number, is_before=is_before, convention=convention): (number, is_before) for number, is_before in named
    }


_CENTURIES = {convention: _named_centuries(convention) for convention in Convention}


def _century(number: int, *, is_before: bool, language: str) -> str:
    words = _WORDS[language]
    ordinal = f"{number}e" if language == "nl" else ENGLISH_ORDINALS.get(number, f"{number}th")
    spoken = words["century"].format(ordinal)
    if is_before or number < 10:
        return words["BCE" if is_before else "CE"].format(spoken)
    return spoken


def _part(edtf: str, *, language: str, convention: Convention) -> str:
    """Return “late 18th century” for the interval that it is read as."""
    first = edtf.split("/")[0]
    wholes = [first[:7], first[:4], f"{first[:3]}X", f"{first[:2]}XX", f"{first[:3]}XX", *_CENTURIES[convention]]
    for whole in wholes:
        for part in PARTS:
            if part_of(whole, part) == edtf:
                spoken = _spoken(whole, language=language, convention=convention)
                return _WORDS[language][part].format(spoken.removeprefix("the "))
        for first, last in _FROM_PART_TO_PART:
            if parts_of(whole, first, last) == edtf:
                spoken = _spoken(whole, language=language, convention=convention).removeprefix("the ")
                words = _WORDS[language]
                return words["part to part"].format(words[first].format("").strip(" -"), words[last].format(spoken))
    return ""


_FROM_PART_TO_PART = (("early", "mid"), ("mid", "late"), ("early", "late"))


def _date(year: str, month: str | None, day: str | None, *, language: str, convention: Convention) -> str:
    number = int(year)
    is_before = number < 0 or (number == 0 and convention is Convention.EDTF)
    spoken_year = str((-number if convention is Convention.ART_TRACKS else 1 - number) if is_before else number)
    spoken = _day(spoken_year, int(month or 0), int(day or 0), language=language)
    if is_before or number < 1000:
        return _WORDS[language]["BCE" if is_before else "CE"].format(spoken)
    return spoken


def _day(year: str, month: int, day: int, *, language: str) -> str:
    if not month:
        return year
    name = SEASONS[language][month - 21] if month > 20 else MONTHS[language][month - 1]
    if not day:
        return f"{name} {year}"
    return f"{day} {name} {year}" if language == "nl" else f"{name} {day}, {year}"
