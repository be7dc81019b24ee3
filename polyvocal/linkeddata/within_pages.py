"""What the page about a thing tells machines: links to its documents in every profile, and one document within it.

Linked Art asks for the link (linked.art/api/1.0/protocol), the guidelines of the Netwerk Digitaal Erfgoed for
schema.org within the page.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe

from polyvocal.linkeddata import addresses
from polyvocal.linkeddata.profiles import BY_ENDING, SCHEMA_ORG, Profile
from polyvocal.linkeddata.things import find_thing
from polyvocal.records import ObjectRecord

# What would end the element, or begin a comment within it (HTML, section 4.12.1.3), or a line in old JavaScript.
_ESCAPES = {"<": r"\u003C", ">": r"\u003E", "&": r"\u0026", "\u2028": r"\u2028", "\u2029": r"\u2029"}


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A link to a document about what a page shows."""

    relation: str
    media_type: str
    address: str
    title: str


def links_to(kind: str, key: str) -> list[DocumentLink]:
    """Return links to the first document of every profile about a thing; none where its address is not served."""
    links: list[DocumentLink] = []
    named: list[Profile] = []
    for ending, (profile, written_as) in BY_ENDING.items():
        if kind in profile.documents and profile not in named:
            try:
                address = reverse(f"polyvocal:{kind}-document", args=[key, ending])
            except NoReverseMatch:
                return []
            relation = "alternate" if named else "describedby"
            links.append(DocumentLink(relation, profile.content_type(written_as), address, profile.title))
            named.append(profile)
    return links


def schema_org_of(kind: str, key: str) -> dict[str, Any]:
    """Return the document about a thing in schema.org's terms, {} where there is none for the public."""
    thing = find_thing(kind, key)
    if thing is None or thing.tombstone is not None:
        return {}
    return _for_a_page(thing.document(SCHEMA_ORG))


def schema_org_from(record: ObjectRecord) -> dict[str, Any]:
    """Return the document about an object of which the record is at hand."""
    return _for_a_page(SCHEMA_ORG.documents[addresses.OBJECT](record))


def _for_a_page(document: Mapping[str, Any]) -> dict[str, Any]:
    """Leave words out that the page shows behind a content note only: who searches the web would be shown them bare."""
    gated = {str(words) for words in _gated_words(document)}
    return {"@context": SCHEMA_ORG.writing.context, **_without(document, gated)}


def _gated_words(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for one in value:
            yield from _gated_words(one)
    elif isinstance(value, Mapping):
        if "contentRating" in value:
            yield from value.get("text", [])
        for one in value.values():
            yield from _gated_words(one)


def _without(value: Any, gated: Collection[str]) -> Any:
    if isinstance(value, list):
        return [_without(one, gated) for one in value if str(one) not in gated]
    if not isinstance(value, Mapping):
        return value
    return {key: kept for key, one in value.items() if (kept := _without(one, gated)) not in ([], {})}


def json_within_html(document: Mapping[str, Any]) -> SafeString:
    """Return a document as it may stand within a script element, whatever words it holds."""
    written = json.dumps(document, ensure_ascii=False)
    for letter, escape in _ESCAPES.items():
        written = written.replace(letter, escape)
    return mark_safe(written)
