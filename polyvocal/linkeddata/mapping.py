"""How the fields of our records are told in the models of others: the mapping that machines read at `/id/vocabulary`.

For each field the properties in which EDM, schema.org and Linked Art (CIDOC-CRM) tell it. They are broader, as a rule:
several fields of ours share one. Fields that a model tells in words alone are not here; `docs/profiles.md` has them.
"""

from collections.abc import Mapping

from polyvocal.linkeddata import edm
from polyvocal.linkeddata.schema_parts import SCHEMA
from polyvocal.linkeddata.serialise import CRM
from polyvocal.linkeddata.terms import Node

PREFIXES: Mapping[str, str] = {**edm.PREFIXES, "schema": SCHEMA, "crm": CRM}
_TOLD_AS = {
    "acquisition": "dcterms:provenance crm:P24i_changed_ownership_through",
    "alt": "dc:description schema:caption",
    "assessments": "dcterms:provenance schema:review crm:P140i_was_attributed_by",
    "attributions": "dc:creator schema:creator crm:P14_carried_out_by",
    "born": "rdaGr2:dateOfBirth schema:birthDate",
    "broader": "skos:broader",
    "categories": "edm:hasType schema:additionalType",
    "citations": "dc:source schema:citation crm:P15_was_influenced_by",
    "clause": "dcterms:provenance schema:text",
    "contentNote": "schema:contentRating crm:P67i_is_referred_to_by",
    "creditLine": "dcterms:provenance schema:creditText crm:P67i_is_referred_to_by",
    "died": "rdaGr2:dateOfDeath schema:deathDate",
    "dimensions": "dcterms:extent schema:size crm:P43_has_dimension",
    "exhibitions": "dc:relation schema:subjectOf crm:P16i_was_used_for",
    "formerNumbers": "dc:identifier schema:identifier crm:P1_is_identified_by",
    "held": "schema:temporal crm:P67i_is_referred_to_by",
    "identifier": "dc:identifier crm:P1_is_identified_by",
    "images": "edm:isShownBy edm:hasView schema:associatedMedia crm:P138i_has_representation",
    "keywords": "dc:subject schema:about",
    "language": "dc:language schema:inLanguage crm:P72_has_language",
    "licence": "edm:rights schema:license crm:P104_is_subject_to",
    "makers": "dc:creator schema:creator crm:P14_carried_out_by",
    "mandate": "skos:note schema:disambiguatingDescription crm:P67i_is_referred_to_by",
    "manifests": "dcterms:isReferencedBy schema:subjectOf",
    "matches": "skos:exactMatch owl:sameAs",
    "materials": "dcterms:medium schema:material crm:P45_consists_of",
    "names": "skos:prefLabel schema:name crm:P1_is_identified_by",
    "number": "schema:version",
    "objectNames": "dc:type schema:additionalType crm:P2_has_type",
    "objectNumber": "dc:identifier schema:identifier crm:P1_is_identified_by",
    "ownershipHistory": "dcterms:provenance crm:P67i_is_referred_to_by",
    "partOf": "dcterms:isPartOf schema:memberOf crm:P107i_is_current_or_former_member_of",
    "perspective": "dc:type schema:keywords crm:P2_has_type",
    "places": "dcterms:spatial schema:locationCreated",
    "produced": "dcterms:created schema:dateCreated crm:P108i_was_produced_by",
    "publishedFrom": "dcterms:issued schema:datePublished crm:P16i_was_used_for",
    "publishedUntil": "schema:expires crm:P16i_was_used_for",
    "reason": "schema:correction crm:P67i_is_referred_to_by",
    "recorded": "dcterms:created schema:dateCreated crm:P94i_was_created_by",
    "relations": "schema:mentions crm:P140i_was_attributed_by",
    "role": "schema:roleName",
    "service": "svcs:has_service",
    "showings": "schema:subjectOf crm:P16i_was_used_for",
    "source": "skos:inScheme",
    "speaksAs": "skos:note schema:additionalType",
    "state": "schema:creativeWorkStatus",
    "statement": "skos:note schema:description crm:P67i_is_referred_to_by",
    "techniques": "dc:format schema:artMedium",
    "textType": "dc:type schema:additionalType crm:P2_has_type",
    "titles": "dc:title schema:name crm:P1_is_identified_by",
    "uris": "owl:sameAs schema:sameAs",
    "voice": "dc:creator schema:creator crm:P14_carried_out_by",
    "withdrawalReason": "schema:disambiguatingDescription",
    "words": "dc:description schema:text crm:P190_has_symbolic_content",
}


def told_as(name: str) -> list[Node]:
    """Return the properties of others in which the field of this name in our vocabulary is told."""
    pairs = (one.split(":", 1) for one in _TOLD_AS.get(name, "").split())
    return [{"@id": PREFIXES[prefix] + local} for prefix, local in pairs]


def mapped() -> frozenset[str]:
    """Return the names of the fields that are told in properties of others."""
    return frozenset(_TOLD_AS)
