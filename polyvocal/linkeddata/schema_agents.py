"""SCHEMA-AP-NDE: who speaks, the viewpoints that are spoken from, and the lists that both are told in."""

from polyvocal.linkeddata import addresses
from polyvocal.linkeddata import schema_parts as parts
from polyvocal.linkeddata.parts import filled
from polyvocal.linkeddata.phrases import phrase
from polyvocal.linkeddata.schemes import PERSPECTIVES, Scheme
from polyvocal.linkeddata.terms import Node
from polyvocal.records import PerspectiveRecord, VoiceRecord


def voice_document(voice: VoiceRecord) -> Node:
    """Return a voice, with its position statement in its own words, its kind, and on whose behalf it speaks."""
    whole = voice.part_of
    return filled(
        parts.voice(voice)
        | {
            "description": parts.tagged(voice.statement),
            "disambiguatingDescription": _mandate(voice),
            "additionalType": [
                parts.listed_term("voice_kind", voice.kind, scheme="voice-kinds"),
                parts.listed_term("speaks_as", voice.speaks_as, scheme="mandates"),
            ],
            "memberOf": parts.voice(whole) if whole is not None else {},
            "sameAs": parts.links(voice.uris),
            "url": parts.link(f"{addresses.base_uri()}/voice/{voice.slug}/"),
        }
    )


def perspective_document(perspective: PerspectiveRecord) -> Node:
    """Return a perspective as a term of a set of the museum's own."""
    return filled(
        parts.perspective(perspective)
        | {
            "description": parts.tagged(perspective.description),
            "inDefinedTermSet": parts.link(addresses.identifier_uri(addresses.SCHEME, PERSPECTIVES)),
            "url": parts.link(f"{addresses.base_uri()}/perspective/{perspective.slug}/"),
        }
    )


def scheme_document(scheme: Scheme) -> Node:
    """Return a set of terms with all of them."""
    listed = [
        {"@id": one.uri}
        | parts.term(one.labels, uri=one.same_as, also="")
        | {"termCode": one.code, "inDefinedTermSet": parts.link(scheme.uri)}
        for one in scheme.terms
    ]
    return filled(
        {
            "@id": scheme.uri,
            "@type": ["DefinedTermSet"],
            "name": parts.tagged(scheme.titles),
            "hasDefinedTerm": [*listed, *map(perspective_document, scheme.perspectives)],
            "publisher": parts.institution(),
            "hasPart": [parts.voice(one) for one in scheme.voices],
        }
    )


def _mandate(voice: VoiceRecord) -> list[Node]:
    if not voice.mandate:
        return []
    return [parts.words(phrase("mandate", tag, mandate=voice.mandate), tag) for tag in ("nl", "en")]
