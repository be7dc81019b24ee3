"""What the voices say, in the Europeana Data Model: words with their voice before them, and the pages of the editions.

The model knows no voice, no validity and no superseding. So: every text but the house's own begins with who speaks; the
page of every current edition is a web resource that is part of the object's page, by a voice, under its own rights.
Words that are superseded or withdrawn are in no record.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from polyvocal.conf import label_of, setting, vocabulary
from polyvocal.linkeddata import addresses, parts
from polyvocal.linkeddata.claims import Claim, claims_in
from polyvocal.linkeddata.edm_rights import rights_of
from polyvocal.linkeddata.edm_terms import Context, Value, literal, perspective, voice
from polyvocal.linkeddata.linked_art import edition_name, voices_in_words
from polyvocal.linkeddata.phrases import day, language_of_notes, phrase
from polyvocal.linkeddata.terms import Node
from polyvocal.records import EditionRecord, ObjectRecord, RelationRecord, ShowingRecord, TextRecord, in_language
from polyvocal.selectors import ALT_TEXT, STATEMENT, TITLE

_BESIDE = frozenset({"consulted", "interviewer"})
_MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Said:
    """A text and its current edition."""

    text: TextRecord
    edition: EditionRecord

    @property
    def is_house(self) -> bool:
        """Whether the museum itself says it, from its own perspective."""
        kinds = {one.voice.kind for one in self.edition.attributions if one.role not in _BESIDE}
        return self.text.perspective.slug == setting("HOUSE_PERSPECTIVE") and kinds == {"institution"}

    @property
    def words(self) -> Value:
        """The words, in their language, after what has to be said before them."""
        tag = language_of_notes(self.text.language)
        before = []
        if note := in_language(self.edition.content_note, self.text.language).words:
            before.append(phrase("content note", tag, note=note.rstrip(" .")) + ".")
        if not self.is_house:
            before.append(phrase("said by", tag, voices=self.voices(tag), view=self.view(tag)))
        return literal(" ".join((*before, self.edition.words)), self.text.language)

    @property
    def uri(self) -> str:
        """The identifier of the edition."""
        return addresses.identifier_uri(addresses.EDITION, self.edition.id)

    def voices(self, language: str) -> str:
        """Return who speaks, in words, and whether a machine did."""
        spoken = voices_in_words(self.edition.attributions, language)
        is_made = any(one.voice.kind == _MACHINE for one in self.edition.attributions)
        return f"{spoken}; {phrase('by machine', language)}" if is_made else spoken

    def view(self, language: str) -> str:
        """Return the name of the perspective."""
        return in_language(self.text.perspective.names, language).words or self.text.perspective.slug


def said_of(obj: ObjectRecord) -> list[Said]:
    """Return the current editions that have words, those of the house first, in the order of its languages."""
    standing = (
        Said(text, edition)
        for text in obj.texts
        for edition in text.editions
        if edition.state == "current" and edition.words
    )
    preferred = list(setting("LANGUAGES"))

    def place(one: Said) -> tuple[bool, int]:
        language = one.text.language
        return not one.is_house, preferred.index(language) if one.is_house and language in preferred else len(preferred)

    return sorted(standing, key=place)


def titles(obj: ObjectRecord, said: Iterable[Said]) -> tuple[list[Value], list[Value]]:
    """Return the titles, one for each language, and the other ones."""
    preferred = {language: words for language, words in obj.titles.items() if words}
    first = [literal(words, language) for language, words in preferred.items()]
    others = [
        one.words
        for one in said
        if one.text.text_type == TITLE and preferred.get(one.text.language) != one.edition.words
    ]
    return first, others


def judgements(obj: ObjectRecord) -> list[Value]:
    """Return what is said about the claims of provenance that stand now: that others differ, and every judgement."""
    return [
        literal(phrase("of a claim", tag, clause=claim.event.clause, said=said), tag)
        for claim in claims_in(obj.texts)
        if claim.is_current
        for tag in [language_of_notes(claim.text.language)]
        for said in (*([phrase("rivals", tag)] if claim.has_rivals else []), *_judged(claim, tag))
    ]


def edition_page(one: Said, page: str, context: Context) -> Node:
    """Return the page of an edition: by whom, what sort of text, from which perspective, since when, on what ground."""
    text, edition = one.text, one.edition
    tag = language_of_notes(text.language)
    authors = [spoken.voice for spoken in edition.attributions if spoken.role not in _BESIDE]
    return parts.filled(
        {
            "@id": page,
            "@type": "edm:WebResource",
            "dc:creator": [voice(who, context) for who in {who.slug: who for who in authors}.values()],
            "dc:description": [literal(words, tag) for words in _notes(one, tag)],
            "dc:format": "text/html",
            "dc:source": [*(_cited(source.title, source.locator) for source in edition.all_citations),
                          *({"@id": node["id"]} for node in parts.sources_with_address(edition.all_citations))],
            "dc:type": [*_text_type(text), perspective(text.perspective, context)],
            "dc:title": literal(edition_name(text, edition, tag), tag),
            "dc:language": text.language if text.language != "und" else "",
            "dcterms:created": edition.recorded.edtf or edition.recorded.as_written,
            "dcterms:isFormatOf": {"@id": one.uri},
            "dcterms:isPartOf": {"@id": addresses.identifier_uri(addresses.TEXT, text.id)},
            "dcterms:issued": day(edition.published_from),
            "edm:rights": {"@id": rights_of(edition.licence)} if rights_of(edition.licence) else {},
            "edm:type": "TEXT",
        }
    )  # fmt: skip


def is_about_image(one: Said) -> bool:
    """Whether the words describe an image."""
    return one.text.text_type == ALT_TEXT


def is_title(one: Said) -> bool:
    """Whether the words are a title."""
    return one.text.text_type == TITLE


def is_provenance(one: Said) -> bool:
    """Whether the words tell who had the object."""
    return one.text.text_type == STATEMENT


def _judged(claim: Claim, language: str) -> Iterator[str]:
    for one in claim.assessments:
        voice_name = in_language(one.voice.names, language).words or one.voice.slug
        standing = phrase(one.standing, language)
        yield phrase("judged", language, standing=standing, voice=voice_name, reason=one.reason)


def _cited(title: str, locator: str) -> str:
    return ", ".join(words for words in (title, locator) if words)


def _text_type(text: TextRecord) -> list[Value]:
    term = vocabulary("text_type").get(text.text_type)
    labels = [literal(label_of("text_type", text.text_type, language=tag), tag) for tag in ("nl", "en")]
    return [*([{"@id": term.uri}] if term and term.uri else []), *labels]


def _notes(one: Said, language: str) -> list[str]:
    edition = one.edition
    said = [
        phrase(
            "voice",
            language,
            voices=one.voices(language),
            perspective=one.view(language),
            number=edition.number,
            since=day(edition.published_from),
            uri=one.uri,
        )
    ]
    if edition.reason:
        said.append(phrase("reason", language, reason=edition.reason))
    if edition.held.as_written or edition.held.edtf:
        said.append(phrase("held", language, when=edition.held.as_written or edition.held.edtf))
    said += (phrase("content note", language, note=note) for note in edition.content_note.values() if note)
    said += (phrase("showing", language, where=_where(showing)) for showing in edition.showings)
    said += (_earlier(before, language) for before in one.text.editions if before.state == "superseded")
    return [*said, *(_tie(relation, language) for relation in one.text.relations)]


def _earlier(edition: EditionRecord, language: str) -> str:
    return phrase(
        "earlier",
        language,
        number=edition.number,
        since=day(edition.published_from),
        until=day(edition.published_until),
        uri=addresses.identifier_uri(addresses.EDITION, edition.id),
    )


def _where(showing: ShowingRecord) -> str:
    days: Sequence[str] = [one.isoformat() for one in (showing.shown_from, showing.shown_until) if one]
    when = " – ".join(days) or showing.dates.as_written or showing.dates.edtf
    return ", ".join(words for words in (showing.exhibition, showing.place, when) if words)


def _tie(relation: RelationRecord, language: str) -> str:
    kind, key = addresses.TEXT, relation.text_id
    if relation.edition_id:
        kind, key = addresses.EDITION, relation.edition_id
    tie = label_of("relation_type", relation.relation_type, language=language)
    by = relation.asserted_by
    named = (in_language(by.names, language).words or by.slug) if by else ""
    more = "".join(f" ({words})" for words in (named, relation.note) if words)
    return f"{tie}: {addresses.identifier_uri(kind, key)}{more}"
