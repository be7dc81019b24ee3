"""SKOS: perspectives and the controlled lists as concept schemes, voices as agents, so that others may map them."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from polyvocal.linkeddata import addresses, plain
from polyvocal.linkeddata import schema_parts as parts
from polyvocal.linkeddata.parts import filled
from polyvocal.linkeddata.phrases import phrase
from polyvocal.linkeddata.schemes import PERSPECTIVES, VOICES, ListedTerm, Scheme
from polyvocal.linkeddata.serialise import RDF, RDFS, XSD
from polyvocal.linkeddata.terms import Node
from polyvocal.records import PerspectiveRecord, VoiceRecord

SKOS = "http://www.w3.org/2004/02/skos/core#"
WRITING = plain.writing(
    {
        "rdf": RDF,
        "rdfs": RDFS,
        "skos": SKOS,
        "foaf": "http://xmlns.com/foaf/0.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "xsd": XSD,
    },
    graph_ending="skos.jsonld",
)
_AGENTS = {"Person": "foaf:Person", "Organization": "foaf:Organization"}


def scheme_document(scheme: Scheme) -> Node:
    """Return a concept scheme with all its concepts."""
    concepts = [
        *(_listed(scheme, one) for one in scheme.terms),
        *map(perspective_document, scheme.perspectives),
        *map(voice_document, scheme.voices),
    ]
    _tell_both_ways(concepts)
    head = filled(
        {
            "@id": scheme.uri,
            "@type": "skos:ConceptScheme",
            "skos:prefLabel": parts.tagged(scheme.titles),
            "dcterms:title": parts.tagged(scheme.titles),
            "dcterms:publisher": parts.link(f"{addresses.base_uri()}/"),
            "skos:hasTopConcept": [{"@id": one["@id"]} for one in concepts if "skos:broader" not in one],
        }
    )
    return {"@graph": [head, *concepts]}


def _tell_both_ways(concepts: Sequence[Node]) -> None:
    """Say of what others are part of that they are, as of the top concepts: not every reader infers it."""
    parts_of: dict[str, list[Node]] = {}
    for one in concepts:
        if "skos:broader" in one:
            parts_of.setdefault(one["skos:broader"]["@id"], []).append({"@id": one["@id"]})
    for one in concepts:
        if one["@id"] in parts_of:
            one["skos:narrower"] = parts_of[one["@id"]]


def perspective_document(perspective: PerspectiveRecord) -> Node:
    """Return a perspective as a concept."""
    uri = addresses.identifier_uri(addresses.PERSPECTIVE, perspective.slug)
    return _concept(
        uri,
        PERSPECTIVES,
        {
            "skos:prefLabel": parts.tagged(perspective.names, otherwise=perspective.slug),
            "skos:notation": perspective.slug,
            "skos:scopeNote": parts.tagged(perspective.description),
        },
    )


def voice_document(voice: VoiceRecord) -> Node:
    """Return a voice as an agent and as a concept; what it is part of is broader."""
    whole = voice.part_of
    said = _concept(
        addresses.identifier_uri(addresses.VOICE, voice.slug),
        VOICES,
        {
            "skos:prefLabel": parts.tagged(voice.names, otherwise=voice.slug),
            "foaf:name": parts.tagged(voice.names, otherwise=voice.slug),
            "skos:notation": voice.slug,
            "skos:scopeNote": parts.tagged(voice.statement),
            "skos:note": _mandate(voice),
            "dcterms:type": [
                parts.link(addresses.listed_uri("voice-kinds", voice.kind)),
                parts.link(addresses.listed_uri("mandates", voice.speaks_as)),
            ],
            "skos:exactMatch": parts.links(voice.uris),
            "skos:broader": parts.link(addresses.identifier_uri(addresses.VOICE, whole.slug)) if whole else {},
        },
    )
    kinds = [_AGENTS[one] for one in parts.voice_types(voice.kind)]
    return said | {"@type": ["skos:Concept", *(kinds or ["foaf:Agent"])]}


def _listed(scheme: Scheme, one: ListedTerm) -> Node:
    # Several of our text types stand for one term of the thesaurus, which they are narrower than and do not equal.
    is_shared = bool(one.same_as) and sum(other.same_as == one.same_as for other in scheme.terms) > 1
    return _concept(
        one.uri,
        scheme.name,
        {
            "skos:prefLabel": parts.tagged(one.labels, otherwise=one.code),
            "skos:notation": one.code,
            "skos:broadMatch" if is_shared else "skos:exactMatch": parts.link(one.same_as) if one.same_as else {},
        },
    )


def _concept(uri: str, scheme: str, said: Node) -> Node:
    inside = {"@id": addresses.identifier_uri(addresses.SCHEME, scheme)}
    top = {} if said.get("skos:broader") else inside
    return filled({"@id": uri, "@type": "skos:Concept", **said, "skos:inScheme": inside, "skos:topConceptOf": top})


def _mandate(voice: VoiceRecord) -> list[Node]:
    if not voice.mandate:
        return []
    return [parts.words(phrase("mandate", tag, mandate=voice.mandate), tag) for tag in ("nl", "en")]


DOCUMENTS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        addresses.VOICE: voice_document,
        addresses.PERSPECTIVE: perspective_document,
        addresses.SCHEME: scheme_document,
    }
)
