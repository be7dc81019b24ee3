"""Between statements that were read and the events that an edition keeps. No Django."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from math import inf
from typing import Any

from polyvocal.dates import Convention, OwnershipDates, read_ownership
from polyvocal.provenance.lexicon import phrases
from polyvocal.provenance.methods import METHODS
from polyvocal.provenance.reading import read_statement
from polyvocal.provenance.statements import (
    Clause,
    Directness,
    Event,
    Life,
    Party,
    Place,
    Price,
    Statement,
    Unparsed,
)
from polyvocal.provenance.writing import write_event, write_statement
from polyvocal.records import CitationRecord, PartyRecord, ProvenanceEventRecord, TenureRecord

_KINDS = frozenset(phrases("party_kinds"))

_DAYS_OF_A_SALE = 14
_UNTIL = frozenset(["until", "till", "to", "through", "thru", "tot", "t/m"])
"""Words by which something was kept so long, not bought on one of those days."""

_ALIKE = 0.6
"""From this share of common letters on, a clause is taken to continue another one at its place."""


def carried_over(
    before: Sequence[ProvenanceEventRecord], after: Sequence[ProvenanceEventRecord]
) -> tuple[ProvenanceEventRecord, ...]:
    """Return the events of `after` with the keys and steps of those of `before` which they continue.

    Equal clauses continue each other; between them, clauses at the same place that are alike. Everything else is new.
    """
    continued: dict[int, ProvenanceEventRecord] = {}
    matcher = SequenceMatcher(None, [_plain(one) for one in before], [_plain(one) for one in after], autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continued.update(zip(range(new_start, new_end), before[start:end], strict=True))
        elif tag == "replace":
            continued.update(_alike(before[start:end], after[new_start:new_end], offset=new_start))
    return tuple(
        replace(one, id=continued[place].id, step=continued[place].step) if place in continued else one
        for place, one in enumerate(after)
    )


def _alike(
    before: Sequence[ProvenanceEventRecord], after: Sequence[ProvenanceEventRecord], *, offset: int
) -> dict[int, ProvenanceEventRecord]:
    """Pair clauses of a changed stretch in their order, each with the most alike of those still free."""
    found: dict[int, ProvenanceEventRecord] = {}
    first = 0
    for place, one in enumerate(after):
        free = range(first, len(before))
        best = max(free, key=lambda index: _likeness(before[index], one), default=None)
        if best is not None and _likeness(before[best], one) >= _ALIKE:
            found[offset + place] = before[best]
            first = best + 1
    return found


def _likeness(one: ProvenanceEventRecord, other: ProvenanceEventRecord) -> float:
    return SequenceMatcher(None, _plain(one), _plain(other), autojunk=False).ratio()


def _plain(record: ProvenanceEventRecord) -> str:
    return " ".join(record.clause.casefold().split()).strip(" .;,")


def event_records(statement: Statement) -> tuple[ProvenanceEventRecord, ...]:
    """Return what a statement states, one record per clause, those that were not understood in their place."""
    last = len(statement.clauses) - 1
    return tuple(
        _record(clause, is_direct=None if number == last else statement.edges[number] is Directness.DIRECT)
        for number, clause in enumerate(statement.clauses)
    )


def statement_of(records: Sequence[ProvenanceEventRecord], *, read: Statement) -> Statement:
    """Return a statement that states these records, `read` being the one whose words stand now.

    A record that continues a clause of `read` (by its words) changes only the fields in which it differs, so that the
    rest stays word for word; one that does not is written in the form of the standard.
    """
    free = list(read.clauses)
    clauses = tuple(_clause(_with_date_words(record, read.language), free) for record in records)
    edges = tuple(Directness.DIRECT if one.is_direct else Directness.UNKNOWN for one in records[:-1])
    is_in_place = len(clauses) == len(read.clauses) and all(
        new.verbatim == old.verbatim for new, old in zip(clauses, read.clauses, strict=True)
    )
    return replace(read, clauses=clauses, edges=edges, layout=read.layout if is_in_place else ())


def rewritten(
    records: Sequence[ProvenanceEventRecord], words: str, *, notation: str, language: str
) -> tuple[str, tuple[ProvenanceEventRecord, ...]]:
    """Return the words of a statement after its events were edited, and the events with their clauses as written now.

    What the records say stays as it is, also where the words cannot carry it (whether title passed, sources).
    """
    changed = statement_of(records, read=read_statement(words, notation=notation, language=language))
    clauses = [
        one.verbatim if isinstance(one, Unparsed) else write_event(one, language=language) for one in changed.clauses
    ]
    kept = tuple(replace(record, clause=clause) for record, clause in zip(records, clauses, strict=True))
    written = write_statement(changed)
    return (written[:1].upper() + written[1:] if words[:1].isupper() else written), kept


def _with_date_words(record: ProvenanceEventRecord, language: str) -> ProvenanceEventRecord:
    """Return a record whose dates as written say what its bounds say; the words are made anew where they do not."""
    tenure = record.tenure
    bounds = (tenure.botb, tenure.eotb, tenure.bote, tenure.eote)
    if not any(bounds):
        return record
    readings = (read_ownership(tenure.as_written, language=language, convention=one) for one in Convention)
    if any(bounds in ((said.botb, said.eotb, said.bote, said.eote), _day_it_came(said)) for said in readings):
        return record
    words = OwnershipDates("", *bounds, is_understood=True).in_words("nl" if language.startswith("nl") else "en")
    return replace(record, tenure=replace(tenure, as_written=words))


def _record(clause: Clause, *, is_direct: bool | None) -> ProvenanceEventRecord:
    sources = tuple(CitationRecord(words) for words in clause.citations)
    if isinstance(clause, Unparsed):
        return ProvenanceEventRecord(
            clause.verbatim, is_understood=False, is_certain=clause.is_certain, note=clause.footnote,
            is_direct=is_direct, citations=sources,
        )  # fmt: skip
    return ProvenanceEventRecord(
        clause.verbatim, is_certain=clause.is_certain, uncertain=_uncertain(clause), method=clause.method,
        transfers_title=clause.title_passes, transfers_custody=clause.custody_passes,
        receiver=_party(clause.receiver), receiver_agent=_party(clause.agent), sender=_party(clause.seller),
        sender_agent=_party(clause.sellers_agent), occasion=clause.named_event,
        place=clause.transfer_place.name if clause.transfer_place else "", tenure=_tenure(clause),
        stock_number=clause.stock, lot_number=clause.lot, price=clause.price.written if clause.price else "",
        note=clause.footnote, is_direct=is_direct,
        citations=(*sources, *(CitationRecord(words) for words in clause.sources)),
    )  # fmt: skip


def _uncertain(event: Event) -> tuple[str, ...]:
    doubted = [_FIELDS[role] for role, party in event.parties if not party.is_certain]
    if event.transfer_place is not None and not event.transfer_place.is_certain:
        doubted.append("place")
    return tuple(doubted)


_FIELDS = {"receiver": "receiver", "agent": "receiver_agent", "seller": "sender", "sellers_agent": "sender_agent"}
"""By the grammar's name of a party, the record's."""


def _party(party: Party | None) -> PartyRecord | None:
    if party is None:
        return None
    life, place = party.life, party.place
    return PartyRecord(
        party.name, is_certain=party.is_certain, born=life.birth if life else "", died=life.death if life else "",
        place=place.name if place else "", is_place_certain=place.is_certain if place else True,
        role=", ".join(part for part in (party.kind, party.clause) if part), uri=party.uri,
    )  # fmt: skip


def _tenure(event: Event) -> TenureRecord:
    """Return the dates of an event. A purchase or gift “on” a day says when it came, and nothing of when it left.

    The standard reads “on” a day as the first and the last of a tenure, which is right for a sale only; so it reads the
    first and the last day of an auction, which was on one of its days, and “in” a year as one in which it was there.
    """
    dates, method = event.dates, METHODS.get(event.method)
    is_acquired = event.receiver is not None and method is not None and method.kind == "acquisition"
    if is_acquired and method is not None and method.title_passes and (came := _day_it_came(dates)):
        return TenureRecord(dates.written, *came)
    return TenureRecord(dates.written, dates.botb, dates.eotb, dates.bote, dates.eote)


def _day_it_came(dates: OwnershipDates) -> tuple[str, str, str, str] | None:
    """Return the bounds that are left where words say only when something came: “on 3 May 1921”, “in 1921”."""
    words = dates.written.lower()
    if dates.eotb == dates.bote and not (dates.botb or dates.eote) and words.startswith("in "):
        return dates.eotb, dates.eotb, "", ""
    if not (dates.botb == dates.eotb and dates.bote == dates.eote):
        return None
    if dates.botb == dates.bote != "":
        return (dates.botb, dates.eotb, "", "") if words.startswith(("on ", "op ")) else None
    is_a_sale = _days_between(dates.botb, dates.eote) <= _DAYS_OF_A_SALE and not _UNTIL & set(words.split())
    return (dates.botb, dates.eote, "", "") if is_a_sale else None


def _days_between(first: str, last: str) -> float:
    """Return how many days lie between two, infinitely many where one of them is no single day."""
    try:
        return (date.fromisoformat(last) - date.fromisoformat(first)).days
    except ValueError:
        return inf


def _clause(record: ProvenanceEventRecord, free: list[Clause]) -> Clause:
    """Return the clause that a record is written as; a clause of before is used up by it."""
    read = next((one for one in free if one.verbatim == record.clause), None)
    if read is not None:
        free.remove(read)
    if not record.is_understood:
        return read if isinstance(read, Unparsed) else Unparsed(record.clause, 0, 0)
    return _event(record, read if isinstance(read, Event) else Event("", 0, 0))


def _event(record: ProvenanceEventRecord, read: Event) -> Event:
    known = _record(read, is_direct=record.is_direct)
    changes: dict[str, Any] = {
        event_field: convert(record)
        for event_field, fields, convert in _WRITTEN
        if any(getattr(record, name) != getattr(known, name) for name in fields)
    }
    for role, field in _FIELDS.items():
        if getattr(record, field) != getattr(known, field):
            changes[role] = _party_of(getattr(record, field), getattr(read, role))
    if "method" in changes:
        changes["method_words"] = ""
        changes["layout"] = ()  # how an object passed decides where everything else stands
    return replace(read, **changes)


def _party_of(record: PartyRecord | None, read: Party | None) -> Party | None:
    if record is None or not record.name:
        return None
    lives = (Life("", record.born, record.died),) if record.born or record.died else ()
    place = Place(record.place, is_certain=record.is_place_certain) if record.place else None
    before = _party(read)
    if read is not None and before is not None and (before.name, before.role) == (record.name, record.role):
        same_life = (before.born, before.died) == (record.born, record.died)
        kept = read.lives if same_life else lives
        return replace(read, lives=kept, place=place, is_certain=record.is_certain, uri=record.uri)
    is_kind = record.role.casefold() in _KINDS  # “kunsthandel” stands before a name, “his son” behind it
    return Party(
        record.name, clause="" if is_kind else record.role, kind=record.role if is_kind else "", lives=lives,
        place=place, is_certain=record.is_certain, uri=record.uri,
    )  # fmt: skip


def _dates_of(record: ProvenanceEventRecord) -> OwnershipDates:
    tenure = record.tenure
    bounds = (tenure.botb, tenure.eotb, tenure.bote, tenure.eote)
    return OwnershipDates(tenure.as_written, *bounds, is_understood=any(bounds))


_WRITTEN: tuple[tuple[str, tuple[str, ...], Callable[[ProvenanceEventRecord], Any]], ...] = (
    ("is_certain", ("is_certain",), lambda record: record.is_certain),
    ("method", ("method",), lambda record: record.method),
    ("title_passes", ("transfers_title",), lambda record: record.transfers_title),
    ("custody_passes", ("transfers_custody",), lambda record: record.transfers_custody),
    ("named_event", ("occasion",), lambda record: record.occasion),
    ("transfer_place", ("place",), lambda record: Place(record.place) if record.place else None),
    ("dates", ("tenure",), _dates_of),
    ("stock", ("stock_number",), lambda record: record.stock_number),
    ("lot", ("lot_number",), lambda record: record.lot_number),
    ("price", ("price",), lambda record: Price(record.price) if record.price else None),
    ("footnote", ("note",), lambda record: record.note),
)
"""By field of the grammar's event, the fields of a record that decide it, and how."""
