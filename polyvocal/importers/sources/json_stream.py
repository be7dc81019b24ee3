"""Reads JSON value by value from a stream, so that a long list is never in memory as a whole."""

import codecs
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.recoding import AsUtf8, ReadFile

_PIECE = 262_144
_LONGEST = 33_554_432
_NEAR_THE_END = 16
_BLANK = " \t\r\n"


class Piece(NamedTuple):
    """A value, its words as they stand in the file (UTF-8), and the line on which it begins."""

    value: Any
    raw: bytes
    line: int


class JsonStream:
    """A stream of JSON that is stepped through: `peek` says what comes, `members`, `items` and `value` take it.

    Raises SourceError: `malformed` where the JSON breaks off or breaks its rules, `encoding` where bytes do not fit.
    """

    def __init__(self, file: ReadFile | AsUtf8, *, source: str) -> None:
        self._file = file
        self._source = source
        self._decoder = json.JSONDecoder()
        self._held = ""
        self._at = 0
        self._line = 1
        self._is_at_end = False
        self._passed = len(codecs.BOM_UTF8) if file.read(3) == codecs.BOM_UTF8 else 0
        file.seek(self._passed)
        self._words = codecs.getincrementaldecoder("utf-8")()

    def peek(self) -> str:
        """Return the next character that is no space; '' at the end."""
        while True:
            while self._at < len(self._held) and self._held[self._at] in _BLANK:
                self._at += 1
            if self._at < len(self._held):
                return self._held[self._at]
            if not self._fill():
                return ""

    def place(self) -> tuple[int, int]:
        """Return how many bytes were taken, and the line on which the next one stands."""
        self._forget()
        return self._passed, self._line

    def members(self) -> Iterator[str]:
        """Yield the keys of an object; before the next is asked for, the value must be taken."""
        self._take("{")
        while self.peek() != "}":
            key = self.value().value
            if not isinstance(key, str):
                raise self._broken("A key is not written as words.")
            self._take(":")
            yield key
            self._separate("}")
        self._take("}")

    def items(self) -> Iterator[None]:
        """Step through a list; at each step a value must be taken."""
        self._take("[")
        while self.peek() != "]":
            yield None
            self._separate("]")
        self._take("]")

    def value(self) -> Piece:
        """Take one value, whatever it is."""
        self.peek()
        self._forget()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._held, 0)
            except json.JSONDecodeError as error:
                if not self._may_go_on(error) or not self._fill():
                    raise self._broken(error.msg, error.lineno) from error
                continue
            except RecursionError as error:
                raise self._broken("It is nested too deeply.") from error
            if end == len(self._held) and self._fill():
                continue  # a number may go on
            self._at = end
            return Piece(value, self._held[:end].encode("utf-8"), self._line)

    def end(self) -> None:
        """Raise SourceError where anything but space is left."""
        if self.peek():
            raise self._broken("There is more after the end.")

    def _separate(self, closing: str) -> None:
        if self.peek() != closing:
            self._take(",")
            if self.peek() == closing:
                raise self._broken("A value is missing after a comma.")

    def _take(self, sign: str) -> None:
        found = self.peek()
        if found != sign:
            raise self._broken(f"{sign!r} was expected, not {found!r}." if found else "It breaks off.")
        self._at += 1

    def _may_go_on(self, error: json.JSONDecodeError) -> bool:
        if len(self._held) > _LONGEST:
            return False
        return error.msg.startswith("Unterminated") or error.pos >= len(self._held) - _NEAR_THE_END

    def _forget(self) -> None:
        passed = self._held[: self._at]
        self._line += passed.count("\n")
        self._passed += len(passed) if passed.isascii() else len(passed.encode("utf-8"))
        self._held = self._held[self._at :]
        self._at = 0

    def _fill(self) -> bool:
        """Read on, at least as much as is held, so that a long value is not begun too often."""
        if self._is_at_end:
            return False
        piece = self._file.read(max(_PIECE, len(self._held) - self._at))
        self._is_at_end = not piece
        try:
            self._held += self._words.decode(piece, final=False)
        except UnicodeDecodeError as error:
            line = self._line + self._held.count("\n") + error.object.count(b"\n", 0, error.start)
            words = f"It is no {error.encoding}: byte 0x{error.object[error.start]:02X} does not fit."
            raise SourceError(words, problem="encoding", source=self._source, position=str(line)) from error
        self._file.tell_progress()
        return bool(piece)

    def _broken(self, words: str, line: int = 0) -> SourceError:
        at = self._line + (line - 1 if line else self._held.count("\n", 0, self._at))
        return SourceError(words, problem="malformed", source=self._source, position=str(at))
