"""The formats of RDF by name: ending, media type, how one record is written, how a stream of records is written."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from polyvocal.linkeddata import graphs, serialise
from polyvocal.linkeddata.terms import Node
from polyvocal.linkeddata.writings import Writing, nodes_of


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write the documents of a profile. `stream` never holds more than one in memory.

    `ending` stands behind that of the profile, `content_type` is the media type as a response states it.
    """

    name: str
    ending: str
    media_type: str
    one: Callable[[Any, Writing], str]
    stream: Callable[[Iterable[Any], Writing], Iterator[bytes]]
    content_type: str


def encoded(
    stream: Callable[[Iterable[Any], Writing], Iterator[str]],
) -> Callable[[Iterable[Any], Writing], Iterator[bytes]]:
    """Return a stream of bytes that says what a stream of words does."""
    return lambda documents, writing: (piece.encode() for piece in stream(documents, writing))


def _n_triples(documents: Iterable[Node], writing: Writing) -> Iterator[bytes]:
    return (serialise.n_triples(document, writing) for document in documents)


def _n_quads(documents: Iterable[Node], writing: Writing) -> Iterator[bytes]:
    return (graphs.n_quads(document, writing) for document in documents)


def _decoded(written: Callable[[Node, Writing], bytes]) -> Callable[[Node, Writing], str]:
    return lambda document, writing: written(document, writing).decode()


def _trig(documents: Iterable[Node], writing: Writing) -> Iterator[str]:
    yield graphs.trig_prefixes(writing)
    for document in documents:
        yield graphs.trig_graphs(document, writing)


def _json_ld(documents: Iterable[Node], writing: Writing) -> Iterator[str]:
    yield f'{{"@context": {json.dumps(writing.context)}, "@graph": [\n'
    separator = ""
    for document in documents:
        nodes = nodes_of(graphs.with_whole_record(document))
        yield separator + ",\n".join(json.dumps(node, ensure_ascii=False) for node in nodes)
        separator = ",\n"
    yield "\n]}\n"


def _turtle(documents: Iterable[Node], writing: Writing) -> Iterator[str]:
    for document in documents:
        yield "".join(
            f"{subject} " + " ;\n  ".join(f"{predicate} {object_}" for predicate, object_ in said) + " .\n"
            for subject, said in _by_subject(document, writing)
        )


def _rdf_xml(documents: Iterable[Node], writing: Writing) -> Iterator[str]:
    known = {"rdf": serialise.RDF, **writing.prefixes}
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in known.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF {spaces}>\n'
    for document in documents:
        yield "".join(
            f"<rdf:Description {_xml_name(subject, 'about')}>\n"
            + "".join(_xml_property(predicate, object_, known) for predicate, object_ in said)
            + "</rdf:Description>\n"
            for subject, said in _by_subject(document, writing)
        )
    yield "</rdf:RDF>\n"


def _by_subject(document: Node, writing: Writing) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    ordered = sorted(serialise.triples(document, writing), key=lambda triple: triple[0])
    for subject, said in groupby(ordered, key=lambda triple: triple[0]):
        yield subject, [(predicate, object_) for _subject, predicate, object_ in said]


def _xml_name(term: str, attribute: str) -> str:
    if term.startswith("_:"):
        return f'rdf:nodeID="{term[2:]}"'
    return f"rdf:{attribute}={quoteattr(term[1:-1])}"


def _xml_property(predicate: str, object_: str, known: Mapping[str, str]) -> str:
    uri = predicate[1:-1]
    prefix, space = next((prefix, space) for prefix, space in known.items() if uri.startswith(space))
    element = f"{prefix}:{uri[len(space) :]}"
    if not object_.startswith('"'):
        return f"  <{element} {_xml_name(object_, 'resource')}/>\n"
    words, _quote, kind = object_[1:].rpartition('"')
    written = escape(serialise.xml_safe(_unescaped(words)), {"\r": "&#13;"})
    return f"  <{element}{_xml_kind(kind)}>{written}</{element}>\n"


def _xml_kind(kind: str) -> str:
    if kind.startswith("@"):
        return f" xml:lang={quoteattr(kind[1:])}"
    return f" rdf:datatype={quoteattr(kind[3:-1])}" if kind else ""


def _unescaped(words: str) -> str:
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "r": "\r"}.get(found[1], found[1]), words)


# N-Triples, N-Quads and RDF/XML say by themselves that they are UTF-8; JSON-LD 1.1, section 6, has no charset.
FORMATS: Mapping[str, Format] = {
    name: Format(name, ending, media_type, one, stream, media_type + charset)
    for name, ending, media_type, one, stream, charset in (
        ("jsonld", "jsonld", "application/ld+json", serialise.json_ld, encoded(_json_ld), ""),
        ("ttl", "ttl", "text/turtle", serialise.turtle, encoded(_turtle), "; charset=utf-8"),
        ("nt", "nt", "application/n-triples", _decoded(serialise.n_triples), _n_triples, ""),
        ("nq", "nq", "application/n-quads", _decoded(graphs.n_quads), _n_quads, ""),
        ("trig", "trig", "application/trig", graphs.trig, encoded(_trig), "; charset=utf-8"),
        ("rdfxml", "rdf", "application/rdf+xml", serialise.rdf_xml, encoded(_rdf_xml), ""),
    )
}
