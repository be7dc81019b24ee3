"""Which files a path stands for, and how far a reader has come in them."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from polyvocal.exceptions import SourceError

Progress = Callable[[int], None]
"""Told, after each piece read, how many bytes it held."""


SUFFIXES: Mapping[str, tuple[str, ...]] = {"adlib": (".xml", ".json"), "emuseum": (".json", ".xml"), "oai": (".xml",)}
"""By kind of source, which files of a folder are read one after another. Of any other kind the folder is one source."""


def files_in(path: Path, *, kind: str = "adlib") -> Sequence[Path]:
    """Return the file itself, or a folder's files of this kind in the order of their names, or the folder as one."""
    if path.is_dir():
        suffixes = SUFFIXES.get(kind)
        if suffixes is None:
            return [path]
        found = sorted(one for one in path.iterdir() if one.is_file() and one.suffix.lower() in suffixes)
        if not found:
            raise SourceError("The folder holds no file to read.", problem="empty-folder", source=str(path))
        return found
    if not path.is_file():
        raise SourceError("No such file or folder.", problem="missing", source=str(path))
    return [path]


def size_of(paths: Sequence[Path]) -> int:
    """Return how many bytes the files, and those directly in the folders among them, hold together."""
    files = [one for path in paths for one in (path.iterdir() if path.is_dir() else (path,)) if one.is_file()]
    return sum(one.stat().st_size for one in files)
