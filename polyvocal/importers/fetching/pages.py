"""What a page that was fetched says of itself, and of how far the fetching has come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources import RawRecord, read_source

_NO_PAGE = ("not-xml", "not-adlib", "not-adlib-json", "not-emuseum", "entities")


class Progress(NamedTuple):
    """How far the fetching has come. `hits` is how many records the source says it has, if it does."""

    records: int
    hits: int | None
    pages: int


ProgressTold = Callable[[Progress], None]
"""Told after each page, and now and then while a server is waited for. What it raises ends the fetching for now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: a key for each of its records, and what it says of the whole list.

    `suffix` names its shape. `next` is the token of the page that follows, '' if there is none.
    """

    keys: Sequence[str]
    suffix: str = ".xml"
    hits: int | None = None
    next: str = ""
    said_at: str = ""


def suffix_of(path: Path) -> str:
    """Return the ending of a page's name: its shape is recognised from its content."""
    with path.open("rb") as stream:
        begins = stream.read(4096).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    return ".json" if begins.startswith((b"{", b"[")) else ".xml"


def begins_with(path: Path, *, length: int = 160) -> str:
    """Return how a page begins, in one line: to be shown where it is not what was asked for."""
    with path.open("rb") as stream:
        words = stream.read(length).decode("utf-8", errors="replace")
    return " ".join(words.split())


def keys_on(path: Path, *, kind: str) -> list[str]:
    """Return a key for each record of a page. Raises SourceError `not-a-page` where it is something else."""
    try:
        return [key_of_record(raw) for raw in read_source(path, kind=kind)]
    except SourceError as error:
        if error.problem == "no-records":
            return []
        if error.problem in _NO_PAGE:
            raise SourceError(begins_with(path), problem="not-a-page") from error
        raise


def key_of_record(raw: RawRecord) -> str:
    """Return a record's identifier; its own bytes where it bears none."""
    return raw.record_id or raw.raw.decode("latin-1")
