"""One date or period as EDTF, from the same grammar as the dates of an ownership."""

import re
from functools import lru_cache

from polyvocal.dates.extents import bounds
from polyvocal.dates.phrases import Reading, read_phrase
from polyvocal.dates.tokens import Convention, tokens_of
from polyvocal.records import Span

_EDTF = re.compile(r"[12]\d{3}(?:-\d\d){0,2}[~?%]?(?:/(?:[12]\d{3}(?:-\d\d){0,2}[~?%]?|\.\.)?)?")


def read_date(phrase: str, *, language: str = "") -> Span:
    """Read one date phrase. `edtf` is '' when it is not understood in full; the phrase itself is always kept."""
    return _span_of(phrase.strip(), language)


@lru_cache(maxsize=20_000)
def _span_of(written: str, language: str) -> Span:
    if _EDTF.fullmatch(written) and bounds(written):
        return Span(written, written)
    tokens = tokens_of(written, convention=Convention.EDTF, language=language, is_iso=True)
    reading = read_phrase(tokens) if tokens.words else None
    edtf = _period(reading) if reading else ""
    return Span(written, edtf if edtf and bounds(edtf) else "")


def _period(reading: Reading) -> str:
    """Return the outermost period of a reading; '' where neither of its ends is known."""
    if not reading.eote:
        return _open_period(reading)
    if not reading.botb:
        is_open = reading.bote == reading.eote and not reading.eotb
        return f"../{_end(reading.eote)}" if is_open else f"/{_end(reading.eote)}"
    if reading.botb == reading.eote:
        return reading.botb
    return f"{_start(reading.botb)}/{_end(reading.eote)}"


def _open_period(reading: Reading) -> str:
    if reading.botb and reading.botb == reading.eotb and not reading.bote:
        return f"{_start(reading.botb)}/.." if reading.is_since else reading.botb
    if reading.botb:
        return f"{_start(reading.botb)}/{_end(reading.eotb) if not reading.bote else ''}"
    if reading.eotb and reading.eotb == reading.bote:
        return reading.eotb
    return f"/{_end(reading.eotb)}" if reading.eotb and not reading.bote else ""


def _start(edtf: str) -> str:
    return edtf.split("/")[0]


def _end(edtf: str) -> str:
    return edtf.split("/")[-1]
