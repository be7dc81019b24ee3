"""The formats by name: file ending, media type, how one record is written, how a stream of records is written."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from polyvocal.linkeddata import graphs, serialise
from polyvocal.linkeddata.parts import CONTEXT
from polyvocal.linkeddata.terms import Node


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write records. `stream` never holds more than one record in memory."""

    name: str
    ending: str
    media_type: str
    one: Callable[[Node], str]
    stream: Callable[[Iterable[Node]], Iterator[str]]

    @property
    def content_type(self) -> str:
        """The media type as a response states it."""
        return _CONTENT_TYPES.get(self.name, f"{self.media_type}; charset=utf-8")


# JSON-LD 1.1, section 6: no charset parameter; Linked Art names its profile. The others are UTF-8 by definition.
_CONTENT_TYPES = {
    "jsonld": f'application/ld+json;profile="{CONTEXT}"',
    "nt": "application/n-triples",
    "nq": "application/n-quads",
    "rdfxml": "application/rdf+xml",
}


def _n_triples(documents: Iterable[Node]) -> Iterator[str]:
    return map(serialise.n_triples, documents)


def _n_quads(documents: Iterable[Node]) -> Iterator[str]:
    return map(graphs.n_quads, documents)


def _trig(documents: Iterable[Node]) -> Iterator[str]:
    yield graphs.trig_prefixes()
    yield from map(graphs.trig_graphs, documents)


def _json_ld(documents: Iterable[Node]) -> Iterator[str]:
    yield f'{{"@context": "{CONTEXT}", "@graph": [\n'
    separator = ""
    for document in documents:
        bare = {key: value for key, value in document.items() if key != "@context"}
        yield separator + json.dumps(bare, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def _turtle(documents: Iterable[Node]) -> Iterator[str]:
    for document in documents:
        yield "".join(
            f"{subject} " + " ;\n  ".join(f"{predicate} {object_}" for predicate, object_ in said) + " .\n"
            for subject, said in _by_subject(document)
        )


def _rdf_xml(documents: Iterable[Node]) -> Iterator[str]:
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in serialise.PREFIXES.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF {spaces}>\n'
    for document in documents:
        yield "".join(
            f"<rdf:Description {_xml_name(subject, 'about')}>\n"
            + "".join(_xml_property(predicate, object_) for predicate, object_ in said)
            + "</rdf:Description>\n"
            for subject, said in _by_subject(document)
        )
    yield "</rdf:RDF>\n"


def _by_subject(document: Node) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    ordered = sorted(serialise.triples(document), key=lambda triple: triple[0])
    for subject, said in groupby(ordered, key=lambda triple: triple[0]):
        yield subject, [(predicate, object_) for _subject, predicate, object_ in said]


def _xml_name(term: str, attribute: str) -> str:
    if term.startswith("_:"):
        return f'rdf:nodeID="{term[2:]}"'
    return f"rdf:{attribute}={quoteattr(term[1:-1])}"


def _xml_property(predicate: str, object_: str) -> str:
    uri = predicate[1:-1]
    prefix, space = next((prefix, space) for prefix, space in serialise.PREFIXES.items() if uri.startswith(space))
    element = f"{prefix}:{uri[len(space) :]}"
    if not object_.startswith('"'):
        return f"  <{element} {_xml_name(object_, 'resource')}/>\n"
    words, _quote, kind = object_[1:].rpartition('"')
    datatype = f" rdf:datatype={quoteattr(kind[3:-1])}" if kind else ""
    written = escape(serialise.xml_safe(_unescaped(words)), {"\r": "&#13;"})
    return f"  <{element}{datatype}>{written}</{element}>\n"


def _unescaped(words: str) -> str:
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "r": "\r"}.get(found[1], found[1]), words)


FORMATS: Mapping[str, Format] = {
    one.name: one
    for one in (
        Format("jsonld", "jsonld", "application/ld+json", serialise.json_ld, _json_ld),
        Format("ttl", "ttl", "text/turtle", serialise.turtle, _turtle),
        Format("nt", "nt", "application/n-triples", serialise.n_triples, _n_triples),
        Format("nq", "nq", "application/n-quads", graphs.n_quads, _n_quads),
        Format("trig", "trig", "application/trig", graphs.trig, _trig),
        Format("rdfxml", "rdf", "application/rdf+xml", serialise.rdf_xml, _rdf_xml),
    )
}
BY_ENDING: Mapping[str, Format] = {one.ending: one for one in FORMATS.values()}
