"""Tells what Adlib's records lie in: its own elements, an aggregator's wrapper, or nothing at all."""

import re

from polyvocal.importers.sources.envelopes import ENVELOPE
from polyvocal.importers.sources.prolog import Prolog

WHOLE = "sources"
"""The element that several outermost elements are read within: a file may hold more than one, or bare records."""

_RECORDS_IN = {
    "adlibXML": "record",
    "recordList": "record",
    "record": "record",
    "delving-sip-source": "input",
    "pockets": "pocket",
    ENVELOPE: "record",
}
"""By outermost element, the element that is a record: two of them are wrappers of aggregators."""

_POCKETED = re.compile(r"<pocket[\s>][^>]*>?\s*(?:<\?[^>]*\?>\s*)?<(?:[\w.-]+:)?record[\s>]")
_DECLARED_AGAIN = re.compile(
    rb"(</(?:[\w.-]+:)?(?:adlibXML|recordList|record|OAI-PMH)\s*>[\s\xef\xbb\xbf]*)(<\?xml\s[^>]*\?>)"
)
_LONGEST = 512


def record_element(prolog: Prolog, head: bytes) -> str:
    """Return the name of the elements that are records; '' where the outermost element is not one of Adlib's."""
    if prolog.root == "pockets" and _POCKETED.search(head.decode("latin-1")):
        return "record"
    return _RECORDS_IN.get(prolog.root, "" if prolog.root else "record")


class Wrapping:
    """Passes pieces of a file to a parser within one element, so that what stands side by side is read as well.

    ASCII stands for itself in them. XML declarations in the midst of a file, where pages were put one after another,
    are blanked out.
    """

    def __init__(self, prolog: Prolog, head: bytes) -> None:
        self._start = _root_starts(head) if prolog.root else -1
        self._held = b""
        self._has_begun = False

    def wrapped(self, piece: bytes) -> bytes:
        """Return the next bytes for the parser; the first piece must hold all of the prolog."""
        if self._start < 0:
            return piece
        if not self._has_begun:
            self._has_begun = True
            piece = piece[: self._start] + f"<{WHOLE}>".encode() + piece[self._start :]
        return self._undeclared(piece)

    def ended(self) -> bytes:
        """Return the last bytes for the parser."""
        return self._held + (f"</{WHOLE}>".encode() if self._has_begun else b"")

    def _undeclared(self, piece: bytes) -> bytes:
        piece = _DECLARED_AGAIN.sub(lambda found: found[1] + b" " * len(found[2]), self._held + piece)
        last = piece.rfind(b"</", max(0, len(piece) - _LONGEST))
        last = last if last >= 0 else len(piece)
        self._held = piece[last:]
        return piece[:last]


def _root_starts(head: bytes) -> int:
    """Return how many bytes stand before the outermost element: declaration, comments, instructions."""
    before = re.match(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", head, re.DOTALL)
    return before.end() if before else 0
