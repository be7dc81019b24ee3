"""Linked Art 1.0: a claim about an object's provenance as an activity.

What is sure and uncontested stands plainly in the activity. Everything else is only assigned to it, by the voice that
states it; what others think of it is assigned by them. A claim that is no longer stated has its words alone.
"""

from collections.abc import Sequence

from polyvocal.linkeddata import parts, terms
from polyvocal.linkeddata.claims import Claim
from polyvocal.linkeddata.graphs import CITO
from polyvocal.linkeddata.linked_art import claim as said_in_edition
from polyvocal.linkeddata.linked_art import content_notes
from polyvocal.linkeddata.linked_art_objects import spoken
from polyvocal.linkeddata.phrases import day, language_of_notes, phrase
from polyvocal.linkeddata.terms import Node, concept
from polyvocal.linkeddata.transfers import (
    FIELDS,
    arrival,
    departure,
    doubted_in,
    is_surely_meant,
    payment,
    place,
    transfers,
    unknown_transfer,
    way,
)
from polyvocal.provenance.methods import METHODS
from polyvocal.records import AssessmentRecord, CitationRecord, ObjectRecord

JUDGING = {"stated": "discusses", "supported": "supports", "disputed": "disputes", "disproved": "refutes"}
"""By standing, what the voice that gives it does with the claim (Citation Typing Ontology)."""


def claim_document(obj: ObjectRecord, claim: Claim) -> Node:
    """Return a claim: its words, and what it says, plainly only where nobody contests it and nothing is doubted."""
    told = stated(obj, claim) if is_plain(claim) else {}
    assigned = [] if is_plain(claim) or not claim.is_current else _only_assigned(obj, claim)
    return parts.filled(
        parts.record(claim.uri, "Activity", claim.label)
        | {"classified_as": [terms.PROVENANCE_ACTIVITY]}
        | told
        | {
            "referred_to_by": [*_words(claim), *_notes(claim), *_grounds(claim)],
            "attributed_by": [
                _asserted(claim),
                *told.get("attributed_by", []),
                *assigned,
                *(assessment(one) for one in claim.assessments),
            ],
        }
    )


def is_plain(claim: Claim) -> bool:
    """Whether nobody contests a claim, and it says surely and in a way the schemas know what happened."""
    return (
        claim.is_current
        and not claim.is_contested
        and claim.event.is_understood
        and is_surely_meant(claim.event)
        and bool(transfers(claim.event, claim.uri, parts.reference("", "HumanMadeObject", "")))
    )


def stated(obj: ObjectRecord, claim: Claim) -> Node:
    """Return what the claim says, outright: the properties of the activity. Doubted fields are only assigned."""
    event, uri, about = claim.event, claim.uri, parts.object_reference(obj)
    sure = FIELDS - doubted_in(event)
    happened = transfers(event, uri, about, fields=sure)
    return parts.filled(
        {
            "timespan": arrival(event) if "tenure" in sure else {},
            "took_place_at": [place(event.place, f"{uri}#place")] if event.place and "place" in sure else [],
            "technique": way(event),
            "part_of": parts.reference(f"{uri}#occasion", "Activity", event.occasion) if event.occasion else {},
            "before": _neighbour(claim.before),
            "after": _neighbour(claim.after),
            "part": happened + (payment(event, uri, fields=sure) if happened else []),
            "attributed_by": [
                *([] if happened else _assigned(claim, _unknown(claim, about, fields=sure))),
                *_assigned(claim, _doubted(claim, about), terms.POSSIBLY),
                *_assigned(claim, departure(event, uri, about, label=phrase("left", "en"))),
            ],
        }
    )


def asserted(obj: ObjectRecord, claim: Claim) -> Node:
    """Return what the claim says, for a graph of its own: outright, unless the claim itself says “possibly”."""
    if not claim.event.is_understood:
        return {}
    return stated(obj, claim) if is_surely_meant(claim.event) else {"attributed_by": _only_assigned(obj, claim)}


