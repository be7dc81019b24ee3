"""LIDO 1.1: what the voices claim now about an object's provenance, each claim an event of its own beside its rivals.

LIDO states every event outright. So the claim itself says whose it is and how it stands: who states it, whether others
claim otherwise, what is doubted, and every judgement. A claim that is no longer stated does not appear.
"""

from collections.abc import Iterator

from polyvocal.linkeddata.addresses import web_address
from polyvocal.linkeddata.claims import Claim, claims_in
from polyvocal.linkeddata.lido_events import PROVENANCE, Event, Party, method, place, role, without_language
from polyvocal.linkeddata.lido_markup import NOTHING, Xml, dates, element, uri, words
from polyvocal.linkeddata.phrases import language_of_notes, phrase
from polyvocal.linkeddata.said import judgement_in_words, source_in_words, voice_of
from polyvocal.linkeddata.transfers import doubted_in, is_surely_meant, party_in_words
from polyvocal.provenance.methods import METHODS
from polyvocal.records import Names, ObjectRecord, PartyRecord, TenureRecord

_PARTIES: dict[str, Names] = {
    "receiver": {"en": "came to", "nl": "kwam bij"},
    "receiver_agent": {"en": "agent of whom it came to", "nl": "tussenpersoon van bij wie het kwam"},
    "sender": {"en": "came from", "nl": "kwam van"},
    "sender_agent": {"en": "agent of whom it came from", "nl": "tussenpersoon van wie het kwam"},
}
_POSSIBLY: Names = {"en": "possibly", "nl": "mogelijk"}
_CONTESTED: dict[str, Names] = {
    standing: {tag: phrase(standing, tag) for tag in ("en", "nl")} for standing in ("disputed", "disproved")
}


def claimed_events(obj: ObjectRecord) -> list[Xml]:
    """Return the claims that are stated now, in the order of the statements."""
    return [_claimed(one) for one in claims_in(obj.texts) if one.is_current]


def _claimed(claim: Claim) -> Xml:
    event = claim.event
    way = METHODS.get(event.method)
    return Event(
        PROVENANCE,
        address=claim.uri,
        name=without_language(event.occasion),
        actors=[_party(claim, name) for name in _PARTIES],
        date=_tenure(event.tenure),
        places=[place(without_language(event.place))],
        method=method(way.labels, way.uri) if way else NOTHING,
        notes=[_statement(claim), *(_note(*given) for given in _notes(claim))],
        displayed=words("displayEvent", _in_words(claim), language=claim.text.language),
    ).as_xml()


def _in_words(claim: Claim) -> str:
    """Whoever shows the words alone still shows whose they are, and whether others dispute or disproved them."""
    said = voice_of(claim.text, claim.edition)
    standing = f"{phrase(claim.standing, said.language)}. " if claim.standing in _CONTESTED else ""
    return f"{claim.event.clause} ({standing}{said.words})"


def _party(claim: Claim, name: str) -> Xml:
    event = claim.event
    one: PartyRecord | None = getattr(event, name)
    if one is None:
        return NOTHING
    is_sure = is_surely_meant(event) and name not in doubted_in(event)
    return Party(
        without_language(one.name),
        party_in_words(one),
        roles=[role(_PARTIES[name]), role(without_language(one.role))],
        is_person=bool(one.born or one.died),
        address=web_address(one.uri),
        born=one.born,
        died=one.died,
        qualifier=_CONTESTED.get(claim.standing) or ({} if is_sure else _POSSIBLY),
    ).as_xml()


def _tenure(tenure: TenureRecord) -> Xml:
    begun = dates("date", tenure.botb, last=tenure.eotb)
    return element("eventDate", words("displayDate", tenure.as_written), begun)


def _statement(claim: Claim) -> Xml:
    tag = language_of_notes(claim.text.language)
    voice = voice_of(claim.text, claim.edition)
    sources = claim.event.citations or claim.edition.citations
    return element(
        "eventDescriptionSet",
        uri("descriptiveNoteID", claim.uri),
        words("descriptiveNoteValue", claim.event.clause, language=claim.text.language),
        words("sourceDescriptiveNote", voice.words, language=voice.language, label=voice.about),
        *(
            words("sourceDescriptiveNote", phrase("source", tag, source=source_in_words(one)), language=tag,
                  label="source")
            for one in sources
        ),
        kind="claim",
    )  # fmt: skip


def _note(kind: str, said: str, language: str) -> Xml:
    return element("eventDescriptionSet", words("descriptiveNoteValue", said, language=language), kind=kind)


def _notes(claim: Claim) -> Iterator[tuple[str, str, str]]:
    event, tag = claim.event, language_of_notes(claim.text.language)
    for language, said in claim.edition.content_note.items():
        yield "content note", phrase("content note", language_of_notes(language), note=said), language
    yield "standing", phrase("standing", tag, standing=phrase(claim.standing, tag)), tag
    if claim.has_rivals:
        yield "rivals", phrase("rivals", tag), tag
    if not is_surely_meant(event):
        yield "certainty", _POSSIBLY[tag], tag
    if doubted := sorted(doubted_in(event)):
        yield "doubted", phrase("doubted", tag, fields=", ".join(doubted)), tag
    yield from ((kind, said, tag) for kind, said in _details(claim, tag))
    if event.note:
        yield "note", event.note, claim.text.language
    for judged in claim.assessments:
        sources = f" ({source_in_words(judged.citation)})" if judged.citation else ""
        yield "judgement", judgement_in_words(judged, tag) + sources, tag


def _details(claim: Claim, tag: str) -> Iterator[tuple[str, str]]:
    event = claim.event
    left = "/".join(one for one in (event.tenure.bote, event.tenure.eote) if one)
    if left:
        yield "left", f"{phrase('left', tag)}: {left}"
    if event.price:
        yield "price", phrase("price", tag, price=event.price)
    if event.stock_number:
        yield "stock number", phrase("stock", tag, number=event.stock_number)
    if event.lot_number:
        yield "lot number", phrase("lot", tag, number=event.lot_number)
    if event.is_direct and claim.before:
        yield "direct", phrase("direct", tag)
