"""Reads dumps that an installation of polyvocal wrote as N-Quads or as Linked Art in JSON-LD.

What is read are the whole records in the vocabulary of our own that go with the documents (`polyvocal.archival`), in
the order in which they were written; all else in a dump is passed over. A record of which a line is damaged or missing
is given with its fault.
"""

import gzip
import json
import re
import zlib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import IO, Any

from polyvocal.archival import VOCABULARY, kind_in
from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.kept import KINDS, Kept, kept_of
from polyvocal.importers.sources.quads import kept_in_quads

_OWN_IDENTIFIER = re.compile(r'\{"id": "([^"]*)"')
_CARRIED = f'{VOCABULARY}"'.encode()
_HEAD = re.compile(rb'\{"@context": .*, "@graph": \[$')
_HEAD_OF_LINE = 1_000
_SHAPES = (".nq", ".jsonld")


def read_kept(
    path: Path, *, kinds: Collection[str] = KINDS, told: Callable[[int], None] = lambda _size: None
) -> Iterator[Kept]:
    """Yield the whole records of things of these kinds, in the order of the dump; `told` how many bytes were read.

    Raises SourceError: `missing` where there is no such file, `not-ours` where it is no dump of ours or has no whole
    records, `malformed` where a compressed file breaks off.
    """
    if not path.is_file():
        raise SourceError("No such file.", problem="missing", source=str(path))
    suffixes = [one.lower() for one in path.suffixes]
    is_compressed = suffixes[-1:] == [".gz"]
    shape = suffixes[-2 if is_compressed else -1 :][:1]
    if not shape or shape[0] not in _SHAPES:
        raise SourceError("Its name ends in neither .nq nor .jsonld.", problem="not-ours", source=str(path))
    with path.open("rb") as raw:
        lines = _Lines(raw, told, is_compressed=is_compressed)
        found = False
        try:
            for one in (kept_in_quads if shape[0] == ".nq" else _kept_in_json_ld)(lines, kinds):
                found = found or bool(one.kind)
                yield one
        except (EOFError, OSError, zlib.error) as error:
            raise SourceError(str(error), problem="malformed", source=str(path), position=str(lines.number)) from error
        if not found and kinds == KINDS:
            raise SourceError("It holds no whole record.", problem="not-ours", source=str(path))


class _Lines:
    """The lines of a file, and how far it was read; from time to time that is told."""

    def __init__(self, raw: IO[bytes], told: Callable[[int], None], *, is_compressed: bool) -> None:
        self._raw = raw
        self._file: Any = gzip.GzipFile(fileobj=raw) if is_compressed else raw
        self._told = told
        self.number = 0

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        before = 0
        for line in self._file:
            self.number += 1
            yield self.number, line.rstrip(b"\r\n")
            if self.number % 1_000 == 0:
                now = self._raw.tell()
                self._told(now - before)
                before = now
        self._told(self._raw.tell() - before)


def _kept_in_json_ld(lines: _Lines, kinds: Collection[str]) -> Iterator[Kept]:
    for number, line in lines:
        if number == 1:
            if not _HEAD.match(line):
                return
        elif line.startswith(b"{") and _CARRIED in line:
            named = _OWN_IDENTIFIER.match(line[:_HEAD_OF_LINE].decode("utf-8", "replace"))
            if named is None or kind_in(named[1]) in kinds:
                yield _kept_line(number, line)
        elif line and line != b"]}" and not (line.startswith(b"{") and line.endswith((b"}", b"},"))):
            yield _damaged(number, line)


def _kept_line(number: int, line: bytes) -> Kept:
    try:
        document = json.loads(line.removesuffix(b","))
        carriers = [one for about in document["subject_of"] for one in about["digitally_carried_by"]]
        (content,) = [
            one["content"] for one in carriers if any(VOCABULARY in whole["id"] for whole in one.get("conforms_to", ()))
        ]
        return kept_of(document["id"], json.loads(content), number)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _damaged(number, line)


def _damaged(number: int, line: bytes) -> Kept:
    named = _OWN_IDENTIFIER.match(line.decode("utf-8", "replace"))
    return kept_of(named[1] if named else "", {}, number, "damaged-line")
