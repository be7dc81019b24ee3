"""The shapes that are damaged: one list, to which a shape is added by saying how it is written and read."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax.saxutils import escape

from polyvocal.importers.sources import RawRecord, Tables, read_source
from tests.importers.harm.exports import Export, made_of
from tests.importers.tables import PROFILE, profile

RECORDS = 12
LETTERS = ("Kaapstander é", "Zeebeeld – “ä”", "Fluitschip", "Ĳkloot ö", "Vlag ï", "Bel", "Loods", "Æolus", "Tros €")


@dataclass(frozen=True, slots=True)
class Shape:
    """A way of writing an export: how its file is called, what it holds, how it is read and in which encoding."""

    name: str
    file: str
    build: Callable[[], Export]
    read: Callable[[Path], Iterator[RawRecord]]
    encoding: str = "utf-8"
    is_rows: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether a letter is more than one byte."""
        return self.encoding.startswith("utf-16")


def mark(number: int) -> str:
    """Return what only this record bears; no damage makes it by chance."""
    return f"qz{number * 7919:07d}zq"


def words(number: int) -> str:
    """Return the words of a record's text, of several lines."""
    return f"{LETTERS[number % len(LETTERS)]} {mark(number)}\nligt aan de kade & <hier> {number}."


def _xml(name: str, text: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{escape(text)}</{name}>"


def _label(number: int) -> str:
    kinds = "".join(_xml("value", "zaaltekst NL", f' lang="{lang}"') for lang in ("neutral", "0", "1"))
    return f"<Labels><label.type>{kinds}</label.type>{_xml('label.words', words(number))}<label.date/></Labels>"


def _grouped(number: int) -> str:
    maker = f"<maker>{_xml('creator', mark(number) + ' Bos')}<creator.role/></maker>"
    linked = "<documentation.title><priref>77</priref><title>Gids</title></documentation.title>"
    return (
        f'<record priref="{number}" selected="False">{_xml("object_number", f"H {mark(number)}")}\n  '
        f"{_xml('title', LETTERS[number % len(LETTERS)])}{maker}{_label(number)}{linked}</record>"
    )


def _unstructured(number: int) -> str:
    creators = "".join(_xml("creator", one) for one in (mark(number), "Wit"))
    return f"<record>{_xml('priref', str(number))}{_xml('title', words(number))}{creators}</record>"


def _structured(number: int) -> str:
    maker = f'<maker><maker linkref="{number}" linkfield="name">{mark(number)}</maker></maker>'
    return f'<record priref="{number}">{_xml("title", words(number))}{maker}</record>'


def _wrapped(number: int) -> str:
    kind = '<dimension.type value="hoogte"><text language="0">height</text></dimension.type>'
    return f'<input id="w{number}">{_xml("priref", str(number))}{_xml("title", words(number))}{kind}</input>'


_HEAD = '<?xml version="1.0" encoding="{0}"?>\n<adlibXML>\n<recordList>\n'
_TAIL = "\n</recordList>\n<diagnostic><hits>12</hits></diagnostic>\n</adlibXML>\n"


def _of_xml(record: Callable[[int], str], *, head: str = _HEAD, tail: str = _TAIL, encoding: str = "utf-8") -> Export:
    def written(text: str) -> bytes:
        return text.encode(encoding, errors="xmlcharrefreplace")

    records = [written(record(number)) for number in range(1, RECORDS + 1)]
    return made_of(written(head.format(encoding)), records, between=written("\n"), tail=written(tail))


def _of_json(record: Callable[[int], Any], *, indent: int | None = None) -> Export:
    records = [
        json.dumps(record(number), ensure_ascii=False, indent=indent).encode() for number in range(1, RECORDS + 1)
    ]
    head, tail = b'{"adlibJSON": {"recordList": {"record": [', b']}, "diagnostic": {"hits": 12}}}'
    return made_of(head, records, between=b",\n" if indent else b",", tail=tail)


def _wide_json() -> Export:
    """JSON in UTF-16 without a mark."""
    export = _of_json(_adlib_json)
    return Export(tuple(piece.decode().encode("utf-16-le") for piece in export.pieces), export.records)


def _adlib_json(number: int) -> Any:
    creators = [{"priref": [str(at)], "name": [f"{mark(number)} {at}"]} for at in (80, 81)]
    label = {
        "label.words": [words(number)],
        "label.type": [{"value": [{"@attributes": {"lang": "0"}, "value": ["x"]}]}],
    }
    return {
        "@attributes": {"priref": str(number), "selected": "False"}, "title": [words(number)], "creator": creators,
        "Labels": [label],
    }  # fmt: skip


def _plain_json(number: int) -> Any:
    """A record that begins as the records linked within it do."""
    creators = [{"priref": [str(at)], "name": [f"{mark(number)} {at}"]} for at in (80, 81)]
    return {"priref": [str(number)], "title": [words(number)], "maker": creators, "object_number": [mark(number)]}


def _jsonv1(number: int) -> Any:
    spans = [{"spans": [{"text": words(number)}, {"text": "!"}]}]
    kind = [{"@lang": "neutral", "value": [{"spans": [{"text": "MD5"}]}]}]
    return {
        "@attributes": {"priref": str(number), "deleted": "False"},
        "title": spans,
        "kind": kind,
        "no": [mark(number)],
    }


def _envelope(number: int) -> str:
    """A record of Adlib in the envelope of OAI-PMH."""
    header = f"<header><identifier>oai:museum:{number}</identifier></header>"
    return f"<record>{header}<metadata>{_grouped(number)}</metadata></record>"


_OAI_HEAD = '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><request verb="ListRecords">x</request><ListRecords>'
_OAI_TAIL = "<resumptionToken>t</resumptionToken></ListRecords></OAI-PMH>"


def _emuseum(number: int) -> Any:
    return {"id": f"5-{number}", "title": {"label": "Title", "value": words(number)}, "people": [mark(number), "Wit"]}


def _of_emuseum() -> Export:
    records = [json.dumps(_emuseum(number), ensure_ascii=False).encode() for number in range(1, RECORDS + 1)]
    return made_of(b'{"objects": [', records, between=b", ", tail=b"]}")


def _emuseum_element(number: int) -> str:
    title = f'<title label="Title">{escape(words(number))}</title>'
    return f"<object><id>5-{number}</id>{title}{_xml('people', mark(number))}</object>"


def _csv_row(cells: list[str], delimiter: str) -> str:
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter).writerow(cells)
    return held.getvalue().removesuffix("\r\n")


