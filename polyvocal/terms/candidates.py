"""A term as a terminology source gives it, and how what a server answers is read: what does not fit is left out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from polyvocal.models.fields import LANGUAGE_TAG
from polyvocal.models.terms import LONGEST_URI
from polyvocal.records import UNKNOWN_LANGUAGE, Names

_LONGEST_LABEL, _LONGEST_NOTE = 500, 5_000
_MOST_LABELS = 200
# JSON may hold half of a pair that makes a letter (RFC 8259, section 8.2); nothing can write it as UTF-8.
_ILLEGIBLE = re.compile("[\0-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A term that may be meant. `alternatives` are its other labels by language, `broader` pairs of URI and labels."""

    uri: str
    source: str = ""
    source_name: str = ""
    labels: Names = field(default_factory=dict)
    alternatives: Mapping[str, Sequence[str]] = field(default_factory=dict)
    scope_note: Names = field(default_factory=dict)
    broader: Sequence[tuple[str, Names]] = ()
    matches: Sequence[str] = ()
    is_kept: bool = False
    is_gone: bool = False

    def all_labels(self) -> Iterator[str]:
        """Yield every label, the preferred ones first."""
        yield from self.labels.values()
        for several in self.alternatives.values():
            yield from several


def candidate_in(given: Any, *, source: str, source_name: str) -> Candidate | None:
    """Return the term that an answer describes; None where it has no web address or no label."""
    if not isinstance(given, dict) or not is_web_address(given.get("uri")):
        return None
    labels = _first_labels(given.get("prefLabel"))
    alternatives: dict[str, list[str]] = {}
    for tag, words in _labels(given.get("altLabel"), longest=_LONGEST_LABEL):
        if words != labels.get(tag) and words not in alternatives.setdefault(tag, []):
            alternatives[tag].append(words)
    if not labels and not alternatives:
        return None
    return Candidate(
        uri=given["uri"], source=source, source_name=source_name, labels=labels,
        alternatives={tag: sorted(several) for tag, several in sorted(alternatives.items()) if several},
        scope_note=_notes(given),
        broader=sorted(_broader(given.get("broader")), key=lambda one: one[0]),
        matches=sorted({one["uri"] for one in _dicts(given.get("exactMatch")) if is_web_address(one.get("uri"))}),
    )  # fmt: skip


def legible(words: str) -> str:
    """Return words in one line, without what no database keeps or no page shows: control letters and half letters."""
    return " ".join(_ILLEGIBLE.sub("", words).split())


def is_web_address(given: Any) -> bool:
    """Whether this can be the URI of a term: an address on the web, of a length that can be kept."""
    if (
        not isinstance(given, str)
        or len(given) > LONGEST_URI
        or not given.isprintable()
        or set(given) & set(' <>"{}|\\^`')
    ):
        return False
    try:
        parts = urlsplit(given)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _broader(given: Any) -> list[tuple[str, Names]]:
    return [
        (one["uri"], _first_labels(one.get("prefLabel"))) for one in _dicts(given) if is_web_address(one.get("uri"))
    ]


def _notes(given: Mapping[str, Any]) -> Names:
    for name in ("definition", "scopeNote"):
        found: dict[str, str] = {}
        for tag, words in _labels(given.get(name), longest=_LONGEST_NOTE):
            found.setdefault(tag, words)
        if found:
            return found
    return {}


def _first_labels(given: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag, words in _labels(given, longest=_LONGEST_LABEL):
        found.setdefault(tag, words)
    return found


def _labels(given: Any, *, longest: int) -> Iterator[tuple[str, str]]:
    """Yield language and words; words without a language are those of a server that knows no translations."""
    for one in (given if isinstance(given, list) else [])[:_MOST_LABELS]:
        tag, words = (one.get("language"), one.get("value")) if isinstance(one, dict) else (UNKNOWN_LANGUAGE, one)
        if isinstance(words, str) and (plain := legible(words)):
            yield _tag(tag), plain[:longest]


def _tag(given: Any) -> str:
    tag = given.replace("_", "-") if isinstance(given, str) else ""
    return tag if len(tag) <= 35 and LANGUAGE_TAG.fullmatch(tag) else UNKNOWN_LANGUAGE


def _dicts(given: Any) -> list[dict[str, Any]]:
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
