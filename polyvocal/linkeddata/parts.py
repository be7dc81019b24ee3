"""The small pieces of which Linked Art records are made: names, identifiers, statements, periods, references."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache

from polyvocal.conf import setting, vocabulary
from polyvocal.dates import bounds
from polyvocal.linkeddata import addresses
from polyvocal.linkeddata.serialise import LINKED_ART
from polyvocal.linkeddata.terms import (
    BIBLIOGRAPHY,
    BRIEF_TEXT,
    DESCRIPTION,
    NOTE,
    STATEMENTS,
    Node,
    Reference,
    concept,
    languages,
)
from polyvocal.models import LICENCES
from polyvocal.records import (
    CitationRecord,
    EditionRecord,
    Names,
    ObjectRecord,
    PerspectiveRecord,
    Span,
    TextRecord,
    VoiceRecord,
    called,
    in_language,
)
from polyvocal.selectors import TITLE

CONTEXT = LINKED_ART.context
PERSON_KINDS = frozenset({"maker", "artist", "depicted", "descendant", "owner", "researcher"})
"""Kinds of voice that are written as a Person; every other kind is a Group, for Linked Art knows no third."""


def record(uri: str, node_type: str, label: str) -> Node:
    """Return the beginning of a record of its own."""
    return {"@context": CONTEXT, "id": uri, "type": node_type, "_label": label}


def filled(node: Node) -> Node:
    """Return a node without the keys that have nothing to say."""
    return {key: value for key, value in node.items() if value}


def name(words: str, *types: Node, language: str = "", notes: Sequence[Node] = ()) -> Node:
    """Return a Name."""
    return filled(
        {
            "type": "Name",
            "content": words,
            "classified_as": list(types),
            "language": languages(language),
            "referred_to_by": list(notes),
        }
    )


def names(given: Names, *types: Node) -> list[Node]:
    """Return a Name for every language in which there is one."""
    return [name(words, *types, language=tag) for tag, words in given.items() if words]


def identifier(content: str, *types: Node, notes: Sequence[Node] = ()) -> Node:
    """Return an Identifier."""
    return filled(
        {"type": "Identifier", "content": content, "classified_as": list(types), "referred_to_by": list(notes)}
    )


def statement(words: str, *types: Node, language: str = "", notes: Sequence[Node] = (), called: str = "") -> Node:
    """Return a statement in words about something; `called` is the name it goes by, `notes` say more about it."""
    return filled(
        {
            "type": "LinguisticObject",
            "content": words,
            "language": languages(language),
            "classified_as": list(types),
            "identified_by": [{"type": "Name", "content": called}] if called else [],
            "referred_to_by": list(notes),
        }
    )


def statements(given: Names, *types: Node) -> list[Node]:
    """Return a statement for every language in which there is one."""
    return [statement(words, *types, language=tag) for tag, words in given.items() if words]


def note(words: str, language: str = "") -> Node:
    """Return a note."""
    return statement(words, NOTE, language=language)


def citation(one: CitationRecord) -> Node:
    """Return a source with the place in it as a bibliography statement."""
    return statement(", ".join(words for words in (one.title, one.locator) if words), BIBLIOGRAPHY)


def sources_with_address(sources: Iterable[CitationRecord]) -> list[Node]:
    """Return references to the sources that have a web address."""
    return [reference(uri, "LinguisticObject", one.title) for one in sources if (uri := addresses.web_address(one.uri))]


def equivalents(uris: Iterable[str], node_type: str, label: str) -> list[Node]:
    """Return references to what others call the same, where they are on the web."""
    return [reference(uri, node_type, label) for uri in map(addresses.web_address, uris) if uri]


def days(first: date | None, last: date | None, *, called: str = "") -> Node:
    """Return the TimeSpan of whole days; '' as `called` where no name for the period is known. {} where empty."""
    span = filled(
        {
            "identified_by": [name(called)] if called else [],
            "begin_of_the_begin": f"{first.isoformat()}T00:00:00Z" if first else "",
            "end_of_the_end": f"{last.isoformat()}T23:59:59Z" if last else "",
        }
    )
    return {"type": "TimeSpan"} | span if span else {}


@lru_cache(maxsize=2_000)
def edtf_period(span: Span) -> Node:
    """Return the TimeSpan of a date as written; {} where nothing is written."""
    first, last = bounds(span.edtf) or (None, None)
    return days(first, last, called=span.as_written or span.edtf)


@lru_cache(maxsize=2_000)
def moments(first: datetime | None, last: datetime | None) -> Node:
    """Return the TimeSpan from one moment to another, which need not have come yet."""
    return filled(
        {
            "type": "TimeSpan",
            "begin_of_the_begin": first.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if first else "",
            "end_of_the_end": last.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if last else "",
        }
    )


@lru_cache(maxsize=2_000)
def reference(uri: str, node_type: str, label: str) -> Node:
    """Return a reference to a record of its own."""
    return Reference(id=addresses.spelled(uri), type=node_type, _label=label)


def object_reference(obj: ObjectRecord) -> Node:
    """Return the reference to an object."""
    uri = addresses.identifier_uri(addresses.OBJECT, obj.identifier)
    return reference(uri, "HumanMadeObject", object_label(obj))


def object_label(obj: ObjectRecord) -> str:
    """Return what the object is called now, in Dutch if it has a Dutch title, else in another language."""
    return in_language(obj.titles, "nl").words or obj.fallback_title or obj.object_number or obj.identifier


def titles_now(texts: Iterable[TextRecord]) -> list[tuple[TextRecord, EditionRecord]]:
    """Return the current titles, those of the house first, then in the order of the museum's languages."""
    house, preferred = setting("HOUSE_PERSPECTIVE"), list(setting("LANGUAGES"))
    titles = [
        (text, edition)
        for text in texts
        if text.text_type == TITLE
        for edition in text.editions
        if edition.state == "current"
    ]

    def place(title: tuple[TextRecord, EditionRecord]) -> tuple[bool, int, int]:
        text, _edition = title
        rank = preferred.index(text.language) if text.language in preferred else len(preferred)
        return text.perspective.slug != house, rank, text.part

    return sorted(titles, key=place)


