"""Words as they are compared: without case and diacritics; and finding listed words in a text. No Django."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

_LETTERS = str.maketrans({"ø": "o", "œ": "oe", "æ": "ae", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ı": "i"})


def folded(words: str) -> str:
    """Return words in small letters without diacritics: “Krøyer” and “kroyer” are the same."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)


def words_found(listed: Sequence[str], texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each listed word that occurs as a whole word, with the text that has it; each word once."""
    pattern, by_folded = _pattern(tuple(listed))
    if pattern is None:
        return
    seen: set[str] = set()
    for text in texts:
        for found in pattern.findall(folded(text)):
            if found not in seen:
                seen.add(found)
                yield by_folded[found], text


@lru_cache(maxsize=64)
def _pattern(listed: tuple[str, ...]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    by_folded = {folded(one).strip(): one for one in listed if one.strip()}
    if not by_folded:
        return None, {}
    longest_first = sorted(by_folded, key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)"), by_folded
