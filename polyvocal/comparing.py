"""Two texts word by word: what they share and where they differ. Plain Python on difflib."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Literal

Kind = Literal["same", "removed", "added"]
_Token = tuple[str, str]

_TOKENS = re.compile(r"([^\W_]+(?:['’\-][^\W_]+)*|[\W_])(\s*)", re.UNICODE)
"""A word or a sign, and the space after it. Spaces are no tokens: they are everywhere, and matching each of one text
with each of the other would take minutes."""

_LONG = 8000
"""From so many tokens in both texts together, words that are everywhere no longer find their like."""


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
    for tag, start, end, new_start, new_end in _matched(old, new).get_opcodes():
        removed, added = old[start:end], new[new_start:new_end]
        if tag == "equal" and _says_enough(_written(removed), shortest_shared):
            pieces += _shared(removed, added)
        else:
            pieces += [Piece("removed", _written(removed)), Piece("added", _written(added))]
    return _joined(pieces)


def _matched(old: Sequence[_Token], new: Sequence[_Token]) -> "SequenceMatcher[str]":
    before, after = ([word for word, _space in tokens] for tokens in (old, new))
    return SequenceMatcher(None, before, after, autojunk=len(old) + len(new) > _LONG)


def _written(tokens: Sequence[_Token]) -> str:
    return "".join(f"{word}{space}" for word, space in tokens)


def _shared(removed: Sequence[_Token], added: Sequence[_Token]) -> Iterator[Piece]:
    """Yield equal words; where only the space after them differs, that alone went and came."""
    for (word, space), (_word, new_space) in zip(removed, added, strict=True):
        if space == new_space:
            yield Piece("same", f"{word}{space}")
        else:
            yield from (Piece("same", word), Piece("removed", space), Piece("added", new_space))


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
        elif removed or added or not joined or joined[-1].kind != "same":
            space = _space_at_the_end_of_both(removed, added)
            cut = -len(space) or None
            joined += [Piece("removed", removed[:cut]), Piece("added", added[:cut]), Piece("same", space + piece.words)]
            removed = added = ""
        else:
            joined[-1] = Piece("same", joined[-1].words + piece.words)
    return [piece for piece in joined if piece.words]


def _space_at_the_end_of_both(removed: str, added: str) -> str:
    backwards = zip(reversed(removed), reversed(added), strict=False)
    shared = takewhile(lambda ends: ends[0] == ends[1] and ends[0].isspace(), backwards)
    return "".join(one for one, _same in shared)[::-1]
