"""Neutral records, the hinge of import and export: what an importer reads and what an exporter gathers. No Django."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from polyvocal.image_addresses import is_shown

Names = Mapping[str, str]
"""Words by BCP 47 language tag; `und` where the language is not known."""

UNKNOWN_LANGUAGE = "und"

NAMED_FIELDS = ("object_names", "categories", "materials", "techniques", "keywords", "places")
MAKERS = "makers"
"""The lists of `ObjectFacts` whose words may stand for terms: those of Names, and the makers by their names."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words and the language they are in."""

    words: str
    language: str

    def __str__(self) -> str:
        return self.words


def in_language(names: Names, language: str, *, fallbacks: tuple[str, ...] = ("nl", "en")) -> Phrase:
    """Choose the words nearest to `language`: the same tag, its primary tag, the fallbacks, then any."""
    if words := names.get(language):
        return Phrase(words, language)
    for tag in (language, language.split("-")[0], *fallbacks, *names):
        if names.get(tag):
            return Phrase(names[tag], tag)
    return Phrase("", language)


@dataclass(frozen=True, slots=True)
class Span:
    """A date as the source wrote it and as EDTF (ISO 8601-2, levels 0 and 1); `edtf` is '' where not understood."""

    as_written: str = ""
    edtf: str = ""


@dataclass(frozen=True, slots=True)
class Maker:
    """A person or body who made the object, with a role and life dates as the source gives them."""

    name: str
    role: Names = field(default_factory=dict)
    born: str = ""
    died: str = ""
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One measurement: what was measured, the number as written, the unit."""

    kind: str
    value: str
    unit: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Acquisition:
    """How, when and from whom the museum acquired the object."""

    method: str = ""
    date: Span = Span()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Exhibition:
    """An exhibition that the object was in, whatever was said about it there."""

    title: str
    venue: str = ""
    dates: Span = Span()


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the object: a web address or a static path, and its description by language.

    `service` is the IIIF image service that gives it in any size, '' where there is none.
    """

    address: str
    alt: Names = field(default_factory=dict)
    licence: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True)
class GivenTerm:
    """The URI that the collection system itself gives for a word of one of the lists of `ObjectFacts`."""

    field: str
    language: str
    words: str
    uri: str


