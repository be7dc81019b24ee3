"""Tells which occurrence of today's record is which of the last one: by content, so that an insertion shifts none."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from polyvocal.importers.models import SourceText
from polyvocal.importers.profiles import ReadText
from polyvocal.models import Edition
from polyvocal.models.texts import checksum_of

_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Matched:
    """Pairs of what stood and what comes (in the order of what comes), what is new, and what is gone."""

    pairs: Sequence[tuple[SourceText, ReadText]]
    new: Sequence[ReadText]
    gone: Sequence[SourceText]


def words_checksum(read: ReadText) -> str:
    """Return the checksum of an occurrence's words."""
    return checksum_of(read.edition.words)


def details_checksum(read: ReadText) -> str:
    """Return the checksum of what belongs to the words: who says them, on what ground, and the times they belong to."""
    edition = read.edition
    parts = (
        [(one.voice.slug, one.role) for one in edition.attributions],
        [(one.title, one.locator, one.uri) for one in edition.citations],
        edition.recorded.as_written,
        edition.held.as_written,
        sorted(edition.content_note.items()),
        *((one.as_json() for one in edition.events) if read.has_own_events else ()),
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def matched(standing: Sequence[SourceText], reads: Sequence[ReadText], *, words: dict[int, str]) -> Matched:
    """Match equal words first, then likeness, then what alone is left. `words` are those that stand, by source text."""
    if not standing:
        return Matched([], list(reads), [])
    left, pairs = list(standing), {}
    coming = dict(enumerate(reads))
    for at, read in list(coming.items()):
        checksum, details = words_checksum(read), details_checksum(read)
        same = [one for one in left if one.checksum == checksum]
        same.sort(key=lambda one: (one.details != details, one.is_gone))
        if same:
            pairs[at] = same[0]
            left.remove(same[0])
            del coming[at]
    for at, source_text in _alike(left, coming, words):
        pairs[at] = source_text
        left.remove(source_text)
        del coming[at]
    present = [one for one in left if not one.is_gone]
    if len(present) == len(coming) == 1:
        pairs[coming.popitem()[0]] = present[0]
        left.remove(present[0])
    return Matched([(pairs[at], reads[at]) for at in sorted(pairs)], list(coming.values()), left)


def _alike(
    left: Sequence[SourceText], coming: dict[int, ReadText], words: dict[int, str]
) -> list[tuple[int, SourceText]]:
    """Return pairs that are alike, the likest first, each side once."""
    scored = sorted(
        (
            (likeness, -at, source_text)
            for at, read in coming.items()
            for source_text in left
            if (likeness := _likeness(words.get(source_text.pk, ""), read.edition.words)) >= _ALIKE
        ),
        key=lambda one: one[:2],
        reverse=True,
    )
    pairs: dict[int, SourceText] = {}
    for _likeness_found, minus_at, source_text in scored:
        if -minus_at not in pairs and source_text not in pairs.values():
            pairs[-minus_at] = source_text
    return list(pairs.items())


def _likeness(before: str, after: str) -> float:
    matcher = SequenceMatcher(None, before.split(), after.split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0


def is_edition_of(edition: Edition, source_texts: Sequence[SourceText]) -> bool:
    """Whether the edition that stands last was made from the source and was not withdrawn, save by undoing its run."""
    return any(one.edition_id == edition.pk and (one.undone_recipe or not edition.is_withdrawn) for one in source_texts)
