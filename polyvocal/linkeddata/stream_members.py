"""Members of the stream of editions, in plain terms: what an edition said when it came, and that it went.

A member never changes, so it says nothing that may: not whether the edition still stands, which showings and relations
it has. There is one exception: words that were withdrawn leave the member for ever. Who speaks is told as it is now.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from polyvocal.conf import label_of, vocabulary
from polyvocal.linkeddata import addresses, plain
from polyvocal.linkeddata.addresses import identifier_uri
from polyvocal.linkeddata.gather import Gathering
from polyvocal.linkeddata.graphs import DCTERMS, PROV
from polyvocal.linkeddata.parts import filled
from polyvocal.linkeddata.phrases import phrase
from polyvocal.linkeddata.serialise import RDF, XSD
from polyvocal.linkeddata.terms import Node
from polyvocal.models import LICENCES, StreamAct, StreamMember
from polyvocal.object_model import adapter
from polyvocal.records import (
    UNKNOWN_LANGUAGE,
    AttributionRecord,
    EditionRecord,
    Names,
    ObjectRecord,
    Span,
    TextRecord,
    VoiceRecord,
)

PREFIXES = {
    "as": "https://www.w3.org/ns/activitystreams#",
    "dcterms": DCTERMS,
    "ldes": "https://w3id.org/ldes#",
    "prov": PROV,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "tree": "https://w3id.org/tree#",
    "xsd": XSD,
}
WRITING = plain.writing(PREFIXES)
VERSION_OF, ISSUED = f"{DCTERMS}isVersionOf", f"{DCTERMS}issued"
TYPE, DEPARTURE = f"{RDF}type", f"{PREFIXES['as']}Activity"
"""How clients know that a member ends what it is a version of: LDES has one value for that, whichever way it went."""

_GENERATED = {"@id": "https://schema.org/TrainedAlgorithmicMediaDigitalSource"}
_ASKED = frozenset({"consulted", "interviewer"})

Found = tuple[ObjectRecord, TextRecord, EditionRecord]


def member_nodes(members: Sequence[StreamMember], stream: str) -> list[Node]:
    """Return the nodes of members, whose editions are loaded with their texts, as they may be told now."""
    found = _found(members)
    return [_node(one, found.get(str(one.edition_id)), stream) for one in members]


def member_uri(member: StreamMember, stream: str) -> str:
    """Return what a member is called: an edition that comes by its own identifier, anything else by its number."""
    if member.act == StreamAct.PUBLISHED:
        return identifier_uri(addresses.EDITION, str(member.edition_id))
    return f"{stream}#{member.number}"


def moment(when: datetime | None) -> Node:
    """Return a moment to the thousandth of a second, {} where there is none."""
    if when is None:
        return {}
    written = when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"@value": written, "@type": "xsd:dateTime"}


def _found(members: Sequence[StreamMember]) -> dict[str, Found]:
    keys = {one.edition.text.obj_id for one in members}
    objects = list(adapter().visible().filter(pk__in=keys).order_by("pk")) if keys else []
    records = Gathering().records_of(objects) if objects else []
    return {one.id: (record, text, one) for record in records for text in record.texts for one in text.editions}


def _node(member: StreamMember, found: Found | None, stream: str) -> Node:
    uri = identifier_uri(addresses.EDITION, str(member.edition_id))
    text = identifier_uri(addresses.TEXT, str(member.edition.text_id))
    begun: Node = {
        "@id": member_uri(member, stream),
        "dcterms:isVersionOf": _link(text if member.is_of_text else uri),
        "dcterms:issued": moment(member.issued),
    }
    edition = found[2] if found is not None else None
    if member.act in (StreamAct.ENDED, StreamAct.WITHDRAWN):
        return filled(begun | _departure(member, edition, uri))
    if found is None or found[2].state == "withdrawn":
        return begun | {"@type": "as:Tombstone"}
    return filled(begun | _said(*found) | ({"as:object": _link(uri)} if member.act == StreamAct.RESTORED else {}))


def _departure(member: StreamMember, edition: EditionRecord | None, uri: str) -> Node:
    if member.act == StreamAct.ENDED:
        ended = edition.published_until if edition is not None else None
        return {"@type": ["as:Remove", "as:Activity"], "as:object": _link(uri), "as:endTime": moment(ended)}
    is_withdrawn = edition is not None and edition.state == "withdrawn"
    return {
        "@type": ["as:Delete", "as:Activity"],
        "as:object": _link(uri),
        "as:endTime": moment(edition.withdrawn_at) if edition is not None and is_withdrawn else {},
        "as:summary": edition.withdrawal_reason if edition is not None and is_withdrawn else "",
    }


def _said(obj: ObjectRecord, text: TextRecord, edition: EditionRecord) -> Node:
    before = [one for one in text.editions if one.number == (edition.number or 0) - 1]
    return {
        "@type": "schema:CreativeWork",
        "schema:version": edition.number or 0,
        "schema:text": _words(edition.words, text.language),
        "schema:inLanguage": "" if text.language == UNKNOWN_LANGUAGE else text.language,
        "schema:genre": _labels("text_type", text.text_type),
        "schema:about": _link(identifier_uri(addresses.OBJECT, obj.identifier)),
        "schema:keywords": _link(identifier_uri(addresses.PERSPECTIVE, text.perspective.slug)),
        "schema:creator": [_link(_voice(one.voice)) for one in edition.attributions if one.role not in _ASKED],
        "prov:qualifiedAttribution": [_attribution(one) for one in edition.attributions],
        "schema:digitalSourceType": _GENERATED if any(o.voice.kind == "machine" for o in edition.attributions) else {},
        "schema:license": _licence(edition.licence),
        "schema:datePublished": moment(edition.published_from),
        "dcterms:created": _dated(edition.recorded),
        "schema:temporal": _dated(edition.held),
        "skos:changeNote": _words(edition.reason, text.language) if edition.reason else {},
        "schema:contentRating": _content_note(edition.content_note),
        "schema:citation": [_named(one.title, one.locator) for one in edition.citations],
        "dcterms:source": [{"@id": uri} for one in edition.citations if (uri := addresses.web_address(one.uri))],
        "dcterms:replaces": [_link(identifier_uri(addresses.EDITION, one.id)) for one in before],
    }


def _attribution(one: AttributionRecord) -> Node:
    role = vocabulary("role").get(one.role)
    return filled(
        {
            "@type": "prov:Attribution",
            "prov:agent": _link(_voice(one.voice)),
            "rdfs:label": _tagged(one.voice.names),
            "prov:hadRole": _link(role.uri) if role and role.uri else {"rdfs:label": one.role},
            "rdfs:comment": [said for tag in ("nl", "en") for said in _about(one.voice, tag)],
        }
    )


def _about(voice: VoiceRecord, tag: str) -> list[Node]:
    kind = label_of("voice_kind", voice.kind, language=tag)
    speaks_as = label_of("speaks_as", voice.speaks_as, language=tag)
    said = [_words(phrase("kind of voice", tag, kind=kind, speaks_as=speaks_as), tag)]
    return [*said, _words(phrase("mandate", tag, mandate=voice.mandate), tag)] if voice.mandate else said


def _labels(name: str, code: str) -> list[Node]:
    return [_words(label_of(name, code, language=tag), tag) for tag in ("nl", "en")]


def _content_note(said: Names) -> Node:
    return {"@type": "schema:Rating", "schema:ratingExplanation": _tagged(said)} if any(said.values()) else {}


def _dated(span: Span) -> list[str]:
    return list(dict.fromkeys(written for written in (span.edtf, span.as_written) if written))


def _named(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _licence(code: str) -> Node:
    uri = addresses.web_address(LICENCES.get(code, code))
    return {"@id": uri} if uri else {}


def _tagged(names: Names) -> list[Node]:
    return [_words(words, tag) for tag, words in names.items() if words]


def _words(words: str, language: str) -> Node:
    return {"@value": words, "@language": language or UNKNOWN_LANGUAGE}


def _voice(voice: VoiceRecord) -> str:
    return identifier_uri(addresses.VOICE, voice.slug)


def _link(uri: str) -> Node:
    return {"@id": addresses.spelled(uri)}
