"""Claims as nanopublications (nanopub.net/guidelines): one for what an edition says of an event, one for a judgement.

Each has four named graphs: its head, the assertion, where that comes from, and how it was published. What the assertion
says is said there outright, and nowhere else. The nanopublication of an event is named after the edition, because an
edition never changes; those of superseded editions stand beside the edition and say until when they held.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from polyvocal.linkeddata import addresses, linked_art, parts, terms
from polyvocal.linkeddata.claims import Claim, claims_in
from polyvocal.linkeddata.graphs import CITO, DCTERMS, NP, NPX, PROV, NamedGraph, Published, literal, moment
from polyvocal.linkeddata.linked_art_claims import JUDGING, asserted, assessment, claim_document, sources_of
from polyvocal.linkeddata.parties import party_records
from polyvocal.linkeddata.serialise import RDF, RDFS, lines
from polyvocal.linkeddata.terms import Node
from polyvocal.linkeddata.writings import lines_of, statements_in
from polyvocal.models import LICENCES
from polyvocal.records import AssessmentRecord, CitationRecord, EditionRecord, ObjectRecord, TextRecord, VoiceRecord


@dataclass(frozen=True, slots=True)
class _Publication:
    """What is told of an assertion: who makes it on what ground, and when and under which licence it is public."""

    uri: str
    voices: tuple[VoiceRecord, ...]
    sources: tuple[CitationRecord, ...]
    issued: datetime | None
    ended: datetime | None = None
    licence: str = ""
    derived_from: str = ""
    supersedes: str = ""


def claim_with_graphs(obj: ObjectRecord, claim: Claim) -> Node:
    """Return the record of a claim with its nanopublications: of what is said now, and of every judgement."""
    return Published(claim_document(obj, claim), lambda: list(_graphs_of_claim(obj, claim)))


def edition_with_claims(obj: ObjectRecord, text: TextRecord, edition: EditionRecord) -> Node:
    """Return the record of an edition, a superseded one with the nanopublications of what it said of events."""
    record = linked_art.edition_document(obj, text, edition)
    if edition.state != "superseded" or not edition.events:
        return record
    return Published(record, lambda: list(_graphs_of_edition(obj, text, edition)))


def _graphs_of_claim(obj: ObjectRecord, claim: Claim) -> Iterator[NamedGraph]:
    if claim.is_current:
        yield from _said(obj, claim)
    for judged in claim.assessments:
        yield from _judged(claim, judged)


def _graphs_of_edition(obj: ObjectRecord, text: TextRecord, edition: EditionRecord) -> Iterator[NamedGraph]:
    for claim in claims_in([TextRecord(text.perspective, text.text_type, text.language, (edition,), id=text.id)]):
        yield from _said(obj, claim, text=text)


def _said(obj: ObjectRecord, claim: Claim, *, text: TextRecord | None = None) -> Iterator[NamedGraph]:
    edition = claim.edition
    publication = _Publication(
        uri=_publication_uri(edition, claim),
        voices=tuple(one.voice for one in edition.attributions),
        sources=tuple(sources_of(claim)),
        issued=edition.published_from,
        ended=edition.published_until,
        licence=edition.licence,
        derived_from=addresses.identifier_uri(addresses.EDITION, edition.id),
        supersedes=_before(text or claim.text, claim),
    )
    words = parts.statement(claim.event.clause, terms.PROVENANCE_STATEMENT, language=claim.text.language)
    activity = {"id": claim.uri, "type": "Activity", "classified_as": [terms.PROVENANCE_ACTIVITY]}
    told = parts.filled({"referred_to_by": [words]} | asserted(obj, claim))
    yield from _nanopublication(publication, [activity | told, *party_records(claim)])


def _judged(claim: Claim, judged: AssessmentRecord) -> Iterator[NamedGraph]:
    uri = f"{claim.uri}#assessment-{judged.id}"
    publication = _Publication(
        uri=uri, voices=(judged.voice,), sources=(judged.citation,) if judged.citation else (),
        issued=judged.assessed_at, derived_from=claim.uri,
    )  # fmt: skip
    judging = assessment(judged) | {"id": f"{uri}-judgement"}
    node: Node = {"id": claim.uri, "type": "Activity", "attributed_by": [judging]}
    said = f"<{uri}-judgement> <{CITO}{JUDGING[judged.standing]}> <{claim.uri}>"
    yield from _nanopublication(publication, [node], said)


def _nanopublication(publication: _Publication, nodes: list[Node], *more: str) -> Iterator[NamedGraph]:
    uri = publication.uri
    head, assertion, provenance, pubinfo = (f"{uri}-{name}" for name in ("head", "assertion", "provenance", "pubinfo"))
    parted = [
        f"<{uri}> <{RDF}type> <{NP}Nanopublication>",
        f"<{uri}> <{NP}hasAssertion> <{assertion}>",
        f"<{uri}> <{NP}hasProvenance> <{provenance}>",
        f"<{uri}> <{NP}hasPublicationInfo> <{pubinfo}>",
    ]
    yield NamedGraph(head, lines_of(parted))
    said = [one for node in nodes for one in statements_in(lines(node, f"{assertion} {node['id']}"))]
    yield NamedGraph(assertion, lines_of([*said, *more]))
    yield NamedGraph(provenance, lines_of(_provenance(publication, assertion)))
    yield NamedGraph(pubinfo, lines_of(_publication_info(publication)))


def _provenance(publication: _Publication, assertion: str) -> Iterator[str]:
    for voice in publication.voices:
        uri = addresses.identifier_uri(addresses.VOICE, voice.slug)
        yield f"<{assertion}> <{PROV}wasAttributedTo> <{uri}>"
        if voice.part_of is not None:
            whole = addresses.identifier_uri(addresses.VOICE, voice.part_of.slug)
            yield f"<{uri}> <{PROV}actedOnBehalfOf> <{whole}>"
    for number, source in enumerate(publication.sources, start=1):
        uri = addresses.web_address(source.uri) or f"{publication.uri}-source-{number}"
        called = ", ".join(words for words in (source.title, source.locator) if words)
        yield f"<{assertion}> <{PROV}hadPrimarySource> <{uri}>"
        yield f"<{uri}> <{RDFS}label> {literal(called)}"


def _publication_info(publication: _Publication) -> Iterator[str]:
    about = f"<{publication.uri}>"
    yield f"{about} <{NPX}wasCreatedAt> <{addresses.base_uri()}/>"
    yield f"{about} <{PROV}wasDerivedFrom> <{publication.derived_from}>"
    if publication.issued:
        yield f"{about} <{DCTERMS}issued> {moment(publication.issued)}"
    if publication.ended:
        yield f"{about} <{PROV}invalidatedAtTime> {moment(publication.ended)}"
    if LICENCES.get(publication.licence):
        yield f"{about} <{DCTERMS}license> <{LICENCES[publication.licence]}>"
    if publication.supersedes:
        yield f"{about} <{NPX}supersedes> <{publication.supersedes}>"


def _publication_uri(edition: EditionRecord, claim: Claim) -> str:
    return f"{addresses.identifier_uri(addresses.EDITION, edition.id)}#claim-{claim.event.id}"


def _before(text: TextRecord, claim: Claim) -> str:
    """Return the nanopublication of the same event by the edition before, if that stated it and can be read."""
    for edition in text.editions:
        is_before = edition.number == (claim.edition.number or 0) - 1
        if is_before and claim.event.id in {one.id for one in edition.events}:
            return _publication_uri(edition, claim)
    return ""