def voice_type(voice: VoiceRecord) -> str:
    """Return the Linked Art type of a voice."""
    return "Person" if voice.kind in PERSON_KINDS else "Group"


def voice_reference(voice: VoiceRecord) -> Node:
    """Return the reference to a voice."""
    uri = addresses.identifier_uri(addresses.VOICE, voice.slug)
    return reference(uri, voice_type(voice), called(voice, "en"))


def perspective_reference(perspective: PerspectiveRecord) -> Node:
    """Return the reference to a perspective."""
    uri = addresses.identifier_uri(addresses.PERSPECTIVE, perspective.slug)
    return reference(uri, "Type", called(perspective, "en"))


def edition_reference(edition: EditionRecord, label: str) -> Node:
    """Return the reference to an edition."""
    return reference(addresses.identifier_uri(addresses.EDITION, edition.id), "LinguisticObject", label)


def text_reference(text: TextRecord, label: str) -> Node:
    """Return the reference to a text through all its editions."""
    return reference(addresses.identifier_uri(addresses.TEXT, text.id), "PropositionalObject", label)


def claim_reference(key: str) -> Node:
    """Return the reference to a claim that is only known by its key."""
    return Reference(id=addresses.identifier_uri(addresses.CLAIM, key), type="Activity")


def text_types(text: TextRecord) -> list[Node]:
    """Return the terms of a text: what type of text it is, and the perspective it speaks from."""
    term = vocabulary("text_type").get(text.text_type)
    kind = DESCRIPTION
    if term and term.uri:
        kind = STATEMENTS.get(term.uri) or concept(term.uri, term.label("en"), kind=BRIEF_TEXT)
    return [kind, perspective_reference(text.perspective)]


def right(licence: str) -> list[Node]:
    """Return the Right under which words may be used again, in a list; empty where no licence is given."""
    uri = LICENCES.get(licence, "")
    types = [concept(uri, licence)] if uri else []
    return [filled({"type": "Right", "identified_by": [name(licence)], "classified_as": types})] if licence else []
