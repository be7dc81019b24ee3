"""Small TMS exports of our own making: tables as CSV, in TMS's manners."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.utils.translation import override

from polyvocal.importers.profiles import Profile, ReadRecord, RecordReader, load_profile
from polyvocal.importers.runs import ImportOrder, Tally, run_import
from polyvocal.importers.sources import RawRecord, read_source
from polyvocal.publishing import Actor

Rows = Sequence[Mapping[str, object]]

PROFILE = """
name = "quay"
source = "tms"
system = "quay"
language = "en"

[voice]
slug = "quay-museum"
kind = "institution"
names = {en = "Quay Museum"}

[tables]
objects = "Objects"
key = "ObjectID"
zero_is_empty = ["DateBegin"]
same_in_keys = {"/" = "_"}

[[tables.joined]]
table = "TextEntries"
key = "ID"
only = {TableID = "108"}
order = "DisplayOrder"
optional = true
lookups = {TextTypeID = {table = "TextTypes", optional = true}}

[[tables.joined]]
table = "TextEntries"
name = "ShowLabels"
key = "ID"
only = {TableID = "49"}
via = {table = "ExhObjXrefs", key = "ExhObjXrefID", to = "ObjectID"}
optional = true

[[tables.joined]]
table = "Weblinks"
key = "Number"
on = "ObjectNumber"
optional = true

[[tables.joined]]
table = "ConXrefs"
key = "ID"
optional = true
[tables.joined.lookups.ConXrefID]
table = "ConXrefDetails"
only = {UnMasked = "1"}
lookups = {ConstituentID = {table = "Constituents"}}

[object]
number = "Objects.ObjectNumber"
materials = "Objects.Medium"
places = "Weblinks.Place"
produced = {start = "Objects.DateBegin"}
makers = {name = "ConXrefs.ConXrefID.ConstituentID.DisplayName"}

[[texts]]
words = "ShowLabels.TextEntry"
type = "exhibition-text"
language = "en"

[[texts]]
words = "TextEntries.TextEntry"
type_from = "TextEntries.TextTypeID.TextType"
purpose_from = "TextEntries.Purpose"
superseded_from = "TextEntries.Status"
superseded = ["superseded"]
published_from = "TextEntries.Since"
language = "en"
markup = "html"
types = [
  {term = "online", purpose = "gallery label", type = "wall-text"},
  {term = "online", type = "web-text"},
  {term = "label|", type = "object-label"},
]
"""


def table(rows: Rows, *, delimiter: str = ",") -> str:
    """Return rows as CSV."""
    written = io.StringIO()
    writer = csv.DictWriter(written, fieldnames=list(rows[0]), delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def objects(*ids: str, **cells: str) -> list[dict[str, str]]:
    """Return rows of objects, alike but for their ids."""
    return [
        {"ObjectID": one, "ObjectNumber": f"Q/{one}   ", "Medium": "NULL", "DateBegin": "0", **cells} for one in ids
    ]


def entry(object_id: str, words: str, **cells: str) -> dict[str, str]:
    """Return one row of texts."""
    given = {"TableID": "108", "ID": object_id, "TextTypeID": "1", "Purpose": "", "Status": "", "Since": ""}
    return {**given, "DisplayOrder": "", "TextEntry": words, **cells}


def folder_of(folder: Path, **tables: Rows | str | bytes) -> Path:
    """Write tables to a folder, one file each."""
    made = folder / "tables"
    made.mkdir(exist_ok=True)
    for name, given in tables.items():
        held = given if isinstance(given, bytes) else (given if isinstance(given, str) else table(given)).encode()
        (made / f"{name}.csv").write_bytes(held)
    return made


def profile(folder: Path, text: str = PROFILE) -> Profile:
    """Return the profile of these tables."""
    path = folder / "quay.toml"
    path.write_text(text, encoding="utf-8")
    return load_profile(str(path))


def raws(path: Path, text: str = PROFILE) -> list[RawRecord]:
    """Return the records of an export."""
    given = profile(path.parent, text)
    return list(read_source(path, kind="tms", tables=given.tables, leaves=RecordReader(given).leaves))


def reads(path: Path, text: str = PROFILE) -> list[ReadRecord]:
    """Return what an export's records say."""
    reader = RecordReader(profile(path.parent, text))
    return [reader.read(raw) for raw in raws(path, text)]


def imported(path: Path, given: Profile) -> Tally:
    """Import an export and return what came of it."""
    with override("en"):
        return run_import(ImportOrder(paths=[path], profile=given, actor=Actor.system("the tests")))
