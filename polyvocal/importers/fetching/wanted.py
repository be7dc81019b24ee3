"""Says which tables, columns and rows of a database a profile needs: nothing else leaves the database."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources import Tables
from polyvocal.importers.sources.tms_rows import words_of
from polyvocal.importers.sources.tms_shape import Kept, Lookup

ColumnsOf = Callable[[str], Sequence[str] | None]
"""Return the columns of a table in their order; None where there is no such table."""


@dataclass(slots=True)
class WantedTable:
    """What is wanted of one table: these columns, of the rows that at least one of its uses keeps."""

    name: str
    columns: tuple[str, ...]
    wanted: set[str] = field(default_factory=set)
    uses: list[Kept] = field(default_factory=list)

    @property
    def chosen(self) -> list[str]:
        """The columns that are wanted, in the order of the table."""
        return [column for column in self.columns if column in self.wanted]

    def keeps(self, cells: Mapping[str, str]) -> bool:
        """Whether a row is wanted."""
        return any(all(words_of(cells[column]) in values for column, values in use.items()) for use in self.uses)


def wanted_tables(tables: Tables, leaves: Collection[str], columns_of: ColumnsOf) -> list[WantedTable]:
    """Return what a profile with these tables and leaves needs of a database.

    Raises SourceError `no-table` where a table that is not optional is not there, `no-column` where a key is not.
    """
    wanting = _Wanting(columns_of)
    if tables.objects:
        names = _below(tables.objects, leaves)
        keys = [tables.key, *(one.on for one in tables.joined if one.on)]
        wanting.want(tables.objects, keys, names, only=tables.only, lookups=tables.lookups)
    for one in tables.joined:
        names = _below(one.leading, leaves)
        entering = [column for column, name in one.columns.items() if name in names] if one.columns else names
        has = wanting.want(
            one.table, [one.key], [*entering, one.order], only=one.only, lookups=one.lookups, named=names,
            is_optional=one.optional,
        )  # fmt: skip
        if has and one.via is not None:
            is_optional = one.optional or one.via.optional
            wanting.want(one.via.table, [one.via.key, one.via.to], [], is_optional=is_optional)
    return list(wanting.found.values())


class _Wanting:
    """Gathers what is wanted, table by table."""

    def __init__(self, columns_of: ColumnsOf) -> None:
        self._columns_of = columns_of
        self.found: dict[str, WantedTable] = {}

    def want(
        self, name: str, keys: Sequence[str], names: Sequence[str], *, only: Kept | None = None,
        lookups: Mapping[str, Lookup] | None = None, named: Sequence[str] = (), is_optional: bool = False,
    ) -> bool:  # fmt: skip
        """Want the keys and the columns `names` of a table, and what `named` asks of the tables its ids stand for.

        Return whether it is there.
        """
        columns = self._columns_of(name)
        if columns is None:
            if is_optional:
                return False
            raise SourceError(name, problem="no-table")
        required = [*keys, *(only or {})]
        for column in required:
            if column not in columns:
                raise SourceError(f"{name}: {column}", problem="no-column")
        table = self.found.setdefault(name, WantedTable(name, tuple(columns)))
        table.wanted.update(required, names, lookups or {})
        table.uses.append(only or {})
        for column, lookup in (lookups or {}).items():
            inside = [*_below(column, named or names), *_filling(lookup, named or names, columns)]
            self.want(
                lookup.table, [lookup.key or column], inside, only=lookup.only, lookups=lookup.lookups,
                is_optional=lookup.optional,
            )  # fmt: skip
        return True


def _below(leading: str, names: Iterable[str]) -> list[str]:
    return [name.removeprefix(f"{leading}.") for name in names if name.startswith(f"{leading}.")]


def _filling(lookup: Lookup, names: Iterable[str], columns: Collection[str]) -> Iterator[str]:
    """Yield what a looked up row fills in: only what the row above lacks."""
    if lookup.fills:
        yield from (name for name in names if name not in columns)
