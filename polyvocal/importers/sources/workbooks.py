"""Reads the sheets of workbooks (XLSX, XLS, ODS) as tables, by python-calamine: the extra `workbooks`.

python-calamine holds the cells of a sheet in memory while it is read; a sheet that would need gigabytes is refused.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.files import Progress
from polyvocal.importers.sources.tms_cells import cell_words
from polyvocal.importers.sources.tms_rows import Row
from polyvocal.importers.sources.workbook_parts import column_name, errors_in

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
_ZIPPED_XML = (".xlsx", ".xlsm")
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"})
"""What a spreadsheet shows where a formula failed. Saved as words, it still is no word of the museum."""

_Errors = Mapping[int, Mapping[int, str]]


class Sheet(NamedTuple):
    """A sheet of a workbook."""

    name: str
    is_visible: bool


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook by its name; the lock files that Office leaves (“~$Objects.xlsx”) are none."""
    return path.suffix.lower() in _SUFFIXES and not path.name.startswith(("~$", "."))


def sheets_of(path: Path) -> Sequence[Sheet]:
    """Return the sheets of a workbook in their order; charts are none.

    Raises SourceError: `no-workbooks` without the extra, `damaged-workbook`, `locked-workbook`.
    """
    stat = path.stat()
    return _sheets_of(path, stat.st_mtime_ns, stat.st_size)


def has_cells(path: Path, sheet: str) -> bool:
    """Whether anything stands in a sheet; spreadsheets used to begin with three, two of which stay empty."""
    with _opened(path) as workbook:
        return workbook.get_sheet_by_name(sheet).start is not None


def read_sheet(path: Path, sheet: str, progress: Progress | None) -> Iterator[Row]:
    """Yield the rows below the header, which is the first row that is not empty; `progress` hears of the whole file.

    A row with an error of the spreadsheet is one faulty row. Raises SourceError where the sheet is empty or two columns
    bear one name.
    """
    place = f"{path} [{sheet}]"
    with _opened(path) as workbook:
        errors = errors_in(path, sheet) if path.suffix.lower() in _ZIPPED_XML else {}
        found = workbook.get_sheet_by_name(sheet)
        if progress is not None:
            progress(path.stat().st_size)
        rows = _filled(found.iter_rows(), errors)
        _line, header = next(rows, (0, []))
        if not header:
            raise SourceError("The sheet is empty.", problem="empty", source=place)
        names = _names(header, place)
        for line, cells in rows:
            named = {names[at] or f"({column_name(at)})": words for at, words in enumerate(cells) if names[at] or words}
            yield _row(line, named)


@lru_cache(maxsize=100)
def _sheets_of(path: Path, _changed: int, _size: int) -> Sequence[Sheet]:
    with _opened(path) as workbook:
        kinds, seen = _calamine().SheetTypeEnum, _calamine().SheetVisibleEnum
        return tuple(
            Sheet(one.name, one.visible == seen.Visible)
            for one in workbook.sheets_metadata
            if one.typ == kinds.WorkSheet
        )


@contextmanager
def _opened(path: Path) -> Iterator["CalamineWorkbook"]:
    calamine = _calamine(path)
    try:
        with calamine.CalamineWorkbook.from_path(str(path)) as workbook:
            yield workbook
    except calamine.PasswordError as error:
        raise SourceError("It asks for a password.", problem="locked-workbook", source=str(path)) from error
    except (calamine.CalamineError, OSError) as error:
        problem = "large-workbook" if "limit exceeded" in str(error) else "damaged-workbook"  # it has no class for that
        raise SourceError(str(error), problem=problem, source=str(path)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what Rust panics become; its class cannot be imported
            raise
        raise SourceError(str(error), problem="damaged-workbook", source=str(path)) from error


def _calamine(path: Path | str = "") -> ModuleType:
    try:
        import python_calamine
    except ImportError as error:
        raise SourceError("python-calamine is missing.", problem="no-workbooks", source=str(path)) from error
    return python_calamine


def _filled(rows: Iterator[Sequence[Any]], errors: _Errors) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows in which something stands, with their numbers. Of errors python-calamine itself gives nothing."""
    for line, given in enumerate(rows, start=1):
        cells = [cell_words(cell) for cell in given]
        for at, words in errors.get(line, {}).items():
            cells[at] = words
        if any(cells):
            yield line, cells


def _names(header: Sequence[str], place: str) -> list[str]:
    """Return the columns' names, '' where none is given. Raises SourceError where two are the same."""
    names = [cell.strip() for cell in header]
    for at, name in enumerate(names):
        if name and name in names[:at]:
            raise SourceError(name, problem="column-twice", source=place)
    return names


def _row(line: int, cells: Mapping[str, str]) -> Row:
    if _ERRORS.isdisjoint(cells.values()):
        return Row(line, cells)
    return Row(line, {}, fault="error-cell", raw=json.dumps(cells, ensure_ascii=False).encode())
