"""The years of a party: [1880-1955], (d. 1903), [1880?-], [500BCE-450BCE]."""

import re
from functools import lru_cache

from polyvocal.provenance.statements import Life

_YEAR = (
    r"(?P<circa_{0}>(?:c\.|ca\.?|circa|about|omstreeks)\s*)?"
    r"(?P<{0}>\d{{3,4}})(?P<doubt_{0}>\s?\?)?\s?(?P<era_{0}>BCE|BC|CE|AD)?"
)
_BORN, _DIED = _YEAR.format("birth"), _YEAR.format("death")
_SHORT = r"(?P<short>\d{2})(?P<doubt_short>\?)?"
_SPAN = rf"(?:{_BORN}|\?)?\s?[-–—/]\s?(?:(?:{_DIED})|{_SHORT}|\?)?"
_ACTIVE = r"(?:active|act\.|fl\.|est\.|founded|werkzaam)\s+"
_PEOPLE = r"(?:[A-Z][a-z]+(?:[ -][A-Z]?[a-z]+)?,\s+)?"
_SAID = r"(?P<said>b\.|born|d\.|died|geb\.|geboren|overl\.|overleden|†|\*)"
_ONE = rf"(?:{_SAID}\s?(?:in\s)?(?:[A-Z][a-z]+\.?\s(?:\d\d?,\s)?)?)"

_FORMS = [
    re.compile(rf"{_PEOPLE}(?:{_ACTIVE})?{_SPAN}"),
    re.compile(rf"(?:b\.|born)\s?{_BORN}\s?[-–,;]\s?(?:d\.|died)\s?{_DIED}"),
    re.compile(rf"(?P<began>est\.|founded)\s+(?:in\s+)?{_YEAR.format('one')}"),
    re.compile(rf"{_ONE}{_YEAR.format('one')}"),
]


@lru_cache(maxsize=20_000)
def read_life(written: str) -> Life | None:
    """Read years in brackets behind a name, the brackets included; None where they are something else."""
    inner = written[1:-1].strip()
    for form in _FORMS:
        if (found := form.fullmatch(inner)) and re.search(r"\d", inner):
            return _life(written, found)
    return None


def _life(written: str, found: re.Match[str]) -> Life | None:
    given = found.groupdict()
    if given.get("said"):
        is_birth = given["said"] in ("b.", "born", "geb.", "geboren", "*")
        year = _edtf(given, "one")
        return Life(written, birth=year if is_birth else "", death="" if is_birth else year)
    if given.get("began"):
        return Life(written, birth=_edtf(given, "one"))
    if written.startswith("(") and _is_too_short(given):
        return None
    birth, death = _edtf(given, "birth"), _edtf(given, "death")
    if given.get("short"):
        death = (given["birth"] or "")[:-2] + given["short"] + ("?" if given.get("doubt_short") else "")
    return Life(written, birth, death)


_SHORTEST = 15


def _is_too_short(given: dict[str, str | None]) -> bool:
    """Few years between round brackets are rather a time of ownership or use than a life."""
    birth, death = given["birth"], given["death"]
    return bool(birth and death and not given["era_birth"]) and int(death or 0) - int(birth or 0) < _SHORTEST


def _edtf(given: dict[str, str | None], which: str) -> str:
    """A year as EDTF, in which the year before 1 is 0."""
    if not (year := given[which]):
        return ""
    is_before = (given[f"era_{which}"] or "").startswith("B")
    written = f"-{int(year) - 1:04d}" if is_before and int(year) > 1 else f"{0 if is_before else int(year):04d}"
    return written + ("~" if given[f"circa_{which}"] else "") + ("?" if given[f"doubt_{which}"] else "")
