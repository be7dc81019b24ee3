"""Reads exports of collection systems as streams of raw records, one at a time and without a database. No Django."""

from polyvocal.importers.sources.adlib import read_adlib
from polyvocal.importers.sources.files import Progress, files_in, size_of
from polyvocal.importers.sources.raw import Fields, Group, RawRecord, Value

__all__ = ["Fields", "Group", "Progress", "RawRecord", "Value", "files_in", "read_adlib", "size_of"]
