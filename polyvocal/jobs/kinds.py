"""The kinds of jobs: each app registers its own when it is ready."""

from collections.abc import Callable, Mapping
from typing import Any

from polyvocal.jobs.work import Work

Kind = Callable[[Work], Mapping[str, Any]]
"""Does the work and returns its result, which fits JSON. It may be called again after its process died."""

_kinds: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> None:
    """Make a kind of job known by its name."""
    _kinds[name] = kind


def kind_named(name: str) -> Kind:
    """Return the kind of that name; raises LookupError where no app registered it."""
    return _kinds[name]
