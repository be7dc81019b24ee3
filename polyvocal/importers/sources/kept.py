"""A whole record as it stands in a dump."""

from dataclasses import dataclass
from typing import Any

from polyvocal.archival import kind_in

KINDS = frozenset({"object", "text", "edition", "voice", "perspective", "research"})
"""The kinds of things of which a dump holds whole records."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a record says of a thing, as a node (`polyvocal.archival`): the kind of thing, its identifier, the line.

    Where something is wrong with it, `fault` is a code: `damaged-line`, or `incomplete` where a statement is missing.
    A damaged line of which nobody can tell what it belonged to is a record of no kind.
    """

    kind: str
    uri: str
    node: dict[str, Any]
    line: int
    fault: str = ""


def kept_of(uri: str, node: dict[str, Any], line: int, fault: str = "") -> Kept:
    """Return the record of the thing with this identifier."""
    return Kept(kind_in(uri), uri, node, line, fault)
