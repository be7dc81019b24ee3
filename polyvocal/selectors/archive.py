"""Everything that was ever said in public about one object, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from polyvocal.models import Attribution, Citation, Edition, Relation, Showing, Text
from polyvocal.records import Names

TITLE = "title"
ALT_TEXT = "alt-text"

_NOT_IN_ANSWERS = (
    "checksum", "held_as_written", "recorded_as_written", "published_by", "created_at", "withdrawn_at", "withdrawn_by",
    "withdrawal_reason", "text__created_at", "text__perspective__description",
)  # fmt: skip
"""Columns that no answer about what stands names: dates and JSON among them, which cost most to read."""


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


class Spoken(NamedTuple):
    """A voice and its role in an edition."""

    slug: str
    names: Names
    kind: str
    role: str


class Cited(NamedTuple):
    """A source and the place in it."""

    title: str
    locator: str
    uri: str


class Ties(NamedTuple):
    """Who speaks and what is cited, by the key of the edition."""

    spoken: Mapping[UUID, list[Spoken]]
    cited: Mapping[UUID, list[Cited]]


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
    editions = _in_order(with_ties(Edition.objects.filter(text__obj=obj)))
    for edition in editions:
        make_tombstone(edition)
    relations = Relation.objects.filter(text__obj=obj).select_related(
        "text__perspective", "other__perspective", "edition"
    )
    return Archive(obj, histories_in(editions), tuple(relations))


def archive_at(obj: Any, moment: datetime) -> Archive:
    """Return what stood about an object at `moment`, without earlier editions, relations and ties; one query."""
    standing = Edition.objects.standing_at(moment).filter(text__obj=obj).select_related("text__perspective")
    return Archive(obj, histories_in(_in_order(standing.defer(*_NOT_IN_ANSWERS))), ())


def ties_of(editions: Iterable[UUID]) -> Ties:
    """Return who speaks in editions and what they cite, as plain rows by edition; two queries."""
    keys = list(editions)
    ties = Ties(defaultdict(list), defaultdict(list))
    spoken = Attribution.objects.filter(edition__in=keys).order_by()
    speakers = ("voice__slug", "voice__names", "voice__kind", "role")
    for edition, _position, _pk, *row in sorted(spoken.values_list("edition", "position", "pk", *speakers)):
        ties.spoken[edition].append(Spoken(*row))
    cited = Citation.objects.filter(edition__in=keys).order_by()
    for edition, _pk, *row in sorted(cited.values_list("edition", "pk", "source__title", "locator", "source__uri")):
        ties.cited[edition].append(Cited(*row))
    return ties


def _in_order(editions: "QuerySet[Edition]") -> list[Edition]:
    """Return editions by the order of their texts; for so few, asking the database for it takes longer."""
    return sorted(
        editions.order_by(),
        key=lambda one: (one.text.text_type, one.text.language, one.text.part, one.text_id, one.number),
    )


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
