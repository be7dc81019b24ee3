"""What stands here already of what a dump holds."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from polyvocal.importers.returning.outcomes import Outcome
from polyvocal.models import Edition, ProvenanceEvent, Text
from polyvocal.object_model import ObjectAdapter
from polyvocal.records import ObjectRecord


class Standing:
    """The objects, texts, editions and events of a chunk that stand here, in a constant number of queries."""

    def __init__(self, records: Sequence[ObjectRecord], adapter: ObjectAdapter) -> None:
        self.objects: Mapping[str, Any] = adapter.with_identifiers([one.identifier for one in records])
        texts = [UUID(text.id) for one in records for text in one.texts]
        editions = [UUID(one.id) for record in records for text in record.texts for one in text.editions]
        keys = [obj.pk for obj in self.objects.values()]
        self._texts = dict(Text.objects.filter(pk__in=texts).values_list("pk", "obj"))
        self._editions = set(Edition.objects.filter(pk__in=editions).values_list("pk", flat=True))
        self._events = set(ProvenanceEvent.objects.filter(pk__in=_events(records)).values_list("pk", flat=True))
        self._spoken_of = set(Text.objects.filter(obj__in=keys).values_list("obj", flat=True))

    def outcome(self, record: ObjectRecord) -> tuple[Outcome, str]:
        """Return what may be done with an object, and why: bring it back, nothing, or refuse it."""
        obj = self.objects.get(record.identifier)
        texts = {UUID(text.id) for text in record.texts}
        editions = {UUID(one.id) for text in record.texts for one in text.editions}
        if obj is not None and self._is_here_whole(obj, texts, editions):
            return Outcome.STANDING, ""
        if obj is not None and obj.pk in self._spoken_of:
            return Outcome.REFUSED, _("An object with this identifier stands here, with other texts or editions.")
        if texts & self._texts.keys() or editions & self._editions or _events([record]) & self._events:
            return Outcome.REFUSED, _(
                "A text, an edition or an event with the same key stands here with another object."
            )
        return Outcome.BROUGHT, ""

    def _is_here_whole(self, obj: Any, texts: set[UUID], editions: set[UUID]) -> bool:
        if not texts:
            return obj.pk not in self._spoken_of
        return all(self._texts.get(key) == obj.pk for key in texts) and editions <= self._editions


def _events(records: Sequence[ObjectRecord]) -> set[UUID]:
    return {
        UUID(event.id) for one in records for text in one.texts for edition in text.editions for event in edition.events
    }
