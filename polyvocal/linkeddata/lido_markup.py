"""The small pieces of which a LIDO 1.1 record is made, as XML: elements, words, identifiers, concepts, dates.

Written as strings, for a dump has many of them. Only these functions put a value between tags, and they escape it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NewType
from xml.sax.saxutils import escape, quoteattr

from polyvocal.dates import bounds
from polyvocal.linkeddata.plain import LANGUAGE
from polyvocal.linkeddata.serialise import xml_safe
from polyvocal.records import UNKNOWN_LANGUAGE, Names, Span, TermRecord
from polyvocal.vocabulary import AAT

Xml = NewType("Xml", str)
NOTHING = Xml("")
TERMINOLOGY = "http://terminology.lido-schema.org/"
URI = f"{TERMINOLOGY}lido00099"
LOCAL = f"{TERMINOLOGY}lido00100"
PREFERRED = f"{TERMINOLOGY}lido00169"
ALTERNATIVE = f"{TERMINOLOGY}lido00170"
_EXACT, _ESTIMATED = f"{TERMINOLOGY}lido00528", f"{TERMINOLOGY}lido00529"
_DOUBT = re.compile(r"[~?%]")
_SPECIAL = re.compile("[&<>\r]|[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(
    name: str, *inside: Xml, kind: str = "", pref: str = "", label: str = "", language: str = "", order: int = 0
) -> Xml:
    """Return an element, or nothing where nothing is inside. `kind` is its lido:type."""
    content = "".join(inside)
    if not content:
        return NOTHING
    given = _attributes(kind=kind, pref=pref, label=label, language=language, order=order)
    return Xml(f"<lido:{name}{given}>{content}</lido:{name}>")


def words(
    name: str,
    said: str,
    *,
    language: str = "",
    kind: str = "",
    pref: str = "",
    label: str = "",
    source: str = "",
    media_type: str = "",
) -> Xml:
    """Return an element with words, or nothing where there are none."""
    if not said:
        return NOTHING
    given = _attributes(kind=kind, pref=pref, label=label, language=language, source=source, media_type=media_type)
    return Xml(f"<lido:{name}{given}>{_escaped(said)}</lido:{name}>")


def several(name: str, names: Names, *, kind: str = "", label: str = "") -> list[Xml]:
    """Return an element with words for each language."""
    return [words(name, said, language=language, kind=kind, label=label) for language, said in names.items()]


def uri(name: str, address: str, *, source: str = "", label: str = "", pref: str = "") -> Xml:
    """Return an identifier that is a web address."""
    return words(name, address, kind=URI, source=source, label=label, pref=pref)


def concept(
    name: str, names: Names, address: str = "", *others: str, kind: str = "", source: str = "", order: int = 0
) -> Xml:
    """Return a concept: the address of its term where one is known, those of others for the same, and its words."""
    known = source or ("AAT" if address.startswith(AAT) else "")
    same = (uri("conceptID", one) for one in others)
    return element(
        name, uri("conceptID", address, source=known), *same, *several("term", names), kind=kind, order=order
    )


def known_concept(name: str, names: Names, term: TermRecord | None, *, kind: str = "") -> Xml:
    """Return a concept with the term that its words stand for, if any, and what else matches that term."""
    if term is None:
        return concept(name, names, kind=kind)
    return concept(name, names, term.uri, *term.matches, kind=kind, source=term.source)


def appellation(name: str, names: Names, *sources: Xml) -> Xml:
    """Return a name, in each language in which there is one; `und` is no language."""
    values = (
        words("appellationValue", said, language="" if language == UNKNOWN_LANGUAGE else language)
        for language, said in names.items()
    )
    return element(name, *values, *sources)


def date_set(name: str, span: Span) -> Xml:
    """Return a date as written, and the first and last day that it allows."""
    written = words("displayDate", span.as_written or span.edtf)
    return element(name, written, dates("date", span.edtf, last=span.edtf))


def dates(name: str, first: str, *, last: str) -> Xml:
    """Return the first day of one EDTF date and the last day of another, either '' where it is not known.

    LIDO 1.1 lets one be absent; of a beginning that is later than the end neither is told.
    """
    begin, end = (bounds(first) or (None, None))[0], (bounds(last) or (None, None))[1]
    if begin and end and end < begin:
        return NOTHING
    kind = _ESTIMATED if _DOUBT.search(first + last) else _EXACT
    return element(
        name,
        words("earliestDate", begin.isoformat() if begin else "", kind=kind),
        words("latestDate", end.isoformat() if end else "", kind=kind),
    )


def joined(name: str, several_names: Iterable[Names]) -> list[Xml]:
    """Return an element for each language with all words of that language in a row."""
    by_language: dict[str, list[str]] = {}
    for names in several_names:
        for language, said in names.items():
            by_language.setdefault(language, []).append(said)
    return [words(name, ", ".join(dict.fromkeys(said)), language=tag) for tag, said in by_language.items()]


# The few kinds and labels come back again and again.
@lru_cache(maxsize=4_000)
def _attributes(
    *,
    kind: str = "",
    pref: str = "",
    label: str = "",
    language: str = "",
    source: str = "",
    media_type: str = "",
    order: int = 0,
) -> str:
    given = {
        "lido:type": kind,
        "lido:pref": pref,
        "lido:source": source,
        "lido:label": label,
        "lido:formatResource": media_type,
        "lido:sortorder": str(order) if order else "",
        "xml:lang": language if LANGUAGE.fullmatch(language) else "",
    }
    return "".join(f" {name}={quoteattr(xml_safe(value))}" for name, value in given.items() if value)


def _escaped(said: str) -> str:
    # Most words hold nothing that XML writes otherwise.
    return escape(xml_safe(said), {"\r": "&#13;"}) if _SPECIAL.search(said) else said
