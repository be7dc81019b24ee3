"""Reads a table from what SQL Server writes with FOR XML: one element per row, columns as elements or attributes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.adlib_values import local_name
from polyvocal.importers.sources.files import Progress
from polyvocal.importers.sources.prolog import HEAD, read_prolog
from polyvocal.importers.sources.tms_rows import Cells, Counted, Row

_PIECE = 65_536


def read_for_xml(path: Path, progress: Progress | None) -> Iterator[Row]:
    """Yield a row per element below the outermost one; raises SourceError where the file breaks off or is no XML."""
    for element in elements_in(path, progress):
        yield _row(element)


def elements_in(path: Path, progress: Progress | None) -> Iterator[Any]:
    """Yield the elements below the outermost one, each as soon as it has ended and no longer than it is looked at."""
    parser = etree.XMLPullParser(
        events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    elements = _Elements(parser)
    try:
        with path.open("rb") as stream:
            read_prolog(stream.read(HEAD), str(path))
            stream.seek(0)
            for piece in Counted(stream, progress).pieces(_PIECE):
                parser.feed(piece)
                yield from elements.finished(path)
        parser.close()
    except etree.XMLSyntaxError as error:
        yield from elements.finished(path)
        line = str(error.position[0] or 1)
        raise SourceError(error.msg or "", problem="malformed", source=str(path), position=line) from error
    yield from elements.finished(path)


class _Elements:
    """The elements below the outermost one, as soon as each has ended."""

    def __init__(self, parser: Any) -> None:
        self._parser = parser
        self._depth = 0

    def finished(self, path: Path) -> Iterator[Any]:
        """Yield the elements that have ended since."""
        for event, element in self._parser.read_events():
            self._depth += 1 if event == "start" else -1
            if event == "end" and self._depth == 1:
                if element.getroottree().docinfo.internalDTD is not None:  # behind a comment too long for the prolog
                    raise SourceError("It has a document type.", problem="entities", source=str(path), position="1")
                yield element
                element.getparent().remove(element)  # so that memory stays flat


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
