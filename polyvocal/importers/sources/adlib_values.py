"""Takes an Adlib record apart into groups and leaves: enumerations, multilingual values, linked records."""

import re

from lxml import etree

from polyvocal.importers.sources.raw import Group, Tree, Value

LANGUAGES = {
    "0": "en", "1": "nl", "2": "fr", "3": "de", "4": "ar", "5": "it", "6": "el", "10": "he", "14": "zh",
}  # fmt: skip
"""Adlib's numbers of interface languages, as BCP 47 tags."""

_EMPTY = Value("")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*")
NAMING = ("name", "term", "title", "value")
"""In a linked record, the leaves that may hold what it is called; the first that is filled does."""

LINKED = frozenset({"priref", "name", "term"})
"""Leaves that a linked record has and a group of fields has not: those of groups bear the names of their fields."""


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if tag[0] == "{" else tag


def record_id_of(record: etree._Element) -> str:
    """Return the number a record bears, as an attribute or an element; '' where it bears none."""
    given = record.get("priref")
    if given is None:
        given = next((child.text for child in record if local_name(child) == "priref" and child.text), None)
    if given is None:  # what an aggregator wraps a record in bears its identifier
        given = record.get("id")
    return (given or "").strip()


def tree_of(record: etree._Element, leaves: frozenset[str] | None = None) -> Tree:
    """Take a record apart, or as much of it as lies in `leaves`.

    What holds elements is a group, but with a point in its name it is a leaf that holds a linked record. So is what
    bears the name of a wanted leaf and holds what only linked records hold.
    """
    fields: dict[str, list[Value]] = {}
    groups: list[Group] = []
    for child in record:
        name = local_name(child)
        if len(child) and "." not in name and not _is_labelled(child) and not _is_linked(child, name, leaves):
            if fields_of_group := _leaves(child, leaves):
                groups.append(Group(name, fields_of_group))
        elif leaves is None or name in leaves:
            fields.setdefault(name, []).append(_value(child))
    return Tree(fields, groups)


def _leaves(group: etree._Element, wanted: frozenset[str] | None) -> dict[str, list[Value]]:
    leaves: dict[str, list[Value]] = {}
    for child in group:
        tag = child.tag
        name = tag if tag[0] != "{" else local_name(child)  # the loop that is run most of all
        if wanted is None or name in wanted:
            leaves.setdefault(name, []).append(_value(child))
    return leaves


def _value(element: etree._Element) -> Value:
    if len(element):
        return _labelled(element) if _is_labelled(element) else _linked(element)
    words = element.text
    if not words or words.isspace():
        return _EMPTY
    linked = element.get("linkref")
    return Value(words.strip(), parts={"priref": linked}) if linked else Value(words.strip())


def _is_linked(element: etree._Element, name: str, wanted: frozenset[str] | None) -> bool:
    if wanted is not None and name not in wanted:
        return False
    return any(local_name(child) in LINKED for child in element)


def _is_labelled(element: etree._Element) -> bool:
    first = element[0]
    return local_name(first) == "value" or (local_name(first) == "text" and first.get("language") is not None)


def _labelled(element: etree._Element) -> Value:
    """An enumeration is one value with labels: its key is `neutral`, or the attribute `value` of the old form."""
    labels: dict[str, str] = {}
    key = element.get("value") or ""
    first = ""
    for child in sorted(element, key=_is_not_invariant) if len(element) > 1 else element:
        words = (child.text or "").strip()
        given = child.get("lang") or child.get("language") or ""
        if given == "neutral":
            key = words
        elif words and (tag := LANGUAGES.get(given) or primary_tag(given)):
            labels.setdefault(tag, words)
        first = first or words
    return Value(key or first, labels)


def _is_not_invariant(element: etree._Element) -> bool:
    return (element.get("invariant") or "").lower() != "true"


def primary_tag(tag: str) -> str:
    """Return the language of a BCP 47 tag without its region; '' for what is no tag."""
    return tag.split("-")[0].lower() if _TAG.fullmatch(tag) else ""


def _linked(element: etree._Element) -> Value:
    parts = {local_name(child): (child.text or "").strip() for child in element}
    return Value(next((parts[name] for name in NAMING if parts.get(name)), ""), parts=parts)
