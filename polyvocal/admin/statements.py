"""The events of a provenance statement as a timeline beside its words, and where the two differ."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from polyvocal.comparing import Piece
from polyvocal.models import EventAssessment, ProvenanceEvent, Text
from polyvocal.pages.ribbons import doubts_of, method_in_words, party_in_words, tenure_in_words
from polyvocal.publishing import Content, StatedEvent, difference, notation_for
from polyvocal.selectors.provenance import STATEMENT


@dataclass(frozen=True, slots=True)
class Line:
    """An event on the timeline, in words; `event` is None while no edition states it. Places count from 1."""

    place: int
    stated: StatedEvent
    how: str
    when: str
    receiver: str
    sender: str
    doubts: tuple[str, ...]
    event: ProvenanceEvent | None
    judgements: tuple[EventAssessment, ...]
    rivals: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """What a statement states, in its order, and where its words say otherwise (nothing where they agree)."""

    lines: tuple[Line, ...]
    drift: tuple[Piece, ...]
    notation: str

    @property
    def not_understood(self) -> int:
        """How many clauses could not be read."""
        return sum(not line.stated.record.is_understood for line in self.lines)


def timeline_of(content: Content, text: Text) -> Timeline | None:
    """Return the timeline of a draft or an edition; None where the text is no provenance statement."""
    if text.text_type != STATEMENT:
        return None
    notation = notation_for(text.language, chosen=content.notation)
    drift = difference(content, language=text.language) if content.words else []
    return Timeline(tuple(_lines(content.events, text)), tuple(drift), notation)


def newest_judgements(rows: Iterable[EventAssessment]) -> tuple[EventAssessment, ...]:
    """Return the newest judgement of each voice, of judgements given oldest first."""
    newest: dict[int, EventAssessment] = {}
    for row in rows:
        newest.pop(row.voice_id, None)
        newest[row.voice_id] = row
    return tuple(newest.values())


def _lines(events: Iterable[StatedEvent], text: Text) -> Iterator[Line]:
    listed = list(events)
    known = _known([one.record.id for one in listed if one.record.id], text)
    shared = _rivals(known.values())
    for place, stated in enumerate(listed, start=1):
        event = known.get(stated.record.id)
        yield Line(
            place=place, stated=stated, how=method_in_words(stated.record.method),
            when=tenure_in_words(stated.record.tenure), receiver=party_in_words(stated.record.receiver),
            sender=party_in_words(stated.record.sender), doubts=tuple(doubts_of(stated.record)), event=event,
            judgements=newest_judgements(event.assessments.all()) if event else (),
            rivals=shared.get(event.step, 0) if event else 0,
        )  # fmt: skip


def _known(keys: Iterable[str], text: Text) -> dict[str, ProvenanceEvent]:
    judged = Prefetch("assessments", EventAssessment.objects.select_related("voice", "source"))
    found: Any = ProvenanceEvent.objects.filter(pk__in=list(keys), text=text).prefetch_related(judged)
    return {str(one.pk): one for one in found}


def _rivals(events: Iterable[ProvenanceEvent]) -> dict[UUID, int]:
    """Return how many other events claim the step of each of these."""
    own = {one.pk: one.step for one in events}
    others = ProvenanceEvent.objects.filter(step__in=list(own.values())).exclude(pk__in=list(own))
    return Counter(others.values_list("step", flat=True))
