"""Records as nodes in a vocabulary of our own, whole, and back: what lets another installation keep the same archive.

A node is a dict in the shape of JSON-LD. The key of a field is its name after the prefix `pv:`; what is empty is left
out. Words by language are literals with a language, moments and days literals with a type. What stands in a list is a
node with its `pv:position`. Voices, perspectives, objects, texts, editions and claims are referred to by identifier.
Plain Python: readers need neither Django nor a library for RDF.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Any, NamedTuple, TypeVar, get_args, get_origin, get_type_hints
from urllib.parse import unquote

from polyvocal.records import Names, ObjectRecord, PerspectiveRecord, VoiceRecord

Node = dict[str, Any]
IdentifierOf = Callable[[str, str], str]
"""Given a kind of thing and its key, the identifier of the thing."""

PREFIX = "pv"
VOCABULARY = "/id/vocabulary"
"""How the identifier of the vocabulary goes on behind the address of the site; its terms follow a `#`."""
GRAPH = "#record"
"""How the name of the graph that holds a record goes on behind the address of the document."""
STATEMENTS = "statements"
"""The term that says of how many statements a record in N-Quads consists, this one among them."""

COUNTS = ("statements", "position", "value", "tag", "words", "object", "text", "field", "language", "term")
"""Terms that are no field of a record: counts and places, and what ties records together."""

_BY_REFERENCE = {VoiceRecord: ("voice", "slug"), PerspectiveRecord: ("perspective", "slug"),
                 ObjectRecord: ("object", "identifier")}  # fmt: skip
_KEYS_OF = {"text_id": "text", "edition_id": "edition", "event_id": "claim"}
_NUMBERS = (int, bool)
"""Types of values that say something even where they are nothing."""
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_Record = TypeVar("_Record")


class ArchivalError(ValueError):
    """A node does not say what a record of its kind needs."""


def node_of(record: Any, identifier_of: IdentifierOf, *, without: frozenset[str] = frozenset()) -> Node:
    """Return what a record says, field by field, but for the fields named in `without`."""
    node: Node = {}
    kind: Any = type(record)
    for one in _fields(kind, without):
        value = getattr(record, one.name)
        if not value and type(value) not in _NUMBERS:  # as most fields of most records are
            continue
        written = one.write(value, identifier_of)
        if written is not None and not (one.is_claim and written == one.default):
            node[one.key] = written
    return node


def record_from(kind: type[_Record], node: Mapping[str, Any], **given: Any) -> _Record:
    """Return the record that a node says; `given` are the fields that it does not. Raises ArchivalError."""
    known: Any = kind
    try:
        read = {
            one.name: one.read(found) if (found := node.get(one.key)) is not None else one.empty()
            for one in _fields(known, frozenset(given))
        }
        return kind(**read, **given)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError) as error:
        raise ArchivalError(f"{kind.__name__}: {error}") from error


def reference_to(record: Any, identifier_of: IdentifierOf) -> Node:
    """Return the reference to a voice, a perspective or an object."""
    kind, name = _BY_REFERENCE[type(record)]
    return {"@id": identifier_of(kind, getattr(record, name))}


def key_in(uri: str) -> str:
    """Return the key in an identifier: the slug, the UUID or what the object is identified by."""
    return unquote(uri.partition("/id/")[2].partition("/")[2])


def kind_in(uri: str) -> str:
    """Return what kind of thing an identifier stands for."""
    return uri.partition("/id/")[2].partition("/")[0]


def number_in(node: Mapping[str, Any], name: str) -> int:
    """Return a number that a node says. Raises ArchivalError where it does not."""
    try:
        return int(_plain(node[f"{PREFIX}:{name}"]))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise ArchivalError(f"{name}: {error}") from error


def reference_in(node: Mapping[str, Any], name: str) -> str:
    """Return the identifier to which a node refers. Raises ArchivalError where it does not."""
    try:
        return str(_one(node[f"{PREFIX}:{name}"])["@id"])
    except (KeyError, TypeError) as error:
        raise ArchivalError(f"{name}: {error}") from error


class _Writing(NamedTuple):
    """How values of a type are written and read, and what stands for nothing."""

    write: Callable[[Any, IdentifierOf], Any]
    read: Callable[[Any], Any]
    empty: Callable[[], Any]


class _FieldWriting(NamedTuple):
    name: str
    key: str
    write: Callable[[Any, IdentifierOf], Any]
    read: Callable[[Any], Any]
    empty: Callable[[], Any]
    is_claim: bool
    default: Any


@cache
def _fields(kind: Any, without: frozenset[str]) -> tuple[_FieldWriting, ...]:
    hints = get_type_hints(kind)
    return tuple(_field(one, hints[one.name], kind) for one in fields(kind) if one.name not in without)


def name_of(kind: Any, field: str) -> str:
    """Return the term for a field of a record, without the prefix."""
    if (kind.__name__, field) == ("ProvenanceEventRecord", "id"):
        return "claim"
    first, *more = field.split("_")
    return first + "".join(map(str.title, more))


def _field(one: "Field[Any]", hint: Any, kind: type) -> _FieldWriting:
    key = f"{PREFIX}:{name_of(kind, one.name)}"
    is_claim = bool in (hint, *get_args(hint))
    default = None if one.default is MISSING else one.default
    written = _keyed(_KEYS_OF[one.name]) if one.name in _KEYS_OF else _of_type(hint)
    if (kind.__name__, one.name) == ("ProvenanceEventRecord", "id"):
        written = _keyed("claim")
    empty = (lambda: default) if is_claim else written.empty
    return _FieldWriting(one.name, key, written.write, written.read, empty, is_claim, default)


@cache
def _of_type(hint: Any) -> _Writing:
    given = [one for one in get_args(hint) if one is not type(None)]
    if isinstance(hint, UnionType):
        inner = _of_type(given[0])
        return _Writing(lambda value, of: None if value is None else inner.write(value, of), inner.read, lambda: None)
    if hint == Names:
        return _Writing(_write_names, _read_names, dict)
    if get_origin(hint) is tuple:
        return _several(_of_type(given[0]), is_record=is_dataclass(given[0]) and given[0] not in _BY_REFERENCE)
    if hint in _BY_REFERENCE:
        return _referred(hint)
    return _nested(hint) if is_dataclass(hint) else _PLAIN[hint]


def _nested(kind: Any) -> _Writing:
    return _Writing(
        lambda value, of: node_of(value, of) or None, lambda found: record_from(kind, _one(found)), kind
    )  # fmt: skip


def _referred(kind: Any) -> _Writing:
    name = _BY_REFERENCE[kind][1]
    others: dict[str, Any] = {"names": {}} if "names" in {one.name for one in fields(kind)} else {}

    def read(found: Any) -> Any:
        node = _one(found)
        given = {name: key_in(node["@id"])}
        told = any(key.startswith(PREFIX) for key in node)
        return record_from(kind, node, **given) if told else kind(**given, **others)

    return _Writing(lambda value, of: reference_to(value, of), read, lambda: None)


def _keyed(kind: str) -> _Writing:
    return _Writing(
        lambda value, of: {"@id": of(kind, value)} if value else None,
        lambda found: key_in(_one(found)["@id"]),
        str,
    )


def _several(inner: _Writing, *, is_record: bool) -> _Writing:
    position, value_key = f"{PREFIX}:position", f"{PREFIX}:value"

    def write(values: Any, of: IdentifierOf) -> Any:
        found = [(inner.write(one, of), number) for number, one in enumerate(values, start=1)]
        if is_record:
            return [{position: number, **(one or {})} for one, number in found] or None
        return [{position: number} | ({value_key: one} if one is not None else {}) for one, number in found] or None

    def read(found: Any) -> Any:
        nodes = sorted(_all(found), key=lambda node: int(_plain(node[position])))
        if is_record:
            return tuple(inner.read(node) for node in nodes)
        return tuple(inner.read(node[value_key]) if value_key in node else inner.empty() for node in nodes)

    return _Writing(write, read, tuple)


def _write_names(names: Names, _of: IdentifierOf) -> Any:
    return [
        {"@value": words, "@language": tag}
        if _LANGUAGE.fullmatch(tag)
        else {f"{PREFIX}:tag": tag, f"{PREFIX}:words": words}
        for tag, words in names.items()
    ] or None


def _read_names(found: Any) -> dict[str, str]:
    return {
        (one["@language"] if "@language" in one else _plain(one.get(f"{PREFIX}:tag", ""))): (
            one["@value"] if "@value" in one else _plain(one.get(f"{PREFIX}:words", ""))
        )
        for one in _all(found)
    }


def _all(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [found]


def _one(found: Any) -> Any:
    several = _all(found)
    if len(several) != 1:
        raise ArchivalError(f"{len(several)} values stand where one is expected")
    return several[0]


def _plain(found: Any) -> Any:
    one = _one(found)
    return one["@value"] if isinstance(one, dict) else one


def _is_true(found: Any) -> bool:
    return str(_plain(found)).lower() == "true"


_PLAIN: dict[Any, _Writing] = {
    str: _Writing(lambda value, _of: value or None, lambda found: str(_plain(found)), str),
    bool: _Writing(lambda value, _of: value, _is_true, bool),
    int: _Writing(lambda value, _of: value, lambda found: int(_plain(found)), int),
    date: _Writing(
        lambda value, _of: {"@value": value.isoformat(), "@type": "xsd:date"},
        lambda found: date.fromisoformat(_plain(found)),
        lambda: None,
    ),
    datetime: _Writing(
        lambda value, _of: {"@value": value.isoformat(), "@type": "xsd:dateTime"},
        lambda found: datetime.fromisoformat(_plain(found)),
        lambda: None,
    ),
}
