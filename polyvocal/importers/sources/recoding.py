"""Hands a file on in an encoding in which ASCII stands for itself: UTF-16 and the like as UTF-8, all else as it is."""

import codecs
import io
from pathlib import Path
from typing import Any

from polyvocal.importers.sources.files import Progress

WRONG = b"\xff"
"""What stands, in no encoding's sense, for bytes that could not be read: no reader takes it for a letter."""

_FIRST_SHOWN = 64
_SHOWN = 1024
_STEP = 4096
_NEAR = 16
_CERTAIN = 6
_REPLACED = "\ufffd".encode()


def wide_encoding(head: bytes) -> str:
    """Return UTF-16-LE or UTF-16-BE where a file's first bytes are that, with a mark or without; '' where not."""
    if head.startswith(codecs.BOM_UTF16_LE):
        return "UTF-16-LE"
    if head.startswith(codecs.BOM_UTF16_BE):
        return "UTF-16-BE"
    for shown in (head[:_FIRST_SHOWN], head[:_SHOWN]):
        halves = sorted((shown[::2].count(0), shown[1::2].count(0)))
        if halves[1] > len(shown) // 3 and halves[0] * 4 < halves[1]:
            return "UTF-16-LE" if head[0] else "UTF-16-BE"  # what is read begins with a letter of ASCII
    return ""


def stands_for_itself(encoding: str) -> bool:
    """Whether ASCII is written in this encoding as ASCII. Raises LookupError where it is not known."""
    return "<az09/>".encode(encoding) == b"<az09/>"


class ReadFile:
    """A file's bytes. Each is told to `progress` once, however often it is read."""

    def __init__(self, path: Path, progress: Progress | None) -> None:
        self._stream = path.open("rb")
        self._progress = progress
        self._told = 0

    def __enter__(self) -> "ReadFile":
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def read(self, size: int, /) -> bytes:
        """Return so many bytes at most, none at the end."""
        return self._stream.read(size)

    def tell_progress(self) -> None:
        """Tell of what was read since."""
        at = self._stream.tell()
        if self._progress is not None and at > self._told:
            self._progress(at - self._told)
            self._told = at

    def seek(self, offset: int) -> None:
        """Go to a byte."""
        self._stream.seek(offset)


class AsUtf8:
    """A file in another encoding as UTF-8, without its mark. What cannot be read in it becomes WRONG.

    In UTF-16, a byte that was lost or added does not cost what follows: a step is made to where letters begin again.
    """

    def __init__(self, file: ReadFile, encoding: str) -> None:
        self._file = file
        self._name = encoding
        self._low = {"utf-16-le": 0, "utf-16-be": 1}.get(encoding.lower())
        self.seek(0)

    def seek(self, offset: int) -> None:
        """Go to a byte of what is handed on."""
        self._file.seek(0)
        self._held = self._made = b""
        self._decoder = codecs.getincrementaldecoder(self._name)(
            "surrogatepass" if self._low is not None else "replace"
        )
        self._is_at_start = True
        while offset > 0 and (piece := self.read(min(offset, 262_144))):
            offset -= len(piece)

    def tell_progress(self) -> None:
        """Tell of what was read since."""
        self._file.tell_progress()

    def read(self, size: int, /) -> bytes:
        """Return so many bytes at most, none at the end."""
        while len(self._made) < size and (piece := self._file.read(size)):
            self._held += piece
            self._made += self._taken(len(self._held) - _NEAR)
        if len(self._made) < size and self._held:
            self._made += self._taken(len(self._held), is_final=True)
        made, self._made = self._made[:size], self._made[size:]
        return made

    def _taken(self, until: int, *, is_final: bool = False) -> bytes:
        made: list[bytes] = []
        at = 0
        while at < until:
            end = min(at + _STEP, until if is_final else at + (until - at) // 2 * 2)
            if end == at:
                break
            shift = self._shift(at, end)
            made.append(self._as_utf8(self._held[at : end if shift is None else shift], is_final=shift is not None))
            if shift is not None:
                made.append(WRONG)
            at = end if shift is None else shift
        self._held = self._held[at:]
        if is_final:
            made.append(self._as_utf8(b"", is_final=True))
        return b"".join(made)

    def _as_utf8(self, held: bytes, *, is_final: bool) -> bytes:
        words = self._decoder.decode(held)
        half = WRONG if is_final and self._decoder.getstate()[0] else b""
        if is_final:
            self._decoder.reset()
        if self._is_at_start and words:
            words, self._is_at_start = words.removeprefix("\ufeff"), False
        made = words.encode("utf-8", "surrogatepass")
        return (made.replace(_REPLACED, WRONG) if self._low is None else made) + half

    def _shift(self, start: int, end: int) -> int | None:
        """Return where letters begin again, where the halves of letters have changed places."""
        if self._low is None or self._held[start + self._low : end : 2].count(0) < _CERTAIN:
            return None
        for at in range(start + self._low, end, 2):
            if not self._held[at] and self._held[at : at + _NEAR : 2].count(0) >= _CERTAIN:
                return max(start + 1, at - 1 + self._low)
        return None


def opened(file: ReadFile, encoding: str = "") -> ReadFile | AsUtf8:
    """Return a file from its beginning: as UTF-8 where its encoding is given or is UTF-16, else as it is."""
    other = encoding or wide_encoding(file.read(_SHOWN))
    as_it_is = AsUtf8(file, other) if other else file
    as_it_is.seek(0)
    return as_it_is


def text_of(file: ReadFile | AsUtf8, encoding: str) -> io.TextIOWrapper:
    """Return a file's words line by line, line ends as they are; bytes that do not fit are kept as lone surrogates."""
    return io.TextIOWrapper(
        io.BufferedReader(_Raw(file)), encoding=encoding, errors="surrogateescape", newline=""
    )  # fmt: skip


class _Raw(io.RawIOBase):
    """What gives bytes, as Python's own streams want it."""

    def __init__(self, file: ReadFile | AsUtf8) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        piece = self._file.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)
