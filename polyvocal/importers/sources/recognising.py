"""Recognises a source's shape from its content, never from its name or from what it declares, and reads it so."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.adlib import read_adlib
from polyvocal.importers.sources.adlib_json import read_adlib_json
from polyvocal.importers.sources.emuseum import read_emuseum_json, read_emuseum_xml
from polyvocal.importers.sources.files import Progress
from polyvocal.importers.sources.oai import read_oai
from polyvocal.importers.sources.raw import RawRecord
from polyvocal.importers.sources.tms import read_tms
from polyvocal.importers.sources.tms_shape import Tables

TABLES = "tms"
"""The kind of source whose profile declares tables."""

_HEAD = 4096


class Reader(Protocol):
    """Reads one file or folder as a stream of raw records."""

    def __call__(
        self,
        path: Path,
        *,
        leaves: frozenset[str] | None = None,
        progress: Progress | None = None,
        encoding: str = "",
    ) -> Iterator[RawRecord]: ...


def read_source(
    path: Path, *, kind: str, tables: Tables | None = None, leaves: frozenset[str] | None = None,
    progress: Progress | None = None, encoding: str = "",
) -> Iterator[RawRecord]:  # fmt: skip
    """Yield the records of one source of a `kind`: the `source` of a profile.

    Their trees hold only the named leaves, where some are named. `progress` hears how many bytes each piece held.
    `tables` says how the tables of a source of tables are tied together.
    `encoding` is the name of the one to read the files in, whatever they declare.
    Raises SourceError at the end for the first thing that could not be read, after what could be.
    """
    if kind == TABLES and tables is not None:
        return read_tms(path, tables=tables, leaves=leaves, progress=progress, encoding=encoding)
    if kind not in _KINDS:
        raise SourceError(f"There is no reader for {kind}.", problem="unknown-kind", source=str(path))
    return _KINDS[kind](path)(path, leaves=leaves, progress=progress, encoding=encoding)


def kinds() -> tuple[str, ...]:
    """Return the kinds of source that can be read."""
    return (*_KINDS, TABLES)


def _is_json(path: Path) -> bool:
    with path.open("rb") as stream:
        begins = stream.read(_HEAD).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    return begins.startswith((b"{", b"["))


def _adlib_reader(path: Path) -> Reader:
    return read_adlib_json if _is_json(path) else read_adlib


def _emuseum_reader(path: Path) -> Reader:
    return read_emuseum_json if _is_json(path) else read_emuseum_xml


def _oai_reader(_path: Path) -> Reader:
    return read_oai


_KINDS: Mapping[str, Callable[[Path], Reader]] = {
    "adlib": _adlib_reader,
    "emuseum": _emuseum_reader,
    "oai": _oai_reader,
}
"""By kind, what chooses the reader for a path."""
