"""What a profile declares about the tables of a TMS export: which hold what, and the keys that tie them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Kept = dict[str, tuple[str, ...]]
"""By column, the values of the rows that are kept; all other rows are left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """A row of another table that an id stands for. `key` is that table's column; without it, the column's own name.

    With `fills`, its cells also stand in for columns that the row itself lacks: `ConXrefs.Role`, whether the role is
    written out there or an id of it.
    """

    table: str
    key: str = ""
    file: str = ""
    only: Kept = field(default_factory=dict)
    lookups: dict[str, "Lookup"] = field(default_factory=dict)
    fills: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Via:
    """The table between a joined table and the objects: its `key` is what the joined row names, `to` the object's key.

    TMS hangs the labels of one exhibition on ExhObjXrefs (TableID 49), not on Objects (TableID 108).
    """

    table: str
    key: str
    to: str
    file: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A table with any number of rows per object. `name` begins its leaves, where one table is joined twice.

    `key` is its column that names the object, `on` the column of the objects it is compared with (without it, the
    objects' key), `order` the column by whose numbers its rows are ordered. With `columns` only those enter the record,
    under the names given there: two tables that hold one kind of thing then read as one.
    """

    table: str
    key: str
    name: str = ""
    file: str = ""
    on: str = ""
    only: Kept = field(default_factory=dict)
    order: str = ""
    via: Via | None = None
    lookups: dict[str, Lookup] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    optional: bool = False

    def entering(self, cells: Mapping[str, str]) -> Mapping[str, str]:
        """Return the cells of a row that enter the record, by the names under which they do."""
        if not self.columns:
            return cells
        return {name: cells[column] for column, name in self.columns.items() if column in cells}

    @property
    def leading(self) -> str:
        """What the names of its leaves begin with."""
        return self.name or self.table


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The tables of an export. `objects` has one row per object; without it the keys of the joined tables are objects.

    `file` is a pattern for the name of its file (“*_Objects*.xml”); without it, the file bears the table's name.
    `same_in_keys` holds signs that are spelled differently from table to table. `zero_is_empty` are columns in which
    0 means nothing.
    """

    key: str
    objects: str = ""
    file: str = ""
    only: Kept = field(default_factory=dict)
    lookups: dict[str, Lookup] = field(default_factory=dict)
    joined: tuple[Joined, ...] = ()
    same_in_keys: dict[str, str] = field(default_factory=dict)
    zero_is_empty: tuple[str, ...] = ()
