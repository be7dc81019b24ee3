"""Finds the leaves that belong together: those of one group, or repeated ones zipped where their counts match."""

from collections.abc import Callable, Iterator, Sequence

from polyvocal.importers.sources.raw import Fields, Tree, Value
from polyvocal.records import Names

Unpaired = Callable[[str], None]
"""Told the name of a leaf that could not be tied to its neighbours because their counts differ."""


def occurrences(tree: Tree, key: str, leaves: Sequence[str], *, unpaired: Unpaired) -> Iterator[Fields]:
    """Yield one set of fields per value of the leaf `key`, and one per group that has other `leaves` but no `key`."""
    for fields in (tree.fields, *(group.fields for group in tree.groups)):
        count = len(fields.get(key, ()))
        if count == 1 and fields is not tree.fields:
            yield fields
        elif count:
            yield from _zipped(fields, key, leaves, unpaired=unpaired)
        elif fields is not tree.fields and not fields.keys().isdisjoint(leaves):
            yield fields


def _zipped(fields: Fields, key: str, leaves: Sequence[str], *, unpaired: Unpaired) -> Iterator[Fields]:
    count = len(fields[key])
    others = [leaf for leaf in leaves if leaf != key and leaf in fields]
    paired = [leaf for leaf in others if len(fields[leaf]) == count]
    for leaf in others:
        if leaf not in paired and any(value.words for value in fields[leaf]):
            unpaired(leaf)
    for at in range(count):
        yield {leaf: [fields[leaf][at]] for leaf in (key, *paired)}


def words_in(fields: Fields, leaf: str) -> str:
    """Return the first words of a leaf, '' where it has none or no leaf is named."""
    for value in fields.get(leaf, ()):
        if value.words:
            return value.words
    return ""


def value_in(fields: Fields, leaf: str) -> Value:
    """Return the first value of a leaf that is no placeholder."""
    return next((value for value in fields.get(leaf, ()) if value.words), Value("")) if leaf else Value("")


def all_values(tree: Tree, leaf: str) -> list[Value]:
    """Return every value of a leaf in a record, inside groups and out, without placeholders."""
    found = [value for value in tree.fields.get(leaf, ()) if value.words]
    for group in tree.groups:
        if leaf in group.fields:
            found += [value for value in group.fields[leaf] if value.words]
    return found


def names_of(value: Value, language: str) -> Names:
    """Return a value's labels by language; plain words are in `language`."""
    if value.labels:
        return dict(value.labels)
    return {language: value.words} if value.words else {}
