"""Reads a table from what SQL Server writes with FOR XML: one element per row, columns as elements or attributes."""

import re
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.adlib_values import local_name
from polyvocal.importers.sources.files import Progress
from polyvocal.importers.sources.prolog import HEAD, prolog_of
from polyvocal.importers.sources.recoding import AsUtf8, ReadFile, opened
from polyvocal.importers.sources.salvaging import BrokenError, Salvage, Salvaged, closed, fed, known_to_parser
from polyvocal.importers.sources.tms_rows import Cells, Row

_PIECE = 65_536
_TAIL = 4096
_FIRST = re.compile(rb"<(?![?!])[^<>]*>\s*(?:<!--.*?-->\s*)*<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)", re.DOTALL)


def read_for_xml(path: Path, progress: Progress | None, encoding: str = "") -> Iterator[Row]:
    """Yield a row per element below the outermost one; a damaged one has a fault and costs no other.

    Raises SourceError where the file is no XML or breaks off, after the rows that could be read.
    """
    for found in elements_in(path, progress, encoding):
        if found.fault:
            yield Row(found.line, {}, fault="damaged-row", raw=found.raw)
        else:
            yield _row(found.element)._replace(line=found.line)


def elements_in(path: Path, progress: Progress | None, encoding: str = "") -> Iterator[Salvaged]:
    """Yield the elements below the outermost one, each as soon as it has ended and no longer than it is looked at.

    Damaged ones have a fault. Raises SourceError where the file is no XML or breaks off.
    """
    with ReadFile(path, progress) as file:
        prolog = prolog_of(file, str(path), encoding=encoding)
        file.seek(0)
        as_read = opened(file, encoding)
        known = "UTF-8" if isinstance(as_read, AsUtf8) else known_to_parser(prolog.encoding)
        yield from _Elements(path, as_read, known, root=prolog.root).found()


class _Elements:
    """The elements below the outermost one, as soon as each has ended."""

    def __init__(self, path: Path, file: ReadFile | AsUtf8, encoding: str, *, root: str) -> None:
        self._path = path
        self._file = file
        self._encoding = encoding
        self._root = root
        self._depth = 0
        self._read = 0
        self._name = ""
        self._parser: Any = etree.XMLPullParser(
            events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True, encoding=encoding,
        )  # fmt: skip

    def found(self) -> Iterator[Salvaged]:
        """Yield the elements; behind a break, each is read from its own bytes."""
        try:
            yield from self._strictly()
        except BrokenError as broken:
            if not (yield from self._salvaged()) or not self._read:
                line = str(broken.line)
                raise SourceError(broken, problem="malformed", source=str(self._path), position=line) from broken

    def _strictly(self) -> Iterator[Salvaged]:
        while piece := self._file.read(_PIECE):
            fed(self._parser, piece)
            yield from self._finished()
            self._file.tell_progress()
        closed(self._parser)

    def _finished(self) -> Iterator[Salvaged]:
        """Yield the rows that have ended since."""
        for event, element in self._parser.read_events():
            self._depth += 1 if event == "start" else -1
            if event == "end" and self._depth == 1:
                if element.getroottree().docinfo.internalDTD is not None:  # behind a comment too long for the prolog
                    raise SourceError(
                        "It has a document type.", problem="entities", source=str(self._path), position="1"
                    )
                self._read += 1
                self._name = local_name(element)
                yield Salvaged(b"", element.sourceline or 0, element)
                element.getparent().remove(element)  # so that memory stays flat

    def _salvaged(self) -> Generator[Salvaged, None, bool]:
        """Yield the rows behind a break, the damaged ones as faults; return whether the file did not break off."""
        self._file.seek(0)
        head = self._file.read(HEAD)
        name = self._name or self._name_of_rows(head)
        if not name:
            return False
        self._file.seek(0)
        nests = re.search(rf"<{name}(?:\s[^<>]*)?>\s*<{name}[\s>]".encode(), head)
        salvage = Salvage(
            self._file, name, line=1, head=head, encoding=self._encoding, root=self._root, may_nest=bool(nests)
        )
        done = self._read
        for number, found in enumerate(salvage.records()):
            if number >= done:
                self._read += not found.fault
                yield found
            self._file.tell_progress()
        return salvage.is_whole

    def _name_of_rows(self, head: bytes) -> str:
        """Return the element that is a row: the first within the outermost, or the one that ends before it does."""
        last = head
        while piece := self._file.read(_PIECE):
            last = (last + piece)[-_TAIL:]
        ends = re.compile(rb"</([\w.-]+)\s*>\s*</" + re.escape(self._root.encode()) + rb"\s*>\s*$")
        found = [one[1] for one in (_FIRST.search(head), ends.search(last)) if one is not None]
        name = max(found, key=lambda one: len(re.findall(rb"<" + one + rb"[\s>]", head)), default=b"")
        return name.decode("ascii", errors="ignore")


def _row(element: Any) -> Row:
    nested: list[tuple[str, Cells]] = []
    cells = _cells(element, nested)
    return Row(element.sourceline or 0, cells, nested)


def _cells(element: Any, nested: list[tuple[str, Cells]]) -> dict[str, str]:
    """Return an element's columns; what lies deeper, and what a column holds more than once, goes to `nested`."""
    cells = _attributes(element)
    for child in element:
        name = local_name(child)
        if len(child) or _attributes(child):
            at = len(nested)
            if inside := _cells(child, nested):
                nested.insert(at, (name, inside))
        elif not cells.get(name):
            cells[name] = child.text or ""
        elif child.text:
            nested.append((name, {name: child.text}))
    return cells


def _attributes(element: Any) -> dict[str, str]:
    """Return an element's attributes, without those of XML itself such as xsi:nil."""
    return {str(name): str(words) for name, words in element.attrib.items() if not str(name).startswith("{")}
