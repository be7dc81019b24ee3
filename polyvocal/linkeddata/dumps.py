"""Whole dumps: everything in one file of one profile and format, streamed, and put in place only when complete."""

import gzip
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.utils import timezone

from polyvocal.collecting import collecting_seldom
from polyvocal.linkeddata import addresses, gather, gather_research
from polyvocal.linkeddata.dataset import Distribution, describe
from polyvocal.linkeddata.formats import Format
from polyvocal.linkeddata.profiles import Profile
from polyvocal.linkeddata.terms import Node
from polyvocal.linkeddata.writings import subject_of

_KINDS = {addresses.OBJECT: "objects", addresses.TEXT: "texts", addresses.EDITION: "editions",
          addresses.VOICE: "voices", addresses.PERSPECTIVE: "perspectives", addresses.CLAIM: "claims",
          addresses.RESEARCH: "dossiers"}  # fmt: skip
_SHARED: Mapping[str, Callable[[], Iterable[Any]]] = {
    addresses.VOICE: gather.voices,
    addresses.PERSPECTIVE: gather.perspectives,
    addresses.RESEARCH: gather_research.research,
}


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump that was written: where, how many records of each kind, and what the dataset description says of it."""

    path: Path
    counts: dict[str, int]
    distribution: Distribution


def write_dump(
    folder: Path,
    profile: Profile,
    written_as: Format,
    *,
    since: datetime | None = None,
    is_compressed: bool = False,
    progress: Callable[[], object] = lambda: None,
) -> Dump:
    """Write one dump and the description of the dataset beside it; raises OSError where that cannot be done.

    With `since`, only objects whose facts or editions changed at or after that moment, and all voices,
    perspectives and dossiers. `progress` is called once for each object. A file of that name is replaced at the end.
    """
    folder.mkdir(parents=True, exist_ok=True)
    changed = f"-since-{timezone.localtime(since).date().isoformat()}" if since else ""
    path = folder / f"{profile.name}{changed}.{written_as.ending}{'.gz' if is_compressed else ''}"
    counts: Counter[str] = Counter()
    with collecting_seldom(), _replacing(path) as file:
        sink = _Digesting(file)
        found = _counted(documents(profile, since, progress=progress), counts)
        _write(written_as.stream(found, profile.writing), sink, is_compressed)
    distribution = Distribution(
        file_name=path.name, profile_title=profile.title, model=profile.model, media_type=written_as.media_type,
        size=sink.size, sha256=sink.digest.hexdigest(), modified=timezone.now(), since=since,
    )  # fmt: skip
    describe(folder, distribution)
    return Dump(path, dict(counts), distribution)


def documents(
    profile: Profile, since: datetime | None = None, *, progress: Callable[[], object] = lambda: None
) -> Iterator[Node]:
    """Yield every document of the archive: objects with all that is said of them, voices, perspectives, dossiers."""
    for obj in gather.gathered(gather.objects_to_export(since)):
        yield from profile.documents_of(obj)
        progress()
    for kind, records in _SHARED.items():
        if kind in profile.documents:
            yield from map(profile.documents[kind], records())


class _Digesting(io.RawIOBase):
    """Passes bytes on and remembers how many there were and their SHA-256."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.size = 0
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, given: object) -> int:
        with memoryview(given) as data:  # type: ignore[arg-type]
            self._file.write(data)
            self.digest.update(data)
            self.size += data.nbytes
            return data.nbytes


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    temporary = path.with_name(f".{path.name}.part")
    try:
        with temporary.open("wb") as file:
            yield file
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _write(pieces: Iterable[str], sink: _Digesting, is_compressed: bool) -> None:
    # No file name and no time in the gzip header: the same archive gives the same bytes.
    target = gzip.GzipFile("", "wb", 6, sink, 0) if is_compressed else None
    buffered = io.BufferedWriter(target or sink, 1 << 20)
    for piece in pieces:
        buffered.write(piece.encode())
    buffered.flush()
    if target is not None:
        target.close()


def _counted(found: Iterable[Node], counts: Counter[str]) -> Iterator[Node]:
    for document in found:
        counts[_KINDS[addresses.kind_of(subject_of(document))]] += 1
        yield document
