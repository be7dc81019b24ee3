"""SCHEMA-AP-NDE: texts and editions, each a CreativeWork of its own that says whose words it holds and since when.

schema.org knows no editions that replace each other while both stay readable. So an edition is an example of the work
that its text is (`exampleOfWork`), based on the edition before it, with a number (`version`), the day on which it was
published, the day on which it ceased to be the public text (`expires`) and its state (`creativeWorkStatus`).
"""

from collections.abc import Sequence
from datetime import datetime

from polyvocal.conf import vocabulary
from polyvocal.linkeddata import addresses
from polyvocal.linkeddata import schema_parts as parts
from polyvocal.linkeddata.linked_art import INFLUENCES, edition_name, text_name
from polyvocal.linkeddata.parts import filled, object_label
from polyvocal.linkeddata.terms import Node
from polyvocal.records import (
    UNKNOWN_LANGUAGE,
    AttributionRecord,
    EditionRecord,
    ObjectRecord,
    RelationRecord,
    ShowingRecord,
    TextRecord,
    VoiceRecord,
)

_STATES = {
    "current": {"en": "current", "nl": "geldend"},
    "superseded": {"en": "superseded", "nl": "vervangen"},
    "withdrawn": {"en": "withdrawn", "nl": "ingetrokken"},
}
_CLASSES = {"quote": "Quotation"}
_GENERATED = "TrainedAlgorithmicMediaDigitalSource"


def text_document(obj: ObjectRecord, text: TextRecord) -> Node:
    """Return a text through all its editions, with its ties to other texts; its words stand in the editions."""
    standing = [one for one in text.editions if one.state == "current"]
    return filled(
        {
            "@id": _text_uri(text),
            "@type": _classes(text),
            "name": [parts.words(text_name(text, tag), tag) for tag in ("nl", "en")],
            **_kind(text),
            "about": object_stub(obj),
            "creator": creators(standing[-1].attributions) if standing else [],
            "workExample": [parts.link(edition_uri(one)) for one in text.editions],
            "translationOfWork": [_other(one) for one in text.relations if one.relation_type == "translates"],
            "mentions": [_relation(one) for one in text.relations if one.relation_type != "translates"],
            "creativeWorkStatus": state(standing[-1].state if standing else text.editions[-1].state),
            **parts.of_the_dataset(changed_at(text.editions)),
        }
    )


def edition_document(obj: ObjectRecord, text: TextRecord, edition: EditionRecord) -> Node:
    """Return one edition with all that is said of it; of a withdrawn one who spoke and when, and why it went."""
    return filled(
        edition_node(text, edition)
        | {
            "about": object_stub(obj),
            "contributor": [_role(one) for one in edition.attributions],
            "isBasedOn": [parts.link(edition_uri(one)) for one in _beside(text, edition, step=-1)],
            "citation": [parts.source(one) for one in edition.all_citations],
            "correction": _corrections(text, edition),
            "subjectOf": [_showing(one) for one in edition.showings],
            "mentions": [parts.link(addresses.identifier_uri(addresses.CLAIM, one.id)) for one in edition.events],
            **parts.of_the_dataset(changed_at([edition])),
        }
    )


def edition_node(text: TextRecord, edition: EditionRecord) -> Node:
    """Return an edition as it stands with its object: its words, who says them, from when until when they hold."""
    is_withdrawn = edition.state == "withdrawn"
    held = edition.held.as_written or edition.held.edtf
    return filled(
        {
            "@id": edition_uri(edition),
            "@type": _classes(text),
            "name": [parts.words(edition_name(text, edition, tag), tag) for tag in ("nl", "en")],
            **_kind(text),
            "text": [parts.words(edition.words, text.language)] if edition.words else [],
            "contentRating": _content_note(edition),
            "creator": creators(edition.attributions),
            "digitalSourceType": parts.link(parts.SCHEMA + _GENERATED) if _is_generated(edition) else {},
            "version": edition.number,
            "exampleOfWork": parts.link(_text_uri(text)),
            "license": parts.licence(edition.licence),
            "dateCreated": parts.date_of(edition.recorded.edtf),
            "temporal": [parts.words(held)] if held else [],
            "datePublished": parts.moment(edition.published_from),
            "expires": parts.moment(edition.withdrawn_at if is_withdrawn else edition.published_until),
            "creativeWorkStatus": state(edition.state),
            "disambiguatingDescription": [parts.words(edition.withdrawal_reason)] if edition.withdrawal_reason else [],
            "sdDatePublished": parts.changed(changed_at([edition])),
        }
    )


