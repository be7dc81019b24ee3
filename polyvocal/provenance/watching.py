"""Finding watched names in what statements say: titles, initials, inverted names, diacritics, particles, misspellings.

Words are compared by edits (Levenshtein); an index of words with one letter left out keeps the comparison to names that
can be alike, so that a thousand names and many thousands of events take seconds. No Django.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz.distance import Levenshtein

from polyvocal.provenance.folding import folded

Key = TypeVar("Key")

_SAYS_NOTHING = frozenset(
    "mr mrs ms miss dr prof sir lady lord baron baroness count countess duke graf freiherr jhr jkvr jonkheer mevr mw "
    "mevrouw dhr de heer familie family heirs erven erfgenamen weduwe widow estate nalatenschap collection collectie "
    "coll verzameling verz sammlung kunsthandel kunsth kunsthandlung kunstzaal galerie galleries gallery galerij "
    "dealer firma fa firm gebroeders gebr brothers bros co cie comp company nv bv gmbh ltd inc ag and en und et van "
    "der den het ten ter te von vom zu zum zur du des la le les di da del della dos of the jr sr zn".split()
)
_WORDS = re.compile(r"[^\W\d_]+")
_NAMED = re.compile(
    r"(?:[^\W\d_a-zà-ÿ][\w'’.-]*)(?:\s+(?:(?:van|de|der|den|het|ten|ter|von|zu|du|la|le|of|&)\s+)*[^\W\d_a-zà-ÿ][\w'’.-]*)*"
)
_LEAST_LIKE, _INITIAL, _INITIAL_WEIGHT = 0.74, 0.9, 2
_OF_THE_WATCHED = 0.75
"""Of the likeness, how much is that all of the watched name is there; the rest is that nothing else is."""


@lru_cache(maxsize=100_000)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell who it is, folded: “Kunsth. J. van den Berg” gives “j”, “berg”."""
    found = _WORDS.findall(folded(name))
    telling = tuple(word for word in found if word not in _SAYS_NOTHING)
    return telling or tuple(found)


def names_written(clause: str) -> list[str]:
    """Return what looks like names in words that were not understood: runs of words with a capital."""
    return [found for found in _NAMED.findall(clause) if len(found) > 3]


def likeness(watched: Sequence[str], written: Sequence[str]) -> int:
    """Return from 0 to 100 how alike two names are, given as `words_of` gives them."""
    taken: dict[int, float] = {}
    found: list[tuple[int, float]] = []
    for word in sorted(watched, key=len, reverse=True):
        left = ((_alike(word, other), -at) for at, other in enumerate(written) if at not in taken)
        like, at = max(left, default=(0.0, 0))
        if like >= _LEAST_LIKE:
            taken[-at] = like
        found.append((_weight(word), like if like >= _LEAST_LIKE else 0.0))
    of_written = _share((_weight(word), taken.get(at, 0.0)) for at, word in enumerate(written))
    return round(100 * (_OF_THE_WATCHED * _share(found) + (1 - _OF_THE_WATCHED) * of_written))


@dataclass(frozen=True, slots=True)
class Likely(Generic[Key]):
    """A watched name that is like a written one: its key, the name as written, how alike from 0 to 100."""

    key: Key
    written: str
    score: int


class WatchIndex(Generic[Key]):
    """Watched names with their variants, ready to be looked for."""

    def __init__(self, names: Iterable[tuple[Key, Sequence[str]]], *, threshold: int) -> None:
        self._threshold = threshold
        self._names: list[tuple[Key, tuple[str, ...]]] = []
        self._by_part: dict[str, list[tuple[int, int]]] = {}
        self._known: dict[str, tuple[Likely[Key], ...]] = {}
        for key, spellings in names:
            for spelling in spellings:
                self._add(key, words_of(spelling))

    def __bool__(self) -> bool:
        return bool(self._names)

    def found_in(self, name: str) -> tuple[Likely[Key], ...]:
        """Return the watched names that are like this one, each once, by its best spelling."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = tuple(self._find(name))
        return known

    def _add(self, key: Key, words: tuple[str, ...]) -> None:
        if words:
            self._names.append((key, words))
            number = len(self._names) - 1
            for at, word in enumerate(words):
                for part in _parts(word):
                    self._by_part.setdefault(part, []).append((number, at))

    def _find(self, name: str) -> Iterator[Likely[Key]]:
        written = words_of(name)
        best: dict[Key, int] = {}
        for number in sorted(self._candidates(written)):
            key, watched = self._names[number]
            score = likeness(watched, written)
            if score >= self._threshold:
                best[key] = max(score, best.get(key, 0))
        return (Likely(key, name, score) for key, score in best.items())

    def _candidates(self, written: Sequence[str]) -> Iterator[int]:
        """Yield the names that share enough words with this one to reach the threshold, were all else the same."""
        shared: dict[int, set[int]] = {}
        for part in {part for word in written for part in _parts(word)}:
            for number, at in self._by_part.get(part, ()):
                shared.setdefault(number, set()).add(at)
        has_initials = any(len(word) == 1 for word in written)
        for number, places in shared.items():
            words = self._names[number][1]
            may_count = (at in places or has_initials or len(word) == 1 for at, word in enumerate(words))
            most = _share((_weight(word), float(may)) for word, may in zip(words, may_count, strict=True))
            if 100 * (_OF_THE_WATCHED * most + 1 - _OF_THE_WATCHED) >= self._threshold:
                yield number


@lru_cache(maxsize=100_000)
def _parts(word: str) -> frozenset[str]:
    """Return a word, and it with each one letter left out: misspelt words share one of them. Initials have none."""
    if len(word) == 1:
        return frozenset()
    left_out = (word[:at] + word[at + 1 :] for at in range(len(word))) if len(word) > 3 else ()
    return frozenset({word, *left_out})


@lru_cache(maxsize=200_000)
def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if len(one) == 1 or len(other) == 1:
        return _INITIAL if one[0] == other[0] else 0.0
    return Levenshtein.normalized_similarity(one, other)


def _weight(word: str) -> int:
    return max(len(word), _INITIAL_WEIGHT)


def _share(weighed: Iterable[tuple[int, float]]) -> float:
    pairs = list(weighed)
    whole = sum(weight for weight, _like in pairs)
    return sum(weight * like for weight, like in pairs) / whole if whole else 0.0
