"""Looks into the parts of an XLSX workbook (ECMA-376) for what python-calamine passes over: errors, and their size."""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.adlib_values import local_name

MOST_CELLS = 20_000_000
"""Rows times columns that are taken into memory: some 1.2 GB. One cell far from the others would make it terabytes."""

LARGEST = 2_000_000_000
"""How many bytes all parts of a workbook may hold together, unpacked."""

_DAMAGES = (KeyError, ValueError, EOFError, OSError, RuntimeError)
"""What reading a damaged archive ends in besides the errors of its own."""

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def errors_in(path: Path, sheet: str) -> Mapping[int, Mapping[int, str]]:
    """Return the cells that hold an error: by row (from 1) and column (from 0), as the spreadsheet shows them.

    Raises SourceError: `damaged-workbook`; `large-workbook` where the sheet is too large to be taken into memory.
    """
    try:
        with ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST:
                raise _too_large(path, sheet)
            with archive.open(_part_of(archive, sheet)) as stream:
                return _errors(stream, path, sheet)
    except (*_DAMAGES, BadZipFile, zlib.error, etree.XMLSyntaxError) as error:
        raise SourceError(str(error), problem="damaged-workbook", source=str(path)) from error


def column_name(at: int) -> str:
    """Return the letters of a column by its number from 0: 27 is AB."""
    letters = ""
    while at >= 0:
        at, letter = divmod(at, 26)
        letters, at = chr(ord("A") + letter) + letters, at - 1
    return letters


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _too_large(path: Path, sheet: str) -> SourceError:
    return SourceError("It is too large.", problem="large-workbook", source=f"{path} [{sheet}]")


def _errors(stream: IO[bytes], path: Path, sheet: str) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = columns = 0
    for row, column, error in _cells(stream):
        rows, columns = max(rows, row), max(columns, column + 1)
        if rows * columns > MOST_CELLS:
            raise _too_large(path, sheet)
        if error:
            found[row][column] = error
    return found


def _cells(stream: IO[bytes]) -> Iterator[tuple[int, int, str]]:
    """Yield the place of each filled cell, with its error. A cell may leave out its place: it then follows the last."""
    row = column = 0
    events = etree.iterparse(
        stream, events=("start", "end"), tag=("{*}row", "{*}c"), resolve_entities=False, no_network=True, load_dtd=False
    )
    for event, element in events:
        is_row = local_name(element) == "row"
        if is_row and event == "start":
            row, column = int(element.get("r") or row + 1), -1
        elif is_row:
            element.getparent().remove(element)  # so that memory stays flat
        elif event == "end":
            placed = _REFERENCE.fullmatch(element.get("r", ""))
            column = _column_number(placed[1]) if placed else column + 1
            if len(element):
                yield int(placed[2]) if placed else row, column, _error(element)


def _error(cell: etree._Element) -> str:
    return next((one.text or "" for one in cell if local_name(one) == "v"), "") if cell.get("t") == "e" else ""


def _part_of(archive: ZipFile, sheet: str) -> str:
    """Return the part that holds a sheet, as the relationships of the workbook say. Raises KeyError if none does."""
    start = next((one for one in _relations(archive, "_rels/.rels") if one["Type"].endswith("/officeDocument")), {})
    workbook = _within(PurePosixPath("."), start["Target"])
    ids = {one.get("name"): _id(one) for one in _parsed(archive, str(workbook)).iter("{*}sheet")}
    relations = _relations(archive, str(workbook.parent / "_rels" / f"{workbook.name}.rels"))
    targets = {one["Id"]: one["Target"] for one in relations}
    return str(_within(workbook.parent, targets[ids[sheet]]))


def _relations(archive: ZipFile, part: str) -> list[dict[str, str]]:
    return [{str(name): str(words) for name, words in one.items()} for one in _parsed(archive, part)]


def _parsed(archive: ZipFile, part: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(archive.read(part), parser)


def _id(sheet: etree._Element) -> str:
    return next((str(words) for name, words in sheet.items() if str(name).endswith("}id")), "")


def _within(folder: PurePosixPath, target: str) -> PurePosixPath:
    """Return a target as the name of a part: it begins at the workbook's folder, or with “/” at the top."""
    return PurePosixPath(target.lstrip("/")) if target.startswith("/") else folder / target
