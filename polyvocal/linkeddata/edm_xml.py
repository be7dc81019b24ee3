"""Records of the Europeana Data Model as the XML of its schema: RDF/XML in which every property has its place."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from polyvocal.linkeddata.edm import PREFIXES
from polyvocal.linkeddata.formats import FORMATS as RDF_FORMATS
from polyvocal.linkeddata.formats import Format, encoded
from polyvocal.linkeddata.plain import LANGUAGE
from polyvocal.linkeddata.serialise import RDF, xml_safe
from polyvocal.linkeddata.terms import Node
from polyvocal.linkeddata.writings import Writing

SCHEMA = "http://www.europeana.eu/schemas/edm/EDM.xsd"
_BEGIN = "<rdf:RDF " + " ".join(f'xmlns:{name}="{uri}"' for name, uri in {"rdf": RDF, **PREFIXES}.items()) + ">\n"
_END = "</rdf:RDF>\n"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def record(document: Node) -> str:
    """Return one record as an element by itself, for use within other XML."""
    return _BEGIN + "".join(map(_resource, document["@graph"])) + _END


def one(document: Node, _writing: Writing) -> str:
    """Return one record as a file of its own."""
    return _HEAD + record(document)


def stream(documents: Iterable[Node], _writing: Writing) -> Iterator[str]:
    """Yield a file of many records."""
    yield _HEAD + _BEGIN
    for document in documents:
        yield "".join(map(_resource, document["@graph"]))
    yield _END


def _resource(node: Node) -> str:
    name = node["@type"]
    said = "".join(
        _property(key, value)
        for key, values in node.items()
        if not key.startswith("@")
        for value in (values if isinstance(values, list) else (values,))
    )
    return f"  <{name} rdf:about={_quoted(node['@id'])}>\n{said}  </{name}>\n"


def _property(name: str, value: Any) -> str:
    if isinstance(value, str):
        return f"    <{name}>{_text(value)}</{name}>\n"
    if "@id" in value:
        return f"    <{name} rdf:resource={_quoted(value['@id'])}/>\n"
    if "@language" in value and not LANGUAGE.fullmatch(value["@language"]):
        return _property(name, value["@value"])
    if "@language" in value:
        return f"    <{name} xml:lang={_quoted(value['@language'])}>{_text(value['@value'])}</{name}>\n"
    prefix, _colon, local = value["@type"].partition(":")
    kind = _quoted(PREFIXES[prefix] + local)
    return f"    <{name} rdf:datatype={kind}>{_text(value['@value'])}</{name}>\n"


def _text(words: str) -> str:
    # Most words hold nothing that XML writes otherwise.
    return escape(xml_safe(words), {"\r": "&#13;"}) if _SPECIAL.search(words) else words


def _quoted(uri: str) -> str:
    return quoteattr(xml_safe(uri)) if _SPECIAL.search(uri) else f'"{uri}"'


_SPECIAL = re.compile("[^\t\n !#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


# Whoever asks for RDF/XML gets it in the order of the schema too.
FORMATS: Mapping[str, Format] = {
    "xml": Format("xml", "xml", "application/xml", one, encoded(stream), "application/xml; charset=utf-8"),
    **RDF_FORMATS,
    "rdfxml": Format("rdfxml", "rdf", "application/rdf+xml", one, encoded(stream), "application/rdf+xml"),
}
