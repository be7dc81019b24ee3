"""Plain JSON-LD documents as triples, without a table of keys: for profiles that are written in RDF's own terms.

A node is a dict: `@id` its identifier (none: a blank node), `@type` one class or several, every other key a property,
each spelled as a CURIE ("edm:type") or as a bare name of the default vocabulary ("creator"). A value is a str, an int,
a float or a bool; {"@value": …} with "@language" or "@type"; a reference {"@id": …}; a node; or a list of these. A
document is one node, or {"@context": …, "@graph": [nodes]}. A JSON-LD processor reads the same triples, given the
prefixes and the vocabulary as the context.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2s
from typing import Any

from polyvocal.linkeddata.addresses import spelled
from polyvocal.linkeddata.serialise import RDF, XSD, escaped
from polyvocal.linkeddata.terms import Node
from polyvocal.linkeddata.writings import Writing, lines_of, nodes_of, subject_of


def writing(prefixes: Mapping[str, str], *, vocabulary: str = "", graph_ending: str = "jsonld") -> Writing:
    """Return how documents of a profile in these terms are written; their context holds the prefixes."""
    context = {**({"@vocab": vocabulary} if vocabulary else {}), **prefixes}
    names = _Names(prefixes.items(), vocabulary)

    def said(document: Node, graph_name: str = "", /) -> str:
        return _lines(document, names, graph_name)

    return Writing(context, prefixes, said, graph_ending)


def lines(document: Node, prefixes: Mapping[str, str], *, vocabulary: str = "", graph_name: str = "") -> str:
    """Return the triples of a document, each once in a line of its own, as N-Triples without the point at the end.

    Raises KeyError where a key has a prefix that is not among `prefixes`.
    """
    return _lines(document, _names(tuple(prefixes.items()), vocabulary), graph_name)


def _lines(document: Node, names: "_Names", graph_name: str) -> str:
    mark = blake2s((graph_name or subject_of(document)).encode(), digest_size=10).hexdigest()
    graph = _Graph([], names, mark)
    for node in nodes_of(document):
        graph.walk(node)
    return lines_of(graph.found)


# RDF 1.1 N-Triples, LANGTAG, as short as BCP 47 has its parts: a collection system may have any words for a language.
LANGUAGE = re.compile("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


class _Names(dict[str, str]):
    """The terms of N-Triples by name as written in a document, each made out once."""

    def __init__(self, prefixes: Iterable[tuple[str, str]], vocabulary: str) -> None:
        self.prefixes = dict(prefixes)
        self.vocabulary = vocabulary

    def __missing__(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        self[name] = f"<{self.prefixes[prefix]}{local}>" if colon else f"<{self.vocabulary}{name}>"
        return self[name]


# A profile has few names, and a dump writes hundreds of thousands of documents with them.
_names = lru_cache(maxsize=20)(_Names)


@dataclass(slots=True)
class _Graph:
    """The statements of one document while it is being walked."""

    found: list[str]
    names: _Names
    mark: str
    number: int = 0

    def walk(self, node: Node) -> str:
        """Take in a node and all within it; return how its subject is written."""
        subject, found, names = self._subject(node), self.found, self.names
        for key, value in node.items():
            if key == "@type":
                classes = value if isinstance(value, list) else [value]
                found += [f"{subject} <{RDF}type> {names[one]}" for one in classes]
            elif key != "@id" and key != "@context":
                start = f"{subject} {names[key]} "
                kind = type(value)
                if kind is str:
                    found.append(f'{start}"{escaped(value)}"')
                elif kind is list:
                    found += [start + self._object(one) for one in value]
                elif kind is dict:
                    found.append(start + self._object(value))
                else:
                    found.append(start + _literal(value))
        return subject

    def _subject(self, node: Node) -> str:
        if "@id" in node:
            return f"<{spelled(node['@id'])}>"
        self.number += 1
        return f"_:r{self.mark}n{self.number}"

    def _object(self, value: Any) -> str:
        if not isinstance(value, dict):
            return _literal(value)
        if "@value" not in value:
            # Most nodes within others only name something.
            return f"<{spelled(value['@id'])}>" if len(value) == 1 and "@id" in value else self.walk(value)
        if (tag := value.get("@language")) and LANGUAGE.fullmatch(tag):
            return f'"{escaped(value["@value"])}"@{tag}'
        datatype = f"^^{self.names[value['@type']]}" if "@type" in value else ""
        return f'"{escaped(str(value["@value"]))}"{datatype}'


def _literal(value: Any) -> str:
    # JSON-LD 1.1, section 8.2.2: a number with a fraction is an xsd:double, another an xsd:integer.
    if isinstance(value, str):
        return f'"{escaped(value)}"'
    if isinstance(value, bool):
        return f'"{str(value).lower()}"^^<{XSD}boolean>'
    if isinstance(value, int):
        return f'"{value}"^^<{XSD}integer>'
    if isinstance(value, float):
        return f'"{value!r}"^^<{XSD}double>'
    raise TypeError(f"A plain document cannot hold {value!r}.")
