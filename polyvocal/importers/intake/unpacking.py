"""Unpacks a .zip that somebody uploaded: no way out of its folder, no links, no archive within, no bomb."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from polyvocal.exceptions import UploadError
from polyvocal.importers.intake.allowances import (
    LONGEST_NAME,
    MOST_FILES,
    Allowance,
    is_packed,
    is_readable,
    write,
)

_PIECE = 1 << 18
_END = b"PK\x05\x06"
_LONGEST_END = 22 + 65_535
_LARGEST_DIRECTORY = MOST_FILES * 4096
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def unpack(file: IO[bytes], folder: Path, *, name: str, allowance: Allowance) -> list[str]:
    """Write what a .zip holds into `folder` and return the names of what was left out, because it is no export.

    Raises UploadError at the first thing that is not to be trusted.
    """
    _refuse_endless_directory(file, name)
    try:
        with zipfile.ZipFile(file) as archive:
            return _unpacked(archive, folder, allowance=allowance)
    except _DAMAGED as error:
        raise UploadError(_("“%(name)s” is no .zip that can be read.") % {"name": name}) from error


def _unpacked(archive: zipfile.ZipFile, folder: Path, *, allowance: Allowance) -> list[str]:
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise UploadError(_("An upload holds at most %(number)d files.") % {"number": MOST_FILES})
    left_out: list[str] = []
    for entry in entries:
        place = _place(entry)
        if entry.is_dir() or _is_of_a_desktop(place):
            continue
        if not is_readable(place.name):
            left_out.append(str(place))
            continue
        target = folder.joinpath(*place.parts)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(_pieces(archive, entry), target, allowance=allowance)
    return left_out


def _place(entry: zipfile.ZipInfo) -> PurePosixPath:
    """Return where an entry belongs. Raises UploadError where that is outside, a link, or not to be read."""
    named = {"name": entry.filename[:LONGEST_NAME]}
    place = PurePosixPath(entry.filename)
    is_outside = place.is_absolute() or ".." in place.parts or "\\" in entry.filename or ":" in entry.filename
    if is_outside or not place.parts or any(not one.isprintable() for one in place.parts):
        raise UploadError(_("The .zip names a place outside of it: “%(name)s”. Nothing was taken in.") % named)
    if any(len(one.encode()) > LONGEST_NAME for one in place.parts):
        raise UploadError(_("A name in the .zip is too long: “%(name)s”.") % named)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind and not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        raise UploadError(_("The .zip holds a link: “%(name)s”. Nothing was taken in.") % named)
    if entry.flag_bits & 0x1:
        raise UploadError(_("“%(name)s” is encrypted; upload it without a password.") % named)
    if is_packed(place.name):
        raise UploadError(_("The .zip holds another archive: “%(name)s”. Unpack that first.") % named)
    return place


def _is_of_a_desktop(place: PurePosixPath) -> bool:
    """Whether a desktop put the entry in by itself."""
    return place.parts[0] == "__MACOSX" or place.name.startswith(".") or place.name.lower() == "thumbs.db"


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _refuse_endless_directory(file: IO[bytes], name: str) -> None:
    """The list of entries is read into memory as a whole; so its length is looked at first."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _LONGEST_END))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END)
    if at >= 0 and int.from_bytes(tail[at + 12 : at + 16], "little") > _LARGEST_DIRECTORY:
        raise UploadError(_("“%(name)s” is no .zip that can be read.") % {"name": name})
