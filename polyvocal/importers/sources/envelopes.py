"""Takes records out of the envelope of OAI-PMH: Adlib's own records, or any XML, leaf by leaf."""

import re
from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from polyvocal.importers.sources.adlib_values import local_name, primary_tag, record_id_of, tree_of
from polyvocal.importers.sources.raw import Group, Tree, Value, is_true

ENVELOPE = "OAI-PMH"
"""The outermost element of an answer (openarchives.org/OAI/openarchivesprotocol.html, 3.2)."""

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NUMBERED = re.compile(r".*[:/](\d+)")


class Unwrapped(NamedTuple):
    """What a record is called, whether its source deleted it, and how it is taken apart."""

    record_id: str
    is_deleted: bool
    take_apart: Callable[[], Tree]


Unwrapping = Callable[[etree._Element, frozenset[str] | None], Unwrapped]
"""Takes a record out of what it lies in; the tree will hold only the named leaves, where some are named."""


def bare(record: etree._Element, leaves: frozenset[str] | None) -> Unwrapped:
    """Return a record that lies in nothing."""
    return Unwrapped(record_id_of(record), is_true(record.get("deleted") or ""), lambda: tree_of(record, leaves))


def adlib_in_envelope(record: etree._Element, leaves: frozenset[str] | None) -> Unwrapped:
    """Return the Adlib record in an envelope, by its own number.

    A deleted one has no more than the identifier of its envelope, at whose end Adlib puts that number.
    """
    identifier, is_deleted = _header(record)
    if is_deleted:
        numbered = _NUMBERED.fullmatch(identifier)
        return Unwrapped(numbered[1] if numbered else identifier, True, lambda: Tree({}, ()))
    payload = _payload(record)
    if payload is None:
        return Unwrapped(identifier, False, lambda: Tree({}, ()))
    held = _adlib_record(payload)
    if held is None:
        return Unwrapped(identifier, False, lambda: _tree_of_any(payload, leaves))
    return Unwrapped(record_id_of(held), is_true(held.get("deleted") or ""), lambda: tree_of(held, leaves))


def any_in_envelope(record: etree._Element, leaves: frozenset[str] | None) -> Unwrapped:
    """Return whatever record is in an envelope, by the identifier of the envelope."""
    identifier, is_deleted = _header(record)
    payload = None if is_deleted else _payload(record)
    if payload is None:
        return Unwrapped(identifier, is_deleted, lambda: Tree({}, ()))
    return Unwrapped(identifier, is_deleted, lambda: _tree_of_any(payload, leaves))


def _header(record: etree._Element) -> tuple[str, bool]:
    header = _child(record, "header")
    if header is None:
        return "", False
    identifier = _child(header, "identifier")
    words = "" if identifier is None else (identifier.text or "").strip()
    return words, (header.get("status") or "").strip().lower() == "deleted"


def _payload(record: etree._Element) -> etree._Element | None:
    metadata = _child(record, "metadata")
    return next(iter(metadata), None) if metadata is not None else None


def _child(element: etree._Element, name: str) -> etree._Element | None:
    return next((child for child in element if local_name(child) == name), None)


def _adlib_record(payload: etree._Element) -> etree._Element | None:
    """Return the Adlib record that a payload is or wraps, whatever the wrapper is called; None where there is none.

    Linked records within it bear numbers of their own, which are never taken for the record's.
    """
    if payload.get("priref") is not None or _child(payload, "priref") is not None or payload.tag == "record":
        return payload
    return next((one for one in payload.iter() if one is not payload and local_name(one) == "record"), None)


def _tree_of_any(payload: etree._Element, leaves: frozenset[str] | None) -> Tree:
    """Take any XML apart: a leaf is named by its way from the top (`set.term`), and grouped with its neighbours."""
    fields: dict[str, list[Value]] = {}
    groups: list[Group] = []
    _take_apart(payload, "", fields, groups, leaves)
    return Tree(fields, groups)


def _take_apart(
    element: etree._Element, way: str, fields: dict[str, list[Value]], groups: list[Group],
    leaves: frozenset[str] | None,
) -> None:  # fmt: skip
    for child in element:
        name = f"{way}{local_name(child)}"
        if len(child):
            inner: dict[str, list[Value]] = {}
            place = len(groups)
            _take_apart(child, f"{name}.", inner, groups, leaves)
            if inner:
                groups.insert(place, Group(name, inner))
        elif leaves is None or name in leaves:
            fields.setdefault(name, []).append(_value(child))


def _value(element: etree._Element) -> Value:
    words = (element.text or "").strip()
    tag = primary_tag(element.get(_LANGUAGE) or "")
    return Value(words, {tag: words}) if words and tag else Value(words)
