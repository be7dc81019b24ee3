"""Linked Art 1.0 (linked.art/api/1.0): texts, editions, voices and perspectives as JSON-LD records.

Where its documentation and its JSON Schemas disagree, the schemas are followed. Linked Art has no property for who
speaks inside a statement, nor for what superseded what. So: the voice stands in a note and a name inside every
statement; an edition is a record of its own, part of its text, influenced by the edition before it, and used for a
publishing activity whose period is the time in which it was valid.
"""

from collections.abc import Sequence

from polyvocal.conf import label_of, vocabulary
from polyvocal.dates import bounds
from polyvocal.linkeddata import addresses, parts
from polyvocal.linkeddata.phrases import day, language_of_notes, phrase
from polyvocal.linkeddata.terms import DESCRIPTION, EXHIBITING, PUBLISHING, Node, concept, languages
from polyvocal.records import (
    AttributionRecord,
    EditionRecord,
    ObjectRecord,
    PerspectiveRecord,
    RelationRecord,
    ShowingRecord,
    TextRecord,
    VoiceRecord,
    called,
)

# Who was only asked, or only asked the questions, did not carry out the writing but had influence on it.
INFLUENCES = frozenset({"consulted", "interviewer"})


def text_document(obj: ObjectRecord, text: TextRecord) -> Node:
    """Return a text through all its editions, with its ties to other texts."""
    label = text_name(text, "en")
    uri = addresses.identifier_uri(addresses.TEXT, text.id)
    return parts.record(uri, "PropositionalObject", label) | {
        "classified_as": parts.text_types(text),
        "identified_by": [parts.name(text_name(text, tag), language=tag) for tag in ("nl", "en")],
        "about": [parts.object_reference(obj)],
        "attributed_by": [
            *(_claim(text, edition, assigned_property="conceptual_part") for edition in text.editions),
            *(_relation(one) for one in text.relations),
        ],
    }


def edition_document(obj: ObjectRecord, text: TextRecord, edition: EditionRecord) -> Node:
    """Return one edition; of a withdrawn one who spoke and when, and why it went."""
    tag = language_of_notes(text.language)
    return parts.filled(
        parts.record(addresses.identifier_uri(addresses.EDITION, edition.id), "LinguisticObject", _label(text, edition))
        | {
            "classified_as": parts.text_types(text),
            "identified_by": [parts.name(edition_name(text, edition, tag), language=tag)],
            "language": languages(text.language),
            "content": edition.words,
            "format": "text/plain" if edition.words else "",
            "about": [
                parts.object_reference(obj),
                *(parts.claim_reference(event.id) for event in edition.events),
            ],
            "created_by": _creation(text, edition),
            "used_for": _uses(edition),
            "conceptually_part_of": [parts.text_reference(text, text_name(text, "en"))],
            "referred_to_by": [*_notes(text, edition), *_grounds(edition)],
            "subject_to": parts.right(edition.licence),
        }
    )


def voice_document(voice: VoiceRecord) -> Node:
    """Return a voice, with its position statement in its own words."""
    node_type = parts.voice_type(voice)
    label = called(voice, "en")
    whole = voice.part_of
    is_member = whole is not None and parts.voice_type(whole) == "Group"
    kind = vocabulary("voice_kind").get(voice.kind)
    return parts.filled(
        parts.record(addresses.identifier_uri(addresses.VOICE, voice.slug), node_type, label)
        | {
            "identified_by": parts.names(voice.names),
            "classified_as": [concept(kind.uri, kind.label("en"))] if kind and kind.uri else [],
            "referred_to_by": [*parts.statements(voice.statement, DESCRIPTION), *_about_voice(voice)],
            "equivalent": parts.equivalents(voice.uris, node_type, label),
            "member_of": [parts.voice_reference(whole)] if whole is not None and is_member else [],
        }
    )


def perspective_document(perspective: PerspectiveRecord) -> Node:
    """Return a perspective as a concept."""
    reference = parts.perspective_reference(perspective)
    return parts.filled(
        parts.record(reference["id"], "Type", reference["_label"])
        | {
            "identified_by": parts.names(perspective.names),
            "referred_to_by": parts.statements(perspective.description, DESCRIPTION),
        }
    )


def text_name(text: TextRecord, language: str) -> str:
    """Return what a text is called, without any of its words."""
    return phrase("text", language, **_kind_and_view(text, language))


def edition_name(text: TextRecord, edition: EditionRecord, language: str) -> str:
    """Return what an edition is called, without any of its words."""
    return phrase("edition", language, number=edition.number, **_kind_and_view(text, language))


def voices_in_words(attributions: Sequence[AttributionRecord], language: str) -> str:
    """Return who speaks, as words; roles other than that of author are named."""
    return ", ".join(
        voice if one.role == "author" else f"{voice} ({label_of('role', one.role, language=language)})"
        for one in attributions
        for voice in [called(one.voice, language)]
    )


def claim(text: TextRecord, edition: EditionRecord) -> Node:
    """Return the statement of its voices that an edition is about the object."""
    return _claim(text, edition, assigned_property="referred_to_by")


def year_of(edition: EditionRecord) -> str:
    """Return the year in which the words were recorded, else published."""
    first, _last = bounds(edition.recorded.edtf) or (None, None)
    return str(first.year) if first else day(edition.published_from)[:4]


def _kind_and_view(text: TextRecord, language: str) -> dict[str, str]:
    return {
        "kind": label_of("text_type", text.text_type, language=language),
        "perspective": called(text.perspective, language),
    }


def _label(text: TextRecord, edition: EditionRecord) -> str:
    return f"{edition_name(text, edition, 'en')} ({edition.state})"


