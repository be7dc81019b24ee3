"""Cuts the bytes of a stream into records as they stand in the file, beside the parser that reads what they mean."""

import re
from collections import deque
from typing import NamedTuple

_CLOSERS = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
_TAG_ENDS = re.compile(rb"""[^<>"']*(?:"[^<"]*"[^<>"']*|'[^<']*'[^<>"']*)*>""")
_LONGEST_MARK = 256


class Slice(NamedTuple):
    """The bytes of one record, the line on which it begins, and where in the stream it ends."""

    raw: bytes
    line: int
    end: int


class RecordSplitter:
    """Fed with the pieces a parser is fed with, it gives the outermost elements of one name, byte for byte.

    Works for every encoding in which ASCII stands for itself. Comments, CDATA sections and instructions
    are passed over.
    """

    def __init__(self, element: str = "record") -> None:
        name = re.escape(element.encode())
        self._marks = re.compile(rb"<!--|<!\[CDATA\[|<\?|<(/?)(?:[A-Za-z_][\w.-]*:)?" + name + rb"(?=[\s/>])")
        self._held = b""
        self._scanned = 0
        self._start = -1
        self._depth = 0
        self._line = 1
        self._forgotten = 0
        self.ready: deque[Slice] = deque()

    @property
    def held(self) -> int:
        """How many bytes are held because their record has not ended."""
        return len(self._held)

    def feed(self, piece: bytes) -> None:
        """Take the next bytes in; whole records come to stand in `ready`."""
        self._held += piece
        while self._step():
            pass
        self._forget()

    def _step(self) -> bool:
        mark = self._marks.search(self._held, self._scanned)
        if mark is None:
            self._scanned = max(self._scanned, self._safe_end())
            return False
        if closer := _CLOSERS.get(mark.group()):
            return self._pass_over(mark.end(), closer, mark.start())
        tag = _TAG_ENDS.match(self._held, mark.end())
        if tag is None:
            self._scanned = mark.start()
            return False
        self._scanned = tag.end()
        self._count(mark.start(), tag.end() - 1, closes=bool(mark.group(1)))
        return True

    def _safe_end(self) -> int:
        """A mark may be cut in two by the end of a piece: only what lies before the last `<` is done with."""
        last = self._held.rfind(b"<", max(self._scanned, len(self._held) - _LONGEST_MARK))
        return last if last >= 0 else len(self._held)

    def _pass_over(self, start: int, closer: bytes, mark: int) -> bool:
        end = self._held.find(closer, start)
        self._scanned = mark if end < 0 else end + len(closer)
        return end >= 0

    def _count(self, start: int, end: int, *, closes: bool) -> None:
        is_single = not closes and self._held[end - 1 : end] == b"/"
        if not closes:
            if self._depth == 0:
                self._start = start
            self._depth += 0 if is_single else 1
        elif self._depth:
            self._depth -= 1
        if self._depth == 0 and self._start >= 0:
            self._cut(end + 1)

    def _cut(self, end: int) -> None:
        self._line += self._held.count(b"\n", 0, self._start)
        raw = self._held[self._start : end]
        self._forgotten += end
        self.ready.append(Slice(raw, self._line, self._forgotten))
        self._line += raw.count(b"\n")
        self._held = self._held[end:]
        self._scanned = 0
        self._start = -1

    def _forget(self) -> None:
        """Let go of what lies before the scanned part, unless a record has begun in it."""
        if self._start < 0 and self._scanned:
            self._line += self._held.count(b"\n", 0, self._scanned)
            self._held = self._held[self._scanned :]
            self._forgotten += self._scanned
            self._scanned = 0
