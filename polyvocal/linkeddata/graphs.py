"""Named graphs: a record in the graph of its document, and in those it has beside it, as N-Quads and TriG."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from polyvocal.archival import GRAPH, PREFIX, STATEMENTS
from polyvocal.linkeddata import plain
from polyvocal.linkeddata.addresses import document_uri, vocabulary_uri
from polyvocal.linkeddata.serialise import LINKED_ART, PREFIXES, XSD, ended, escaped, taken_apart
from polyvocal.linkeddata.terms import Node
from polyvocal.linkeddata.writings import Writing, statements_in, subject_of

NP = "http://www.nanopub.org/nschema#"
NPX = "http://purl.org/nanopub/x/"
PROV = "http://www.w3.org/ns/prov#"
DCTERMS = "http://purl.org/dc/terms/"
CITO = "http://purl.org/spar/cito/"
_TRIG_PREFIXES = PREFIXES | {"np": NP, "npx": NPX, "prov": PROV, "dcterms": DCTERMS, "cito": CITO}
_LOCAL_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """A graph with a name: a line for each statement, as N-Triples without the point at the end."""

    name: str
    lines: str


class Published(Node):
    """A document that has graphs of its own beside the one named by its address; they are made when asked for.

    `whole` is the whole record in the vocabulary of our own (`polyvocal.archival`), as one of these graphs.
    """

    __slots__ = ("graphs", "whole")

    def __init__(
        self, record: Node, graphs: Callable[[], list[NamedGraph]] = list, *, whole: Callable[[], Node] | None = None
    ) -> None:
        super().__init__(record)
        self.graphs = graphs
        self.whole = whole


def graphs_of(document: Node, writing: Writing = LINKED_ART) -> list[NamedGraph]:
    """Return the graph of a record, named by its document, and those that it has beside it."""
    own = NamedGraph(document_uri(subject_of(document), writing.graph_ending), writing.lines(document))
    if not isinstance(document, Published):
        return [own]
    whole = [_whole_record(own.name, document.whole())] if document.whole else []
    return [own, *document.graphs(), *whole]


def with_whole_record(document: Node) -> Node:
    """Return a document of Linked Art that carries its whole record, for formats without named graphs; else as it is.

    Linked Art has a place for digital objects that are about a thing: one that conforms to our vocabulary holds it.
    """
    if not isinstance(document, Published) or document.whole is None:
        return document
    vocabulary = {"id": vocabulary_uri(), "type": "InformationObject"}
    content = json.dumps(document.whole(), ensure_ascii=False)
    carrier = {"type": "DigitalObject", "format": "application/ld+json", "conforms_to": [vocabulary]}
    about = {
        "type": "LinguisticObject",
        "_label": "whole record",
        "digitally_carried_by": [carrier | {"content": content}],
    }
    return document | {"subject_of": [about]}


def _whole_record(document: str, node: Node) -> NamedGraph:
    name = f"{document}{GRAPH}"
    space = f"{vocabulary_uri()}#"
    lines = plain.lines(node, {PREFIX: space, "xsd": XSD}, graph_name=name)
    counted = lines.count("\n") + 1
    return NamedGraph(name, f'{lines}<{node["@id"]}> <{space}{STATEMENTS}> "{counted}"^^<{XSD}integer>\n')


def n_quads(document: Node, writing: Writing = LINKED_ART) -> bytes:
    """Return a record as N-Quads, in the graph that its document names and in those it has beside it."""
    return b"".join(ended(one.lines, f" <{one.name}> .\n") for one in graphs_of(document, writing))


def trig(document: Node, writing: Writing = LINKED_ART) -> str:
    """Return a record as TriG, in the same graphs as in N-Quads, with prefixes, for people to read."""
    return trig_prefixes(writing) + trig_graphs(document, writing)


def trig_prefixes(writing: Writing = LINKED_ART) -> str:
    """Return the beginning of a TriG document."""
    spaces = _prefixes(writing)
    return "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in spaces.items())


def trig_graphs(document: Node, writing: Writing = LINKED_ART) -> str:
    """Return the graphs of a record as TriG, without the prefixes that they use."""
    named = ((one.name, _by_subject(one.lines, writing)) for one in graphs_of(document, writing))
    return "".join(f"\n<{name}> {{\n{said}}}\n" for name, said in named)


def _prefixes(writing: Writing) -> Mapping[str, str]:
    # The graphs beside a record are told in terms of their own.
    return writing.prefixes if writing is not LINKED_ART else _TRIG_PREFIXES


def _by_subject(lines: str, writing: Writing) -> str:
    said: dict[str, list[str]] = {}
    spaces = tuple(_prefixes(writing).items())
    for subject, predicate, object_ in map(taken_apart, statements_in(lines)):
        said.setdefault(subject, []).append(f"{_shortened(predicate, spaces)} {_shortened(object_, spaces)}")
    return "".join(f"{subject} {f' ;{chr(10)}  '.join(pairs)} .\n" for subject, pairs in said.items())


@lru_cache(maxsize=2_000)
def _shortened(term: str, spaces: tuple[tuple[str, str], ...]) -> str:
    for prefix, space in spaces:
        if term.startswith(f"<{space}") and _LOCAL_NAME.fullmatch(local := term[len(space) + 1 : -1]):
            return f"{prefix}:{local}"
    return term


def literal(words: str) -> str:
    """Return words as a literal of N-Triples."""
    return f'"{escaped(words)}"'


def moment(when: datetime) -> str:
    """Return a moment as a literal of N-Triples."""
    return f'"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"^^<{XSD}dateTime>'
