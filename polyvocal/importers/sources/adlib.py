"""Reads XML of Adlib and Axiell Collections as a stream: one record in memory at a time, whatever the size.

Grouped, unstructured and structured records are told apart leaf by leaf. Names are matched without namespaces. Document
types are refused, entities are never expanded, nothing is fetched.
"""

import re
from collections import deque
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.adlib_values import local_name
from polyvocal.importers.sources.encodings import misread, wrong_byte
from polyvocal.importers.sources.envelopes import ENVELOPE, Unwrapping, adlib_in_envelope, bare
from polyvocal.importers.sources.files import Progress
from polyvocal.importers.sources.prolog import HEAD, Prolog, is_one_byte, prolog_of
from polyvocal.importers.sources.raw import RawRecord, Tree
from polyvocal.importers.sources.recoding import AsUtf8, ReadFile
from polyvocal.importers.sources.salvaging import LONGEST, BrokenError, Salvage, Salvaged, closed, fed, known_to_parser
from polyvocal.importers.sources.splitting import RecordSplitter, Slice
from polyvocal.importers.sources.surveying import certain_encoding, survey
from polyvocal.importers.sources.wrapping import WHOLE, Wrapping, record_element

_PIECE = 262_144
_MISREAD = -1
_NAMED = re.compile(rb"""^<[^<>]*?\s(?:priref|id)\s*=\s*["'](\w+)["']|<(?:[\w.-]+:)?priref>\s*(\w+)\s*<""")
"""What the identifier of a damaged record may be."""


def read_adlib(
    path: Path, *, leaves: frozenset[str] | None = None, progress: Progress | None = None, encoding: str = ""
) -> Iterator[RawRecord]:
    """Yield the records of one file; their trees hold only the named leaves, where some are named.

    An answer of OAI-PMH is read too. Raises SourceError at the end for the first thing that could not be read; what was
    damaged by it comes as records with a `fault`, all others are read.
    """
    yield from read_records(
        path, leaves=leaves, progress=progress, encoding=encoding, outside_envelope=bare,
        within_envelope=adlib_in_envelope,
    )  # fmt: skip


def read_records(
    path: Path, *, leaves: frozenset[str] | None, progress: Progress | None, within_envelope: Unwrapping,
    outside_envelope: Unwrapping | None = None, encoding: str = "",
) -> Iterator[RawRecord]:  # fmt: skip
    """Yield the records of one file, taken out of the envelope of OAI-PMH or, where they lie in none, as they are.

    Without `outside_envelope` there has to be an envelope.
    """
    with ReadFile(path, progress) as file:
        prolog = prolog_of(file, str(path), encoding=encoding)
        unwrap = within_envelope if prolog.root == ENVELOPE else outside_envelope
        yield from _Reading(path, file, prolog, leaves, unwrap=unwrap).records()


