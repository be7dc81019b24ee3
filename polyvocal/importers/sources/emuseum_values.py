"""Takes a record of eMuseum apart: fields that are plain or labelled, lists of them, and records within records."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from polyvocal.importers.sources.adlib_values import local_name
from polyvocal.importers.sources.raw import Group, Tree, Value
from polyvocal.importers.sources.tms_cells import cell_words

Given = Any
"""What JSON holds: dict, list, str, int, float, bool or None."""

_IDENTIFIERS = ("id", "objectid", "objectId", "ID")
_AROUND_A_VALUE = frozenset({"value", "label", "order", "name", "type", "isHTML"})
_NAMED = ("field", "attribute", "property")


def identifier_of(given: Given) -> str:
    """Return a record's identifier, '' if it bears none; “5-123” and 123 are both words."""
    if not isinstance(given, dict):
        return ""
    found = next((given[name] for name in _IDENTIFIERS if given.get(name) not in (None, "")), None)
    words = _value_in(found)
    return "" if isinstance(words, dict | list) else cell_words(words).strip()


def tree_of(given: Given, leaves: frozenset[str] | None) -> Tree:
    """Return a record as a tree: plain fields by their name; of a record within it, a group of leaves `field.name`."""
    taking = _Taking(leaves)
    fields = taking.fields(given if isinstance(given, dict) else {}, "")
    return Tree(fields, taking.groups)


def plain_of(element: Any) -> Given:
    """Return an XML element as JSON would hold it; `<field name="title">` is the field title."""
    found: dict[str, list[Given]] = defaultdict(list)
    for name, words in element.attrib.items():
        if not str(name).startswith("{") and not (name == "name" and local_name(element) in _NAMED):
            found[str(name)].append(words)
    for child in element:
        name = local_name(child)
        found[child.get("name", name) if name in _NAMED else name].append(plain_of(child))
    words = (element.text or "").strip()
    if words and not len(element):
        found["value"].append(words)
    if set(found) <= {"value"}:
        return found["value"][0] if len(found["value"]) == 1 else (found["value"] or "")
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


class _Taking:
    """Gathers the leaves that are named, and the groups they stand in."""

    def __init__(self, leaves: frozenset[str] | None) -> None:
        self._leaves = leaves
        self.groups: list[Group] = []

    def fields(self, given: dict[str, Given], leading: str) -> dict[str, list[Value]]:
        """Return the leaves of one record; records within it become groups, in the order in which they are met."""
        found: dict[str, list[Value]] = defaultdict(list)
        for name, value in given.items():
            leaf = f"{leading}{name}"
            for one in _several(_value_in(value)):
                if isinstance(one, dict):
                    self._take_group(leaf, one)
                elif self._leaves is None or leaf in self._leaves:
                    found[leaf].append(Value(cell_words(one)))
        return dict(found)

    def _take_group(self, name: str, given: dict[str, Given]) -> None:
        at = len(self.groups)
        if fields := self.fields(given, f"{name}."):
            self.groups.insert(at, Group(name, fields))


def _value_in(given: Given) -> Given:
    """Return what a labelled field holds; anything else is itself."""
    while isinstance(given, dict) and "value" in given and set(given) <= _AROUND_A_VALUE:
        given = given["value"]
    return given


def _several(given: Given) -> Iterator[Given]:
    for one in given if isinstance(given, list) else [given]:
        value = _value_in(one)
        if isinstance(value, list):
            yield from _several(value)
        else:
            yield value
