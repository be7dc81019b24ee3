"""What a plan holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from polyvocal.importers.models import Outcome, SourceRecord, SourceText
from polyvocal.importers.profiles import ReadRecord, ReadText, Skipped
from polyvocal.models import Edition, Showing, Text
from polyvocal.records import ShowingRecord


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of an object that gets another value."""

    name: str
    before: Any
    after: Any


@dataclass(slots=True)
class EditionPlan:
    """An edition to publish. `text` and `source_text` may be new; `before` holds the words that stand now.

    `based_on` is the edition that stood last when this was planned.
    """

    read: ReadText
    text: Text
    key: str
    source_text: SourceText | None = None
    reason: str = ""
    published_from: datetime | None = None
    published_until: datetime | None = None
    before: str = ""
    based_on: Edition | None = None
    showings: Sequence[ShowingRecord] = ()


@dataclass(frozen=True, slots=True)
class ShowingPlan:
    """A showing to note with an edition that stands: a new one, or (`row`) other dates of one that the source gave."""

    edition_id: UUID
    given: ShowingRecord
    row: Showing | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """New words of the source for a text that a curator has taken over: kept beside it, not published."""

    read: ReadText
    source_text: SourceText
    before: str


@dataclass(frozen=True, slots=True)
class RelationPlan:
    """A tie between two texts of one object."""

    text: Text
    relation_type: str
    other: Text


@dataclass(slots=True)
class Plan:
    """What is to be done for one record. `obj` carries its new values already; nothing is saved yet."""

    read: ReadRecord
    outcome: Outcome
    reasons: list[str] = field(default_factory=list)
    record: SourceRecord | None = None
    obj: Any = None
    changes: Sequence[FieldChange] = ()
    former_numbers: Sequence[tuple[str, str]] = ()
    editions: list[EditionPlan] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    touched: list[SourceText] = field(default_factory=list)
    relations: list[RelationPlan] = field(default_factory=list)
    showings: list[ShowingPlan] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    is_new_object: bool = False
    new_texts: list[Text] = field(default_factory=list)
    keeps_bytes: bool = False
    is_revived: bool = False

    @property
    def changes_content(self) -> bool:
        """Whether anything but the kept bytes changes."""
        return bool(
            self.changes
            or self.former_numbers
            or self.editions
            or self.offers
            or self.touched
            or self.relations
            or self.is_revived
        )
