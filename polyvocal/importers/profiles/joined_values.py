"""Takes apart what an export joined with line ends in one element, where it is certain what belongs to what.

Axiell Collections writes the repeated fields of an unlinked group so, and of some of them only the first value. Only
leaves that hold lists are taken apart: the line ends of a text are its own.
"""

from collections.abc import Iterator, Sequence

from polyvocal.importers.profiles.occurrences import Unpaired, occurrences
from polyvocal.importers.sources.raw import Fields, Tree, Value


def listed(tree: Tree, key: str, leaves: Sequence[str], *, unpaired: Unpaired) -> Iterator[Fields]:
    """Yield the occurrences of `key`; one whose leaves hold equally many lines is as many occurrences."""
    for fields in occurrences(tree, key, leaves, unpaired=unpaired):
        yield from _lines_apart(fields, [leaf for leaf in leaves if leaf], unpaired)


def listed_values(tree: Tree, leaf: str, *, unpaired: Unpaired) -> Iterator[Value]:
    """Yield every value of a leaf that holds a list, inside groups and out, without placeholders."""
    for fields in (tree.fields, *(group.fields for group in tree.groups)):
        for value in fields.get(leaf, ()):
            if not _is_joined(value):
                if value.words:
                    yield value
                continue
            alone = {leaf: [value]}
            beside = alone if fields is tree.fields or len(fields[leaf]) > 1 else fields
            yield from (one[leaf][0] for one in _lines_apart(beside, [leaf], unpaired) if one[leaf][0].words)


def _lines_apart(fields: Fields, leaves: Sequence[str], unpaired: Unpaired) -> Iterator[Fields]:
    """Yield the fields line by line where every filled leaf holds as many lines as the others, else as they are."""
    joined = [leaf for leaf in leaves if any(_is_joined(value) for value in fields.get(leaf, ()))]
    if not joined:
        yield fields
        return
    filled = {leaf: values for leaf, values in fields.items() if any(value.words for value in values)}
    lines = {leaf: values[0].words.split("\n") for leaf, values in filled.items() if len(values) == 1}
    counts = {len(several) for several in lines.values()}
    if len(counts) > 1 or len(lines) < len(filled):
        for leaf in joined:
            unpaired(leaf)
        yield fields
        return
    for at in range(counts.pop()):
        yield {leaf: [Value(several[at].strip())] for leaf, several in lines.items()}


def _is_joined(value: Value) -> bool:
    return "\n" in value.words and not value.labels
