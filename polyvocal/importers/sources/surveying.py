"""Tells in which encoding a whole file is, where what it declares is not true; only where that is certain."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from polyvocal.importers.sources.code_pages import is_likely

_UTF8 = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}",
)
_OTHER = re.compile(r"[^\x00-\x7f]")
_PAGES = ("cp1252", "cp437", "mac_roman")
_FEWEST = 3
_LIKELY, _UNLIKELY = 0.9, 0.67
_LONGEST_LINE = 1_048_576


class Survey(NamedTuple):
    """How many letters of a file are UTF-8, how many bytes are not, and how many of those each code page explains."""

    utf8: int
    others: int
    explained: Mapping[str, int]


def survey(path: Path) -> Survey:
    """Look at every byte of a file."""
    utf8 = others = 0
    explained: Counter[str] = Counter()
    with path.open("rb") as stream:
        while line := stream.readline(_LONGEST_LINE):
            if line.isascii():
                continue
            utf8 += len(_UTF8.findall(line))
            left = _UTF8.sub(b" ", line)
            others += sum(byte >= 0x80 for byte in left)
            for page in _PAGES if not left.isascii() else ():
                words = left.decode(page, errors="replace")
                explained[page] += sum(is_likely(words, found.start()) for found in _OTHER.finditer(words))
    return Survey(utf8, others, explained)


def certain_encoding(path: Path) -> str:
    """Return UTF-8 where all letters beyond ASCII are that, a code page where it alone explains them; '' if unsure."""
    found = survey(path)
    if not found.others:
        return "UTF-8" if found.utf8 >= _FEWEST else ""
    if found.utf8 * 20 > found.others or found.others < _FEWEST:
        return ""
    best, second = sorted(_PAGES, key=lambda page: -found.explained[page])[:2]
    is_clear = found.explained[best] >= _LIKELY * found.others and found.explained[second] <= _UNLIKELY * found.others
    return best if is_clear else ""