@dataclass(frozen=True, slots=True)
class ObjectFacts:
    """What the collection system states about an object besides texts; each list keeps the source's order."""

    object_names: tuple[Names, ...] = ()
    categories: tuple[Names, ...] = ()
    makers: tuple[Maker, ...] = ()
    produced: Span = Span()
    places: tuple[Names, ...] = ()
    materials: tuple[Names, ...] = ()
    techniques: tuple[Names, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    keywords: tuple[Names, ...] = ()
    acquisition: Acquisition = Acquisition()
    ownership_history: str = ""
    credit_line: Names = field(default_factory=dict)
    exhibitions: tuple[Exhibition, ...] = ()
    images: tuple[Image, ...] = ()
    manifests: tuple[str, ...] = ()
    given_terms: tuple[GivenTerm, ...] = ()

    @property
    def pictures(self) -> tuple[Image, ...]:
        """The images that may be put before the public, whatever a source or an adapter gave."""
        return tuple(image for image in self.images if is_shown(image.address))

    def words(self) -> Iterator[tuple[str, str, str]]:
        """Yield each word that may stand for a term, with the list and the language it is in, as `term_key` asks."""
        for name in NAMED_FIELDS:
            for one in getattr(self, name):
                for tag, words in one.items():
                    yield name, tag, words
        for maker in self.makers:
            yield MAKERS, UNKNOWN_LANGUAGE, maker.name

    def as_json(self) -> dict[str, Any]:
        """Return plain lists and dicts without the empty ones, so that equal facts give equal JSON."""
        stored: dict[str, Any] = _stored(self)
        return stored

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "ObjectFacts":
        """Read back what `as_json` wrote."""
        return cls(
            object_names=tuple(stored.get("object_names", ())),
            categories=tuple(stored.get("categories", ())),
            makers=tuple(Maker(**maker) for maker in stored.get("makers", ())),
            produced=Span(**stored.get("produced", {})),
            places=tuple(stored.get("places", ())),
            materials=tuple(stored.get("materials", ())),
            techniques=tuple(stored.get("techniques", ())),
            dimensions=tuple(Dimension(**{"kind": "", "value": ""} | one) for one in stored.get("dimensions", ())),
            keywords=tuple(stored.get("keywords", ())),
            acquisition=_acquisition(stored.get("acquisition", {})),
            ownership_history=stored.get("ownership_history", ""),
            credit_line=stored.get("credit_line", {}),
            exhibitions=tuple(_exhibition(one) for one in stored.get("exhibitions", ())),
            images=tuple(Image(**image) for image in stored.get("images", ())),
            manifests=tuple(stored.get("manifests", ())),
            given_terms=tuple(GivenTerm(**one) for one in stored.get("given_terms", ())),
        )


def _acquisition(stored: Mapping[str, Any]) -> Acquisition:
    return Acquisition(**{**stored, "date": Span(**stored.get("date", {}))})


def _exhibition(stored: Mapping[str, Any]) -> Exhibition:
    return Exhibition(**{"title": "", **stored, "dates": Span(**stored.get("dates", {}))})


def _stored(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, list | tuple):
        return [_stored(item) for item in value]
    # The slots of a dataclass are its fields in their order.
    given = value.items() if isinstance(value, Mapping) else ((name, getattr(value, name)) for name in value.__slots__)
    return {key: stored for key, item in given if (stored := _stored(item)) not in ("", {}, [], None)}


@dataclass(frozen=True, slots=True)
class VoiceRecord:
    """Who speaks."""

    slug: str
    names: Names
    kind: str = "unknown"
    statement: Names = field(default_factory=dict)
    uris: tuple[str, ...] = ()
    speaks_as: str = "self"
    mandate: str = ""
    part_of: "VoiceRecord | None" = None
    languages: tuple[str, ...] = ()
    active_period: str = ""


@dataclass(frozen=True, slots=True)
class PerspectiveRecord:
    """The viewpoint offered to visitors; its place in an order that is declared, and the mark and colour it bears."""

    slug: str
    names: Names
    description: Names = field(default_factory=dict)
    position: int = 100
    accent: int = 0


_MANY = 2_000
_called: dict[tuple[int, str], tuple[Any, str]] = {}


def called(one: VoiceRecord | PerspectiveRecord, language: str) -> str:
    """Return what a voice or a perspective is called in `language` or the nearest to it, or its slug.

    A few records say nearly everything, and are asked for their names all the time: what was found is remembered with
    the record itself, for it can neither be hashed nor changed.
    """
    key = (id(one), language)
    found = _called.get(key)
    if found is None or found[0] is not one:
        if len(_called) >= _MANY:
            _called.clear()
        found = _called[key] = (one, in_language(one.names, language).words or one.slug)
    return found[1]


@dataclass(frozen=True, slots=True)
class AttributionRecord:
    """An edition's tie to a voice, with a role of the controlled list."""

    voice: VoiceRecord
    role: str = "author"


@dataclass(frozen=True, slots=True)
class CitationRecord:
    """An edition's tie to a source, with the place in it."""

    title: str
    locator: str = ""
    uri: str = ""


@dataclass(frozen=True, slots=True)
class ShowingRecord:
    """A room, an exhibition or a screen in which an edition stood, from – until; `dates` where no days are known."""

    place: str
    exhibition: str = ""
    shown_from: date | None = None
    shown_until: date | None = None
    dates: Span = Span()


@dataclass(frozen=True, slots=True)
class RelationRecord:
    """A tie of a text to another text, or to one edition of it; types are codes of the controlled list."""

    relation_type: str
    text_id: str
    edition_id: str = ""
    asserted_by: VoiceRecord | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartyRecord:
    """Who took part in a provenance event, as named then; life dates as EDTF. `?` makes a name or a place uncertain."""

    name: str
    is_certain: bool = True
    born: str = ""
    died: str = ""
    place: str = ""
    is_place_certain: bool = True
    role: str = ""
    uri: str = ""


@dataclass(frozen=True, slots=True)
class TenureRecord:
    """When something came to a party and when it left, each between two EDTF dates; '' where that is not known.

    `botb` and `eotb` are the beginning and end of the beginning, `bote` and `eote` those of the end (Art Tracks).
    """

    as_written: str = ""
    botb: str = ""
    eotb: str = ""
    bote: str = ""
    eote: str = ""


@dataclass(frozen=True, slots=True)
class ProvenanceEventRecord:
    """One step in an object's ownership or custody, as one statement puts it. `clause` holds its words.

    `id` is the event through all editions of its statement, `step` what it shares with rival events; `is_direct` says
    whether it went straight on to the next event (None: not stated). `uncertain` names the fields that are doubted.
    """

    clause: str
    id: str = ""
    step: str = ""
    is_understood: bool = True
    is_certain: bool = True
    uncertain: tuple[str, ...] = ()
    method: str = ""
    transfers_title: bool | None = None
    transfers_custody: bool | None = None
    receiver: PartyRecord | None = None
    receiver_agent: PartyRecord | None = None
    sender: PartyRecord | None = None
    sender_agent: PartyRecord | None = None
    occasion: str = ""
    place: str = ""
    tenure: TenureRecord = TenureRecord()
    stock_number: str = ""
    lot_number: str = ""
    price: str = ""
    note: str = ""
    is_direct: bool | None = None
    citations: tuple[CitationRecord, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return plain lists and dicts without what is empty; `from_json` reads them back."""
        stored: dict[str, Any] = _stored(self)
        return stored

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "ProvenanceEventRecord":
        """Read back what `as_json` wrote."""
        given: dict[str, Any] = {"clause": "", **stored}
        for name in ("receiver", "receiver_agent", "sender", "sender_agent"):
            if name in given:
                given[name] = PartyRecord(**{"name": "", **given[name]})
        given["tenure"] = TenureRecord(**stored.get("tenure", {}))
        given["uncertain"] = tuple(stored.get("uncertain", ()))
        given["citations"] = tuple(CitationRecord(**{"title": "", **one}) for one in stored.get("citations", ()))
        return cls(**given)


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """A voice's judgement of a provenance event, named by its key; the newest of each voice counts."""

    event_id: str
    voice: VoiceRecord
    standing: str
    reason: str
    id: str = ""
    assessed_at: datetime | None = None
    citation: CitationRecord | None = None


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """One published state of a text. Times are kept apart: `held` and `recorded` are spans, publication is exact."""

    words: str
    attributions: tuple[AttributionRecord, ...] = ()
    citations: tuple[CitationRecord, ...] = ()
    recorded: Span = Span()
    held: Span = Span()
    published_from: datetime | None = None
    published_until: datetime | None = None
    reason: str = ""
    content_note: Names = field(default_factory=dict)
    licence: str = ""
    number: int | None = None
    state: str = "current"
    id: str = ""
    withdrawn_at: datetime | None = None
    withdrawal_reason: str = ""
    showings: tuple[ShowingRecord, ...] = ()
    events: tuple[ProvenanceEventRecord, ...] = ()

    @property
    def all_citations(self) -> tuple[CitationRecord, ...]:
        """What the words rest on, and what each event does."""
        return (*self.citations, *(one for event in self.events for one in event.citations))


@dataclass(frozen=True, slots=True)
class TextRecord:
    """One thing said about an object from one perspective; editions stand oldest first."""

    perspective: PerspectiveRecord
    text_type: str
    language: str
    editions: tuple[EditionRecord, ...]
    part: int = 1
    id: str = ""
    relations: tuple[RelationRecord, ...] = ()
    assessments: tuple[AssessmentRecord, ...] = ()


TermKey = tuple[str, str, str]
"""Where a word stands among the facts: the list of `ObjectFacts`, the language, the word without its capitals."""


def term_key(field: str, language: str, words: str) -> TermKey:
    """Return the key under which a word of a field is tied to a term; spaces and capitals make no difference."""
    return field, language, " ".join(words.split()).casefold()


@dataclass(frozen=True, slots=True)
class TermRecord:
    """A term of a terminology source that stands for a word: its URI, labels by language and what it is narrower than.

    `source` is the URI of the terminology source, `matches` are URIs of others for the same (skos:exactMatch).
    """

    uri: str
    labels: Names = field(default_factory=dict)
    source: str = ""
    broader: str = ""
    matches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectRecord:
    """A collection object with everything said about it; `titles` is what it is called now, by language.

    `changed_at` is when its facts last changed here, which another installation of the same archive would not share.
    """

    identifier: str
    object_number: str = ""
    former_numbers: tuple[str, ...] = ()
    facts: ObjectFacts = ObjectFacts()
    texts: tuple[TextRecord, ...] = ()
    titles: Names = field(default_factory=dict)
    fallback_title: str = ""
    terms: Mapping[TermKey, TermRecord] = field(default_factory=dict)
    changed_at: datetime | None = field(default=None, compare=False)

    def term_of(self, field: str, names: Names | str) -> TermRecord | None:
        """Return the term that stands for a word of these facts, None where none does.

        `field` is a list of `ObjectFacts`, `names` one of its entries; of a maker, the name.
        """
        given = names if isinstance(names, Mapping) else {UNKNOWN_LANGUAGE: names}
        found = (self.terms.get(term_key(field, tag, words)) for tag, words in given.items())
        return next((term for term in found if term is not None), None)
