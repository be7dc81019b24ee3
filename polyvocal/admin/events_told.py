"""Provenance events as lines of words, so that what changed of them can be told word by word."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from polyvocal.comparing import Piece, compared
from polyvocal.pages.ribbons import method_in_words, party_in_words, tenure_in_words
from polyvocal.publishing import StatedEvent
from polyvocal.records import ProvenanceEventRecord


def events_compared(before: Iterable[StatedEvent], after: Iterable[StatedEvent]) -> list[Piece]:
    """Return word by word what differs between the events of two states; nothing where nothing does."""
    old, new = _lines(one.record for one in before), _lines(one.record for one in after)
    return compared(old, new) if old != new else []


def stored_events_in_words(stored: Sequence[Mapping[str, Any]]) -> str:
    """Return the events of a recorded draft, a line each."""
    return _lines(ProvenanceEventRecord.from_json(one["record"]) for one in stored)


def _lines(records: Iterable[ProvenanceEventRecord]) -> str:
    return "\n".join(f"{one.clause} ({'; '.join(_said(one))})" for one in records)


def _said(record: ProvenanceEventRecord) -> Iterator[str]:
    """Yield what an event says besides its words."""
    if not record.is_understood:
        yield _("not understood")
        return
    if not record.is_certain:
        yield _("possibly")
    parties = (
        (_("to"), record.receiver), (_("bought or received by"), record.receiver_agent), (_("from"), record.sender),
        (_("handled by"), record.sender_agent),
    )  # fmt: skip
    yield from (one for one in (method_in_words(record.method), tenure_in_words(record.tenure)) if one)
    yield from (f"{label} {party_in_words(party)}" for label, party in parties if party is not None)
    rest = (record.place, record.occasion, record.lot_number, record.stock_number, record.price, record.note)
    yield from (one for one in rest if one)
    for passes, yes, no in (
        (record.transfers_title, _("ownership passed"), _("ownership did not pass")),
        (record.transfers_custody, _("custody passed"), _("custody did not pass")),
    ):
        if passes is not None:
            yield yes if passes else no
    if record.is_direct:
        yield _("straight on to the next")
