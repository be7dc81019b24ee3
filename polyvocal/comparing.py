"""Two texts word by word: what they share and where they differ. Plain Python on difflib."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "removed", "added"]

_TOKENS = re.compile(r"\s+|[^\W_]+(?:['’\-][^\W_]+)*|[\W_]", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that both texts have (`same`), only the first (`removed`) or only the second (`added`)."""

    kind: Kind
    words: str


def compared(before: str, after: str, *, shortest_shared: int = 1) -> list[Piece]:
    """Return the pieces of both texts in reading order; joined without `added` they are `before`, else `after`.

    A run counts as shared only if it holds at least `shortest_shared` words: two voices that both say “of the” do not
    thereby say the same.
    """
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    pieces: list[Piece] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        removed, added = "".join(old[start:end]), "".join(new[new_start:new_end])
        if tag == "equal" and _says_enough(removed, shortest_shared):
            pieces.append(Piece("same", removed))
        else:
            pieces += [Piece("removed", removed), Piece("added", added)]
    return _joined(pieces)


def side_by_side(before: str, after: str, *, shortest_shared: int = 1) -> tuple[list[Piece], list[Piece]]:
    """Return the pieces of each text on its own side."""
    pieces = compared(before, after, shortest_shared=shortest_shared)
    return (
        [piece for piece in pieces if piece.kind != "added"],
        [piece for piece in pieces if piece.kind != "removed"],
    )


def _says_enough(run: str, shortest: int) -> bool:
    return len(re.findall(r"[^\W_]+", run)) >= shortest


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Join neighbours: all that is removed between two shared runs stands before all that is added there."""
    joined: list[Piece] = []
    removed = added = ""
    for piece in [*pieces, Piece("same", "")]:
        if piece.kind == "removed":
            removed += piece.words
        elif piece.kind == "added":
            added += piece.words
        else:
            joined += [Piece("removed", removed), Piece("added", added), piece]
            removed = added = ""
    return [piece for piece in joined if piece.words]
