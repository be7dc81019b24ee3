"""Guesses what the leaves of a sample mean, by their names and by what stands beside them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from polyvocal.image_addresses import is_on_the_web
from polyvocal.importers.suggesting import meanings
from polyvocal.importers.suggesting.sampling import Sample

_MOST_TERMS = 60
_PROSE = 25
_DUTCH = re.compile(r"\b(?:de|het|een|van|en)\b")
_ENGLISH = re.compile(r"\b(?:the|of|and|a|with)\b")


@dataclass(frozen=True, slots=True)
class Term:
    """A type term of the sample, how often it occurs, and the type and language it seems to stand for ('' if none)."""

    words: str
    count: int
    type: str
    language: str


@dataclass(frozen=True, slots=True)
class TextGuess:
    """A leaf that seems to hold texts: their type, or the leaf that names it with the terms in it."""

    words: str
    type: str = ""
    type_from: str = ""
    terms: Sequence[Term] = ()
    recorded: str = ""
    author: str = ""
    has_tags: bool = False
    language: str = ""
    not_in: Sequence[str] = ()
    title_type: str = ""


@dataclass(slots=True)
class Guess:
    """What a profile would say: keys of `[object]` with their leaves, tables within it, and texts."""

    number: str = ""
    facts: dict[str, list[str]] = field(default_factory=dict)
    tables: dict[str, dict[str, str]] = field(default_factory=dict)
    texts: list[TextGuess] = field(default_factory=list)
    language: str = "und"

    def meaning_of(self, leaf: str) -> str:
        """Return the key under which a leaf was used, '' if it was not."""
        named = [(key, several) for key, several in self.facts.items()]
        named += [(f"{table}.{key}", [one]) for table, keys in self.tables.items() for key, one in keys.items()]
        named += [("number", [self.number])]
        for text in self.texts:
            named += [(text.type or "texts", [text.words]), ("type_from", [text.type_from])]
            named += [("recorded", [text.recorded]), ("voices", [text.author])]
        return next((key for key, leaves in named if leaf in leaves), "")


def guess(sample: Sample, *, key: str = "") -> Guess:
    """Return what the leaves of a sample seem to mean; `key` names the objects where no leaf is their number."""
    found = Guess(number=_first(sample, meanings.NUMBERS) or key)
    for name, candidates in (*meanings.FACTS.items(), *((one, (*names,)) for one, names in meanings.SINGLE.items())):
        if leaves := [leaf for one in candidates for leaf in _called(sample, one)]:
            found.facts[name] = leaves[:1] if name in meanings.SINGLE else leaves
    for name, keys in meanings.TABLES.items():
        if table := _table(sample, keys):
            found.tables[name] = table
    if "images" in found.tables and not _has_web_address(sample, found.tables["images"]["address"]):
        del found.tables["images"]
    found.texts = [*_titles(sample), *_texts(sample)]
    found.language = _language(sample, found.texts)
    return found


def _called(sample: Sample, name: str) -> list[str]:
    """The leaves of this name, whatever table they stand in, that are not confidential."""
    return [
        leaf
        for leaf in sample.leaves
        if (leaf == name or (sample.has_tables and leaf.endswith(f".{name}"))) and not meanings.confidential_as(leaf)
    ]


def _first(sample: Sample, names: Sequence[str]) -> str:
    return next((leaf for name in names for leaf in _called(sample, name)), "")


def _near(sample: Sample, leaf: str, names: Sequence[str]) -> str:
    """The first leaf of these names that stands beside another in a group, or where nothing is grouped."""
    beside = sample.leaves[leaf].beside
    is_alone = not any(sample.leaves[leaf].groups.keys() - {""})
    for name in names:
        for one in _called(sample, name):
            if one != leaf and (one in beside or (is_alone and "" in sample.leaves[one].groups)):
                return one
    return ""


def _table(sample: Sample, keys: Mapping[str, Sequence[str]]) -> dict[str, str]:
    first, *others = keys.items()
    leading = _first(sample, first[1])
    if not leading:
        return {}
    found = {key: leaf for key, names in others if (leaf := _near(sample, leading, names))}
    return {first[0]: leading, **found}


def _titles(sample: Sample) -> Iterator[TextGuess]:
    for name in (*meanings.TITLES, *meanings.TRANSLATIONS):
        for leaf in _called(sample, name):
            groups = sample.leaves[leaf].groups
            others = sorted(group for group in groups if meanings.OF_OTHERS.search(group))
            if len(others) < len(groups):
                yield TextGuess(
                    leaf,
                    "title",
                    has_tags=bool(sample.leaves[leaf].has_tags),
                    language="und" if name in meanings.TRANSLATIONS else "",
                    not_in=others,
                    title_type=_near(sample, leaf, meanings.TITLE_TYPES),
                )


def _has_web_address(sample: Sample, leaf: str) -> bool:
    return any(is_on_the_web(address) for address in sample.leaves[leaf].values)


def _texts(sample: Sample) -> Iterator[TextGuess]:
    for name, text_type in meanings.TEXTS.items():
        for leaf in _called(sample, name):
            term = _near(sample, leaf, meanings.TERMS)
            if not term and sample.leaves[leaf].mean_length < _PROSE:
                continue
            if term and len(sample.leaves[term].values) > _MOST_TERMS:
                term = ""
            yield TextGuess(
                leaf,
                text_type,
                term,
                [Term(words, count, *meanings.type_of_term(words)) for words, count in _values(sample, term)],
                _near(sample, leaf, meanings.DATES),
                _near(sample, leaf, meanings.AUTHORS),
                has_tags=bool(sample.leaves[leaf].has_tags),
            )


def _values(sample: Sample, leaf: str) -> list[tuple[str, int]]:
    return sample.leaves[leaf].values.most_common() if leaf else []


def _language(sample: Sample, texts: Sequence[TextGuess]) -> str:
    counts: Counter[str] = Counter()
    for text in texts:
        for words in list(sample.leaves[text.words].values)[:300]:
            counts["nl"] += len(_DUTCH.findall(words.lower()))
            counts["en"] += len(_ENGLISH.findall(words.lower()))
    return max(counts, key=lambda tag: counts[tag]) if any(counts.values()) else "und"
