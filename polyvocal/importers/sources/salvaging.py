"""Goes on behind a break in XML: each record is read alone, from its own bytes, and what cannot be read is named.

A record is looked for at every start tag of its name, whatever happened to the elements around it.
"""

import re
from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol

from lxml import etree

from polyvocal.exceptions import PolyvocalError
from polyvocal.importers.sources.adlib_values import local_name

LONGEST = 33_554_432
"""The most bytes that one record may hold; what is longer is left out as damaged."""

KEPT = 65_536
"""How many bytes are kept of what cannot be read."""

_PIECE = 262_144
_LONGEST_MARK = 256
_MOST_PIECES = 16
_WITHIN = b"salvaged"
_FAULTS = {81: "wrong-bytes", 114: "too-large"}
"""By libxml2's code of an error (XML_ERR_INVALID_ENCODING, XML_ERR_RESOURCE_LIMIT), the fault of a record."""
_NAMESPACE = re.compile(rb"""\s(xmlns(?::[\w.-]+)?)\s*=\s*(?:"[^"<]*"|'[^'<]*')""")
_AROUND = (
    "adlibXML",
    "recordList",
    "delving-sip-source",
    "pockets",
    "pocket",
    "sources",
    "OAI-PMH",
    "ListRecords",
    "GetRecord",
)
_OPENED = re.compile(rb"<([A-Za-z_][\w:.-]*)(?:\s[^<>]*)?(?<!/)>\s*$")


class BrokenError(PolyvocalError):
    """Here the strict reading of XML ends; `code` is libxml2's."""

    def __init__(self, words: str, line: int, *, code: int = 0) -> None:
        super().__init__(words)
        self.line = line
        self.code = code


def fed(parser: Any, piece: bytes) -> None:
    """Feed a parser. Raises BrokenError for whatever no XML may hold; the parser itself does not always at once."""
    try:
        parser.feed(piece)
    except etree.XMLSyntaxError as error:
        _refuse(parser, cause=error)
        raise _as_broken(error) from error
    _refuse(parser)


def closed(parser: Any) -> Any:
    """Return the outermost element. Raises BrokenError where it has not ended."""
    try:
        return parser.close()
    except etree.XMLSyntaxError as error:
        raise _as_broken(error) from error


def _refuse(parser: Any, cause: Exception | None = None) -> None:
    for one in parser.feed_error_log:
        if one.level == etree.ErrorLevels.FATAL:
            raise BrokenError(one.message.strip(), one.line, code=one.type) from cause


def _as_broken(error: etree.XMLSyntaxError) -> BrokenError:
    return BrokenError(error.msg or "no more bytes", error.position[0] or 1)


class Readable(Protocol):
    """What gives bytes."""

    def read(self, size: int, /) -> bytes:
        """Return so many bytes at most, none at the end."""
        ...


class Salvaged(NamedTuple):
    """A record read alone; or, with a `fault` (code), what could not be read: its first bytes and how many it had."""

    raw: bytes
    line: int
    element: Any = None
    fault: str = ""
    detail: str = ""
    size: int = 0


class _Stretch(NamedTuple):
    """The bytes from one start tag up to the next one, or as many of them as a record may hold."""

    held: bytes
    line: int
    size: int


