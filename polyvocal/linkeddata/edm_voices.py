"""What the voices say, in the Europeana Data Model: words with their voice before them, and the pages of the editions.

The model knows no voice, no validity and no superseding. So: every text but the house's own begins with who speaks; the
page of every current edition is a web resource that is part of the object's page, by a voice, under its own rights.
Words that are superseded or withdrawn are in no record.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from polyvocal.conf import label_of, setting, vocabulary
from polyvocal.linkeddata import addresses, parts
from polyvocal.linkeddata.claims import Claim, claims_in
from polyvocal.linkeddata.edm_rights import rights_of
from polyvocal.linkeddata.edm_terms import Context, Value, literal, perspective, voice
from polyvocal.linkeddata.linked_art import edition_name, voices_in_words
from polyvocal.linkeddata.phrases import day, language_of_notes, phrase
from polyvocal.linkeddata.said import MACHINE, judgement_in_words, source_in_words
from polyvocal.linkeddata.said import Said as Note
from polyvocal.linkeddata.said import said_of as notes_of
from polyvocal.linkeddata.terms import Node
from polyvocal.records import EditionRecord, ObjectRecord, TextRecord, called, in_language
from polyvocal.selectors import ALT_TEXT, STATEMENT, TITLE

_BESIDE = frozenset({"consulted", "interviewer"})
# What an edition's page says in fields of its own, or its voice does.
_TOLD = frozenset({"about the voice", "perspective", "source"})


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
        is_made = any(one.voice.kind == MACHINE for one in self.edition.attributions)
        return f"{spoken}; {phrase('by machine', language)}" if is_made else spoken

    def view(self, language: str) -> str:
        """Return the name of the perspective."""
        return called(self.text.perspective, language)


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
            "dc:description": _notes(text, edition),
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
        source = f" ({source_in_words(one.citation)})" if one.citation else ""
        yield judgement_in_words(one, language) + source


def _cited(title: str, locator: str) -> str:
    return ", ".join(words for words in (title, locator) if words)


def _text_type(text: TextRecord) -> list[Value]:
    term = vocabulary("text_type").get(text.text_type)
    labels = [literal(label_of("text_type", text.text_type, language=tag), tag) for tag in ("nl", "en")]
    return [*([{"@id": term.uri}] if term and term.uri else []), *labels]


def _notes(text: TextRecord, edition: EditionRecord) -> list[Value]:
    return [literal(_labelled(one), one.language) for one in notes_of(text, edition) if one.about not in _TOLD]


def _labelled(one: Note) -> str:
    # The only one of these sentences that does not say by itself what it tells.
    is_bare = one.about == "content note"
    return phrase("content note", language_of_notes(one.language), note=one.words) if is_bare else one.words
