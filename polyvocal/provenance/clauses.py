"""A paragraph of provenance into its clauses: where one ends, and what the mark says about the step to the next."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from polyvocal.provenance.lexicon import words
from polyvocal.provenance.methods import LEADING, alternatives, forms_in
from polyvocal.provenance.notations import Notation
from polyvocal.provenance.statements import Directness


@dataclass(frozen=True, slots=True)
class ClauseSpan:
    """Where a clause stands in the text, where the mark that ends it does, and what that mark says."""

    start: int
    end: int
    mark_end: int
    step: Directness


_PAIRS = {"(": ")", "[": "]", "“": "”", "„": "”"}
_KEYS = r"(?:\s*\[(?:[1-9]\d{0,2}|[A-Za-z]{1,2})\])*(?:\*{1,3}(?=\s))?"
_MARK = re.compile(
    rf"(?P<semicolon>\.?;)(?P<keys>{_KEYS})|(?P<point>\.+)(?P<point_keys>{_KEYS})(?=\s|$|[“\"(])"
    r"|(?P<dots>\.{3}|…)(?=[A-Z])|(?P<line>[ \t]*(?:\n[ \t]*)+)|(?P<whom>,?\s+(?:by|from|to|through) whom\b)",
)
_BEFORE_POINT = re.compile(r"[^\s(\[;,]+$")
_INITIALS = re.compile(r"(?:[A-Z]|[A-Z][a-z]?)(?:\.(?:-?[A-Za-z]))*|[a-z]")


def split_clauses(text: str, end: int, *, notation: Notation, language: str) -> list[ClauseSpan]:
    """Return the clauses of `text` up to `end`; what stands in brackets or quotes never ends one."""
    shelters = _Shelters(text[:end], has_single_quotes=notation.single_quotes)
    spans, start = [], 0
    for mark in _MARK.finditer(text, 0, end):
        if mark.start() < start or shelters.cover(mark.start()) or not _ends_clause(mark, text, notation, language):
            continue
        if span := _span(text, start, mark, notation):
            spans.append(span)
            start = mark.end()
        elif spans and not text[start : mark.start()].strip():
            # Nothing between two marks: both belong to the clause before, and the first says what the step is.
            spans[-1] = _prolonged(spans[-1], mark)
            start = mark.end()
    if last := _trimmed(text, start, end):
        spans.append(ClauseSpan(*last, last[1], Directness.UNKNOWN))
    return spans


def _span(text: str, start: int, mark: re.Match[str], notation: Notation) -> ClauseSpan | None:
    inner = _trimmed(text, start, mark.start() + _kept_point(text, mark))
    return ClauseSpan(*inner, mark.end(), _step(mark, notation)) if inner else None


def _kept_point(text: str, mark: re.Match[str]) -> int:
    """The point of “Inc.” stays with the word, whatever mark follows it."""
    before = _BEFORE_POINT.search(text, max(0, mark.start() - 24), mark.start())
    return int(text[mark.start()] == "." and before is not None and _is_shortened(before[0]))


def _prolonged(span: ClauseSpan, mark: re.Match[str]) -> ClauseSpan:
    return ClauseSpan(span.start, span.end, mark.end(), span.step)


def _step(mark: re.Match[str], notation: Notation) -> Directness:
    if mark["whom"] or (mark["semicolon"] and notation.is_direct_at_semicolon):
        return Directness.DIRECT
    return Directness.UNKNOWN


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _ends_clause(mark: re.Match[str], text: str, notation: Notation, language: str) -> bool:
    if mark["line"] is not None:
        return notation.lines_are_clauses and _begins_line(text, mark)
    if mark["point"] is not None:
        return _is_full_stop(text, mark, language)
    return True


_WRAPPED = re.compile(r"[,(\[&]$|\b(?:and|of|the|by|to|from|in|at|for|de|van|en|der)$")


def _begins_line(text: str, mark: re.Match[str]) -> bool:
    """A line that begins small, or after a comma, goes on with the one before."""
    after = text[mark.end() : mark.end() + 1]
    is_continued = bool(_WRAPPED.search(text[max(0, mark.start() - 12) : mark.start()].rstrip()))
    return bool(after) and not after.islower() and not is_continued


def _is_full_stop(text: str, mark: re.Match[str], language: str) -> bool:
    after = text[mark.end() :].lstrip()
    if not after:
        return True
    before = _BEFORE_POINT.search(text, max(0, mark.start() - 24), mark.start())
    is_shortened = before is not None and _is_shortened(before[0])
    if after[0].islower():
        return before is not None and not is_shortened and bool(re.fullmatch(r"[A-Z]\w{3,}|\d{4}|.*\]", before[0]))
    return not is_shortened or bool(_opening(language).match(after))


def _is_shortened(word: str) -> bool:
    bare = word.lstrip("?“\"'‘")
    if re.fullmatch(r"[A-Z]{2}", bare):
        return False
    is_patronymic = bool(re.fullmatch(r"[A-Z]\w*(?:sz|sdr|Dzn|zn)|Dzn|Jzn", bare))
    return is_patronymic or bool(_INITIALS.fullmatch(bare)) or bare.lower() in _shortened()


def _shortened() -> frozenset[str]:
    return words("abbreviations") | (words("places_shortened") - {"or", "in", "me", "ok", "hi", "id"})


_openings: dict[str, re.Pattern[str]] = {}


def _opening(language: str) -> re.Pattern[str]:
    """What opens a clause beyond doubt, so that a point before it ends the one before: the words of a method."""
    if language not in _openings:
        forms = [words for words, held in forms_in(language).items() if " " in words and held[0].naming in LEADING]
        _openings[language] = re.compile(rf"(?=[A-Z])(?i:(?:{alternatives(forms)})\b)")
    return _openings[language]


class _Shelters:
    """The stretches of a text between brackets or quotes."""

    def __init__(self, text: str, *, has_single_quotes: bool) -> None:
        found = sorted([*_bracketed(text), *_quoted(text), *(_single_quoted(text) if has_single_quotes else ())])
        self._spans = _merged(found)
        self._starts = [start for start, _end in self._spans]

    def cover(self, place: int) -> bool:
        """Say whether a place is sheltered."""
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._spans[index][1]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _bracketed(text: str) -> Iterator[tuple[int, int]]:
    open_ones: list[tuple[str, int]] = []
    awaited = Counter[str]()
    for place, letter in enumerate(text):
        if letter in _PAIRS:
            open_ones.append((_PAIRS[letter], place))
            awaited[_PAIRS[letter]] += 1
        elif awaited[letter]:
            while open_ones:
                closing, start = open_ones.pop()
                awaited[closing] -= 1
                if closing == letter:
                    yield start, place
                    break


_DOUBLE = re.compile(r'"[^"\n]{1,600}"')
_SINGLE = re.compile(r"(?:(?<=:)\s?['‘]|(?<![\w'])['‘](?=[^\s\d'’]))(?:[^'‘’]|(?<=\w)['’](?=\w)){8,1500}?['’](?!\w)")


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _DOUBLE.finditer(text))


def _single_quoted(text: str) -> Iterator[tuple[int, int]]:
    """Catalogue descriptions; an apostrophe within a word opens and closes nothing."""
    return (found.span() for found in _SINGLE.finditer(text))
