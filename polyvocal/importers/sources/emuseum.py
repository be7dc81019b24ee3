"""Reads what the API of eMuseum (Gallery Systems) gives, JSON or XML: help.gallerysystems.com/emuseum/emuseum-api.

What stands in a field is the museum's own choice, so that only this is taken for granted: a field is plain, or has a
`label` and a `value`; what is repeated is a list; a record has an `id`.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.adlib_values import local_name
from polyvocal.importers.sources.emuseum_values import Given, identifier_of, plain_of, tree_of
from polyvocal.importers.sources.files import Progress
from polyvocal.importers.sources.json_salvaging import PERHAPS, JsonSalvage, SalvagedJson
from polyvocal.importers.sources.json_stream import JsonStream
from polyvocal.importers.sources.raw import RawRecord, Tree
from polyvocal.importers.sources.recoding import ReadFile, opened
from polyvocal.importers.sources.salvaging import Salvaged
from polyvocal.importers.sources.tms_xml import elements_in

_LISTS = frozenset({"objects", "object", "records", "record", "results", "result", "items", "item"})
"""What holds records, in whichever way it is reached: a module, a search, a collection, one object."""


def read_emuseum_json(
    path: Path, *, leaves: frozenset[str] | None = None, progress: Progress | None = None, encoding: str = ""
) -> Iterator[RawRecord]:
    """Yield the records of one file: a list of them, an object that holds such a list, or one record.

    Raises SourceError at the end for the first thing that could not be read; what was damaged by it comes as records
    with a `fault`, all others are read.
    """
    number, place = 0, (0, 1)
    with ReadFile(path, progress) as file:
        whole = opened(file, encoding)
        stream = JsonStream(whole, source=str(path))
        try:
            for given, raw, line in _records(stream):
                number += 1
                yield _record(given, raw, number=number, line=line, source=str(path), leaves=leaves)
                place = stream.place()
            stream.end()
        except SourceError:
            whole.seek(place[0])
            salvage = JsonSalvage(whole, line=place[1], likeness=_likeness, learn=lambda _given: None)
            for found in salvage.records(within_list=number > 0):
                number += 1
                yield _salvaged(found, number=number, source=str(path), leaves=leaves)
            raise
    _require(number, path)


def read_emuseum_xml(
    path: Path, *, leaves: frozenset[str] | None = None, progress: Progress | None = None, encoding: str = ""
) -> Iterator[RawRecord]:
    """Yield the records of one file: the elements below the outermost one, or below the list that it holds."""
    number = 0
    for found in elements_in(path, progress, encoding):
        if found.fault:
            number += 1
            yield _salvaged(found, number=number, source=str(path), leaves=leaves)
            continue
        if local_name(found.element.getroottree().getroot()).lower() == "html":
            raise SourceError("It is a web page.", problem="not-emuseum", source=str(path))
        for one in _within(found.element):
            given = plain_of(one)
            if not isinstance(given, dict):
                continue  # how many records there are, and the like
            number += 1
            raw = etree.tostring(one, encoding="UTF-8", with_tail=False)
            yield _record(given, raw, number=number, line=one.sourceline or 0, source=str(path), leaves=leaves)
    _require(number, path)


def _records(stream: JsonStream) -> Iterator[tuple[Given, bytes, int]]:
    if stream.peek() == "[":
        yield from _listed(stream)
        return
    fields: dict[str, Given] = {}
    for key in stream.members():
        if key in _LISTS and stream.peek() == "[":
            yield from _listed(stream)
        else:
            fields[key] = stream.value().value
    single = next((value for key, value in fields.items() if key in _LISTS and isinstance(value, dict)), fields)
    if identifier_of(single):
        yield single, json.dumps(single, ensure_ascii=False).encode(), 1


def _listed(stream: JsonStream) -> Iterator[tuple[Given, bytes, int]]:
    for _item in stream.items():
        piece = stream.value()
        yield piece.value, piece.raw, piece.line


def _within(element: Any) -> list[Any]:
    """Return the records of an element that is a list of them; else the element."""
    return [one for one in element if local_name(one) in _LISTS and local_name(element) in _LISTS] or [element]


def _likeness(given: Any) -> int:
    return PERHAPS if isinstance(given, dict) and identifier_of(given) else 0


def _salvaged(
    found: Salvaged | SalvagedJson, *, number: int, source: str, leaves: frozenset[str] | None
) -> RawRecord:  # fmt: skip
    if isinstance(found, SalvagedJson) and not found.fault:
        return _record(found.value, found.raw, number=number, line=found.line, source=source, leaves=leaves)
    return RawRecord(
        record_id="", number=number, line=found.line, source=source, raw=found.raw, fault=found.fault,
        detail=found.detail, size=found.size, take_apart=lambda: Tree({}, ()),
    )  # fmt: skip


def _record(given: Any, raw: bytes, *, number: int, line: int, source: str, leaves: frozenset[str] | None) -> RawRecord:
    return RawRecord(
        record_id=identifier_of(given), number=number, line=line, source=source, raw=raw,
        take_apart=lambda: tree_of(given, leaves),
    )  # fmt: skip


def _require(number: int, path: Path) -> None:
    if not number:
        raise SourceError("The file holds no record.", problem="no-records", source=str(path))
