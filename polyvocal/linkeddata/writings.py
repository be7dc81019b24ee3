"""What a profile's documents need in order to become bytes: a JSON-LD context, prefixes, and how they say triples."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from polyvocal.linkeddata.terms import Node


class Lines(Protocol):
    """Makes N-Triples of a document; its blank nodes are of `graph_name`."""

    def __call__(self, document: Node, graph_name: str = "", /) -> str:
        """Return the statements of a document, each once in a line of its own, without the point at the end."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How the documents of a profile are written.

    `context` is the JSON-LD context that they are in, `prefixes` abbreviates addresses in formats for people, and
    `graph_ending` is that of the document after which the graph of a record is named. `address` is where a whole dump
    will be served, for formats that say so themselves.
    """

    context: Any
    prefixes: Mapping[str, str]
    lines: Lines
    graph_ending: str = "jsonld"
    address: str = ""


def subject_of(document: Node) -> str:
    """Return the identifier of what a document is about: its own, else that of the first of its `@graph`."""
    found: str = document.get("id") or document.get("@id") or document["@graph"][0]["@id"]
    return found


def nodes_of(document: Node) -> list[Node]:
    """Return the nodes of a document, one or those of its `@graph`, without their context."""
    found: list[Node] = document.get("@graph", [document])
    return [{key: value for key, value in node.items() if key != "@context"} for node in found]


def lines_of(statements: Iterable[str]) -> str:
    """Return statements as lines, each once."""
    return "\n".join([*dict.fromkeys(statements), ""])


def statements_in(lines: str) -> list[str]:
    """Return the statements that stand in lines."""
    return lines.split("\n")[:-1]


def _no_lines(document: Node, graph_name: str = "", /) -> str:
    return ""


WITHOUT_RDF = Writing("", {}, _no_lines)
"""For profiles whose formats say no triples: XML and JSON of their own."""