def object_stub(obj: ObjectRecord) -> Node:
    """Return the object as it stands in records about it: the least that a CreativeWork must say."""
    return {
        "@id": addresses.identifier_uri(addresses.OBJECT, obj.identifier),
        "@type": ["CreativeWork"],
        "name": object_names(obj),
        "sdDatePublished": parts.changed(object_changed_at(obj)),
    }


def object_names(obj: ObjectRecord) -> list[Node]:
    """Return what an object is called now, one name to a language."""
    return parts.tagged(obj.titles, otherwise=object_label(obj))


def object_changed_at(obj: ObjectRecord) -> datetime | None:
    """Return when what is told of an object last changed; None where nobody knows."""
    told = [changed_at(text.editions) for text in obj.texts]
    return max((one for one in (obj.changed_at, *told) if one), default=None)


def changed_at(editions: Sequence[EditionRecord]) -> datetime | None:
    """Return when the newest of these editions came or went."""
    return max(
        (
            one
            for edition in editions
            for one in (edition.published_from, edition.published_until, edition.withdrawn_at)
            if one
        ),
        default=None,
    )


def creators(attributions: Sequence[AttributionRecord]) -> list[Node]:
    """Return whose words these are, flat; who was only asked counts where there is nobody else."""
    speaking = [one.voice for one in attributions if one.role not in INFLUENCES]
    return voices(speaking or [one.voice for one in attributions])


def voices(found: Sequence[VoiceRecord]) -> list[Node]:
    """Return voices, each once."""
    return [parts.voice(one) for one in {one.slug: one for one in found}.values()]


def state(code: str) -> Node:
    """Return the state of an edition."""
    return {"@type": "DefinedTerm", "name": parts.tagged(_STATES[code]), "termCode": code}


def edition_uri(edition: EditionRecord) -> str:
    """Return the identifier of an edition."""
    return addresses.identifier_uri(addresses.EDITION, edition.id)


def _text_uri(text: TextRecord) -> str:
    return addresses.identifier_uri(addresses.TEXT, text.id)


def _classes(text: TextRecord) -> list[str]:
    return ["CreativeWork", _CLASSES.get(text.text_type, "Article")]


def _kind(text: TextRecord) -> Node:
    return {
        "additionalType": parts.listed_term("text_type", text.text_type, scheme="text-types"),
        "keywords": parts.perspective(text.perspective),
        "inLanguage": "" if text.language == UNKNOWN_LANGUAGE else text.language,
    }


def _is_generated(edition: EditionRecord) -> bool:
    return any(one.voice.kind == "machine" for one in edition.attributions)


def _role(one: AttributionRecord) -> Node:
    known = vocabulary("role").get(one.role)
    return {
        "@type": "Role",
        "roleName": parts.tagged(known.labels) if known else one.role,
        "contributor": parts.link(addresses.identifier_uri(addresses.VOICE, one.voice.slug)),
    }


def _beside(text: TextRecord, edition: EditionRecord, *, step: int) -> list[EditionRecord]:
    return [one for one in text.editions if one.number == (edition.number or 0) + step]


def _corrections(text: TextRecord, edition: EditionRecord) -> list[Node]:
    """Tell why an edition was replaced: the reason that the next one gives."""
    return [
        filled(
            {
                "@type": "CorrectionComment",
                "text": [parts.words(after.reason, text.language)],
                "datePublished": parts.moment(after.published_from),
                "url": parts.link(edition_uri(after)),
            }
        )
        for after in _beside(text, edition, step=1)
        if after.reason
    ]


def _content_note(edition: EditionRecord) -> Node:
    said = parts.tagged(edition.content_note)
    return {"@type": "Rating", "ratingExplanation": said} if said else {}


def _showing(showing: ShowingRecord) -> Node:
    return filled(
        {
            "@type": "ExhibitionEvent",
            "name": [parts.words(showing.exhibition or showing.place)],
            "location": {"@type": ["Place"], "name": [parts.words(showing.place)]} if showing.place else {},
            "startDate": parts.day(showing.shown_from),
            "endDate": parts.day(showing.shown_until),
            "temporal": showing.dates.as_written or showing.dates.edtf,
        }
    )


def _other(relation: RelationRecord) -> Node:
    kind, key = (addresses.EDITION, relation.edition_id) if relation.edition_id else (addresses.TEXT, relation.text_id)
    return parts.link(addresses.identifier_uri(kind, key))


def _relation(relation: RelationRecord) -> Node:
    known = vocabulary("relation_type").get(relation.relation_type)
    return filled(
        {
            "@type": "LinkRole",
            "linkRelationship": known.uri if known and known.uri else relation.relation_type,
            "mentions": _other(relation),
            "creator": voices([relation.asserted_by]) if relation.asserted_by else [],
            "description": [parts.words(relation.note)] if relation.note else [],
        }
    )