def _claim(text: TextRecord, edition: EditionRecord, *, assigned_property: str) -> Node:
    return parts.filled(
        {
            "type": "AttributeAssignment",
            "assigned_property": assigned_property,
            "assigned": [parts.edition_reference(edition, _label(text, edition))],
            "carried_out_by": _speakers(edition, is_influence=False) or _speakers(edition, is_influence=True),
            "timespan": parts.edtf_period(edition.recorded),
        }
    )


def _speakers(edition: EditionRecord, *, is_influence: bool) -> list[Node]:
    chosen = {one.voice.slug: one.voice for one in edition.attributions if (one.role in INFLUENCES) is is_influence}
    return [parts.voice_reference(voice) for voice in chosen.values()]


def _creation(text: TextRecord, edition: EditionRecord) -> Node:
    before = [one for one in text.editions if one.number == (edition.number or 0) - 1]
    return parts.filled(
        {
            "type": "Creation",
            "carried_out_by": _speakers(edition, is_influence=False),
            "timespan": parts.edtf_period(edition.recorded),
            "influenced_by": [
                *(parts.edition_reference(one, _label(text, one)) for one in before),
                *_speakers(edition, is_influence=True),
                *parts.sources_with_address(edition.citations),
            ],
        }
    )


def _uses(edition: EditionRecord) -> list[Node]:
    publishing: Node = {
        "type": "Activity",
        "_label": "shown to the public",
        "classified_as": [PUBLISHING],
        "timespan": parts.moments(edition.published_from, edition.published_until),
    }
    return [publishing, *(_showing(one) for one in edition.showings)]


def _showing(showing: ShowingRecord) -> Node:
    called = ", ".join(words for words in (showing.exhibition, showing.place) if words)
    return parts.filled(
        {
            "type": "Activity",
            "_label": called,
            "classified_as": [EXHIBITING],
            "identified_by": [parts.name(called)],
            "timespan": parts.days(showing.shown_from, showing.shown_until) or parts.edtf_period(showing.dates),
        }
    )


def _notes(text: TextRecord, edition: EditionRecord) -> list[Node]:
    tag = language_of_notes(text.language)
    said = [
        phrase("spoken", tag, voices=voices_in_words(edition.attributions, tag)),
        phrase("number", tag, number=edition.number),
    ]
    if edition.reason:
        said.append(phrase("reason", tag, reason=edition.reason))
    if edition.held.as_written or edition.held.edtf:
        said.append(phrase("held", tag, when=edition.held.as_written or edition.held.edtf))
    said += _endings(text, edition, language=tag)
    return [*(parts.note(words, tag) for words in said), *cautions(text, edition)]


def cautions(text: TextRecord, edition: EditionRecord) -> list[Node]:
    """Return what must not be parted from the words of an edition: its content note, and that a machine spoke."""
    tag = language_of_notes(text.language)
    is_made = any(one.voice.kind == "machine" for one in edition.attributions)
    return [*content_notes(edition), *([parts.note(phrase("machine", tag), tag)] if is_made else [])]


def content_notes(edition: EditionRecord) -> list[Node]:
    """Return what whoever shows the words of an edition has to say before."""
    return [
        parts.note(phrase("content note", language_of_notes(one), note=words), one)
        for one, words in edition.content_note.items()
        if words
    ]


def _endings(text: TextRecord, edition: EditionRecord, *, language: str) -> list[str]:
    said: list[str] = []
    after = next((one for one in text.editions if one.number == (edition.number or 0) + 1), None)
    until = day(edition.published_until)
    if until and after is not None:
        how = "replaced" if after.reason else "replaced by a withdrawn one"
        said.append(phrase(how, language, day=until, number=after.number, reason=after.reason))
    elif until and edition.state != "withdrawn":
        said.append(phrase("closed", language, day=until))
    if edition.state == "withdrawn":
        when = day(edition.withdrawn_at)
        said.append(phrase("withdrawn", language, day=when, reason=edition.withdrawal_reason))
    return said


def _grounds(edition: EditionRecord) -> list[Node]:
    return [parts.citation(one) for one in edition.citations]


def _relation(relation: RelationRecord) -> Node:
    term = vocabulary("relation_type").get(relation.relation_type)
    label = label_of("relation_type", relation.relation_type, language="en")
    is_narrow = bool(relation.edition_id)
    kind, key = (addresses.EDITION, relation.edition_id) if is_narrow else (addresses.TEXT, relation.text_id)
    node_type = "LinguisticObject" if is_narrow else "PropositionalObject"
    return parts.filled(
        {
            "type": "AttributeAssignment",
            "_label": label,
            "classified_as": [concept(term.uri, label)] if term and term.uri else [],
            "assigned": [{"id": addresses.identifier_uri(kind, key), "type": node_type}],
            "carried_out_by": [parts.voice_reference(relation.asserted_by)] if relation.asserted_by else [],
            "referred_to_by": [parts.note(relation.note)] if relation.note else [],
        }
    )


def _about_voice(voice: VoiceRecord) -> list[Node]:
    said = []
    for tag in ("nl", "en"):
        kind = label_of("voice_kind", voice.kind, language=tag)
        speaks_as = label_of("speaks_as", voice.speaks_as, language=tag)
        said.append(parts.note(phrase("kind of voice", tag, kind=kind, speaks_as=speaks_as), tag))
        if voice.mandate:
            said.append(parts.note(phrase("mandate", tag, mandate=voice.mandate), tag))
        if voice.part_of is not None:
            whole = called(voice.part_of, tag)
            said.append(parts.note(phrase("part of", tag, name=whole), tag))
    return said
