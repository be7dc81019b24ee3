"""Looks through a sample of records: which leaves they have, how often, and what stands in them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from polyvocal.importers.sources import RawRecord, Value
from polyvocal.importers.sources.raw import Fields

_MOST_VALUES = 5_000


@dataclass(slots=True)
class Leaf:
    """A leaf as the sample has it: in how many records, in which groups, with which values and companions."""

    name: str
    records: int = 0
    values: Counter[str] = field(default_factory=Counter)
    groups: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)
    letters: int = 0
    filled: int = 0
    has_tags: int = 0

    @property
    def mean_length(self) -> float:
        """How many characters a filled value has."""
        return self.letters / self.filled if self.filled else 0.0


@dataclass(slots=True)
class Sample:
    """The leaves of the records looked at, by name in the order of their first occurrence.

    With `has_tables` the names of leaves begin with that of their table.
    """

    records: int = 0
    leaves: dict[str, Leaf] = field(default_factory=dict)
    has_tables: bool = False

    def look_at(self, raws: Iterable[RawRecord]) -> None:
        """Take records into account; those with a fault are passed over."""
        for raw in raws:
            if not raw.fault:
                self.records += 1
                self._look(raw)

    def _look(self, raw: RawRecord) -> None:
        met: set[str] = set()
        tree = raw.tree
        for name, fields in [("", tree.fields), *((group.name, group.fields) for group in tree.groups)]:
            filled = dict(_filled(fields))
            for leaf, values in filled.items():
                found = self.leaves.setdefault(leaf, Leaf(leaf))
                found.groups[name] += 1
                if name:
                    found.beside.update(other for other in filled if other != leaf)
                _count(found, values)
            met |= filled.keys()
        for leaf in met:
            self.leaves[leaf].records += 1


def _filled(fields: Fields) -> Iterator[tuple[str, list[Value]]]:
    for leaf, values in fields.items():
        if words := [value for value in values if value.words]:
            yield leaf, words


def _count(found: Leaf, values: Iterable[Value]) -> None:
    for value in values:
        found.filled += 1
        found.letters += len(value.words)
        found.has_tags += "<" in value.words and ">" in value.words
        if value.words in found.values or len(found.values) < _MOST_VALUES:
            found.values[value.words] += 1
