"""The code pages that old collection systems wrote, and whether a letter of one makes sense where it stands."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

_REMAINS = re.compile(r"[\x80-\x9f]")
_BYTES = bytes(range(0x80, 0xA0))
_OPENING = "‘“„‚‹"
_CLOSING = "”›"
_NEXT_LINE = "\x85"  # also a line end of its own right, so that no letter in its place is certain


@dataclass(frozen=True, slots=True)
class CodePage:
    """A code page's letters for the bytes 0x80 to 0x9F, those it does not know left out."""

    letters: Mapping[str, str]

    def read(self, words: str) -> str:
        """Return words with their control characters read in this code page; one it does not know stays."""
        return _REMAINS.sub(lambda found: self.letters.get(found[0], found[0]), words)


def _page(codec: str) -> CodePage:
    read = {chr(byte): bytes([byte]).decode(codec, errors="ignore") for byte in _BYTES}
    return CodePage({control: letter for control, letter in read.items() if letter})


CODE_PAGES: Mapping[str, CodePage] = {
    "cp1252": _page("cp1252"),
    "cp437": _page("cp437"),
    "mac-roman": _page("mac_roman"),
}
"""By the code of a repair: Windows, MS-DOS (also 850, whose letters here are the same), the old Macintosh."""

_TO_BYTE = {letter: ord(control) for control, letter in CODE_PAGES["cp1252"].letters.items()}


def remains_in(words: str) -> bool:
    """Whether words hold control characters that are letters of some code page."""
    return bool(_REMAINS.search(words))


def windows_bytes(words: str) -> bytes:
    """Return the bytes that Windows-1252 or ISO-8859-1 took for these words. Raises ValueError for other letters."""
    return bytes(_TO_BYTE.get(letter, ord(letter)) for letter in words)


def fits(read: str, words: str) -> bool:
    """Whether each letter that was read in place of a control character makes sense among its neighbours."""
    return all(_makes_sense(read, words, found.start()) for found in _REMAINS.finditer(words))


def _makes_sense(read: str, words: str, at: int) -> bool:
    letter = read[at]
    before, after = _at(words, at - 1), _at(words, at + 1)
    if letter.isalpha():
        return words[at] != _NEXT_LINE and _is_letter_of_word(letter, before, after, second=_at(words, at - 2))
    if letter in _OPENING:
        return not before.isalnum() and after.isalnum()
    if letter == "’":
        return before.isalnum()
    if letter in _CLOSING or letter == "…":
        return not before.isspace() and not after.isalnum()
    if letter in "–—":
        return before.isspace() == after.isspace()
    return letter == "€" and after in " 0123456789"


def _is_letter_of_word(letter: str, before: str, after: str, *, second: str) -> bool:
    """A small letter stands beside letters but not amid capitals; a capital begins a word or stands among capitals."""
    if unicodedata.category(letter) not in ("Ll", "Lu") or letter == "ƒ":
        return False
    if not (before.isalpha() or after.isalpha()) or before.isdigit() or after.isdigit():
        return False
    if letter.islower():
        return not after.isupper() and not (before.isupper() and second.isupper())
    return not before.isalpha() or (before.isupper() and not after.islower())


def is_likely(words: str, at: int) -> bool:
    """Whether a letter beyond ASCII, as a code page reads it, is what stands in texts of museums at such a place."""
    letter = words[at]
    if letter.isalpha():
        before, after = _at(words, at - 1), _at(words, at + 1)
        is_latin = unicodedata.name(letter, "").startswith("LATIN")
        return is_latin and _is_letter_of_word(letter, before, after, second=_at(words, at - 2))
    if letter in _OPENING + _CLOSING + "’…–—€":
        return _makes_sense(words, words, at)
    return letter in "°£§©®×½¼¾«»·\xa0"


def _at(words: str, at: int) -> str:
    return words[at] if 0 <= at < len(words) else " "
