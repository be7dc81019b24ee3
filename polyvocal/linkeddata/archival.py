"""Whole records in the vocabulary of our own (`polyvocal.archival`), beside every document, for who keeps the archive.

Other models have no place for some fields: here each has one. An object says how many texts it has, and a text how many
editions, so that who reads a copy notices what is missing. A withdrawn edition says of its voices no more than their
name and kind, for they may have no record of their own.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from polyvocal.archival import PREFIX, Node, node_of, reference_to
from polyvocal.linkeddata import addresses
from polyvocal.linkeddata.addresses import identifier_uri
from polyvocal.linkeddata.dossiers import ResearchRecord
from polyvocal.linkeddata.graphs import Published
from polyvocal.records import EditionRecord, ObjectRecord, PerspectiveRecord, TextRecord, VoiceRecord

_NOT_OF_OBJECTS = frozenset({"identifier", "texts", "titles", "fallback_title", "terms", "changed_at"})
_NOT_OF_TEXTS = frozenset({"id", "editions"})
_ID, _SLUG = frozenset({"id"}), frozenset({"slug"})
_MORE_THAN_A_NAME = frozenset(
    {"slug", "statement", "uris", "speaks_as", "mandate", "part_of", "languages", "active_period"}
)


def with_whole_record(document_of: Callable[..., Node], whole_of: Callable[..., Node]) -> Callable[..., Node]:
    """Return a function that makes a document and gives it its whole record as a graph of its own."""

    def made(*records: Any) -> Node:
        document = document_of(*records)
        if not isinstance(document, Published):
            document = Published(document)
        document.whole = partial(whole_of, *records)
        return document

    return made


def object_node(obj: ObjectRecord) -> Node:
    """Return an object without its texts; what it is called follows from them."""
    terms = [
        {f"{PREFIX}:position": number, f"{PREFIX}:field": field, f"{PREFIX}:language": language,
         f"{PREFIX}:words": words, f"{PREFIX}:term": node_of(term, identifier_uri)}
        for number, ((field, language, words), term) in enumerate(obj.terms.items(), start=1)
    ]  # fmt: skip
    return {
        **_head(addresses.OBJECT, obj.identifier, "Object"),
        **node_of(obj, identifier_uri, without=_NOT_OF_OBJECTS),
        **({f"{PREFIX}:terms": terms} if terms else {}),
        f"{PREFIX}:texts": len(obj.texts),
    }


def text_node(obj: ObjectRecord, text: TextRecord) -> Node:
    """Return a text without its editions, with its ties to others and the judgements of its events."""
    return {
        **_head(addresses.TEXT, text.id, "Text"),
        f"{PREFIX}:object": reference_to(obj, identifier_uri),
        **node_of(text, identifier_uri, without=_NOT_OF_TEXTS),
        f"{PREFIX}:editions": len(text.editions),
    }


def edition_node(_obj: ObjectRecord, text: TextRecord, edition: EditionRecord) -> Node:
    """Return an edition with everything that belongs to it."""
    node = {
        **_head(addresses.EDITION, edition.id, "Edition"),
        f"{PREFIX}:text": {"@id": identifier_uri(addresses.TEXT, text.id)},
        **node_of(edition, identifier_uri, without=_ID),
    }
    if edition.state == "withdrawn":
        for said, one in zip(node.get(f"{PREFIX}:attributions", ()), edition.attributions, strict=True):
            said[f"{PREFIX}:voice"] |= _name_and_kind(one.voice)
    return node


def voice_node(voice: VoiceRecord) -> Node:
    """Return a voice, with the name and the kind of what it is part of."""
    node = {**_head(addresses.VOICE, voice.slug, "Voice"), **node_of(voice, identifier_uri, without=_SLUG)}
    if voice.part_of is not None:
        node[f"{PREFIX}:partOf"] |= _name_and_kind(voice.part_of)
    return node


def perspective_node(perspective: PerspectiveRecord) -> Node:
    """Return a perspective."""
    head = _head(addresses.PERSPECTIVE, perspective.slug, "Perspective")
    return {**head, **node_of(perspective, identifier_uri, without=_SLUG)}


def research_node(research: ResearchRecord) -> Node:
    """Return a dossier; its objects are only named."""
    return {
        **_head(addresses.RESEARCH, research.slug, "Research"), **node_of(research, identifier_uri, without=_SLUG)
    }  # fmt: skip


def _head(kind: str, key: str, name: str) -> Node:
    return {"@id": identifier_uri(kind, key), "@type": f"{PREFIX}:{name}"}


def _name_and_kind(voice: VoiceRecord) -> Node:
    return node_of(voice, identifier_uri, without=_MORE_THAN_A_NAME)