_COLUMNS = ["ObjectID", "ObjectNumber", "Medium", "DateBegin"]


def _of_csv(encoding: str = "utf-8", delimiter: str = ",", ends: str = "\r\n") -> Export:
    codec = {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(encoding, encoding)
    sign = {"utf-16": b"\xff\xfe", "utf-8-sig": b"\xef\xbb\xbf"}.get(encoding, b"")

    def row(number: int) -> bytes:
        text = words(number).replace("Ĳ", "IJ")
        return _csv_row([f"{number}", f"Q/{mark(number)}  ", text, "0"], delimiter).encode(codec)

    end = ends.encode(codec)
    head = sign + _csv_row(_COLUMNS, delimiter).encode(codec) + end
    return made_of(head, [row(number) for number in range(1, RECORDS + 1)], between=end, tail=end)


def _for_xml(number: int) -> str:
    titles = f"<Titles><Title><Title>{mark(number)}</Title><Order>1</Order></Title></Titles>"
    cells = {"ObjectID": f"{number}", "ObjectNumber": f"Q/{mark(number)}", "Medium": words(number)}
    return f"<ObjRecord>{''.join(_xml(*one) for one in cells.items())}{titles}</ObjRecord>"


@cache
def _tables() -> Tables:
    with TemporaryDirectory() as folder:
        tables = profile(Path(folder), PROFILE).tables
    assert tables is not None
    return tables


def _read_adlib(path: Path) -> Iterator[RawRecord]:
    return read_source(path, kind="adlib")


def _read_emuseum(path: Path) -> Iterator[RawRecord]:
    return read_source(path, kind="emuseum")


def _read_tables(path: Path) -> Iterator[RawRecord]:
    return read_source(path, kind="tms", tables=_tables())


def _adlib(name: str, build: Callable[[], Export], *, encoding: str = "utf-8") -> Shape:
    return Shape(name, "export.json" if "json" in name else "export.xml", build, _read_adlib, encoding)


def _table(name: str, build: Callable[[], Export], *, encoding: str = "utf-8", file: str = "Objects.csv") -> Shape:
    return Shape(name, file, build, _read_tables, encoding, is_rows=file.endswith("csv"))


SHAPES = (
    _adlib("grouped", lambda: _of_xml(_grouped)),
    _adlib("grouped, windows-1252", lambda: _of_xml(_grouped, encoding="windows-1252"), encoding="windows-1252"),
    _adlib("unstructured", lambda: _of_xml(_unstructured)),
    _adlib("structured", lambda: _of_xml(_structured)),
    _adlib("bare", lambda: _of_xml(_grouped, head="<recordList>", tail="</recordList>")),
    _adlib("several", lambda: _of_xml(_grouped, head="", tail="\n")),
    _adlib("wrapped", lambda: _of_xml(_wrapped, head="<delving-sip-source>", tail="</delving-sip-source>")),
    _adlib("adlibJSON", lambda: _of_json(_adlib_json)),
    _adlib("adlibJSON, indented", lambda: _of_json(_adlib_json, indent=1)),
    _adlib("plain json", lambda: _of_json(_plain_json)),
    _adlib("jsonv1", lambda: _of_json(_jsonv1)),
    _adlib("grouped, utf-16", lambda: _of_xml(_grouped, encoding="utf-16-le"), encoding="utf-16-le"),
    _adlib("json, utf-16", _wide_json, encoding="utf-16-le"),
    _adlib("envelope", lambda: _of_xml(_envelope, head=_OAI_HEAD, tail=_OAI_TAIL)),
    Shape("emuseum json", "objects.json", _of_emuseum, _read_emuseum),
    Shape(
        "emuseum xml",
        "objects.xml",
        lambda: _of_xml(_emuseum_element, head="<objects>", tail="</objects>"),
        _read_emuseum,
    ),
    _table("csv", _of_csv),
    _table("csv, windows-1252", lambda: _of_csv("cp1252", ";", "\n"), encoding="cp1252"),
    _table("csv, utf-16", lambda: _of_csv("utf-16", "\t"), encoding="utf-16-le"),
    _table("csv, mark", lambda: _of_csv("utf-8-sig")),
    _table("for xml", lambda: _of_xml(_for_xml, head="<Root>\n", tail="\n</Root>"), file="Objects.xml"),
)