class Salvage:
    """Reads the records named `element` from a stream of which nothing is known but its bytes.

    `head` is where namespaces are declared; `encoding` is one in which ASCII stands for itself. Where a record may
    hold one of its name directly (`may_nest`), that is no sign of a missing end. `is_whole` says afterwards whether
    the outermost element `root` ended.
    """

    def __init__(
        self, stream: Readable, element: str, *, line: int, head: bytes, encoding: str, root: str = "",
        may_nest: bool = False,
    ) -> None:  # fmt: skip
        self._stretches = _stretches(stream, _start_of(element), line)
        self._ahead: deque[_Stretch] = deque()
        self._element = element
        self._encoding = encoding
        self._opening = _opening(head)
        self._closing = re.compile(rb"</(?:[\w.-]+:)?" + re.escape(element.encode()) + rb"\s*>")
        self._around = _around(tuple(name for name in (*_AROUND, root) if name and name != element))
        self._may_nest = may_nest
        self._ends = re.compile(rb"</(?:[\w.-]+:)?" + re.escape(root.encode()) + rb"\s*>")
        self.is_whole = False

    def records(self) -> Iterator[Salvaged]:
        """Yield what is found, in the order of the file."""
        if (first := self._next()) is not None:
            yield from self._left_over(first.held, first.line)
        while (stretch := self._next()) is not None:
            yield from self._of(stretch)

    def _next(self) -> _Stretch | None:
        if self._ahead:
            return self._ahead.popleft()
        stretch = next(self._stretches, None)
        if stretch is not None:
            self.is_whole = bool(self._ends.search(stretch.held))
        return stretch

    def _of(self, stretch: _Stretch) -> Iterator[Salvaged]:
        """Yield the record that begins here, and what stands behind it if that belongs to no record."""
        if stretch.size > len(stretch.held):
            words = f"It holds {stretch.size} bytes."
            yield Salvaged(stretch.held[:KEPT], stretch.line, fault="too-large", detail=words, size=stretch.size)
            return
        parser = _parser(self._element, self._encoding)
        attempt = _Attempt(self._opening, self._closing, "" if self._may_nest else self._element, parser)
        taken = [stretch]
        end = attempt.fed(stretch.held)
        while end is None and not attempt.fault and len(taken) < _MOST_PIECES and (more := self._next()) is not None:
            taken.append(more)
            end = attempt.fed(more.held)
        if end is None:
            yield self._broken(stretch, attempt, taken)
            return
        whole = b"".join(one.held for one in taken)
        end += len(whole) - len(taken[-1].held)
        yield Salvaged(whole[:end], stretch.line, attempt.element)
        yield from self._left_over(whole[end:], stretch.line + whole.count(b"\n", 0, end))

    def _broken(self, stretch: _Stretch, attempt: "_Attempt", taken: list[_Stretch]) -> Salvaged:
        """Give back all but what a record without end holds itself, records within it included."""
        self._ahead.extendleft(reversed(taken[1:]))
        held = self._own(stretch.held + self._within(stretch))
        detail = attempt.detail or "It has no end."
        return Salvaged(held[:KEPT], stretch.line, fault=attempt.fault or "cut-off", detail=detail, size=len(held))

    def _within(self, stretch: _Stretch) -> bytes:
        """Take the records that lie within an element of a broken one: they are parts of it, not records."""
        opened = _OPENED.search(stretch.held[-1024:])
        if opened is None or opened[1] == self._element.encode() or self._around.fullmatch(opened[0].strip()):
            return b""
        marks = re.compile(rb"<(/?)" + re.escape(opened[1]) + rb"[\s>]")
        inside: list[_Stretch] = []
        closed, depth = 0, 1
        while len(inside) < _MOST_PIECES and (one := self._next()) is not None:
            inside.append(one)
            closed += len(self._closing.findall(one.held))
            depth += sum(-1 if mark else 1 for mark in marks.findall(one.held))
            if depth <= 0 or closed > len(inside):
                return b"".join(part.held for part in inside)
        self._ahead.extendleft(reversed(inside))
        return b""

    def _own(self, held: bytes) -> bytes:
        """Return a broken record without the end of the elements around it."""
        ends = [found.end() for found in self._closing.finditer(held)]
        return held[: ends[-1]] if ends and not self._is_something(held[ends[-1] :]) else held

    def _left_over(self, held: bytes, line: int) -> Iterator[Salvaged]:
        """Yield what stands between records and is nothing that may stand there: a start tag was damaged."""
        if self._is_something(held):
            line += held.count(b"\n", 0, len(held) - len(held.lstrip()))
            words = "It has no beginning."
            yield Salvaged(held.strip()[:KEPT], line, fault="no-beginning", detail=words, size=len(held.strip()))

    def _is_something(self, held: bytes) -> bool:
        left = self._around.sub(b"", held)
        return bool(re.search(rb"<[A-Za-z_]", left) or self._closing.search(left))


