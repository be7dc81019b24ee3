"""A clause while it is read: which of its words have found their field."""

import re

from polyvocal.provenance.statements import Piece

_GLUE = re.compile(r"[\s,]*")


def _is_glue(letter: str) -> bool:
    return letter == "," or letter.isspace()


class Cutting:
    """A clause of which pieces are taken, each with its role; what is left between them is glue or not understood."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._taken: list[tuple[int, int, str]] = []

    def take(self, role: str, start: int, end: int) -> str:
        """Take the words from `start` to `end`, without the space around them, and return them."""
        while start < end and _is_glue(self.text[start]):
            start += 1
        while end > start and _is_glue(self.text[end - 1]):
            end -= 1
        if start < end:
            self._taken.append((start, end, role))
        return self.text[start:end]

    def copy(self) -> "Cutting":
        """Return a cutting with the same pieces taken, for an attempt that may fail."""
        other = Cutting(self.text)
        other._taken = list(self._taken)
        return other

    def has_taken(self, start: int, end: int) -> bool:
        """Say whether words between `start` and `end` have found their field."""
        return any(start < taken_end and taken_start < end for taken_start, taken_end, _role in self._taken)

    @property
    def layout(self) -> tuple[Piece, ...]:
        """All words of the clause in order, the glue between the pieces having no role."""
        pieces, place = [], 0
        for start, end, role in sorted(self._taken):
            if start > place:
                pieces.append(Piece("", self.text[place:start]))
            pieces.append(Piece(role, self.text[start:end]))
            place = end
        if place < len(self.text):
            pieces.append(Piece("", self.text[place:]))
        return tuple(pieces)

    @property
    def leftover(self) -> str:
        """The words that found no field."""
        return " ".join(
            piece.words.strip() for piece in self.layout if not piece.role and not _GLUE.fullmatch(piece.words)
        )
