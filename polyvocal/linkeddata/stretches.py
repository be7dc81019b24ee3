"""A dump while it is being written: parts one behind the other, and a journal from which a later process goes on.

A part is so many objects in the order of their keys. Behind each stands a line in the journal: how far the file is, the
last object, what was counted. Who finds a journal of the same order cuts the file off there and goes on.
"""

import gzip
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from django.core.files import locks
from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal.exceptions import DumpGoingOnError
from polyvocal.linkeddata.withheld import Guard, guard

_PIECE = 1 << 20
Key = int | str | None
"""The key of an object as JSON holds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part that is written: its objects by their keys, its place in the file, and what is in it.

    `until` is None for the part behind the objects: voices, perspectives and the like. `begun_at` and `guard` are of
    the moment before it was read.
    """

    after: Key
    until: Key
    start: int
    end: int
    begun_at: datetime
    guard: Guard
    counts: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    statements: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it stands in the file."""
        return self.start == self.end


@dataclass(slots=True)
class Noted:
    """What a part comes to while it is being written: the writer's counts, and the key of the last object."""

    until: Key = None
    counts: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    statements: int = 0


class Stretch:
    """The file and its journal. Use it as a context; `finished` puts the file in its place and drops the journal."""

    def __init__(self, path: Path, order: Mapping[str, Any], *, between: bytes, is_compressed: bool) -> None:
        self._path = path.with_name(f".{path.name}.part")
        self._journal = path.with_name(f".{path.name}.journal")
        self._place = path
        self._order = dict(order)
        self._between = between
        self._is_compressed = is_compressed
        self.parts: list[Part] = []

    def __enter__(self) -> "Stretch":
        self._path.touch()
        self._file: BinaryIO = self._path.open("r+b")
        if not locks.lock(self._file, locks.LOCK_EX | locks.LOCK_NB):
            self._file.close()
            raise DumpGoingOnError(_("“%(name)s” is being written already.") % {"name": self._place.name})
        self.parts = self.remembered()
        self._sink = _Digesting(self._file)
        self._sink.take_in(self.parts[-1].end if self.parts else 0)
        if not self.parts:
            self._journal.write_text(json.dumps(self._order) + "\n", "utf-8")
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return self._sink.size

    @property
    def sha256(self) -> str:
        """The checksum of what there is."""
        return self._sink.digest.hexdigest()

    def remembered(self) -> list[Part]:
        """Return the parts that are whole in the file, as the journal has them; nobody need have it open."""
        try:
            order, *lines = self._journal.read_text("utf-8").splitlines()
            parts = [_part(json.loads(line)) for line in lines]
            is_ours = json.loads(order) == self._order and self._path.stat().st_size >= parts[-1].end
        except (OSError, ValueError, TypeError, KeyError, IndexError):
            return []  # there is none, or a line was broken off: begin anew
        return parts if is_ours else []

    def write(self, pieces: Iterable[bytes]) -> None:
        """Put something into the file that is no part: its opening, its end."""
        target = gzip.GzipFile("", "wb", 6, self._sink, 0) if self._is_compressed else None
        # No file name and no time in the gzip header: the same archive gives the same bytes.
        buffered = io.BufferedWriter(target or self._sink, _PIECE)
        for piece in pieces:
            buffered.write(piece)
        buffered.flush()
        buffered.detach()
        if target is not None:
            target.close()

    def write_part(self, pieces: Iterator[bytes], noted: Noted, *, after: Key) -> Part:
        """Write a part; it is in the journal when this returns."""
        begun_at, guarded, start = timezone.now(), guard(), self.size
        first = next(pieces, None)
        if first is not None:
            start = self._begun()
            self.write(chain((first,), pieces))
        part = Part(
            after=after, until=noted.until, start=start, end=self.size, begun_at=begun_at, guard=guarded,
            counts=noted.counts, left_out=noted.left_out, statements=noted.statements,
        )  # fmt: skip
        self.note(part)
        return part

    def note(self, part: Part) -> None:
        """Put a part into the journal."""
        self._file.flush()
        self.parts.append(part)
        with self._journal.open("a", encoding="utf-8") as journal:
            journal.write(json.dumps(asdict(part), default=datetime.isoformat) + "\n")

    def bytes_of(self, part: Part) -> Iterator[bytes]:
        """Yield the bytes of a part as they stand in the file."""
        with self._path.open("rb") as file:
            file.seek(part.start)
            left = part.end - part.start
            while left and (piece := file.read(min(_PIECE, left))):
                left -= len(piece)
                yield piece

    def copy(self, part: Part, found: Iterable[bytes], guarded: Guard) -> None:
        """Take over a part of another stretch, of which it was made sure with `guarded` that it still holds."""
        start = self.size if part.is_empty else self._begun()
        for piece in found:
            self._sink.write(piece)
        said = asdict(part) | {"start": start, "end": self.size, "begun_at": part.begun_at, "guard": guarded}
        self.note(Part(**said))

    def forget(self) -> None:
        """Leave nothing behind of a file that was begun under these names."""
        self._path.unlink(missing_ok=True)
        self._journal.unlink(missing_ok=True)

    def finished(self) -> None:
        """Put the file in its place."""
        self._file.close()
        self._path.replace(self._place)
        self._journal.unlink(missing_ok=True)

    def take_the_place_of(self, other: "Stretch") -> None:
        """Take the names of another stretch, whose file and journal are gone thereby."""
        self._path = self._path.replace(other._path)
        self._journal = self._journal.replace(other._journal)
        self._place = other._place
        other._file.close()

    def _begun(self) -> int:
        """Write what stands between two parts, if any is there already; return where the next one starts."""
        if self._between and not all(one.is_empty for one in self.parts):
            self.write([self._between])
        return self.size


class _Digesting(io.RawIOBase):
    """Passes bytes on and remembers how many there were and their SHA-256."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = 0
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, given: object) -> int:
        with memoryview(given) as data:  # type: ignore[arg-type]
            self._file.write(data)
            self.digest.update(data)
            self.size += data.nbytes
            return data.nbytes

    def take_in(self, size: int) -> None:
        """Go on behind the first `size` bytes of the file, which are there already."""
        while self.size < size and (piece := self._file.read(min(_PIECE, size - self.size))):
            self.digest.update(piece)
            self.size += len(piece)
        self._file.truncate(size)


def _part(said: dict[str, Any]) -> Part:
    return Part(**(said | {"begun_at": datetime.fromisoformat(said["begun_at"]), "guard": Guard(**said["guard"])}))
