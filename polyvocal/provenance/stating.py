"""What a statement was read to say, as the records that editions keep."""

from collections.abc import Iterator

from polyvocal.provenance.statements import Clause, Directness, Event, Party, Statement, Unparsed
from polyvocal.records import CitationRecord, PartyRecord, ProvenanceEventRecord, TenureRecord


def records_of(statement: Statement) -> tuple[ProvenanceEventRecord, ...]:
    """Return a record for each clause in order, those that were not understood with their words alone."""
    steps = [*statement.edges, None][: len(statement.clauses)]
    pairs = zip(statement.clauses, steps, strict=True)
    return tuple(_record(clause, is_direct=_said(step)) for clause, step in pairs)


def _said(step: Directness | None) -> bool | None:
    """Only a direct step is a statement; “not known” states nothing."""
    return True if step is Directness.DIRECT else None


def _record(clause: Clause, *, is_direct: bool | None) -> ProvenanceEventRecord:
    cited = tuple(CitationRecord(title=words) for words in clause.citations)
    if isinstance(clause, Unparsed):
        return ProvenanceEventRecord(
            clause.verbatim,
            is_understood=False,
            is_certain=clause.is_certain,
            note=clause.footnote,
            is_direct=is_direct,
            citations=cited,
        )
    return ProvenanceEventRecord(
        clause.verbatim,
        is_certain=clause.is_certain,
        uncertain=tuple(_uncertain(clause)),
        method=clause.method or clause.departure,
        transfers_title=clause.title_passes,
        transfers_custody=clause.custody_passes,
        receiver=_party(clause.receiver),
        receiver_agent=_party(clause.agent),
        sender=_party(clause.seller),
        sender_agent=_party(clause.sellers_agent),
        occasion=clause.named_event,
        place=clause.transfer_place.name if clause.transfer_place else "",
        tenure=_tenure(clause),
        stock_number=clause.stock,
        lot_number=clause.lot,
        price=clause.price.written if clause.price else "",
        note=clause.footnote,
        is_direct=is_direct,
        citations=(*cited, *(CitationRecord(title=words) for words in clause.sources)),
    )


def _party(party: Party | None) -> PartyRecord | None:
    if party is None:
        return None
    life, place = party.life, party.place
    return PartyRecord(
        party.name,
        is_certain=party.is_certain,
        born=life.birth if life else "",
        died=life.death if life else "",
        place=place.name if place else "",
        is_place_certain=place.is_certain if place else True,
        role=party.clause or party.kind,
        uri=party.uri,
    )


def _tenure(event: Event) -> TenureRecord:
    dates = event.dates
    return TenureRecord(dates.written, dates.botb, dates.eotb, dates.bote, dates.eote)


def _uncertain(event: Event) -> Iterator[str]:
    """Name the fields that the source doubts; of parties the record says it itself."""
    if event.transfer_place is not None and not event.transfer_place.is_certain:
        yield "place"
    if "?" in "".join((event.dates.botb, event.dates.eotb, event.dates.bote, event.dates.eote)):
        yield "tenure"
