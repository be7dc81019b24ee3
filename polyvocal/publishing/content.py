"""What a draft or an edition says: words, who says them, on what ground, and the times they belong to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from polyvocal.models import Draft, Edition, Source, Voice
from polyvocal.records import Span


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Plain words, paragraphs separated by an empty line, with everything that belongs to them.

    `held` and `recorded` are EDTF spans; `published_from` (aware) is given only where the public could read the words
    before today.
    """

    words: str
    credits: tuple[Credit, ...] = ()
    grounds: tuple[Ground, ...] = ()
    recorded: Span = Span()
    held: Span = Span()
    content_note: Mapping[str, str] = field(default_factory=dict)
    licence: str = ""
    published_from: datetime | None = None

    def __post_init__(self) -> None:
        """Name each voice once in each role."""
        once = {(credit.voice.pk, credit.role): credit for credit in self.credits}
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
    )