class _Attempt:
    """One record being read alone; `fault` and `detail` say why it cannot be."""

    def __init__(self, opening: bytes, closing: re.Pattern[bytes], element: str, parser: Any) -> None:
        self._closing = closing
        self._name = element
        self._parser = parser
        self._parser.feed(opening)
        self._depth = 0
        self.element: Any = None
        self.fault = ""
        self.detail = ""

    def fed(self, held: bytes) -> int | None:
        """Feed bytes up to the end of the record; return where that is, None where it is not in them."""
        at = 0
        for end in (*_ends(held, self._closing), len(held)):
            try:
                fed(self._parser, held[at:end])
            except BrokenError as broken:
                self.fault, self.detail = _FAULTS.get(broken.code, "damaged-record"), str(broken)
                return None
            at = end
            if self._is_ended():
                return end
            if self.fault:
                return None
        return None

    def _is_ended(self) -> bool:
        """Whether the record has ended. One directly within it shows that its end is missing."""
        for event, element in self._parser.read_events():
            parent = element.getparent()
            if event == "start" and self._depth and local_name(parent) == self._name:
                self.fault, self.detail = "cut-off", "It has no end."
                return False
            self._depth += 1 if event == "start" else -1
            if self._depth == 0:
                self.element, self.fault = element, ""
                return True
        return False


def _parser(element: str, encoding: str) -> etree.XMLPullParser:
    return etree.XMLPullParser(
        events=("start", "end"), tag=f"{{*}}{element}", resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True, encoding=encoding,
    )  # fmt: skip


def _ends(held: bytes, closing: re.Pattern[bytes]) -> Iterator[int]:
    """Yield where the record that begins here may end."""
    single = re.match(rb"<[^<>]*/>", held)
    if single:
        yield single.end()
    for found in closing.finditer(held):
        yield found.end()


def known_to_parser(encoding: str) -> str:
    """Return the encoding, or UTF-8 where the parser does not know it."""
    try:
        etree.XMLParser(encoding=encoding)
    except LookupError:
        return "UTF-8"
    return encoding


def _opening(head: bytes) -> bytes:
    """Return an outermost element with the namespaces that a file declares, as far as they can be read."""
    declared = {found[1]: found[0] for found in _NAMESPACE.finditer(head)}
    made = b"<" + _WITHIN + b"".join(declared.values()) + b">"
    try:
        etree.fromstring(made + b"</" + _WITHIN + b">")
    except etree.XMLSyntaxError:
        return b"<" + _WITHIN + b">"
    return made


def _start_of(element: str) -> re.Pattern[bytes]:
    return re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?" + re.escape(element.encode()) + rb"(?=[\s/>])")


def _around(names: tuple[str, ...]) -> re.Pattern[bytes]:
    """What may stand between records: the ends and beginnings of what they lie in, and what means nothing."""
    tags = b"|".join(re.escape(name.encode()) for name in names)
    return re.compile(
        rb"</?(?:[\w.-]+:)?(?:" + tags + rb")(?:\s[^<>]*)?>|<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^<>]*>"
        rb"|<(?:[\w.-]+:)?(diagnostic|responseDate|request|resumptionToken)(?:\s[^<>]*)?>.*?</(?:[\w.-]+:)?\1\s*>"
        rb"|\s+|\xef\xbb\xbf",
        re.DOTALL,
    )


def _stretches(stream: Readable, start: re.Pattern[bytes], line: int) -> Iterator[_Stretch]:
    """Cut a stream at every start tag; what stands before the first one comes first, even if it is nothing."""
    held = bytearray()
    size = scanned = dropped = 0
    while piece := stream.read(_PIECE):
        held += piece
        size += len(piece)
        while found := start.search(held, scanned):
            at = found.start()
            yield _Stretch(bytes(held[:at]), line, size - len(held) + at)
            line += dropped + held.count(b"\n", 0, at)
            del held[:at]
            size, scanned, dropped = len(held), 1, 0
        scanned = max(scanned, len(held) - _LONGEST_MARK)
        if len(held) > LONGEST:
            dropped += held.count(b"\n", LONGEST, scanned)
            del held[LONGEST:scanned]
            scanned = LONGEST
    yield _Stretch(bytes(held), line, size)
