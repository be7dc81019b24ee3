"""LIDO 1.1: what the collection system states happened to an object: it was made, acquired, owned and exhibited."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from polyvocal.conf import setting
from polyvocal.linkeddata.addresses import base_uri
from polyvocal.linkeddata.lido_markup import (
    NOTHING,
    TERMINOLOGY,
    Xml,
    appellation,
    concept,
    date_set,
    dates,
    element,
    several,
    uri,
    words,
)
from polyvocal.linkeddata.linked_art_objects import exhibition_in_words, is_surely_a_person, maker_in_words
from polyvocal.records import (
    UNKNOWN_LANGUAGE,
    Acquisition,
    Exhibition,
    Maker,
    Names,
    ObjectRecord,
    TermRecord,
    in_language,
)

ACQUISITION = ("lido00001", {"en": "Acquisition", "nl": "Verwerving"})
PRODUCTION = ("lido00007", {"en": "Production", "nl": "Vervaardiging"})
EXHIBITION = ("lido00225", {"en": "Exhibition", "nl": "Tentoonstelling"})
PROVENANCE = ("lido00227", {"en": "Provenance", "nl": "Herkomst"})
PERSON = f"{TERMINOLOGY}lido00163"


def events(obj: ObjectRecord) -> list[Xml]:
    """Return the events of the collection system, in the order of the object's life."""
    facts = obj.facts
    owned = words("displayEvent", facts.ownership_history, label="ownership history")
    return [
        _production(obj),
        _acquisition(facts.acquisition),
        element("eventSet", owned),
        *(_exhibition(one) for one in facts.exhibitions),
    ]


@dataclass(frozen=True, slots=True)
class Event:
    """An event; `displayed` is what a reader sees where there is no more to tell."""

    kind: tuple[str, Names]
    address: str = ""
    name: Names = field(default_factory=dict)
    actors: Sequence[Xml] = ()
    date: Xml = NOTHING
    places: Sequence[Xml] = ()
    method: Xml = NOTHING
    notes: Sequence[Xml] = ()
    displayed: Xml = NOTHING

    def as_xml(self) -> Xml:
        """Return the event; the field wants an actor, a date or a place of each, else it is only displayed."""
        if not (any(self.actors) or self.date or any(self.places)):
            return element("eventSet", self.displayed)
        number, names = self.kind
        event = element(
            "event",
            uri("eventID", self.address),
            concept("eventType", names, f"{TERMINOLOGY}{number}", source="LIDO Terminology"),
            appellation("eventName", self.name),
            *self.actors,
            self.date,
            *self.places,
            self.method,
            *self.notes,
        )
        return element("eventSet", self.displayed, event)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who took part, with roles; `displayed` is how the source has it, `qualifier` how far it is sure."""

    name: Names
    displayed: str
    roles: Sequence[Xml] = ()
    is_person: bool = False
    address: str = ""
    born: str = ""
    died: str = ""
    qualifier: Names = field(default_factory=dict)

    def as_xml(self) -> Xml:
        """Return the party as one that took part in an event."""
        named = appellation("nameActorSet", self.name)
        who = element(
            "actor",
            uri("actorID", self.address),
            named,
            dates("vitalDatesActor", self.born, last=self.died),
            kind=PERSON if self.is_person else "",
        )
        doubt = element("attributionQualifierActor", *several("term", self.qualifier))
        return element(
            "eventActor",
            words("displayActorInRole", self.displayed),
            element("actorInRole", who, *self.roles, doubt) if named else NOTHING,
        )


def role(names: Names) -> Xml:
    """Return the role in which somebody took part."""
    return concept("roleActor", names)


def place(names: Names, term: TermRecord | None = None) -> Xml:
    """Return a place by its name."""
    found = uri("placeID", term.uri, source=term.source) if term else NOTHING
    shown = in_language(names, "nl")
    language = "" if shown.language == UNKNOWN_LANGUAGE else shown.language
    return element(
        "eventPlace",
        words("displayPlace", shown.words, language=language),
        element("place", found, appellation("namePlaceSet", names)),
    )


def method(names: Names, address: str = "") -> Xml:
    """Return how it happened."""
    return concept("eventMethod", names, address)


def without_language(said: str) -> Names:
    """Return words of which nobody knows the language."""
    return {UNKNOWN_LANGUAGE: said} if said else {}


def _production(obj: ObjectRecord) -> Xml:
    facts = obj.facts
    return Event(
        PRODUCTION,
        actors=[_maker(obj, one) for one in facts.makers],
        date=date_set("eventDate", facts.produced),
        places=[place(names, obj.term_of("places", names)) for names in facts.places],
    ).as_xml()


def _maker(obj: ObjectRecord, one: Maker) -> Xml:
    term = obj.term_of("makers", one.name)
    return Party(
        without_language(one.name),
        maker_in_words(one),
        roles=[role(one.role)],
        is_person=is_surely_a_person(one),
        address=term.uri if term else "",
        born=one.born,
        died=one.died,
        qualifier=without_language(one.qualifier),
    ).as_xml()


def _acquisition(one: Acquisition) -> Xml:
    date, way = date_set("eventDate", one.date), method(without_language(one.method))
    if not (date or way or one.source):
        return NOTHING
    institution: Names = setting("INSTITUTION")
    acquirer = Party(
        institution,
        in_language(institution, "nl").words,
        roles=[role({"en": "acquired by", "nl": "verworven door"})],
        address=f"{base_uri()}/",
    )
    giver = Party(
        without_language(one.source), one.source, roles=[role({"en": "acquired from", "nl": "verworven van"})]
    )
    return Event(ACQUISITION, actors=[giver.as_xml(), acquirer.as_xml()], date=date, method=way).as_xml()


def _exhibition(one: Exhibition) -> Xml:
    return Event(
        EXHIBITION,
        name=without_language(one.title),
        date=date_set("eventDate", one.dates),
        places=[place(without_language(one.venue))],
        displayed=words("displayEvent", exhibition_in_words(one)),
    ).as_xml()
