"""Writes the provenance events of editions: before the edition, as the database asks. Only `_state` calls this."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from polyvocal.dates import bounds
from polyvocal.exceptions import InvalidEditionError
from polyvocal.models import Edition, EventCitation, EventStatement, ProvenanceEvent
from polyvocal.models.fields import time_ordered_uuid
from polyvocal.models.rows import insert_instances, insert_rows
from polyvocal.publishing.content import Content, StatedEvent
from polyvocal.records import ProvenanceEventRecord, TenureRecord

_LONGEST = 500


@dataclass(frozen=True, slots=True)
class _Placed:
    edition: Edition
    position: int
    stated: StatedEvent
    key: UUID


def write_events(pairs: Sequence[tuple[Edition, Content]]) -> None:
    """Write what editions state of provenance. Raises InvalidEditionError where an event belongs to another text."""
    if not any(content.events for _edition, content in pairs):
        return
    placed = list(_placed(pairs))
    _save_new_events(placed)
    statements = [_statement(one) for one in placed]
    insert_rows(
        EventCitation,
        ("statement_id", "source_id", "locator"),
        [
            (statement.pk, ground.source.pk, ground.locator)
            for statement, one in zip(statements, placed, strict=True)
            for ground in one.stated.grounds
        ],
    )
    insert_instances(EventStatement, statements)


def blank_events(edition: Edition) -> None:
    """Empty what an erased edition states of provenance; places and keys remain."""
    edition.event_statements.exclude(stated={}).update(
        clause="", stated={}, method="", receiver="", sender="", is_certain=True, is_understood=True,
        earliest_possible=None, earliest_definite=None, latest_definite=None, latest_possible=None,
    )  # fmt: skip


def _placed(pairs: Sequence[tuple[Edition, Content]]) -> Iterator[_Placed]:
    for edition, content in pairs:
        for position, stated in enumerate(content.events, start=1):
            key = UUID(stated.record.id) if stated.record.id else time_ordered_uuid()
            yield _Placed(edition, position, stated, key)


def _save_new_events(placed: Sequence[_Placed]) -> None:
    owners = {one.key: one.edition.text_id for one in placed}
    known = dict(ProvenanceEvent.objects.filter(pk__in=owners).values_list("pk", "text_id"))
    if any(owners[key] != text for key, text in known.items()):
        raise InvalidEditionError(_("A provenance event belongs to the statement in which it was first stated."))
    new = {one.key: one for one in placed if one.key not in known}
    insert_instances(
        ProvenanceEvent,
        [
            ProvenanceEvent(
                pk=key,
                text_id=one.edition.text_id,
                step=UUID(one.stated.record.step) if one.stated.record.step else uuid4(),
            )
            for key, one in new.items()
        ],
    )


def _statement(one: _Placed) -> EventStatement:
    record = one.stated.record
    return EventStatement(
        edition=one.edition, event_id=one.key, position=one.position, clause=record.clause, stated=_stated(record),
        is_understood=record.is_understood, is_certain=record.is_certain, method=record.method,
        receiver=record.receiver.name[:_LONGEST] if record.receiver else "",
        sender=record.sender.name[:_LONGEST] if record.sender else "",
        **_days(record.tenure),
    )  # fmt: skip


def _stated(record: ProvenanceEventRecord) -> dict[str, Any]:
    """Return what has no column of its own, and what has; the words and keys are not kept twice."""
    return replace(record, clause="", id="", step="", citations=()).as_json()


def _days(tenure: TenureRecord) -> dict[str, date | None]:
    """Return the four days of a tenure; where a beginning or an end would run backwards, neither of its days."""
    first, second = _first(tenure.botb), _last(tenure.eotb)
    third, fourth = _first(tenure.bote), _last(tenure.eote)
    if first and second and second < first:
        first = second = None
    if third and fourth and fourth < third:
        third = fourth = None
    return {
        "earliest_possible": first, "earliest_definite": second, "latest_definite": third, "latest_possible": fourth,
    }  # fmt: skip


def _first(edtf: str) -> date | None:
    found = bounds(edtf) if edtf else None
    return found[0] if found else None


def _last(edtf: str) -> date | None:
    found = bounds(edtf) if edtf else None
    return found[1] if found else None
