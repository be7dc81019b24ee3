"""Dublin Core as OAI-PMH asks for it (`oai_dc`, openarchives.org/OAI/2.0/oai_dc.xsd): fifteen words, any of them often.

It knows no voice, period or edition. So every current text is a description that begins with who speaks, from which
perspective and since when, and ends with what else is known of it. Superseded editions are named by their address.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from polyvocal.conf import setting
from polyvocal.linkeddata import addresses
from polyvocal.linkeddata.claims import Claim, claims_in
from polyvocal.linkeddata.linked_art_objects import maker_in_words, measure_in_words
from polyvocal.linkeddata.parts import titles_now
from polyvocal.linkeddata.phrases import language_of_notes, phrase
from polyvocal.linkeddata.said import Current, current_in, judgement_in_words, said_of, source_in_words, voice_of
from polyvocal.linkeddata.serialise import xml_safe
from polyvocal.models import LICENCES
from polyvocal.models.fields import LANGUAGE_TAG
from polyvocal.records import UNKNOWN_LANGUAGE, Names, ObjectRecord, Span, called
from polyvocal.selectors import ALT_TEXT

_SPACES = (
    'xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation='
    '"http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd"'
)


class Statement(NamedTuple):
    """One of the fifteen words, what it says, and in which language ('' where that is no matter)."""

    name: str
    words: str
    language: str = ""


def object_element(obj: ObjectRecord) -> str:
    """Return an object as an element that declares its own namespaces, to be put into another XML."""
    return element(statements(obj))


def element(said: Iterable[Statement]) -> str:
    """Return statements as an element of `oai_dc`, each once and none without words."""
    lines = "".join(f"{_written(one)}\n" for one in dict.fromkeys(said) if one.words.strip())
    return f"<oai_dc:dc {_SPACES}>\n{lines}</oai_dc:dc>"


def statements(obj: ObjectRecord) -> Iterator[Statement]:
    """Yield what is said of an object, by whoever says it."""
    standing = [*current_in(obj), *current_in(obj, ALT_TEXT)]
    yield from _named(obj)
    yield from _facts(obj)
    for one in standing:
        yield _spoken(one)
        yield from _around(one)
    for claim in claims_in(obj.texts):
        if claim.is_current:
            yield from _judged(claim)
    for text in obj.texts:
        for edition in text.editions:
            if edition.state == "superseded":
                yield Statement("relation", addresses.identifier_uri(addresses.EDITION, edition.id))


def _named(obj: ObjectRecord) -> Iterator[Statement]:
    titles = titles_now(obj.texts)
    for text, edition in titles:
        yield Statement("title", edition.words, text.language)
        yield from _around((text, edition))
    if not titles:
        yield Statement("title", obj.fallback_title or obj.object_number or obj.identifier)
    yield Statement("identifier", addresses.identifier_uri(addresses.OBJECT, obj.identifier))
    for number in (obj.object_number, *obj.former_numbers):
        yield Statement("identifier", number)


def _facts(obj: ObjectRecord) -> Iterator[Statement]:
    facts = obj.facts
    yield from _several("type", (*facts.object_names, *facts.categories))
    for maker in facts.makers:
        yield Statement("creator", maker_in_words(maker))
    yield Statement("date", _when(facts.produced))
    yield from _several("coverage", facts.places)
    yield from _several("format", (*facts.materials, *facts.techniques))
    for measured in facts.dimensions:
        yield Statement("format", measure_in_words(measured) if measured.value else "")
    yield from _several("subject", facts.keywords)
    yield from _several("rights", (facts.credit_line,))
    yield Statement("source", facts.ownership_history)
    for shown in facts.exhibitions:
        called = ", ".join(words for words in (shown.title, shown.venue, _when(shown.dates)) if words)
        yield Statement("relation", called)
    for image in facts.pictures:
        yield Statement("relation", image.address)
    for uri in dict.fromkeys(term.uri for term in obj.terms.values()):
        yield Statement("subject", uri)
    yield from _several("publisher", (setting("INSTITUTION"),))


def _spoken(one: Current) -> Statement:
    """Return the words of a text between who speaks and all else that is known of them."""
    text, edition = one
    more = " ".join(said.words for said in said_of(*one) if said.about != "voice")
    return Statement("description", f"[{voice_of(*one).words}] {edition.words} [{more}]", text.language)


def _around(one: Current) -> Iterator[Statement]:
    text, edition = one
    tag = language_of_notes(text.language)
    for credit in edition.attributions:
        yield Statement("contributor", called(credit.voice, tag))
    for source in edition.all_citations:
        yield Statement("source", source_in_words(source))
    yield Statement("rights", LICENCES.get(edition.licence, edition.licence))
    yield Statement("language", "" if text.language == UNKNOWN_LANGUAGE else text.language)
    yield Statement("relation", addresses.identifier_uri(addresses.EDITION, edition.id))


def _judged(claim: Claim) -> Iterator[Statement]:
    tag = language_of_notes(claim.text.language)
    said = [judgement_in_words(one, tag) for one in claim.assessments]
    for words in [*([phrase("rivals", tag)] if claim.has_rivals else []), *said]:
        yield Statement("description", f"{claim.event.clause}: {words}", tag)


def _several(name: str, given: Iterable[Names]) -> Iterator[Statement]:
    for names in given:
        for language, words in names.items():
            yield Statement(name, words, language)


def _when(span: Span) -> str:
    return span.as_written or span.edtf


def _written(one: Statement) -> str:
    is_tagged = one.language != UNKNOWN_LANGUAGE and LANGUAGE_TAG.fullmatch(one.language)
    tag = f" xml:lang={quoteattr(one.language)}" if is_tagged else ""
    said = escape(xml_safe(one.words.strip()), {"\r": "&#13;"})
    return f"<dc:{one.name}{tag}>{said}</dc:{one.name}>"
