"""What a profile may say. Every value that ends in a field's name is a leaf of the source, matched case-sensitively."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from polyvocal.importers.sources.tms_shape import Tables
from polyvocal.records import UNKNOWN_LANGUAGE, Names

Leaves = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceGiven:
    """A voice the profile describes: the institution's own, or one that a name in the source stands for."""

    slug: str
    names: Names = field(default_factory=dict)
    kind: str = "researcher"
    has_parent: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PerspectiveGiven:
    """A perspective to make where none of this slug exists."""

    names: Names
    description: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersFrom:
    """Former object numbers: taken only where the type matches one of `only` (regular expressions)."""

    number: str
    type: str = ""
    until: str = ""
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MakersFrom:
    """The leaves of one maker."""

    name: str
    role: str = ""
    qualifier: str = ""
    born: str = ""
    died: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFrom:
    """The leaves of a period; `as_written` is the museum's own phrase, where there is one."""

    start: str
    end: str = ""
    start_precision: str = ""
    end_precision: str = ""
    as_written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionsFrom:
    """The leaves of one measurement."""

    value: str
    kind: str = ""
    unit: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcquisitionFrom:
    """The leaves that say how and when an object came; `source` is a person's name: leave it out unless public."""

    method: str = ""
    date: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagesFrom:
    """The leaves of one picture. Only a web address, or a path that begins with `static:`, is taken in."""

    address: str
    alt: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitionsFrom:
    """The leaves of one exhibition that the object was in; the title may stand in any of several.

    Where `groups` are named, only those (in any case) are read, and outside groups only the first of the titles.
    """

    title: Leaves
    venue: str = ""
    start: str = ""
    end: str = ""
    as_written: str = ""
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsFrom:
    """The leaves of words for which the source itself names a term; the words come into a list of the facts.

    `into` is that list, or `kinds` says it by what the leaf `kind` holds. The term is the web address in the leaf
    `uri`, or `start` with what the leaf `number` holds, where that matches `numbers` and the leaf `authority` matches
    `only` (regular expressions, whole). A word without such a term comes in as well.
    """

    words: str
    into: str = ""
    kind: str = ""
    kinds: dict[str, str] = field(default_factory=dict)
    uri: str = ""
    number: str = ""
    start: str = ""
    numbers: str = ".+"
    authority: str = ""
    only: str = ".*"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectFrom:
    """Which leaves hold the facts of an object."""

    number: str
    former_numbers: NumbersFrom | None = None
    object_names: Leaves = ()
    categories: Leaves = ()
    makers: MakersFrom | None = None
    produced: PeriodFrom | None = None
    places: Leaves = ()
    materials: Leaves = ()
    techniques: Leaves = ()
    dimensions: DimensionsFrom | None = None
    keywords: Leaves = ()
    acquisition: AcquisitionFrom | None = None
    ownership_history: str = ""
    credit_line: str = ""
    exhibitions: ExhibitionsFrom | None = None
    images: ImagesFrom | None = None
    terms: tuple[TermsFrom, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRule:
    """A type term of the source (a regular expression, whole term, any case) and what it means.

    `purpose` holds the rule to a purpose as well (a regular expression), where the source says genre and channel apart.
    `notation` is that of its provenance statements, where it is another than that of the table.
    """

    term: str
    type: str
    purpose: str = ""
    language: str = ""
    perspective: str = ""
    notation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicesFrom:
    """The leaves that say whose words these are. `given_as` is name, inverted-name (“Berg, Ina van den”) or slug."""

    name: str
    role: str = ""
    given_as: str = "name"
    separator: str = ";"
    unknown: tuple[str, ...] = ("onbekend", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFrom:
    """The leaves of the source that words rest on."""

    title: str
    locator: str = ""
    uri: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowingFrom:
    """The leaves that say where the words stood, and from – until; nothing without an exhibition, venue or room.

    `as_written` is the museum's own phrase for the period. With `in_group` they count only where the source groups them
    with the words: elsewhere the same leaves are about the object.
    """

    exhibition: str = ""
    venue: str = ""
    room: str = ""
    shown_from: str = ""
    shown_until: str = ""
    as_written: str = ""
    in_group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationsFrom:
    """The leaves that tie a text to another text of the same object: repeated together, one of each per tie."""

    relation: str
    perspective: str
    type: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFrom:
    """Which leaves make a text. Fixed values (`type`, `language`, `perspective`) hold where no leaf gives another.

    Where the leaf `superseded_from` matches one of `superseded` (regular expressions), the words are an earlier edition
    of the first text of their kind that stands; where `succeeding` is given too, of the one text that matches it or
    stands alone, and only where the order is clear. With `by_language` a value in several languages is a text in each
    of them. Groups named in `not_in` (in any case) use the leaf for something else. `markup` is html where words hold
    tags: plain paragraphs come of them. `otherwise` is read where `words` holds none. What the leaf
    `confidential_from` says to be confidential stays out, and what it cannot be tied to as well. `notation` is how the
    house writes provenance: by it the events of a provenance statement are read; without it they stay words alone.
    """

    words: str
    type: str = ""
    notation: str = ""
    language: str = UNKNOWN_LANGUAGE
    perspective: str = "museum"
    type_from: str = ""
    types: tuple[TypeRule, ...] = ()
    purpose_from: str = ""
    superseded_from: str = ""
    superseded: tuple[str, ...] = ()
    succeeding: tuple[str, ...] = ()
    by_language: bool = False
    not_in: tuple[str, ...] = ()
    markup: str = ""
    language_from: str = ""
    perspective_from: str = ""
    part_from: str = ""
    file_from: str = ""
    otherwise: str = ""
    confidential_from: str = ""
    voices: VoicesFrom | None = None
    recorded: str = ""
    held: str = ""
    published_from: str = ""
    published_until: str = ""
    reason: str = ""
    source: SourceFrom | None = None
    showing: ShowingFrom | None = None
    content_note: Names = field(default_factory=dict)
    relations: RelationsFrom | None = None
    has_editions: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsFrom:
    """The leaves of the steps of a history of ownership that the source keeps in fields, repeated together.

    `owner` is who got the object, `acquired_from` who gave it; `price` is taken in only where it is named. With
    `newest_first` the source begins with the last step. What `confidential_from` says to be confidential stays out.
    """

    owner: str
    acquired_from: str = ""
    method: str = ""
    start: str = ""
    end: str = ""
    place: str = ""
    notes: str = ""
    auction: str = ""
    lot: str = ""
    price: str = ""
    confidential_from: str = ""
    newest_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalFrom:
    """The leaves of the last step, to the museum. `source` is a person's name: leave it out unless public."""

    method: str
    date: str = ""
    source: str = ""
    place: str = ""
    notes: str = ""
    auction: str = ""
    lot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenanceFrom:
    """A provenance statement whose words are written from fields, in a notation."""

    steps: StepsFrom
    arrival: ArrivalFrom | None = None
    language: str = ""
    perspective: str = "museum"
    notation: str = "cmoa"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A whole profile. `languages` are the source's own words for languages, in small letters, with their BCP 47 tags;
    `suffixes` are codes that an export writes behind words (“Schaal DUT”), with the tags of their languages.

    `recipe` is a checksum of its text: another recipe may read the same record differently."""

    name: str
    source: str
    system: str
    language: str
    voice: VoiceGiven
    object: ObjectFrom
    texts: tuple[TextFrom, ...] = ()
    provenance: ProvenanceFrom | None = None
    languages: dict[str, str] = field(default_factory=dict)
    suffixes: dict[str, str] = field(default_factory=dict)
    tables: Tables | None = None
    voices: dict[str, VoiceGiven] = field(default_factory=dict)
    perspectives: dict[str, PerspectiveGiven] = field(default_factory=dict)
    text: str = ""
    recipe: str = ""


def leaves_named(profile: Profile) -> frozenset[str]:
    """Return every leaf a profile names, and no harm: some words of it that are no leaves."""
    return frozenset(_words_of((profile.object, profile.texts, profile.provenance)))


def _words_of(given: Any) -> Iterator[str]:
    if isinstance(given, str):
        yield given
    elif isinstance(given, dict):
        yield from _words_of(tuple(given.values()))
    elif isinstance(given, tuple):
        for one in given:
            yield from _words_of(one)
    elif is_dataclass(given):
        for one in fields(given):
            yield from _words_of(getattr(given, one.name))
