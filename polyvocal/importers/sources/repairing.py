"""Recognises words that once were read in a wrong encoding, and repairs them where only one reading makes sense.

What is not certain stays as the source gave it and is named: a question mark or an odd accent may be meant.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from polyvocal.importers.sources.code_pages import CODE_PAGES, fits, remains_in, windows_bytes
from polyvocal.importers.sources.raw import Fields, Group, Tree, Value

MARK = "\ufeff"

_SUSPECT = re.compile(r"[\x80-\x9f\ufeff\ufffd]|[Â-ô][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_TWICE = re.compile(
    r"[ÂÃ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[ÄÅ][\x80-\x9f€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\x80-\xbf™œ˜“”¦¢]|â‚¬|â„¢"
)


class Repair(NamedTuple):
    """Words as they are to be read, and what was found in them, as codes: `repaired` ones and only `suspected` ones."""

    words: str
    repaired: tuple[str, ...] = ()
    suspected: tuple[str, ...] = ()


def repaired(words: str) -> Repair:
    """Return words repaired as far as that is certain.

    Codes: `mark` (a byte order mark amid words), `twice` (UTF-8 taken for another encoding and encoded again), `cp437`,
    `cp1252`, `mac-roman` (a letter of that code page kept as a control character), `control` (such a character that
    several code pages could explain), `lost` (a letter was replaced by U+FFFD for good).
    """
    if words.isascii() or not _SUSPECT.search(words):
        return Repair(words)
    return _repaired(words)


@lru_cache(maxsize=1_000)
def _repaired(words: str) -> Repair:
    done: list[str] = []
    suspected: list[str] = []
    if MARK in words:
        words = words.replace(MARK, "")
        done.append("mark")
    words, is_twice = _once(words)
    if is_twice:
        done.append("twice")
    elif _TWICE.search(words):
        suspected.append("twice")
    if remains_in(words):
        words, code_page = _in_code_page(words)
        (done if code_page else suspected).append(code_page or "control")
    if "\ufffd" in words:
        suspected.append("lost")
    return Repair(words, tuple(done), tuple(suspected))


def _once(words: str) -> tuple[str, bool]:
    """Undo encodings on top of each other, where every letter that is not ASCII takes part in them."""
    found = words
    while _is_all_twice(found):
        found = windows_bytes(found).decode("utf-8")
    return found, found != words


def _is_all_twice(words: str) -> bool:
    return bool(_TWICE.search(words)) and _TWICE.sub("", words).isascii()


def _in_code_page(words: str) -> tuple[str, str]:
    """Return words with their control characters read in the one code page in which all of them make sense."""
    readings = {name: read for name, page in CODE_PAGES.items() if fits(read := page.read(words), words)}
    if len(set(readings.values())) != 1:
        return words, ""
    name, read = next(iter(readings.items()))
    return read, name


class Found(NamedTuple):
    """What was found in one leaf: a code of `repaired`, and whether it was repaired."""

    leaf: str
    code: str
    is_repaired: bool


def repaired_tree(tree: Tree) -> tuple[Tree, Counter[Found]]:
    """Return a record with its words repaired, and how often what was found in which leaf."""
    found: Counter[Found] = Counter()
    fields = _repaired_fields(tree.fields, found)
    groups = [Group(group.name, _repaired_fields(group.fields, found)) for group in tree.groups]
    return (Tree(fields, groups), found) if found else (tree, found)


def reread_in(tree: Tree) -> Counter[Found]:
    """Count, by leaf, the values beyond ASCII of a record that was read in another encoding than its file declares."""
    every = [tree.fields, *(group.fields for group in tree.groups)]
    leaves = [leaf for fields in every for leaf, values in fields.items() for value in values if not _is_plain(value)]
    return Counter(Found(leaf, "encoding", True) for leaf in leaves)


def _repaired_fields(fields: Fields, found: Counter[Found]) -> Fields:
    every = chain.from_iterable(fields.values())
    if all(words.isascii() and (not (labels or parts) or _are_plain(labels, parts)) for words, labels, parts in every):
        return fields
    return {leaf: [_repaired_value(value, leaf, found) for value in values] for leaf, values in fields.items()}


def _is_plain(value: Value) -> bool:
    return value.words.isascii() and _are_plain(value.labels, value.parts)


def _are_plain(labels: Mapping[str, str], parts: Mapping[str, str]) -> bool:
    return all(map(str.isascii, (*labels.values(), *parts.values())))


def _repaired_value(value: Value, leaf: str, found: Counter[Found]) -> Value:
    """Repair a value's words, labels and parts; what is found in several of them is one and the same."""
    codes: set[Found] = set()

    def mended(words: str) -> str:
        repair = repaired(words)
        codes.update(Found(leaf, code, True) for code in repair.repaired)
        codes.update(Found(leaf, code, False) for code in repair.suspected)
        return repair.words

    whole = Value(
        mended(value.words),
        {language: mended(words) for language, words in value.labels.items()},
        {name: mended(words) for name, words in value.parts.items()},
    )
    found.update(codes)
    return whole if codes else value
