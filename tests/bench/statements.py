"""Measures how fast provenance statements are read, against splitting them with a regular expression and no more."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from polyvocal.provenance import read_statement, write_statement
from tests.bench.exports import CHECKOUT
from tests.bench.figures import Figure
from tests.bench.measuring import best_of

REAL = CHECKOUT.parent / "shared" / "data" / "provenance" / "cmoa_provenance_dev.jsonl"
_FIRST = "Ada Bo Cy Di Ely Fay Gus Hal Ida Jo Kit Lea Max Nan Oz Pip".split()
_LAST = "Quill Marsh Dune Heath Brink Moss Thorne Vale Wick Yarrow".split()
_PLACES = ("London, England", "Paris", "Pittsburgh, PA", "Ely, Kent", "St. Louis, Missouri")
_WAYS = (
    "{name} [{born}-{died}], {place}, until {year}",
    "purchased by {name}, {place}, May {day}, {year} [1]",
    "({name} sale, Brink Galleries, {place}, June {day}, {year}, lot {day})",
    "by descent to {name}, his daughter, {place}, by {year} until at least {later}",
    "gift of {name} to Museum of Art, {year}",
    "Possibly {name}?, {place}?, c. {year}",
)


def measure(_folder: Path) -> Iterator[Figure]:
    """Yield the speed on made statements and, where they lie beside the checkout, on real ones."""
    made = [_statement(number) for number in range(1_000)]
    yield from _figures("made statements", made, at_least=None)
    if REAL.exists():
        with REAL.open(encoding="utf-8") as lines:
            yield from _figures("real statements", sorted({json.loads(line)["text"] for line in lines}), at_least=417)


def _statement(number: int) -> str:
    """Four events and a note, different for every number, so that nothing is found in a cache."""
    events = "; ".join(_event(number * 4 + place) for place in range(4))
    return f"{events}. NOTES: [1] Letter {number} of {1900 + number % 90}, in the file."


def _event(number: int) -> str:
    year = 1700 + number % 290
    given = {
        "name": f"{_FIRST[number % len(_FIRST)]} {_LAST[number // 16 % len(_LAST)]}{'abcdefghij'[number % 10]}",
        "place": _PLACES[number % len(_PLACES)],
        "born": year - 60,
        "died": year,
        "day": 1 + number % 28,
        "year": year,
        "later": year + 9,
    }
    return _WAYS[number % len(_WAYS)].format(**given)


def _figures(what: str, texts: Sequence[str], *, at_least: float | None) -> Iterator[Figure]:
    """Each once: a second time, dates and names would be found in caches. 417 a second is 25,000 in a minute."""

    def read() -> Any:
        return [read_statement(text, notation="cmoa", language="en") for text in texts]

    ours, floor = best_of(read, lambda: [_split(text) for text in texts], times=1)
    understood = sum(one.is_understood for one in read()) / len(texts)
    note = f"{len(texts):,} texts, {understood:.1%} understood in full"
    yield Figure(
        work=f"provenance, {what}, speed",
        value=len(texts) / ours.cpu,
        unit="texts/s",
        at_least=at_least,
        ours=ours,
        note=note,
    )
    yield Figure(
        work=f"provenance, {what}, CPU over splitting", value=ours.cpu / floor.cpu, unit="x", ours=ours, other=floor
    )
    kept = sum(write_statement(one) == one.text for one in read()) / len(texts)
    yield Figure(work=f"provenance, {what}, written back as they were", value=100 * kept, unit="%", at_least=100)


_CLAUSES = re.compile(r"(?<!\b[A-Z])[;.]\s+")
_YEARS = re.compile(r"\b1[5-9]\d\d\b|\b20\d\d\b")


def _split(text: str) -> list[tuple[str, list[str], list[str]]]:
    """The floor: clauses, the parts between their commas and the years in them, nothing understood."""
    return [(clause, clause.split(", "), _YEARS.findall(clause)) for clause in _CLAUSES.split(text)]
