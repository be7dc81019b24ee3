"""The JSON shapes of the API: plain dicts from objects, cards and editions."""

from dataclasses import replace
from typing import Any

from polyvocal.carousels import Card, Carousel, Statement
from polyvocal.conf import label_of, setting
from polyvocal.linkeddata.addresses import served
from polyvocal.models import Edition
from polyvocal.object_model import adapter
from polyvocal.selectors import Ties, ties_of


def uri(kind: str, key: object) -> str:
    """Return the permanent address of an object, text, edition, voice or perspective."""
    return f"{setting('BASE_URI')}/id/{kind}/{key}"


def object_shape(obj: Any) -> dict[str, Any]:
    """Return an object: its addresses, number and facts."""
    made = adapter()
    record = made.to_record(obj)
    facts = replace(record.facts, images=record.facts.pictures).as_json()
    for image in facts.get("images", ()):
        image["address"] = served(image["address"])
    return {
        "id": uri("object", record.identifier),
        "identifier": record.identifier,
        "object_number": record.object_number,
        "former_numbers": list(record.former_numbers),
        "facts": facts,
    }


def carousel_shape(carousel: Carousel, *, language: str) -> dict[str, Any]:
    """Return the perspectives of an object in their order, and by which policy they stand so."""
    ties = ties_of(one.edition.pk for card in carousel.cards for one in card.statements)
    return {
        "order": carousel.order,
        "perspectives": [_card_shape(card, ties, language=language) for card in carousel.cards],
    }


def _card_shape(card: Card, ties: Ties, *, language: str) -> dict[str, Any]:
    perspective = card.perspective
    return {
        "id": uri("perspective", perspective.slug),
        "slug": perspective.slug,
        "names": perspective.names,
        "statements": [_statement_shape(statement, ties, language=language) for statement in card.statements],
    }


def _statement_shape(statement: Statement, ties: Ties, *, language: str) -> dict[str, Any]:
    shape = edition_shape(statement.edition, ties, language=language)
    shape["other_languages"] = [uri("edition", one.pk) for one in statement.other_languages]
    return shape


def edition_shape(edition: Edition, ties: Ties, *, language: str) -> dict[str, Any]:
    """Return an edition with who says it, on what ground and when; labels are in `language`."""
    text = edition.text
    return {
        "id": uri("edition", edition.pk),
        "text": uri("text", text.pk),
        "text_type": {"code": text.text_type, "label": label_of("text_type", text.text_type, language=language)},
        "language": text.language,
        "number": edition.number,
        "state": edition.state,
        "words": edition.words,
        "content_note": edition.content_note,
        "voices": [
            {
                "id": uri("voice", one.slug),
                "names": one.names,
                "kind": {"code": one.kind, "label": label_of("voice_kind", one.kind, language=language)},
                "role": {"code": one.role, "label": label_of("role", one.role, language=language)},
            }
            for one in ties.spoken.get(edition.pk, ())
        ],
        "sources": [one._asdict() for one in ties.cited.get(edition.pk, ())],
        "held": edition.held,
        "recorded": edition.recorded,
        "published_from": edition.published_from,
        "published_until": edition.published_until,
        "reason": edition.reason,
        "licence": edition.licence_uri or edition.licence,
    }
