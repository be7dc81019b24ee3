"""Reads a table from CSV: any usual delimiter, cells of many lines, four encodings told from the bytes themselves.

A row that is damaged (a stray quotation mark, a missing cell, a byte of another encoding) is one faulty row; reading
goes on with the line after it.
"""

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.files import Progress
from polyvocal.importers.sources.recoding import AsUtf8, ReadFile, opened, text_of, wide_encoding
from polyvocal.importers.sources.surveying import certain_encoding
from polyvocal.importers.sources.tms_rows import Row

_DELIMITERS = (",", ";", "\t", "|")
_HEAD = 1024
_MOST_LINES = 2_000
_LONGEST_CELL = 10_000_000
_REPORT_EVERY = 2_000

csv.field_size_limit(_LONGEST_CELL)


def encoding_of(path: Path) -> str:
    """Return the encoding a file is in: by its mark, else UTF-8 where more lines fit than not, else a code page.

    That is the one that alone explains its letters, else Windows-1252.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if wide_encoding(head):
            return "utf-16"
        stream.seek(0)
        fitting = unfitting = 0
        for line in stream:
            if not line.isascii():
                is_utf8 = _is_utf8(line)
                fitting += is_utf8
                unfitting += not is_utf8
    return "utf-8" if fitting >= unfitting else certain_encoding(path) or "cp1252"


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def read_csv(path: Path, progress: Progress | None, encoding: str = "") -> Iterator[Row]:
    """Yield the rows below the header. Raises SourceError where the file is empty or has no header."""
    with ReadFile(path, progress) as file:
        as_read = opened(file, encoding)
        encoding = "utf-8" if isinstance(as_read, AsUtf8) else encoding_of(path)
        stream = text_of(as_read, encoding)
        lines = _Lines(_reported(stream, as_read))
        header_line = next((line for line in iter(lines.take, None) if line.strip()), "")
        if not header_line:
            raise SourceError("The file is empty.", problem="empty", source=str(path))
        delimiter = max(_DELIMITERS, key=header_line.count)
        header = [_name(cell) for cell in next(csv.reader([header_line], delimiter=delimiter))]
        yield from _merged(_rows(lines, header, delimiter, encoding))


def _reported(stream: io.TextIOWrapper, file: ReadFile | AsUtf8) -> Iterator[str]:
    for number, line in enumerate(stream):
        yield line
        if number % _REPORT_EVERY == 0:
            file.tell_progress()
    file.tell_progress()


class _Lines:
    """The lines of a file, which can be given back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._waiting: deque[str] = deque()
        self.number = 0
        self.taken: list[str] = []

    def take(self) -> str | None:
        """Return the next line, None at the end."""
        line = self._waiting.popleft() if self._waiting else next(self._lines, None)
        self.number += line is not None
        return line

    def of_one_row(self) -> Iterator[str]:
        """Yield lines as long as a row needs them."""
        self.taken = []
        while len(self.taken) < _MOST_LINES and (line := self.take()) is not None:
            self.taken.append(line)
            yield line

    def give_back(self) -> None:
        """Give back all lines of the row but the first."""
        rest = self.taken[1:]
        self._waiting.extendleft(reversed(rest))
        self.number -= len(rest)


def _name(cell: str) -> str:
    return cell.strip("\ufeff \t\r\n")


def _rows(lines: _Lines, header: list[str], delimiter: str, encoding: str) -> Iterator[Row]:
    while True:
        start = lines.number + 1
        cells = _cells(lines, delimiter)
        if not lines.taken:
            return
        if cells == [] or (cells and [_name(cell) for cell in cells] == header):  # a file was put after another
            continue
        words = "".join(lines.taken)
        if cells is None or len(cells) != len(header) or _is_torn(words, delimiter, lines=len(lines.taken)):
            lines.give_back()
            yield _faulty(start, lines.taken[0], encoding)
        elif "\0" in words or (not words.isascii() and any("\udc80" <= sign <= "\udcff" for sign in words)):
            yield _faulty(start, words, encoding)
        else:
            yield Row(start, dict(zip(header, cells, strict=True)))


def _cells(lines: _Lines, delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader(lines.of_one_row(), delimiter=delimiter), None)
    except csv.Error:
        return None


def _is_torn(words: str, delimiter: str, *, lines: int) -> bool:
    """Whether a row ends within quotation marks, or one of many lines has a mark where none can stand.

    A mark within a cell of one line is let be: it may be inches.
    """
    if '"' not in words:
        return False
    try:
        deque(csv.reader(io.StringIO(words, newline=""), delimiter=delimiter, strict=True), maxlen=0)
    except csv.Error as error:
        return lines > 1 or "unexpected end" in str(error)
    return False


def _faulty(line: int, words: str, encoding: str) -> Row:
    return Row(line, {}, fault="damaged-row", raw=words.encode(encoding.removesuffix("-sig"), errors="surrogateescape"))


def _merged(rows: Iterator[Row]) -> Iterator[Row]:
    """Make damaged lines that follow each other one faulty row."""
    held: list[Row] = []
    for row in rows:
        if row.fault and len(held) < _MOST_LINES:
            held.append(row)
            continue
        yield from _one_of(held)
        held = [row] if row.fault else []
        if not row.fault:
            yield row
    yield from _one_of(held)


def _one_of(faulty: list[Row]) -> Iterator[Row]:
    if faulty:
        yield faulty[0]._replace(raw=b"".join(row.raw for row in faulty))
