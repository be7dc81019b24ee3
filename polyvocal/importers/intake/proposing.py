"""Proposes a profile for files by reading a little of them: what can be read, and how much of it a profile names."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from polyvocal.exceptions import PolyvocalError
from polyvocal.importers.profiles import Offered
from polyvocal.importers.profiles.fields import Profile, leaves_named
from polyvocal.importers.sources import TABLES, files_in, read_source
from polyvocal.importers.sources.tms_places import Places

_RECORDS = 5


@dataclass(frozen=True, slots=True)
class Fitting:
    """How well a profile fits files: the number of fields or tables it names and they hold; 0 where it cannot read."""

    offered: Offered
    found: int


def fitting(path: Path, profiles: Iterable[Offered]) -> list[Fitting]:
    """Return the profiles that can read what stands at a path, the best first."""
    measured = [Fitting(one, _found(path, one.profile)) for one in profiles if one.profile is not None]
    return sorted((one for one in measured if one.found), key=lambda one: (-one.found, one.offered.key))


def _found(path: Path, profile: Profile) -> int:
    try:
        return _tables_found(path, profile) if profile.source == TABLES else _leaves_found(path, profile)
    except (PolyvocalError, OSError, ValueError, LookupError):
        return 0  # what cannot be read fits no profile; the plan says why


def _tables_found(path: Path, profile: Profile) -> int:
    tables = profile.tables
    if tables is None:
        return 0
    places = Places(path)
    objects = places.table(tables.objects, tables.file) if tables.objects else None
    if tables.objects and (objects is None or (path.is_file() and objects.path != path)):
        return 0
    joined = {(one.table, one.file): one.optional for one in tables.joined}
    there = {named: places.table(*named) for named in joined}
    if any(there[named] is None and not is_optional for named, is_optional in joined.items()):
        return 0
    return sum(one is not None for one in (objects, *there.values()))


def _leaves_found(path: Path, profile: Profile) -> int:
    first = files_in(path, kind=profile.source)[0]
    held: set[str] = set()
    for raw in islice(read_source(first, kind=profile.source), _RECORDS):
        tree = raw.tree
        held.update(tree.fields, *(group.fields for group in tree.groups))
    return len(held & leaves_named(profile))