def assessment(judged: AssessmentRecord) -> Node:
    """Return a voice's judgement of a claim, with its reason and its source."""
    sources = (judged.citation,) if judged.citation else ()
    return parts.filled(
        {
            "type": "AttributeAssignment",
            "_label": phrase(judged.standing, "en"),
            "classified_as": [concept(CITO + JUDGING[judged.standing], JUDGING[judged.standing])],
            "carried_out_by": [parts.voice_reference(judged.voice)],
            "timespan": parts.moments(judged.assessed_at, judged.assessed_at) if judged.assessed_at else {},
            "influenced_by": parts.sources_with_address(sources),
            "referred_to_by": [
                parts.note(judged.reason),
                *map(parts.citation, sources),
            ],
        }
    )


def sources_of(claim: Claim) -> Sequence[CitationRecord]:
    """Return the sources of the event, else those of the whole statement."""
    return claim.event.citations or claim.edition.citations


def _asserted(claim: Claim) -> Node:
    made = said_in_edition(claim.text, claim.edition)
    return parts.filled(made | {"influenced_by": parts.sources_with_address(sources_of(claim))})


def _only_assigned(obj: ObjectRecord, claim: Claim) -> list[Node]:
    """Return what a contested or doubted claim says, as assigned by its voices."""
    if not claim.event.is_understood:
        return []
    told = stated(obj, claim)
    kind = [] if is_surely_meant(claim.event) else [terms.POSSIBLY]
    occasion = [told["part_of"]] if "part_of" in told else []
    return [
        *_assigned(claim, told.get("part", []), *kind),
        *_assigned(claim, occasion, *kind, assigned_property="part_of"),
        *told.get("attributed_by", []),
    ]


def _assigned(claim: Claim, nodes: list[Node], *kinds: Node, assigned_property: str = "part") -> list[Node]:
    made = {
        "type": "AttributeAssignment",
        "classified_as": list(kinds),
        "assigned_property": assigned_property,
        "assigned": nodes,
        "carried_out_by": said_in_edition(claim.text, claim.edition)["carried_out_by"],
        "influenced_by": parts.sources_with_address(sources_of(claim)),
    }
    return [parts.filled(made)] if nodes else []


def _unknown(claim: Claim, about: Node, *, fields: frozenset[str]) -> list[Node]:
    passed = unknown_transfer(claim.event, claim.uri, about, fields=fields)
    return passed + (payment(claim.event, claim.uri, fields=fields) if passed else [])


def _doubted(claim: Claim, about: Node) -> list[Node]:
    doubted = doubted_in(claim.event)
    if not doubted:
        return []
    given = (claim.event, claim.uri, about)
    return transfers(*given, fields=doubted) or unknown_transfer(*given, fields=doubted)


def _neighbour(key: str) -> list[Node]:
    return [parts.claim_reference(key)] if key else []


def _words(claim: Claim) -> list[Node]:
    return [spoken(claim.text, claim.edition, words=claim.event.clause)] if claim.event.clause else []


def _notes(claim: Claim) -> list[Node]:
    tag = language_of_notes(claim.text.language)
    event = claim.event
    method = METHODS.get(event.method)
    said = [
        phrase("standing", tag, standing=phrase(claim.standing, tag)),
        phrase("rivals", tag) if claim.has_rivals else "",
        "" if event.is_understood else phrase("not read", tag),
        phrase("way", tag, way=method.labels[tag]) if method else "",
        phrase("stock", tag, number=event.stock_number) if event.stock_number else "",
        phrase("lot", tag, number=event.lot_number) if event.lot_number else "",
        phrase("direct", tag) if event.is_direct and claim.before else "",
        phrase("closed", tag, day=day(claim.edition.published_until)) if not claim.is_current else "",
    ]
    own = [parts.note(event.note, claim.text.language)] if event.note else []
    return [*(parts.note(words, tag) for words in said if words), *own, *content_notes(claim.edition)]


def _grounds(claim: Claim) -> list[Node]:
    return [parts.citation(one) for one in sources_of(claim)]
