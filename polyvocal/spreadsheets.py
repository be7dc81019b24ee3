"""CSV files as museums make and open them: any separator, two encodings, no cell that is taken for a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from polyvocal.exceptions import UploadError

LARGEST = 5_000_000
"""Bytes of a file that a person may hand over."""

# OWASP, CSV injection: what a spreadsheet may run, full-width letters too. Quotes before it are counted along, so
# that a word that begins with one is not taken for one that bears ours.
_FORMULA = re.compile("'*[=+@\t\r\n\uff1d\uff0b\uff0d\uff20-]")


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(headings: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Yield a CSV file line by line, beginning with a mark of UTF-8; memory stays the same however many rows."""
    writer: Any = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(headings)
    for row in rows:
        yield writer.writerow(safe_cells(row))


def safe_cells(cells: Iterable[Any]) -> list[str]:
    """Return cells that a spreadsheet takes for words, whatever they begin with: a name may be no formula."""
    return [f"'{words}" if _FORMULA.match(words) else words for words in map(str, cells)]


def plain_cell(cell: str) -> str:
    """Return a cell as it was before `safe_cells`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def rows_in(given: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV file with the numbers of their lines. Raises UploadError where it is no such file."""
    if len(given) > LARGEST:
        raise UploadError(_("The file is larger than %(size)d MB.") % {"size": LARGEST // 1_000_000})
    return _rows(_decoded(given))


def _decoded(given: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            words = given.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in words:
            return words
    raise UploadError(_("The file is not text in UTF-8 or Windows-1252."))


def _rows(words: str) -> Iterator[tuple[int, list[str]]]:
    head = words.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=separator)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        told = _("Line %(number)d cannot be read as CSV: %(reason)s.")
        raise UploadError(told % {"number": reader.line_num, "reason": error}) from error
