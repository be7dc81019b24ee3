"""Reads exports of collection systems as streams of raw records, one at a time and without a database. No Django."""

from polyvocal.importers.sources.adlib import read_adlib
from polyvocal.importers.sources.files import Progress, files_in, size_of
from polyvocal.importers.sources.raw import DAMAGED, Fields, Group, RawRecord, Value
from polyvocal.importers.sources.recognising import TABLES, kinds, read_source
from polyvocal.importers.sources.repairing import Found, repaired, repaired_tree, reread_in
from polyvocal.importers.sources.tms_shape import Tables

__all__ = [
    "DAMAGED",
    "TABLES",
    "Fields",
    "Found",
    "Group",
    "Progress",
    "RawRecord",
    "Tables",
    "Value",
    "files_in",
    "kinds",
    "read_adlib",
    "read_source",
    "repaired",
    "repaired_tree",
    "reread_in",
    "size_of",
]
