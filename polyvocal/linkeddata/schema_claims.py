"""SCHEMA-AP-NDE: claims about provenance with the judgements of them, and dossiers of provenance research."""

from polyvocal.conf import vocabulary
from polyvocal.linkeddata import addresses
from polyvocal.linkeddata import schema_parts as parts
from polyvocal.linkeddata.claims import Claim
from polyvocal.linkeddata.dossiers import ResearchRecord
from polyvocal.linkeddata.parts import filled
from polyvocal.linkeddata.phrases import phrase
from polyvocal.linkeddata.schema_texts import changed_at, creators, edition_uri, object_stub, state, voices
from polyvocal.linkeddata.terms import Node
from polyvocal.records import AssessmentRecord, ObjectRecord


def claim_document(obj: ObjectRecord, claim: Claim) -> Node:
    """Return a claim in its own words, who makes it, where it stands and how it is judged; never as a plain fact."""
    event = claim.event
    judged = [one.assessed_at for one in claim.assessments if one.assessed_at]
    moments = [one for one in (changed_at([claim.edition]), *judged) if one]
    return filled(
        {
            "@id": claim.uri,
            "@type": ["CreativeWork", "Claim"],
            "name": [_name(claim, tag) for tag in ("nl", "en")],
            "text": [parts.words(event.clause, claim.text.language)],
            "about": object_stub(obj),
            "creator": creators(claim.edition.attributions),
            "appearance": parts.link(edition_uri(claim.edition)),
            "citation": [parts.source(one) for one in event.citations],
            "temporal": [parts.words(event.tenure.as_written)] if event.tenure.as_written else [],
            "keywords": [{"@type": "DefinedTerm", "name": _standing(claim), "termCode": claim.standing}],
            "creativeWorkStatus": state(claim.edition.state),
            "expires": {} if claim.is_current else parts.moment(claim.edition.published_until),
            "license": parts.licence(claim.edition.licence),
            "review": [_review(claim, one) for one in claim.assessments],
            **parts.of_the_dataset(max(moments, default=None)),
        }
    )


def research_document(research: ResearchRecord) -> Node:
    """Return a public dossier: its question, its findings, who did the research, and on what."""
    latest = research.steps[-1] if research.steps else None
    known = vocabulary("research_status").get(latest.status) if latest else None
    said = {"method": research.method, "outcome": research.outcome}
    return filled(
        {
            "@id": addresses.identifier_uri(addresses.RESEARCH, research.slug),
            "@type": ["CreativeWork", "Report"],
            "name": [parts.words(research.title)],
            "abstract": [parts.words(research.question)] if research.question else [],
            "text": [parts.words(research.findings)] if research.findings else [],
            "about": [object_stub(obj) for obj in research.objects],
            "creator": voices(research.researchers),
            "temporal": [parts.words(research.period)] if research.period else [],
            "dateCreated": parts.date_of(research.begun),
            "citation": [parts.source(one) for one in research.documents],
            "comment": [
                {"@type": "Comment", "name": [parts.words(phrase(name, "en"), "en")], "text": [parts.words(words)]}
                for name, words in said.items()
                if words
            ],
            "creativeWorkStatus": parts.term(known.labels, also="") | {"termCode": known.code} if known else {},
            **parts.of_the_dataset(latest.taken_at if latest else None),
        }
    )


def _name(claim: Claim, language: str) -> Node:
    return parts.words(phrase("claim", language, clause=claim.event.clause, standing=""), language)


def _standing(claim: Claim) -> list[Node]:
    return [parts.words(phrase(claim.standing, tag), tag) for tag in ("nl", "en")]


def _review(claim: Claim, one: AssessmentRecord) -> Node:
    labels = [parts.words(phrase(one.standing, tag), tag) for tag in ("nl", "en")]
    return filled(
        {
            "@id": f"{claim.uri}#assessment-{one.id}" if one.id else "",
            "@type": ["ClaimReview"],
            "itemReviewed": parts.link(claim.uri),
            "author": voices([one.voice]),
            "reviewRating": {"@type": "Rating", "alternateName": labels},
            "reviewBody": [parts.words(one.reason)] if one.reason else [],
            "datePublished": parts.moment(one.assessed_at),
            "citation": parts.source(one.citation) if one.citation else "",
        }
    )
