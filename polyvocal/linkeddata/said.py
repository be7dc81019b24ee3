"""What is to be known of a current text besides its words, as short sentences: for targets that have no better place.

Who takes the words of a record along takes these along too: voice, consent, machine, perspective, period, sources.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from polyvocal.conf import label_of
from polyvocal.linkeddata import addresses
from polyvocal.linkeddata.linked_art import voices_in_words
from polyvocal.linkeddata.phrases import day, language_of_notes, phrase
from polyvocal.records import (
    AssessmentRecord,
    CitationRecord,
    EditionRecord,
    ObjectRecord,
    PerspectiveRecord,
    RelationRecord,
    ShowingRecord,
    Span,
    TextRecord,
    VoiceRecord,
    called,
)
from polyvocal.selectors import ALT_TEXT, TITLE

Current = tuple[TextRecord, EditionRecord]
MACHINE = "machine"
"""The kind of a voice that is a machine."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence about an edition: what it tells (a word that stays the same), the words, and their language."""

    about: str
    words: str
    language: str


def current_in(obj: ObjectRecord, *text_types: str) -> list[Current]:
    """Return the texts that stand now, with their current edition; of these types, or all but titles and alt texts."""
    return [
        (text, edition)
        for text in obj.texts
        for edition in text.editions
        if edition.state == "current"
        and (text.text_type in text_types if text_types else text.text_type not in (TITLE, ALT_TEXT))
    ]


def voice_of(text: TextRecord, edition: EditionRecord) -> Said:
    """Return who says it, from which perspective, in which edition, since when, and how to cite it."""
    tag = language_of_notes(text.language)
    said = phrase(
        "voice",
        tag,
        voices=voices_in_words(edition.attributions, tag),
        perspective=called(text.perspective, tag),
        number=edition.number,
        since=day(edition.published_from),
        uri=addresses.identifier_uri(addresses.EDITION, edition.id),
    )
    return Said("voice", said, tag)


def said_of(text: TextRecord, edition: EditionRecord) -> list[Said]:
    """Return everything besides the words, the voice first."""
    tag = language_of_notes(text.language)
    return [
        voice_of(text, edition),
        *(Said("content note", words, language) for language, words in edition.content_note.items() if words),
        *(Said(about, words, tag) for about, words in _sentences(text, edition, tag)),
    ]


def source_in_words(one: CitationRecord) -> str:
    """Return a source with the place in it and its web address."""
    return ", ".join(words for words in (one.title, one.locator, one.uri) if words)


def judgement_in_words(one: AssessmentRecord, language: str) -> str:
    """Return a voice's judgement of a claim, with day and reason."""
    voice = called(one.voice, language)
    given = {"voice": voice, "day": day(one.assessed_at), "standing": phrase(one.standing, language)}
    return phrase("judgement", language, reason=one.reason, **given).strip()


def changed_at(obj: ObjectRecord) -> datetime | None:
    """Return when what is said of an object last changed in public; None where nothing was ever said."""
    now = timezone.now()
    moments = (
        moment
        for text in obj.texts
        for one in text.editions
        for moment in (one.published_from, one.published_until, one.withdrawn_at)
    )
    judged = (one.assessed_at for text in obj.texts for one in text.assessments)
    return max((moment for moment in (*moments, *judged) if moment and moment <= now), default=None)


def _sentences(text: TextRecord, edition: EditionRecord, tag: str) -> Iterator[tuple[str, str]]:
    for voice in {one.voice.slug: one.voice for one in edition.attributions}.values():
        yield "about the voice", _who(voice, tag)
    if any(one.voice.kind == MACHINE for one in edition.attributions):
        yield "machine", phrase("machine", tag)
    yield "perspective", _view(text.perspective, tag)
    yield from _times(edition, tag)
    if edition.reason:
        yield "reason", phrase("reason", tag, reason=edition.reason)
    for source in edition.citations:
        yield "source", phrase("source", tag, source=source_in_words(source))
    for showing in edition.showings:
        yield "showing", phrase("showing", tag, where=showing_in_words(showing))
    for relation in text.relations:
        yield "relation", _relation(relation, tag)
    yield from (("earlier edition", words) for words in _earlier(text.editions, tag))


def _who(voice: VoiceRecord, tag: str) -> str:
    given = {
        "name": called(voice, tag),
        "kind": label_of("voice_kind", voice.kind, language=tag),
        "speaks_as": label_of("speaks_as", voice.speaks_as, language=tag),
        "uri": addresses.identifier_uri(addresses.VOICE, voice.slug),
    }
    if voice.mandate:
        return phrase("who with a mandate", tag, mandate=voice.mandate, **given)
    return phrase("who", tag, **given)


def _view(perspective: PerspectiveRecord, tag: str) -> str:
    uri = addresses.identifier_uri(addresses.PERSPECTIVE, perspective.slug)
    return phrase("perspective", tag, name=called(perspective, tag), uri=uri)


def _times(edition: EditionRecord, tag: str) -> Iterator[tuple[str, str]]:
    if when := _written(edition.recorded):
        yield "recorded", phrase("recorded", tag, when=when)
    if when := _written(edition.held):
        yield "held", phrase("held", tag, when=when)
    if edition.published_until:
        given = {"since": day(edition.published_from), "until": day(edition.published_until)}
        yield "valid", phrase("valid", tag, **given)


def _written(span: Span) -> str:
    written, edtf = span.as_written, span.edtf
    return f"{written} ({edtf})" if written and edtf and written != edtf else written or edtf


def showing_in_words(showing: ShowingRecord) -> str:
    """Return where and when an edition was shown."""
    days = " – ".join(one.isoformat() if one else "" for one in (showing.shown_from, showing.shown_until))
    when = days.strip() if showing.shown_from or showing.shown_until else _written(showing.dates)
    return ", ".join(words for words in (showing.exhibition, showing.place, when) if words)


def _relation(relation: RelationRecord, tag: str) -> str:
    is_narrow = bool(relation.edition_id)
    kind, key = (addresses.EDITION, relation.edition_id) if is_narrow else (addresses.TEXT, relation.text_id)
    tie = label_of("relation_type", relation.relation_type, language=tag)
    said = phrase("relation", tag, kind=tie, uri=addresses.identifier_uri(kind, key))
    voice = relation.asserted_by
    by = f" ({called(voice, tag)})" if voice else ""
    return f"{said}{by}: {relation.note}" if relation.note else f"{said}{by}"


def _earlier(editions: Sequence[EditionRecord], tag: str) -> Iterator[str]:
    for one in editions:
        if one.state == "superseded":
            yield phrase(
                "earlier", tag, number=one.number, since=day(one.published_from), until=day(one.published_until),
                uri=addresses.identifier_uri(addresses.EDITION, one.id),
            )  # fmt: skip
