"""SCHEMA-AP-NDE 1.2, the schema.org profile of the Dutch heritage network: what it has for each kind of thing."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from polyvocal.linkeddata import addresses
from polyvocal.linkeddata.schema_agents import perspective_document, scheme_document, voice_document
from polyvocal.linkeddata.schema_claims import claim_document, research_document
from polyvocal.linkeddata.schema_objects import object_document
from polyvocal.linkeddata.schema_texts import edition_document, text_document

DOCUMENTS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        addresses.OBJECT: object_document,
        addresses.TEXT: text_document,
        addresses.EDITION: edition_document,
        addresses.VOICE: voice_document,
        addresses.PERSPECTIVE: perspective_document,
        addresses.CLAIM: claim_document,
        addresses.RESEARCH: research_document,
        addresses.SCHEME: scheme_document,
    }
)
