"""Goes on behind a break in JSON: each record is read alone, from its own bytes, and what cannot be read is named."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from polyvocal.importers.sources.salvaging import KEPT, LONGEST, Readable

SURELY, PERHAPS = 2, 1

_PIECE = 262_144
_BETWEEN = b" \t\r\n,"
_LEARNED_FROM = 1_048_576
_SPACE = re.compile(rb"[ \t\r\n,]*")
_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|["{}\[\]]', re.DOTALL)
_OBJECT = re.compile(rb'\{\s*"')
_OUTERMOST = re.compile(rb'(?:^|(?:adlibJSON|recordList|(?:record|object|result|item)s?)"?\s*:?)\s*\[?\s*$')
_LONGEST_KEY = 256
_NAMES_A_RECORD = re.compile(rb'"priref|priref"|@attributes|"id"')


class SalvagedJson(NamedTuple):
    """A record read alone; or, with a `fault` (code), what could not be read: its first bytes and how many it had."""

    raw: bytes
    line: int
    value: Any = None
    fault: str = ""
    detail: str = ""
    size: int = 0


class JsonSalvage:
    """Reads records from a stream of UTF-8 of which nothing is known but its bytes.

    `likeness` says of an object whether it is a record: SURELY, PERHAPS (then it must not lie below a key other than
    `record`) or 0. `learn` is told what one looks like, where no record comes first.
    """

    def __init__(
        self, stream: Readable, *, line: int, likeness: Callable[[Any], int], learn: Callable[[Any], None]
    ) -> None:
        self._stream = stream
        self._likeness = likeness
        self._learn = learn
        self._held = bytearray()
        self._line = line
        self._is_at_end = False

    def records(self, *, within_list: bool) -> Iterator[SalvagedJson]:
        """Yield what is found, in the order of the file. `within_list` says that a record comes next."""
        if not within_list:
            self._learn(self._longest())
            yield from self._passed_over(self._next_record(0), "no-beginning", "It has no beginning.")
        while self._comes():
            end, fault, detail = self._end(0)
            if not fault:
                value, fault, detail = _read(bytes(self._held[:end]))
            is_around = not fault and not self._likeness(value) and swallows(value, self._likeness, least=PERHAPS)
            is_whole = not fault and not is_around and not swallows(value, self._likeness)
            if is_whole and (within_list or self._likeness(value)):
                yield SalvagedJson(bytes(self._held[:end]), self._line, value)
                self._forget(end)
                within_list = True
                continue
            begins = self._held[:1] == b"{" and not is_around
            told = (
                (fault or "damaged-record", detail or "It has no end.")
                if begins
                else ("no-beginning", "It has no beginning.")
            )
            yield from self._passed_over(self._next_record(1), *told)

    def _comes(self) -> bool:
        """Whether anything but what stands between records is left; that is let go of."""
        while True:
            self._forget(_SPACE.match(self._held).end())  # type: ignore[union-attr]
            if self._held or not self._fill():
                return bool(self._held)

    def _end(self, start: int) -> tuple[int, str, str]:
        """Return where the object that begins at `start` ends, or why it has no end."""
        if self._held[start : start + 1] != b"{":
            return 0, "damaged-record", "It is no object."
        while (end := _ends(self._held, start)) is None:
            if len(self._held) - start > LONGEST:
                return 0, "too-large", f"It holds more than {LONGEST} bytes."
            if not self._fill(len(self._held) - start):
                return 0, "cut-off", "It has no end."
        return (end, "", "") if end else (0, "damaged-record", "Its brackets do not match.")

    def _next_record(self, start: int) -> int:
        """Return where the next object begins that is a record, the end if there is none; what is before is kept."""
        nested_until = -1
        while True:
            found = _OBJECT.search(self._held, start)
            if found is None:
                if len(self._held) > LONGEST or not self._fill():
                    return len(self._held)
                start = max(start, len(self._held) - _PIECE - _LONGEST_KEY)
                continue
            at = found.start()
            end, fault, _detail = self._end(at)
            value, wrong, _words = _read(bytes(self._held[at:end])) if not fault else (None, fault, "")
            start = at + 1
            if not wrong:
                follows_nested = nested_until >= 0 and not self._held[nested_until:at].strip(_BETWEEN)
                likeness = self._likeness(value)
                if likeness == SURELY or (likeness and not follows_nested and not self._is_within(at)):
                    return at
                if follows_nested or self._is_within(at):
                    nested_until = start = end

    def _longest(self) -> Mapping[str, Any]:
        """Return, of what could be a record in the first bytes, that which holds the most: others lie within it."""
        while len(self._held) < _LEARNED_FROM and self._fill():
            pass
        found: Mapping[str, Any] = {}
        size = at = 0
        while (one := _OBJECT.search(self._held, at)) is not None:
            at = one.start() + 1
            end = _ends(self._held, one.start()) or 0
            if end - one.start() > size:
                value, wrong, _words = _read(bytes(self._held[one.start() : end]))
                if not wrong and self._likeness(value):
                    found, size, at = value, end - one.start(), end
        return found

    def _is_within(self, at: int) -> bool:
        """Whether the object that begins here is the value of a field."""
        before = bytes(self._held[max(0, at - _LONGEST_KEY) : at])
        return before.rstrip()[-1:] in (b":", b"[") and _OUTERMOST.search(before) is None

    def _passed_over(self, end: int, fault: str, detail: str) -> Iterator[SalvagedJson]:
        """Yield what lies before the next record as damaged, if it is one or names one."""
        held = bytes(self._held[:end]).strip(_BETWEEN)
        if fault != "no-beginning" or _NAMES_A_RECORD.search(held):
            yield SalvagedJson(held[:KEPT], self._line, None, fault, detail, len(held))
        self._forget(end)

    def _forget(self, end: int) -> None:
        self._line += self._held.count(b"\n", 0, end)
        del self._held[:end]

    def _fill(self, least: int = 0) -> bool:
        piece = b"" if self._is_at_end else self._stream.read(max(_PIECE, least))
        self._is_at_end = not piece
        self._held += piece
        return bool(piece)


def swallows(value: Any, likeness: Callable[[Any], int], *, least: int = SURELY) -> bool:
    """Whether an object holds records as values of a field: its end is missing, or it is what they lie in."""
    if not isinstance(value, dict):
        return False
    return any(
        isinstance(one, dict) and likeness(one) >= least
        for field in value.values()
        if isinstance(field, list)
        for one in field
    )


def _ends(held: bytearray, start: int) -> int | None:
    """Return where the brackets of an object close, 0 where they cannot; None where they do not in these bytes."""
    open_ones = bytearray()
    for token in _TOKEN.finditer(held, start):
        sign = held[token.start()]
        if sign == 0x22:
            if token.end() - token.start() == 1:
                return None
        elif sign in b"{[":
            open_ones.append(sign + 2)
        else:
            if open_ones.pop() != sign:
                return 0
            if not open_ones:
                return token.end()
    return None


def _read(raw: bytes) -> tuple[Any, str, str]:
    """Return the value, or a fault and what is wrong."""
    try:
        return json.loads(raw.decode("utf-8")), "", ""
    except UnicodeDecodeError as error:
        return None, "wrong-bytes", f"Byte 0x{raw[error.start]:02X} does not fit."
    except json.JSONDecodeError as error:
        return None, "damaged-record", error.msg
    except RecursionError:
        return None, "too-large", "It is nested too deeply."
