"""Remembers which files a run reads and what they were like, so that it is resumed on the same ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from polyvocal.exceptions import RunStateError
from polyvocal.importers.fetching import manifest_of
from polyvocal.importers.sources import files_in


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file, or a folder that is read as one, with its size in bytes and the moment of its last change.

    `encoding` is the one in which it is read, if it was told.
    """

    path: Path
    size: int
    changed: int
    encoding: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return what a run keeps."""
        kept = {"path": str(self.path), "size": self.size, "changed": self.changed}
        return {**kept, "encoding": self.encoding} if self.encoding else kept


def inventory(paths: Iterable[Path], *, kind: str, encoding: str = "") -> list[ReadFile]:
    """Return the files that these paths stand for, in the order in which they are read."""
    return [
        _as_it_is(file, encoding) for path in paths if not _brought_nothing(path) for file in files_in(path, kind=kind)
    ]


def unchanged(kept: Sequence[Mapping[str, Any]]) -> list[ReadFile]:
    """Return the files a run had begun to read. Raises RunStateError where one is gone or has changed since."""
    files = [ReadFile(Path(one["path"]), one["size"], one["changed"], one.get("encoding", "")) for one in kept]
    for file in files:
        if not file.path.exists() or _as_it_is(file.path, file.encoding) != file:
            raise RunStateError(
                _("%(file)s is gone or has changed since; begin a new run, which takes in only what differs.")
                % {"file": file.path}
            )
    return files


def _brought_nothing(path: Path) -> bool:
    """Whether a folder is empty because nothing had changed at the source it was fetched from."""
    manifest = manifest_of(path)
    return manifest is not None and manifest.state == "done" and not manifest.pages


def _as_it_is(path: Path, encoding: str) -> ReadFile:
    parts = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    found = [one.stat() for one in parts]
    changed = max((one.st_mtime_ns for one in found), default=0)
    return ReadFile(path, sum(one.st_size for one in found), changed, encoding)
