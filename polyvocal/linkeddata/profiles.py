"""The profiles by name: each makes documents of records, for the kinds of thing that it has a place for.

A new profile is a `Profile` in `PROFILES`. Negotiation, the endings of documents and the dumps all read from here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from polyvocal.exceptions import UnknownProfileError
from polyvocal.linkeddata import (
    addresses,
    archival,
    edm,
    edm_xml,
    iiif,
    lido,
    linked_art,
    plain,
    schema_org,
    schema_parts,
    serialise,
    skos,
)
from polyvocal.linkeddata.archival import with_whole_record
from polyvocal.linkeddata.claims import claims_in
from polyvocal.linkeddata.formats import FORMATS, Format
from polyvocal.linkeddata.linked_art_objects import object_document
from polyvocal.linkeddata.linked_art_research import research_document
from polyvocal.linkeddata.nanopublications import claim_with_graphs, edition_with_claims
from polyvocal.linkeddata.writings import WITHOUT_RDF, Writing
from polyvocal.records import ObjectRecord


@dataclass(frozen=True, slots=True)
class Profile:
    """How one community of aggregators wants to read the archive.

    `model` is the address of its specification, `uri` the one by which clients ask for it, `aliases` others that
    they use. `documents` makes a document of a kind of thing (`addresses.OBJECT` and so on): of an ObjectRecord; of
    an object and its TextRecord; of an object, a text and its EditionRecord; of a VoiceRecord; of a
    PerspectiveRecord; of an object and its Claim; of a ResearchRecord; of a scheme. A kind that it lacks has no
    document in this profile. `ending` stands before that of the format, and `lacks` says why an object cannot be
    told of in it, in words for the museum: such an object is left out of dumps and harvests.
    """

    name: str
    title: str
    model: str
    uri: str
    writing: Writing
    documents: Mapping[str, Callable[..., Any]]
    formats: Mapping[str, Format] = field(default_factory=lambda: FORMATS)
    ending: str = ""
    aliases: tuple[str, ...] = ()
    lacks: Callable[[ObjectRecord], Sequence[str]] = lambda obj: ()

    def documents_of(self, obj: ObjectRecord) -> Iterator[Any]:
        """Yield the documents of an object, of its texts, their editions and claims; withdrawn ones are tombstones."""
        made = self.documents
        text_document, edition_document = made.get(addresses.TEXT), made.get(addresses.EDITION)
        claim_document = made.get(addresses.CLAIM)
        if addresses.OBJECT in made:
            yield made[addresses.OBJECT](obj)
        for text in obj.texts:
            if text_document is not None:
                yield text_document(obj, text)
            if edition_document is not None:
                for edition in text.editions:
                    yield edition_document(obj, text, edition)
        if claim_document is not None:
            for claim in claims_in(obj.texts):
                yield claim_document(obj, claim)

    def ending_of(self, written_as: Format) -> str:
        """Return the ending of a document of this profile in a format, without its first point."""
        return f"{self.ending}.{written_as.ending}" if self.ending else written_as.ending

    def content_type(self, written_as: Format) -> str:
        """Return the media type of a document as a response states it; JSON-LD names its profile."""
        stated = written_as.content_type
        return f'{stated};profile="{self.uri}"' if stated == "application/ld+json" else stated


LINKED_ART = Profile(
    name="linked-art",
    title="Linked Art 1.0",
    model="https://linked.art/model/",
    uri="https://linked.art/ns/v1/linked-art.json",
    aliases=("https://linked.art/model/", "https://linked.art/ns/terms/", "https://linked.art/"),
    writing=serialise.LINKED_ART,
    documents={
        addresses.OBJECT: with_whole_record(object_document, archival.object_node),
        addresses.TEXT: with_whole_record(linked_art.text_document, archival.text_node),
        addresses.EDITION: with_whole_record(edition_with_claims, archival.edition_node),
        addresses.VOICE: with_whole_record(linked_art.voice_document, archival.voice_node),
        addresses.PERSPECTIVE: with_whole_record(linked_art.perspective_document, archival.perspective_node),
        addresses.CLAIM: claim_with_graphs,
        addresses.RESEARCH: with_whole_record(research_document, archival.research_node),
    },
)

LIDO = Profile(
    name="lido",
    title="LIDO 1.1",
    model="https://lido-schema.org/",
    uri="http://www.lido-schema.org",
    aliases=("http://www.lido-schema.org/schema/v1.1/lido-v1.1.xsd", "https://lido-schema.org/"),
    writing=WITHOUT_RDF,
    documents={addresses.OBJECT: lido.object_document},
    formats={lido.XML.name: lido.XML},
    ending="lido",
)
EDM = Profile(
    name="edm",
    title="Europeana Data Model (external)",
    model="https://pro.europeana.eu/page/edm-documentation",
    uri="http://www.europeana.eu/schemas/edm/",
    aliases=("https://www.europeana.eu/schemas/edm/", edm_xml.SCHEMA),
    writing=plain.writing(edm.PREFIXES, graph_ending="edm.jsonld"),
    documents={addresses.OBJECT: edm.object_document},
    formats=edm_xml.FORMATS,
    ending="edm",
    lacks=edm.lacks,
)

SCHEMA_ORG = Profile(
    name="schema-org",
    title="SCHEMA-AP-NDE 1.2 (schema.org)",
    model=schema_parts.PROFILE,
    uri=schema_parts.PROFILE,
    aliases=("https://schema.org/", "https://schema.org", "http://schema.org/", "http://schema.org", "schema"),
    writing=schema_parts.WRITING,
    documents=schema_org.DOCUMENTS,
    ending="schema",
)
SKOS = Profile(
    name="skos",
    title="SKOS",
    model="https://www.w3.org/TR/skos-reference/",
    uri=skos.SKOS,
    aliases=(skos.SKOS.rstrip("#"),),
    writing=skos.WRITING,
    documents=skos.DOCUMENTS,
    ending="skos",
)

IIIF = Profile(
    name="iiif",
    title="IIIF Presentation 3.0",
    model="https://iiif.io/api/presentation/3.0/",
    uri=iiif.CONTEXT,
    aliases=("https://iiif.io/api/presentation/3.0/",),
    writing=WITHOUT_RDF,
    documents={addresses.OBJECT: iiif.manifest},
    formats={iiif.JSON.name: iiif.JSON},
    ending="iiif",
)

PROFILES: Mapping[str, Profile] = {one.name: one for one in (LINKED_ART, SCHEMA_ORG, SKOS, LIDO, EDM, IIIF)}
BY_ENDING: Mapping[str, tuple[Profile, Format]] = {
    profile.ending_of(written_as): (profile, written_as)
    for profile in PROFILES.values()
    for written_as in profile.formats.values()
}
"""Profile and format by the ending of a document, those of the first profile first."""


def profile_named(name: str) -> Profile:
    """Return the profile of that name; raises UnknownProfileError, which lists the names there are."""
    if name not in PROFILES:
        raise UnknownProfileError(
            _("There is no profile “%(name)s”. Choose one of: %(names)s.")
            % {"name": name, "names": ", ".join(sorted(PROFILES))}
        )
    return PROFILES[name]


def format_named(profile: Profile, name: str) -> Format:
    """Return the format of that name; raises UnknownProfileError, which lists those that the profile has."""
    if name not in profile.formats:
        raise UnknownProfileError(
            _("%(profile)s has no format “%(name)s”. Choose one of: %(names)s.")
            % {"profile": profile.title, "name": name, "names": ", ".join(sorted(profile.formats))}
        )
    return profile.formats[name]
