"""What an upload may hold: which types, how many files, how many bytes. Counted while it is written, never believed."""

import os
from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from polyvocal.conf import setting
from polyvocal.exceptions import UploadError

READABLE = (".xml", ".json", ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
PACKED = (".zip", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".tar")
MOST_FILES = 2000
LONGEST_NAME = 200
"""In bytes: file systems take 255, and a part of a path may get a little longer."""


class Allowance:
    """What one upload may still take of the disk."""

    def __init__(self) -> None:
        self._bytes: int = setting("IMPORT_LARGEST_UPLOAD")
        self._files = MOST_FILES

    def take_file(self) -> None:
        """Count a file. Raises UploadError where there are too many."""
        self._files -= 1
        if self._files < 0:
            raise UploadError(_("An upload holds at most %(number)d files.") % {"number": MOST_FILES})

    def take_bytes(self, size: int) -> None:
        """Count bytes. Raises UploadError where there are too many."""
        self._bytes -= size
        if self._bytes < 0:
            raise UploadError(
                _("Unpacked, an upload holds at most %(size)d MB; ask for a folder on the server instead.")
                % {"size": setting("IMPORT_LARGEST_UPLOAD") // 1_000_000}
            )


def is_readable(name: str) -> bool:
    """Whether a file of this name may be an export."""
    return name.lower().endswith(READABLE)


def is_packed(name: str) -> bool:
    """Whether a file of this name holds other files."""
    return name.lower().endswith(PACKED)


def write(pieces: Iterable[bytes], path: Path, *, allowance: Allowance) -> None:
    """Write a new file that only its owner may read. Raises UploadError where it is empty, too large or there twice."""
    allowance.take_file()
    size = 0
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    except FileExistsError as error:
        raise UploadError(_("The upload holds “%(name)s” twice.") % {"name": path.name}) from error
    with os.fdopen(handle, "wb") as target:
        for piece in pieces:
            allowance.take_bytes(len(piece))
            size += target.write(piece)
    if not size:
        raise UploadError(_("“%(name)s” is empty.") % {"name": path.name})
