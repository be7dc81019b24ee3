"""Gives the events of planned statements the keys of those that they continue, and new keys to the others."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID, uuid4

from polyvocal.importers.planning import EditionPlan
from polyvocal.models.fields import time_ordered_uuid
from polyvocal.provenance import carried_over
from polyvocal.records import ProvenanceEventRecord


class EventKeys:
    """The events that stand in each statement, as one planned edition after the other takes its place."""

    def __init__(self, standing: Mapping[UUID, Sequence[ProvenanceEventRecord]]) -> None:
        self._standing = dict(standing)

    def given(self, one: EditionPlan) -> Sequence[ProvenanceEventRecord]:
        """Return the events of a planned edition: a clause that stood before keeps its event."""
        events = one.read.edition.events
        if events:
            before = self._standing.get(one.text.pk, ())
            events = tuple(_keyed(event) for event in carried_over(before, events))
            self._standing[one.text.pk] = events
        return events


def _keyed(event: ProvenanceEventRecord) -> ProvenanceEventRecord:
    return event if event.id else replace(event, id=str(time_ordered_uuid()), step=str(uuid4()))
