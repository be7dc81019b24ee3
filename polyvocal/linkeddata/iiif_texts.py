"""IIIF Presentation 3.0: what the voices say now of an object, as a summary, as rows of metadata and as annotations.

An annotation is identified by the edition whose words it has (W3C Web Annotation). Its bodies begin with the content
note and end with the voice, for a viewer shows the bodies and nothing else.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC

from polyvocal.conf import label_of, setting, vocabulary
from polyvocal.linkeddata import addresses, parts
from polyvocal.linkeddata.claims import Claim, claims_in
from polyvocal.linkeddata.iiif_words import language_map, map_in_both, rights, row, tag_of
from polyvocal.linkeddata.linked_art import voices_in_words
from polyvocal.linkeddata.phrases import language_of_notes, phrase
from polyvocal.linkeddata.said import (
    MACHINE,
    Current,
    Said,
    current_in,
    judgement_in_words,
    said_of,
    voice_of,
)
from polyvocal.linkeddata.terms import Node
from polyvocal.models import LICENCES
from polyvocal.records import EditionRecord, ObjectRecord, TextRecord, VoiceRecord, called
from polyvocal.selectors import ALT_TEXT, STATEMENT, TITLE

_SHOWN_IN_BODIES = ("voice", "machine")


def summary(obj: ObjectRecord) -> Node:
    """Return the house's own text, one for each language: the first type of text of the controlled list."""
    types = [code for code in vocabulary("text_type") if code != STATEMENT]
    house = [
        (types.index(text.text_type), text.part, text.language, edition.words)
        for text, edition in current_in(obj)
        if text.perspective.slug == setting("HOUSE_PERSPECTIVE") and text.text_type in types
    ]
    return {tag_of(language): [words] for _rank, _part, language, words in sorted(house, reverse=True)}


def rows(obj: ObjectRecord) -> Iterator[Node]:
    """Yield rows for every current text, with all that must not be parted from it, and for each contested claim."""
    for text, edition in [*all_but_seen(obj), *current_in(obj, ALT_TEXT)]:
        yield from _rows(text, edition)
    for claim in claims_in(obj.texts):
        if claim.is_current and (claim.is_contested or claim.assessments):
            yield from _claim_rows(claim)


def all_but_seen(obj: ObjectRecord) -> list[Current]:
    """Return the current texts that are about the object and not about one of its images."""
    return [*current_in(obj, TITLE), *current_in(obj)]


def image_of(obj: ObjectRecord, text: TextRecord) -> int:
    """Return the place of the image that a text describes; what is about none that there is stands with the first."""
    return text.part if text.part <= len(obj.facts.images) else 1


def pages(texts: Sequence[Current], canvas: str) -> list[Node]:
    """Return the texts as annotations of a canvas, on one page; none where nothing is said."""
    if not texts:
        return []
    items = [_annotation(text, edition, canvas) for text, edition in texts]
    return [{"id": f"{canvas}/texts", "type": "AnnotationPage", "label": map_in_both("all texts"), "items": items}]


def _rows(text: TextRecord, edition: EditionRecord) -> Iterator[Node]:
    if edition.content_note:
        yield row(map_in_both("content notes"), language_map(edition.content_note))
    notes = [one.words for one in said_of(text, edition) if one.about != "content note"]
    tag = language_of_notes(text.language)
    if edition.licence:
        notes.append(phrase("licence", tag, licence=LICENCES.get(edition.licence, edition.licence)))
    # Of a value in several languages a viewer shows one, and it runs several of one language together.
    label = {tag: [_heading(text, edition, tag)] for tag in ("en", "nl")}
    yield row(label, {tag_of(text.language): [edition.words]})
    yield row(map_in_both("on this text"), {tag: notes})


def _heading(text: TextRecord, edition: EditionRecord, tag: str) -> str:
    return phrase(
        "text by voices",
        tag,
        perspective=called(text.perspective, tag),
        voices=voices_in_words(edition.attributions, tag),
        kind=label_of("text_type", text.text_type, language=tag),
    )


def _before(edition: EditionRecord) -> list[Said]:
    return [
        Said("content note", phrase("content note", language_of_notes(tag), note=words), tag)
        for tag, words in edition.content_note.items()
        if words
    ]


def _claim_rows(claim: Claim) -> Iterator[Node]:
    tag = language_of_notes(claim.text.language)
    told = [
        phrase("standing", tag, standing=phrase(claim.standing, tag)),
        *([phrase("rivals", tag)] if claim.has_rivals else []),
        *(judgement_in_words(one, tag) for one in claim.assessments),
        voice_of(claim.text, claim.edition).words,
        claim.uri,
    ]
    yield row(map_in_both("contested"), {tag_of(claim.text.language): [claim.event.clause]})
    yield row(map_in_both("on this claim"), {tag: told})


def _annotation(text: TextRecord, edition: EditionRecord, canvas: str) -> Node:
    after = [one for one in said_of(text, edition) if one.about in _SHOWN_IN_BODIES]
    published = edition.published_from
    return parts.filled(
        {
            "id": addresses.identifier_uri(addresses.EDITION, edition.id),
            "type": "Annotation",
            "motivation": "commenting",
            "label": {tag: [_heading(text, edition, tag)] for tag in ("en", "nl")},
            "creator": [_creator(one.voice) for one in edition.attributions],
            "created": published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if published else "",
            "rights": rights(edition.licence),
            "body": [
                *(_body(one) for one in _before(edition)),
                _body(Said("words", edition.words, text.language)),
                *(_body(one, purpose="describing") for one in after),
            ],
            "target": canvas,
        }
    )


def _creator(voice: VoiceRecord) -> Node:
    kind = (
        "Software" if voice.kind == MACHINE else {"Person": "Person", "Group": "Organization"}[parts.voice_type(voice)]
    )
    uri = addresses.identifier_uri(addresses.VOICE, voice.slug)
    return {"id": uri, "type": kind, "name": called(voice, "en")}


def _body(said: Said, *, purpose: str = "") -> Node:
    # Without an id: the validator of IIIF would take a body that has one for a resource of its own.
    language = tag_of(said.language)
    return parts.filled(
        {
            "type": "TextualBody",
            "value": said.words,
            "format": "text/plain",
            "language": "" if language == "none" else language,
            "purpose": purpose,
        }
    )
