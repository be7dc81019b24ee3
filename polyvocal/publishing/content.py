"""What a draft or an edition says: words, who says them, on what ground, and the times they belong to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from polyvocal.models import Draft, Edition, EventStatement, Source, Voice
from polyvocal.records import ProvenanceEventRecord, Span


@dataclass(frozen=True, slots=True)
class Credit:
    """A voice and its role (a code of the controlled list)."""

    voice: Voice
    role: str = "author"


@dataclass(frozen=True, slots=True)
class Ground:
    """A source and the place in it."""

    source: Source
    locator: str = ""


@dataclass(frozen=True, slots=True)
class StatedEvent:
    """A provenance event as a statement puts it, and on what ground. A record without an `id` is a new event."""

    record: ProvenanceEventRecord
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Plain words, paragraphs separated by an empty line, with everything that belongs to them.

    `held` and `recorded` are EDTF spans; `published_from` (aware) is given only where the public could read the words
    before today; `events` are what a provenance statement states, in its order, and `notation` is what a draft of it is
    read by (a name of `provenance.NOTATIONS`).
    """

    words: str
    credits: tuple[Credit, ...] = ()
    grounds: tuple[Ground, ...] = ()
    recorded: Span = Span()
    held: Span = Span()
    content_note: Mapping[str, str] = field(default_factory=dict)
    licence: str = ""
    published_from: datetime | None = None
    events: tuple[StatedEvent, ...] = ()
    notation: str = ""

    def __post_init__(self) -> None:
        """Name each voice once in each role."""
        once = {(credit.voice.slug, credit.role): credit for credit in self.credits}
        object.__setattr__(self, "credits", tuple(once.values()))


def content_of(source: Draft | Edition) -> Content:
    """Return the content of a draft or an edition, as it may go into another draft."""
    return Content(
        words=source.words,
        credits=tuple(Credit(row.voice, row.role) for row in source.attributions.select_related("voice")),
        grounds=tuple(Ground(row.source, row.locator) for row in source.citations.select_related("source")),
        recorded=Span(source.recorded_as_written, source.recorded),
        held=Span(source.held_as_written, source.held),
        content_note=source.content_note,
        licence=source.licence,
        published_from=source.published_from if isinstance(source, Draft) else None,
        events=events_in_draft(source.events) if isinstance(source, Draft) else events_of(source),
        notation=source.notation if isinstance(source, Draft) else "",
    )


def events_of(edition: Edition) -> tuple[StatedEvent, ...]:
    """Return the provenance events that an edition states, in its order."""
    rows: Iterable[EventStatement] = (
        edition.event_statements.select_related("event").prefetch_related("citations__source").order_by("position")
    )
    return tuple(
        StatedEvent(row.record, tuple(Ground(one.source, one.locator) for one in row.citations.all())) for row in rows
    )


def events_in_draft(stored: Sequence[Mapping[str, Any]]) -> tuple[StatedEvent, ...]:
    """Read back what `stored_events` wrote into a draft; sources that are gone are left out."""
    keys = {source for one in stored for source, _locator in one.get("grounds", ())}
    sources = Source.objects.in_bulk(keys) if keys else {}
    return tuple(
        StatedEvent(
            ProvenanceEventRecord.from_json(one["record"]),
            tuple(Ground(sources[key], locator) for key, locator in one.get("grounds", ()) if key in sources),
        )
        for one in stored
    )


def stored_events(events: Iterable[StatedEvent]) -> list[dict[str, Any]]:
    """Return events as a draft keeps them; what is cited is kept by its key, not twice."""
    return [
        {
            "record": replace(one.record, citations=()).as_json(),
            "grounds": [[ground.source.pk, ground.locator] for ground in one.grounds],
        }
        for one in events
    ]
