"""The folders of the server from which imports may be started: listed and walked, and never left."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from polyvocal.conf import setting
from polyvocal.exceptions import UploadError
from polyvocal.importers.intake.allowances import is_readable

MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder: the place by which it is asked for, its name, and the size of a file."""

    place: str
    name: str
    is_folder: bool
    size: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """What a folder holds. `trail` are the folders around it, the outermost first; `more` were not listed."""

    place: str
    name: str
    trail: Sequence[Entry]
    entries: Sequence[Entry]
    more: int = 0


def roots() -> list[Entry]:
    """Return the allowed folders that exist."""
    folders = enumerate(Path(one) for one in setting("IMPORT_FOLDERS"))
    return [Entry(str(number), folder.name or str(folder), True) for number, folder in folders if folder.is_dir()]


def path_at(place: str) -> Path:
    """Return the path at a place: the number of an allowed folder, then names. Raises UploadError for any other."""
    number, *names = place.split("/")
    allowed = setting("IMPORT_FOLDERS")
    if not (number.isascii() and number.isdigit() and int(number) < len(allowed)) or not all(map(_is_plain, names)):
        raise _refused()
    root = Path(allowed[int(number)]).resolve()
    try:
        path = root.joinpath(*names).resolve(strict=True)
    except (OSError, ValueError, RuntimeError) as error:
        raise _refused() from error
    if not path.is_relative_to(root) or not (path.is_dir() or path.is_file()):
        raise _refused()
    return path


def listing(place: str) -> Listing:
    """Return what stands at a place; of links only those that lead somewhere within the allowed folder."""
    path = path_at(place)
    if not path.is_dir():
        raise _refused()
    found = [one for child in sorted(path.iterdir()) if (one := _entry(place, child)) is not None]
    found.sort(key=lambda one: (not one.is_folder, one.name.lower()))
    parts = place.split("/")
    names = [next(one.name for one in roots() if one.place == parts[0]), *parts[1:]]
    trail = [Entry("/".join(parts[:at]), names[at - 1], True) for at in range(1, len(parts))]
    return Listing(place, names[-1], trail, found[:MOST_LISTED], max(0, len(found) - MOST_LISTED))


def _entry(place: str, child: Path) -> Entry | None:
    within = f"{place}/{child.name}"
    try:
        path = path_at(within)
    except UploadError:
        return None
    if path.is_dir():
        return Entry(within, child.name, True)
    return Entry(within, child.name, False, path.stat().st_size) if is_readable(child.name) else None


def _is_plain(name: str) -> bool:
    return bool(name) and not name.startswith(".") and "\\" not in name and "\0" not in name


def _refused() -> UploadError:
    return UploadError(_("There is no such file or folder among those from which imports may be started."))
