"""Named graphs: a record in the graph of its document, and in those it has beside it, as N-Quads and TriG."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from polyvocal.linkeddata.addresses import document_uri
from polyvocal.linkeddata.serialise import PREFIXES, XSD, ended, escaped, statements, taken_apart
from polyvocal.linkeddata.terms import Node

NP = "http://www.nanopub.org/nschema#"
NPX = "http://purl.org/nanopub/x/"
PROV = "http://www.w3.org/ns/prov#"
DCTERMS = "http://purl.org/dc/terms/"
CITO = "http://purl.org/spar/cito/"
_TRIG_PREFIXES = PREFIXES | {"np": NP, "npx": NPX, "prov": PROV, "dcterms": DCTERMS, "cito": CITO}
_LOCAL_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """A graph with a name: its statements are N-Triples without the point at their ends."""

    name: str
    statements: list[str]


class Published(Node):
    """A record that has graphs of its own beside the one named by its document; they are made when asked for."""

    __slots__ = ("graphs",)

    def __init__(self, record: Node, graphs: Callable[[], list[NamedGraph]]) -> None:
        super().__init__(record)
        self.graphs = graphs


def graphs_of(document: Node) -> list[NamedGraph]:
    """Return the graph of a record, named by its document, and those that it has beside it."""
    own = NamedGraph(document_uri(document["id"]), statements(document))
    return [own, *(document.graphs() if isinstance(document, Published) else [])]


def n_quads(document: Node) -> str:
    """Return a record as N-Quads, in the graph that its document names and in those it has beside it."""
    return "".join(ended(one.statements, f" <{one.name}> .\n") for one in graphs_of(document))


def trig(document: Node) -> str:
    """Return a record as TriG, in the same graphs as in N-Quads, with prefixes, for people to read."""
    return trig_prefixes() + trig_graphs(document)


def trig_prefixes() -> str:
    """Return the beginning of a TriG document."""
    return "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in _TRIG_PREFIXES.items())


def trig_graphs(document: Node) -> str:
    """Return the graphs of a record as TriG, without the prefixes that they use."""
    return "".join(f"\n<{one.name}> {{\n{_by_subject(one.statements)}}}\n" for one in graphs_of(document))


def _by_subject(lines: list[str]) -> str:
    said: dict[str, list[str]] = {}
    for subject, predicate, object_ in map(taken_apart, lines):
        said.setdefault(subject, []).append(f"{_shortened(predicate)} {_shortened(object_)}")
    return "".join(f"{subject} {f' ;{chr(10)}  '.join(pairs)} .\n" for subject, pairs in said.items())


@lru_cache(maxsize=2_000)
def _shortened(term: str) -> str:
    for prefix, space in _TRIG_PREFIXES.items():
        if term.startswith(f"<{space}") and _LOCAL_NAME.fullmatch(local := term[len(space) + 1 : -1]):
            return f"{prefix}:{local}"
    return term


def literal(words: str) -> str:
    """Return words as a literal of N-Triples."""
    return f'"{escaped(words)}"'


def moment(when: datetime) -> str:
    """Return a moment as a literal of N-Triples."""
    return f'"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"^^<{XSD}dateTime>'
