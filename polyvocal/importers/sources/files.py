"""Which files a path stands for, and how far a reader has come in them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from polyvocal.exceptions import SourceError

Progress = Callable[[int], None]
"""Told, after each piece read, how many bytes it held."""


def files_in(path: Path) -> Sequence[Path]:
    """Return the file itself, or a folder's *.xml files in the order of their names."""
    if path.is_dir():
        found = sorted(one for one in path.iterdir() if one.is_file() and one.suffix.lower() == ".xml")
        if not found:
            raise SourceError("The folder holds no .xml file.", problem="empty-folder", source=str(path))
        return found
    if not path.is_file():
        raise SourceError("No such file or folder.", problem="missing", source=str(path))
    return [path]


def size_of(paths: Sequence[Path]) -> int:
    """Return how many bytes the files hold together."""
    return sum(path.stat().st_size for path in paths)