class _Reading:
    """One file being read: the parser says what a record means, the splitter keeps its bytes."""

    def __init__(
        self, path: Path, file: ReadFile, prolog: Prolog, leaves: frozenset[str] | None, *, unwrap: Unwrapping | None
    ) -> None:
        self._path = path
        self._prolog = prolog
        is_wide = prolog.shown not in ("", "UTF-8")
        self._file: ReadFile | AsUtf8 = AsUtf8(file, prolog.shown) if is_wide else file
        self._file.seek(0)
        self._head = self._file.read(HEAD)
        self._file.seek(0)
        self._encoding = "UTF-8" if is_wide else prolog.encoding
        self._is_reread = self._is_believed = False
        self._leaves = leaves
        self._element = record_element(prolog, self._head)
        if not self._element:
            raise SourceError(f"Its outermost element is <{prolog.root}>.", problem="not-adlib", source=str(path))
        if unwrap is None:
            raise SourceError(f"Its outermost element is <{prolog.root}>.", problem="not-oai", source=str(path))
        self._unwrap = unwrap
        self._wrapping = Wrapping(prolog, self._head)
        self._number = 0
        self._line, self._at = 1, 0
        self._outermost: Any = ()
        self._splitter = RecordSplitter(self._element)
        self._elements: deque[etree._Element] = deque()
        self._parser = etree.XMLPullParser(
            events=("end",), tag=f"{{*}}{self._element}", resolve_entities=False, no_network=True, load_dtd=False,
            huge_tree=False, remove_comments=True, remove_pis=True, encoding="UTF-8" if is_wide else None,
        )  # fmt: skip

    def records(self) -> Iterator[RawRecord]:
        """Yield the records, then raise what was wrong with the file, if anything."""
        try:
            yield from self._strictly()
        except BrokenError as broken:
            explained = self._explained(broken)
            self._read_as(certain_encoding(self._path) if explained.problem == "encoding" else "")
            has_damage = yield from self._salvaged()
            if has_damage or not self._is_reread:
                raise explained from broken.__cause__
        if not self._number:
            raise SourceError("The file holds no record.", problem="no-records", source=str(self._path))

    def _read_as(self, encoding: str) -> None:
        """Go on in another encoding than the file declares."""
        if encoding and isinstance(self._file, ReadFile):
            self._file, self._encoding, self._is_reread = AsUtf8(self._file, encoding), "UTF-8", True

    def _strictly(self) -> Iterator[RawRecord]:
        while piece := self._file.read(_PIECE):
            self._splitter.feed(piece)
            fed(self._parser, self._wrapping.wrapped(piece))
            yield from self._pairs()
            if self._splitter.held > LONGEST:
                raise BrokenError(f"A record holds more than {LONGEST} bytes", self._line)
            self._file.tell_progress()
        fed(self._parser, self._wrapping.ended())
        self._outermost = closed(self._parser)
        yield from self._pairs()
        self._refuse_words_outside()

    def _refuse_words_outside(self) -> None:
        """Words after an outermost element are no part of XML: a page of another kind was put after it."""
        for element in self._outermost if local_name(self._outermost) == WHOLE else ():
            if (element.tail or "").strip(" \t\r\n\ufeff"):
                line: Any = element.sourceline
                raise self._error("malformed", line=line or 1, words="There are words outside all elements.")

    def _pairs(self) -> Iterator[RawRecord]:
        """Yield each element that was read with its bytes. A record directly within another shows a missing end."""
        events: Any = self._parser.read_events()
        for _event, element in events:
            depth = sum(local_name(parent) == self._element for parent in element.iterancestors())
            if depth and local_name(element.getparent()) == self._element:
                yield from self._paired()
                raise BrokenError("A record has no end", self._line)
            if not depth:
                self._elements.append(element)
        yield from self._paired()

    def _paired(self) -> Iterator[RawRecord]:
        while self._elements and self._splitter.ready:
            element, found = self._elements.popleft(), self._splitter.ready.popleft()
            if element.getroottree().docinfo.internalDTD is not None:  # behind a comment too long for the prolog
                raise self._error("entities", line=1, words="The file declares a document type.")
            self._refuse_misread(found)
            self._line, self._at = found.line + found.raw.count(b"\n"), found.end
            yield self._record(element, found)

    def _record(self, element: etree._Element, found: Slice | Salvaged) -> RawRecord:
        self._number += 1
        _detach(element)
        unwrapped = self._unwrap(element, self._leaves)
        return RawRecord(
            record_id=unwrapped.record_id, number=self._number, line=found.line, source=str(self._path),
            raw=found.raw, encoding=self._encoding, take_apart=unwrapped.take_apart, is_deleted=unwrapped.is_deleted,
            is_reread=self._is_reread,
        )  # fmt: skip

    def _refuse_misread(self, found: Slice) -> None:
        """Refuse letters of UTF-8 read one byte at a time, unless only this record was encoded twice."""
        if self._is_believed or not is_one_byte(self._encoding) or not misread(found.raw):
            return
        self._is_believed = survey(self._path).others > 0
        if not self._is_believed:
            raise BrokenError(f"It declares {self._encoding}, but is UTF-8.", found.line, code=_MISREAD)

    def _salvaged(self) -> Generator[RawRecord, None, bool]:
        """Yield what stands behind the last record that was read, each on its own; return whether any is damaged."""
        has_damage = False
        self._file.seek(self._at)
        self._encoding = known_to_parser(self._encoding)
        salvage = Salvage(self._file, self._element, line=self._line, head=self._head, encoding=self._encoding)
        for found in salvage.records():
            has_damage = has_damage or bool(found.fault)
            yield self._record(found.element, found) if not found.fault else self._damaged(found)
            self._file.tell_progress()
        return has_damage

    def _damaged(self, found: Salvaged) -> RawRecord:
        self._number += 1
        named = _NAMED.search(found.raw)
        return RawRecord(
            record_id=named[named.lastindex or 0].decode("ascii") if named else "", number=self._number,
            line=found.line, source=str(self._path), raw=found.raw, encoding=self._encoding, fault=found.fault,
            detail=found.detail, size=found.size, take_apart=lambda: Tree({}, ()),
        )  # fmt: skip

    def _explained(self, broken: BrokenError) -> SourceError:
        if broken.code == _MISREAD:
            return self._error("encoding", line=broken.line, words=str(broken))
        if wrong := wrong_byte(self._path, self._prolog.encoding):
            return self._error("encoding", line=wrong.line, words=wrong.words)
        return self._error("malformed", line=broken.line, words=f"{broken} (after {self._number} records)")

    def _error(self, problem: str, *, line: int, words: str) -> SourceError:
        return SourceError(words, problem=problem, source=str(self._path), position=str(line))


def _detach(element: etree._Element) -> None:
    """Let the tree forget a record, so that memory stays flat."""
    parent = element.getparent()
    element.tail = None
    if parent is not None:
        parent.remove(element)
