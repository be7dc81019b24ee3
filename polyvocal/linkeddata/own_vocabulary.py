"""The vocabulary of whole records, described for machines: classes, properties, and where others' models tell them."""

from collections.abc import Iterator
from dataclasses import is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from polyvocal.archival import COUNTS, PREFIX, name_of
from polyvocal.linkeddata import plain
from polyvocal.linkeddata.addresses import vocabulary_uri
from polyvocal.linkeddata.dossiers import ResearchRecord
from polyvocal.linkeddata.mapping import PREFIXES, told_as
from polyvocal.linkeddata.serialise import RDF, RDFS
from polyvocal.linkeddata.terms import Node
from polyvocal.linkeddata.writings import Writing
from polyvocal.records import EditionRecord, ObjectRecord, PerspectiveRecord, TextRecord, VoiceRecord

_HEADS = (ObjectRecord, TextRecord, EditionRecord, VoiceRecord, PerspectiveRecord, ResearchRecord)
_DOMAIN = "schema:domainIncludes"


def vocabulary_writing() -> Writing:
    """Return how the description is written."""
    return plain.writing({"rdf": RDF, "rdfs": RDFS, **PREFIXES, PREFIX: f"{vocabulary_uri()}#"})


def vocabulary_document() -> Node:
    """Return the description: one node for the vocabulary, one for each class and each property."""
    whole = {
        "@id": vocabulary_uri(), "@type": "owl:Ontology", "rdfs:label": _said("Whole records of an archive of texts"),
        "rdfs:comment": _said("Every public field of objects, texts, editions, voices, perspectives and dossiers."),
    }  # fmt: skip
    owners: dict[str, list[str]] = {one: ["Object", "Text"] for one in COUNTS}
    for kind in _kinds():
        for name in get_type_hints(kind):
            owners.setdefault(name_of(kind, name), []).append(_called(kind))
    return {"@graph": [whole, *map(_class, _kinds()), *(_property(*one) for one in sorted(owners.items()))]}


@cache
def _kinds() -> tuple[Any, ...]:
    found: dict[Any, None] = {}
    waiting: list[Any] = list(_HEADS)
    while waiting:
        kind = waiting.pop(0)
        if kind not in found:
            found[kind] = None
            waiting += [one for hint in get_type_hints(kind).values() for one in _within(hint)]
    return tuple(found)


def _within(hint: Any) -> Iterator[Any]:
    if is_dataclass(hint):
        yield hint
    for one in get_args(hint):
        yield from _within(one)


def _class(kind: Any) -> Node:
    comment = " ".join((kind.__doc__ or "").split("\n\n")[0].split())
    return {"@type": "rdfs:Class", **_told(_called(kind)), "rdfs:comment": _said(comment)}


def _property(name: str, owners: list[str]) -> Node:
    domains = [{"@id": f"{vocabulary_uri()}#{one}"} for one in dict.fromkeys(owners)]
    matches = told_as(name)
    return {
        "@type": "rdf:Property", **_told(name), **({_DOMAIN: domains} if domains else {}),
        **({"skos:broadMatch": matches} if matches else {}),
    }  # fmt: skip


def _told(name: str) -> Node:
    words = "".join(f" {one.lower()}" if one.isupper() else one for one in name).strip()
    return {
        "@id": f"{vocabulary_uri()}#{name}", "rdfs:label": _said(words), "rdfs:isDefinedBy": {"@id": vocabulary_uri()},
    }  # fmt: skip


def _called(kind: Any) -> str:
    return str(kind.__name__).removesuffix("Record")


def _said(words: str) -> Node:
    return {"@value": words, "@language": "en"}
