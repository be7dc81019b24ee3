"""Finds the tables of an export: each a file of its name, or a sheet of a workbook."""

from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.tms_rows import TableFile
from polyvocal.importers.sources.workbooks import Sheet, has_cells, is_workbook, sheets_of

_SUFFIXES = (".csv", ".tsv", ".txt", ".xml")

Fits = Callable[[Path], bool]


class Places:
    """Where the tables of one export stand: in a folder and the folders within it, or in and beside one file.

    A table that is there as a file is read from that. Only for the others are workbooks looked into, so that a sheet
    saved as CSV may lie beside its workbook.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.folder = path if path.is_dir() else path.parent

    def objects(self, table: str, pattern: str) -> TableFile | None:
        """Return the table of objects: where a file was given, that file, or a sheet of it."""
        if self._path.is_dir():
            return self.table(table, pattern)
        if is_workbook(self._path):
            return self._one(table, _sheets(table, self._path, is_named=True))
        return TableFile(table, self._path)

    def table(self, table: str, pattern: str) -> TableFile | None:
        """Return a table, None if it is nowhere. Raises SourceError where several fit, or its sheet is hidden."""

        def fits(path: Path) -> bool:
            return fnmatch(path.name.lower(), pattern.lower()) if pattern else path.stem.lower() == table.lower()

        given = _sheets(table, self._path, is_named=False) if is_workbook(self._path) else iter(())
        return self._one(table, given) or self._in_files(table, fits) or self._in_workbooks(table, pattern, fits)

    def _in_files(self, table: str, fits: Fits) -> TableFile | None:
        files = (path for path in self._files() if path.suffix.lower() in _SUFFIXES and fits(path))
        return self._one(table, (TableFile(table, path) for path in files))

    def _in_workbooks(self, table: str, pattern: str, fits: Fits) -> TableFile | None:
        books = [path for path in self._files() if is_workbook(path) and (fits(path) or not pattern)]
        return self._one(table, (one for path in books for one in _sheets(table, path, is_named=fits(path))))

    def _files(self) -> list[Path]:
        return [path for path in sorted((*self.folder.glob("*"), *self.folder.glob("*/*"))) if path.is_file()]

    def _one(self, table: str, found: Iterator[TableFile]) -> TableFile | None:
        several = list(found)
        if len(several) > 1:
            names = ", ".join(Path(one.place).name for one in several)
            raise SourceError(f"{table}: {names}", problem="ambiguous-table", source=str(self.folder))
        return several[0] if several else None


def _sheets(table: str, path: Path, *, is_named: bool) -> Iterator[TableFile]:
    """Yield the sheet that is a table: by its own name, or as the only one of a workbook of that name."""
    sheets = sheets_of(path)
    seen = [one for one in sheets if one.is_visible]
    if fitting := [one for one in sheets if one.name.lower() == table.lower()]:
        yield _seen(table, path, fitting[0])
    elif is_named:
        filled = seen if len(seen) == 1 else [one for one in seen if has_cells(path, one.name)]
        if len(filled) == 1:
            yield TableFile(table, path, filled[0].name)


def _seen(table: str, path: Path, sheet: Sheet) -> TableFile:
    """A hidden sheet was hidden by somebody: it is not for us to bring it out."""
    if not sheet.is_visible:
        raise SourceError(table, problem="hidden-sheet", source=f"{path} [{sheet.name}]")
    return TableFile(table, path, sheet.name)
