"""Reads answers of OAI-PMH that were saved or fetched, whatever records they hold."""

from collections.abc import Iterator
from pathlib import Path

from polyvocal.importers.sources.adlib import read_records
from polyvocal.importers.sources.envelopes import any_in_envelope
from polyvocal.importers.sources.files import Progress
from polyvocal.importers.sources.raw import RawRecord


def read_oai(
    path: Path, *, leaves: frozenset[str] | None = None, progress: Progress | None = None, encoding: str = ""
) -> Iterator[RawRecord]:
    """Yield the records of one file by the identifiers of their envelopes; deleted ones are marked so.

    Leaves are named by their way from the top of what the envelope holds, without namespaces: `title`, or
    `titleWrap.titleSet.appellationValue`. Raises SourceError at the first thing that cannot be read.
    """
    yield from read_records(path, leaves=leaves, progress=progress, encoding=encoding, within_envelope=any_in_envelope)
