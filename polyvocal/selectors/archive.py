"""Everything that was ever said in public about one object, in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from polyvocal.models import Attribution, Citation, Edition, Relation, Showing, Text

TITLE = "title"
ALT_TEXT = "alt-text"


@dataclass(frozen=True, slots=True)
class TextHistory:
    """A text with its editions, oldest first. Withdrawn editions are tombstones: their words are not loaded."""

    text: Text
    editions: tuple[Edition, ...]

    def standing_at(self, moment: datetime) -> Edition | None:
        """Return the public edition that stood at `moment`, if any."""
        return next(
            (
                edition
                for edition in reversed(self.editions)
                if not edition.is_withdrawn
                and edition.published_from <= moment
                and (edition.published_until is None or moment < edition.published_until)
            ),
            None,
        )

    def before(self, edition: Edition) -> tuple[Edition, ...]:
        """Return the editions before `edition`, newest first, tombstones among them."""
        return tuple(one for one in reversed(self.editions) if one.number < edition.number)

    @property
    def last(self) -> Edition:
        """The newest edition, whatever its state."""
        return self.editions[-1]


@dataclass(frozen=True, slots=True)
class Archive:
    """All histories of an object and the relations between them."""

    obj: Any
    histories: tuple[TextHistory, ...]
    relations: tuple[Relation, ...]

    def history(self, text_id: UUID) -> TextHistory | None:
        """Return the history of one text of this object."""
        return next((one for one in self.histories if one.text.pk == text_id), None)

    def of_type(self, *text_types: str) -> tuple[TextHistory, ...]:
        """Return the histories of texts of these types."""
        return tuple(one for one in self.histories if one.text.text_type in text_types)


def public_editions() -> "QuerySet[Edition]":
    """Return the public editions with all that is shown beside their words."""
    shown: QuerySet[Edition] = with_ties(Edition.objects.public())
    return shown


def with_ties(editions: Any) -> Any:
    """Load text, perspective, voices, sources and showings with editions."""
    return editions.select_related("text__perspective").prefetch_related(
        Prefetch("attributions", Attribution.objects.select_related("voice__parent")),
        Prefetch("citations", Citation.objects.select_related("source")),
        Prefetch("showings", Showing.objects.all()),
    )


def archive_of(obj: Any) -> Archive:
    """Return everything that was ever published about an object; six queries, however many texts there are."""
    editions = list(with_ties(Edition.objects.filter(text__obj=obj)).order_by("text", "number"))
    for edition in editions:
        make_tombstone(edition)
    relations = Relation.objects.filter(text__obj=obj).select_related(
        "text__perspective", "other__perspective", "edition"
    )
    return Archive(obj, histories_in(editions), tuple(relations))


def make_tombstone(edition: Edition) -> Edition:
    """Take the words out of a withdrawn edition, and why they came, before anything can print them."""
    if edition.is_withdrawn:
        edition.words = edition.reason = ""
        edition.content_note = {}
    return edition


def histories_in(editions: Sequence[Edition]) -> tuple[TextHistory, ...]:
    """Group editions, ordered by number, into histories."""
    grouped: dict[UUID, list[Edition]] = {}
    for edition in editions:
        grouped.setdefault(edition.text_id, []).append(edition)
    return tuple(TextHistory(found[0].text, tuple(found)) for found in grouped.values())


def history_of(text: Text) -> TextHistory | None:
    """Return the history of one text, or None where nothing was ever published."""
    editions = list(with_ties(Edition.objects.filter(text=text)).order_by("number"))
    return histories_in([make_tombstone(edition) for edition in editions])[0] if editions else None


def current_texts(obj: Any, *, language: str | None = None) -> "QuerySet[Edition]":
    """Return the current editions of an object's texts, in one language or in all."""
    found = public_editions().filter(text__obj=obj, state="current")
    return found.filter(text__language=language) if language else found


def as_of(obj: Any, moment: datetime) -> "QuerySet[Edition]":
    """Return the editions of an object's texts that stood at `moment`: what the label said on that day."""
    shown: QuerySet[Edition] = with_ties(Edition.objects.standing_at(moment).filter(text__obj=obj))
    return shown
