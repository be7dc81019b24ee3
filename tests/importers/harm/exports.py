"""Exports whose records and their places are known, so that damage to them can be told without reading them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources import RawRecord


@dataclass(frozen=True, slots=True)
class Export:
    """A file as pieces: `pieces` are its bytes in order, `records` says which of them are records."""

    pieces: tuple[bytes, ...]
    records: tuple[int, ...]

    @property
    def held(self) -> bytes:
        """The whole file."""
        return b"".join(self.pieces)

    @property
    def places(self) -> list[tuple[int, int]]:
        """Where each record lies: its first byte and the one after its last."""
        ends = [0]
        for piece in self.pieces:
            ends.append(ends[-1] + len(piece))
        return [(ends[at], ends[at + 1]) for at in self.records]

    def with_piece(self, at: int, piece: bytes) -> "Export":
        """Return the export with one piece replaced."""
        return replace(self, pieces=(*self.pieces[:at], piece, *self.pieces[at + 1 :]))


def made_of(head: bytes, records: Sequence[bytes], *, between: bytes, tail: bytes) -> Export:
    """Return an export of these records."""
    pieces = [head]
    at = []
    for number, one in enumerate(records):
        if number:
            pieces.append(between)
        at.append(len(pieces))
        pieces.append(one)
    return Export((*pieces, tail), tuple(at))


@dataclass(frozen=True, slots=True)
class Came:
    """What came of reading a file: the records, and the error at its end, if any."""

    good: tuple[RawRecord, ...]
    bad: tuple[RawRecord, ...]
    error: SourceError | None

    @property
    def problem(self) -> str:
        """The code of the error, '' where there was none."""
        return self.error.problem if self.error else ""


def came_of(read: Callable[[Path], "object"], path: Path) -> Came:
    """Read a file. Whatever is raised but SourceError is a defect of the reader."""
    good, bad, error = [], [], None
    try:
        for raw in read(path):  # type: ignore[attr-defined]
            (bad if raw.fault else good).append(raw)
    except SourceError as caught:
        error = caught
    return Came(tuple(good), tuple(bad), error)
