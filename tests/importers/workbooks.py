"""Writes small workbooks, part by part as spreadsheets do: XLSX (ECMA-376), ODS (OpenDocument) and XLS (BIFF8)."""

import struct
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

Cell = str | int | float | bool | date | None
Rows = Sequence[Sequence[Cell]]
Sheets = Mapping[str, Rows | str]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ERROR = "#REF!"
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001
_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def xlsx(path: Path, sheets: Sheets, *, hidden: Sequence[str] = ()) -> Path:
    """Write an XLSX with shared strings and styled dates; “#REF!” is an error cell. A sheet may be given as XML."""
    shared: list[str] = []
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for number, rows in enumerate(sheets.values(), start=1):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", _sheet_xml(rows, shared))
        states = ("visible", "hidden")
        listed = "".join(
            f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}" state="{states[name in hidden]}"/>'
            for number, name in enumerate(sheets, start=1)
        )
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{listed}</sheets></workbook>'
        )
        archive.writestr("_rels/.rels", _links([("rId1", "officeDocument", "xl/workbook.xml")]))
        numbers = range(1, len(sheets) + 1)
        links = [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
        links += [("rIdS", "sharedStrings", "sharedStrings.xml"), ("rIdT", "styles", "/xl/styles.xml")]
        archive.writestr("xl/_rels/workbook.xml.rels", _links(links))
        items = "".join(f'<si><t xml:space="preserve">{escape(words)}</t></si>' for words in shared)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{items}</sst>')
        formats = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 22))
        archive.writestr(
            "xl/styles.xml", f'<styleSheet xmlns="{MAIN}"><cellXfs count="3">{formats}</cellXfs></styleSheet>'
        )
    return path


def _sheet_xml(rows: Rows | str, shared: list[str]) -> str:
    written = "".join(
        f'<row r="{line}">{"".join(_cell(cell, f"{chr(65 + at)}{line}", shared) for at, cell in enumerate(row))}</row>'
        for line, row in enumerate(() if isinstance(rows, str) else rows, start=1)
        if row
    )
    written = rows if isinstance(rows, str) else written
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>{written}</sheetData></worksheet>'
    )


def _cell(cell: Cell, place: str, shared: list[str]) -> str:
    if cell is None:
        return f'<c r="{place}" s="1"/>'
    if isinstance(cell, bool):
        return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, datetime):
        return f'<c r="{place}" s="2"><v>{(cell - _EPOCH).total_seconds() / 86_400}</v></c>'
    if isinstance(cell, date):
        return f'<c r="{place}" s="1"><v>{(cell - _EPOCH.date()).days}</v></c>'
    if isinstance(cell, int | float):
        return f'<c r="{place}"><v>{cell!r}</v></c>'
    if cell == ERROR:
        return f'<c r="{place}" t="e"><f>Gone!A1</f><v>{ERROR}</v></c>'
    if cell.startswith("inline:"):
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(cell.removeprefix("inline:"))}</t></is></c>'
    shared.append(cell)
    return f'<c r="{place}" t="s"><v>{len(shared) - 1}</v></c>'


def _links(links: Sequence[tuple[str, str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{LINKS}/{kind}" Target="{target}"/>' for name, kind, target in links
    )
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'


def ods(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write an ODS."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    office = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0" '
        f'xmlns:text="{office}:text:1.0"><office:body><office:spreadsheet>{tables}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{office}:manifest:1.0"/>')
        archive.writestr("content.xml", content)
    return path


def _ods_cell(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}"/>'
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'


def xls(path: Path, sheet: str, rows: Sequence[Sequence[str | float]]) -> Path:
    """Write an XLS of one sheet, with words and numbers."""
    cells = b"".join(
        _record(0x0204, struct.pack("<HHHHB", line, at, 0, len(cell), 0) + cell.encode("latin-1"))
        if isinstance(cell, str)
        else _record(0x0203, struct.pack("<HHHd", line, at, 0, cell))
        for line, row in enumerate(rows)
        for at, cell in enumerate(row)
    )
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    named = struct.pack("<BB", len(sheet), 0) + sheet.encode("latin-1")
    length = 20 + (4 + 6 + len(named)) + 4
    head = _record(0x0809, begin) + _record(0x0085, struct.pack("<IBB", length, 0, 0) + named) + _record(0x000A, b"")
    body = _record(0x0809, begin[:2] + struct.pack("<H", 0x0010) + begin[4:]) + cells + _record(0x000A, b"")
    return _compound(path, "Workbook", head + body)


def locked(path: Path) -> Path:
    """Write what an XLSX with a password is: a compound file with an encrypted package (MS-OFFCRYPTO)."""
    return _compound(path, "EncryptedPackage", b"\0" * 4096)


def _record(kind: int, held: bytes) -> bytes:
    return struct.pack("<HH", kind, len(held)) + held


def _compound(path: Path, name: str, stream: bytes) -> Path:
    """Write a compound file (MS-CFB) with one stream: header, allocation table, directory, stream."""
    stream = stream.ljust(4096, b"\0")  # shorter ones would lie in the small stream
    stream += b"\0" * (-len(stream) % _SECTOR)
    sectors = len(stream) // _SECTOR
    table = [_FAT, _END, *range(3, 2 + sectors), _END]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", _FREE) * 108
    allocated = b"".join(struct.pack("<I", one) for one in table).ljust(_SECTOR, b"\xff")
    entries = _entry("Root Entry", 5, child=1, start=_END, size=0) + _entry(
        name, 2, child=_FREE, start=2, size=len(stream)
    )
    path.write_bytes(header + allocated + entries.ljust(_SECTOR, b"\0") + stream)
    return path


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    named = name.encode("utf-16-le")
    return (
        named.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(named) + 2, kind, 1, _FREE, _FREE, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )
