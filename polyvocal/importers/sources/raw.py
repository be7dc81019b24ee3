"""What a source gives before any profile has looked at it: a record as a neutral tree of groups and leaves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

_NONE: Mapping[str, str] = {}


class Value(NamedTuple):
    """One leaf: its words ('' for a placeholder), labels by BCP 47 tag, and the leaves of a linked record by name."""

    words: str
    labels: Mapping[str, str] = _NONE
    parts: Mapping[str, str] = _NONE


Fields = Mapping[str, Sequence[Value]]
"""Leaves by local name, each in the order of the file, placeholders included."""


class Group(NamedTuple):
    """One occurrence: leaves that belong together. The name of a group says nothing about its leaves."""

    name: str
    fields: Fields


class Tree(NamedTuple):
    """A record taken apart: the leaves that stand alone, and the groups in the order of the file."""

    fields: Fields
    groups: Sequence[Group]


@dataclass(eq=False)
class RawRecord:
    """A record as the source gave it. `raw` holds its bytes as they stand in the file; the tree is made when asked for.

    `record_id` is '' where the record bears none. `number` counts the records of one file from 1; `line` counts lines.
    A record that cannot be used has a `fault` (code), a `detail` in the parser's words, and perhaps only its first
    bytes; `size` says how many it has. Its identifier, if it bears one, is what can still be read of it.
    One that was read in another encoding than its file declares is `is_reread`.
    """

    record_id: str
    number: int
    line: int
    source: str
    raw: bytes
    encoding: str = "UTF-8"
    fault: str = field(default="", kw_only=True)
    detail: str = field(default="", kw_only=True)
    size: int = field(default=0, kw_only=True)
    is_reread: bool = field(default=False, kw_only=True)
    take_apart: Callable[[], Tree] = field(repr=False, kw_only=True)
    is_deleted: bool = field(default=False, kw_only=True)

    @cached_property
    def tree(self) -> Tree:
        """The record taken apart."""
        return self.take_apart()


DAMAGED = frozenset({
    "damaged-row", "damaged-record", "wrong-bytes", "too-large", "cut-off", "no-beginning",
})  # fmt: skip
"""The faults of what was damaged on its way: which record it was is not known for certain."""


def is_true(written: str) -> bool:
    """Whether a source's word for a claim says that it holds; sources spell it True, true, 1."""
    return written.strip().lower() in ("true", "1", "yes")
