"""Reads XML of Adlib and Axiell Collections as a stream: one record in memory at a time, whatever the size.

Grouped, unstructured and structured records are told apart leaf by leaf. Names are matched without namespaces. Document
types are refused, entities are never expanded, nothing is fetched.
"""

from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.adlib_values import local_name
from polyvocal.importers.sources.encodings import misread, wrong_byte
from polyvocal.importers.sources.envelopes import ENVELOPE, Unwrapping, adlib_in_envelope, bare
from polyvocal.importers.sources.files import Progress
from polyvocal.importers.sources.prolog import HEAD, Prolog, is_one_byte, read_prolog
from polyvocal.importers.sources.raw import RawRecord
from polyvocal.importers.sources.splitting import RecordSplitter, Slice
from polyvocal.importers.sources.wrapping import WHOLE, Wrapping, record_element

_PIECE = 262_144


def read_adlib(
    path: Path, *, leaves: frozenset[str] | None = None, progress: Progress | None = None
) -> Iterator[RawRecord]:
    """Yield the records of one file; their trees hold only the named leaves, where some are named.

    An answer of OAI-PMH is read too. Raises SourceError at the first thing that cannot be read, after what could be.
    """
    yield from read_records(
        path, leaves=leaves, progress=progress, outside_envelope=bare, within_envelope=adlib_in_envelope
    )


def read_records(
    path: Path, *, leaves: frozenset[str] | None, progress: Progress | None, within_envelope: Unwrapping,
    outside_envelope: Unwrapping | None = None,
) -> Iterator[RawRecord]:  # fmt: skip
    """Yield the records of one file, taken out of the envelope of OAI-PMH or, where they lie in none, as they are.

    Without `outside_envelope` there has to be an envelope.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD)
        prolog = read_prolog(head, str(path))
        element = record_element(prolog, head)
        if not element:
            raise SourceError(f"Its outermost element is <{prolog.root}>.", problem="not-adlib", source=str(path))
        stream.seek(0)
        unwrap = within_envelope if prolog.root == ENVELOPE else outside_envelope
        if unwrap is None:
            raise SourceError(f"Its outermost element is <{prolog.root}>.", problem="not-oai", source=str(path))
        reading = _Reading(path, prolog, leaves, element=element, wrapping=Wrapping(prolog, head), unwrap=unwrap)
        yield from reading.records(stream, progress)


class _Reading:
    """One file being read: the parser says what a record means, the splitter keeps its bytes."""

    def __init__(
        self,
        path: Path,
        prolog: Prolog,
        leaves: frozenset[str] | None,
        *,
        element: str,
        wrapping: Wrapping,
        unwrap: Unwrapping,
    ) -> None:
        self._path = path
        self._prolog = prolog
        self._leaves = leaves
        self._element = element
        self._wrapping = wrapping
        self._unwrap = unwrap
        self._number = 0
        self._outermost: Any = ()
        self._splitter = RecordSplitter(element)
        self._elements: deque[etree._Element] = deque()
        self._keeps_bytes = not prolog.encoding.upper().startswith("UTF-16")
        self._parser = etree.XMLPullParser(
            events=("end",), tag=f"{{*}}{element}", resolve_entities=False, no_network=True, load_dtd=False,
            huge_tree=False, remove_comments=True, remove_pis=True,
        )  # fmt: skip

    def records(self, stream: BinaryIO, progress: Progress | None) -> Iterator[RawRecord]:
        """Yield the records, then raise what was wrong with the file, if anything."""
        while piece := stream.read(_PIECE):
            error = self._feed(piece)
            yield from self._pairs()
            if error is not None:
                yield from self._pairs(at_end=True)
                raise self._explained(error) from error
            if progress is not None:
                progress(len(piece))
        error = self._close()
        yield from self._pairs(at_end=True)
        if error is not None:
            raise self._explained(error) from error
        self._refuse_words_outside()
        if not self._number:
            raise SourceError("The file holds no record.", problem="no-records", source=str(self._path))

    def _feed(self, piece: bytes) -> etree.XMLSyntaxError | None:
        if self._keeps_bytes:
            self._splitter.feed(piece)
        try:
            self._parser.feed(self._wrapping.wrapped(piece))
        except etree.XMLSyntaxError as error:
            return error
        return None

    def _close(self) -> etree.XMLSyntaxError | None:
        try:
            self._parser.feed(self._wrapping.ended())
            self._outermost = self._parser.close()
        except etree.XMLSyntaxError as error:
            return error
        return None

    def _refuse_words_outside(self) -> None:
        """Words after an outermost element are no part of XML: a page of another kind was put after it."""
        for element in self._outermost if local_name(self._outermost) == WHOLE else ():
            if (element.tail or "").strip(" \t\r\n\ufeff"):
                line: Any = element.sourceline
                raise self._error("malformed", line=line or 1, words="There are words outside all elements.")

    def _pairs(self, *, at_end: bool = False) -> Iterator[RawRecord]:
        """Yield each element that was read with its bytes; the file's last bytes may come a piece later."""
        events: Any = self._parser.read_events()
        self._elements += [element for _event, element in events if not self._is_nested(element)]
        while self._elements and (self._splitter.ready or at_end or not self._keeps_bytes):
            element = self._elements.popleft()
            if element.getroottree().docinfo.internalDTD is not None:  # behind a comment too long for the prolog
                raise self._error("entities", line=1, words="The file declares a document type.")
            found = self._splitter.ready.popleft() if self._splitter.ready else _written_out(element)
            yield self._record(element, found)

    def _record(self, element: etree._Element, found: Slice) -> RawRecord:
        self._number += 1
        _detach(element)
        unwrapped = self._unwrap(element, self._leaves)
        record = RawRecord(
            record_id=unwrapped.record_id, number=self._number, line=found.line, source=str(self._path),
            raw=found.raw, encoding=self._prolog.encoding if self._keeps_bytes else "UTF-8",
            take_apart=unwrapped.take_apart, is_deleted=unwrapped.is_deleted,
        )  # fmt: skip
        if is_one_byte(record.encoding) and misread(record.raw):
            raise self._error("encoding", line=found.line, words=f"It declares {record.encoding}, but is UTF-8.")
        return record

    def _is_nested(self, element: etree._Element) -> bool:
        return any(local_name(parent) == self._element for parent in element.iterancestors())

    def _explained(self, error: etree.XMLSyntaxError) -> SourceError:
        line = error.position[0] or 1
        if wrong := wrong_byte(self._path, self._prolog.encoding):
            return self._error("encoding", line=wrong.line, words=wrong.words)
        return self._error(
            "malformed", line=line, words=f"{error.msg or 'no more bytes'} (after {self._number} records)"
        )

    def _error(self, problem: str, *, line: int, words: str) -> SourceError:
        return SourceError(words, problem=problem, source=str(self._path), position=str(line))


def _detach(element: etree._Element) -> None:
    """Let the tree forget a record, so that memory stays flat."""
    parent = element.getparent()
    element.tail = None
    if parent is not None:
        parent.remove(element)


def _written_out(element: etree._Element) -> Slice:
    line: Any = element.sourceline
    return Slice(etree.tostring(element, encoding="UTF-8", with_tail=False), line or 0)
