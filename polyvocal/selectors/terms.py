"""Which terms the words of objects stand for: what is decided for an object, given by its source, tied, or certain."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db.models import F

from polyvocal.image_addresses import is_on_the_web
from polyvocal.models import Term, TermTie
from polyvocal.records import GivenTerm, ObjectFacts, TermKey, TermRecord, term_key

CertainTerm = Callable[[str, str], TermRecord | None]
"""Gives the term of a word (its field, the word in lower case) that needs nobody's decision."""

_AT_ONCE = 5_000
"""Words asked for in one query: below the number of parameters that SQLite takes."""
_MOST_REMEMBERED = 200_000

_TERM = ("uri", "labels", "source", "broader", "matches")


class TermsOfWords:
    """Finds the terms of chunks of objects, and remembers those of words from one chunk to the next.

    What is decided for one object goes before what its source gives, that before what the word stands for
    everywhere, and that before `certain`. A word of which somebody said that no term fits has none.
    """

    def __init__(self, certain: CertainTerm = lambda field, word: None) -> None:
        self._certain = certain
        self._of_words: dict[TermKey, TermRecord | None] = {}
        self._by_uri: dict[str, TermRecord | None] = {}

    def of(self, objects: Mapping[Any, ObjectFacts]) -> dict[Any, dict[TermKey, TermRecord]]:
        """Return the terms of the words of objects, whose facts are given by their keys."""
        words = {key: [term_key(*one) for one in facts.words()] for key, facts in objects.items()}
        self._learn({one for several in words.values() for one in several})
        self._recognise({one.uri for facts in objects.values() for one in facts.given_terms})
        exceptions = _exceptions(list(objects))
        return {
            key: self._chosen(words[key], facts.given_terms, exceptions.get(key, {})) for key, facts in objects.items()
        }

    def _chosen(
        self,
        words: Sequence[TermKey],
        given: Sequence[GivenTerm],
        exceptions: Mapping[TermKey, TermRecord | None],
    ) -> dict[TermKey, TermRecord]:
        if not given and not exceptions:  # as most objects are
            known = self._of_words
            return {key: term for key in words if (term := known.get(key)) is not None}
        of_source = {
            term_key(one.field, one.language, one.words): self._given(one) for one in given if is_on_the_web(one.uri)
        }
        found: Iterator[tuple[TermKey, TermRecord | None]] = (
            (key, next((places[key] for places in (exceptions, of_source, self._of_words) if key in places), None))
            for key in words
        )
        return {key: term for key, term in found if term is not None}

    def _given(self, one: GivenTerm) -> TermRecord:
        return self._by_uri.get(one.uri) or TermRecord(one.uri, {one.language: one.words})

    def _learn(self, words: set[TermKey]) -> None:
        if len(self._of_words) > _MOST_REMEMBERED:
            self._of_words.clear()
        missing = words - self._of_words.keys()
        for key in missing:
            self._of_words[key] = self._certain(key[0], key[2])
        for asked in _portions(sorted({key[2] for key in missing})):
            rows = TermTie.objects.standing().of_words().filter(key__in=asked)
            for row in rows.values_list("field", "language", "key", *_of_term("term__")):
                if row[:3] in missing:
                    self._of_words[row[:3]] = _record(row[3:])

    def _recognise(self, uris: set[str]) -> None:
        if len(self._by_uri) > _MOST_REMEMBERED:
            self._by_uri.clear()
        missing = uris - self._by_uri.keys()
        self._by_uri |= dict.fromkeys(missing)
        for asked in _portions(sorted(missing)):
            for row in Term.objects.filter(uri__in=asked).values_list(*_of_term()):
                self._by_uri[row[0]] = _record(row)


def _exceptions(objects: Sequence[Any]) -> dict[Any, dict[TermKey, TermRecord | None]]:
    found: dict[Any, dict[TermKey, TermRecord | None]] = {}
    rows = TermTie.objects.standing().filter(obj__in=objects)
    for row in rows.values_list("obj", "field", "language", "key", *_of_term("term__")):
        found.setdefault(row[0], {})[row[1:4]] = _record(row[4:])
    return found


def _of_term(prefix: str = "") -> list[Any]:
    return [F(f"{prefix}{name}") for name in _TERM]


def _record(row: Sequence[Any]) -> TermRecord | None:
    uri, labels, source, broader, matches = row
    if uri is None:
        return None
    above = next((one["uri"] for one in broader if one.get("uri")), "")
    return TermRecord(uri, labels, source, above, tuple(matches))


def _portions(words: Sequence[str]) -> Iterator[list[str]]:
    rest: Iterable[str] = iter(words)
    while portion := list(islice(rest, _AT_ONCE)):
        yield portion
