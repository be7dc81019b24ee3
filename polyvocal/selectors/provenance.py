"""The provenance of an object as its statements tell it: steps in order, rival claims side by side, gaps between."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects

from polyvocal.dates import bounds
from polyvocal.models import (
    Edition,
    EventAssessment,
    EventCitation,
    EventStatement,
    Source,
    Standing,
    Voice,
)
from polyvocal.provenance.gaps import Gap, Tenure, gaps_between
from polyvocal.records import ProvenanceEventRecord
from polyvocal.selectors.archive import Archive, with_ties
from polyvocal.selectors.translations import translations_among, without_translations

STATEMENT = "provenance-statement"
"""The text type whose editions state events."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An event as one standing edition states it, who says so, on what ground, and how others judge it.

    `assessments` holds the newest of each voice, oldest first.
    """

    statement: EventStatement
    edition: Edition
    assessments: tuple[EventAssessment, ...]

    @property
    def record(self) -> ProvenanceEventRecord:
        """What is stated."""
        return self.statement.record

    @property
    def voices(self) -> list[Voice]:
        """Who states it."""
        return [row.voice for row in self.edition.attributions.all()]

    @property
    def side(self) -> tuple[Any, ...]:
        """Whose claim it is: the same voices from the same perspective in another language are no rivals."""
        return (self.edition.text.perspective_id, *sorted({voice.pk for voice in self.voices}))

    @property
    def grounds(self) -> list[tuple[Source, str]]:
        """The sources of the event, else those of the whole statement, each with the place in it."""
        own: Iterable[Any] = self.statement.citations.all() or self.edition.citations.all()
        return [(row.source, row.locator) for row in own]

    @property
    def standing(self) -> str:
        """The weightiest judgement: disproved, disputed, supported, else stated."""
        given = {row.standing for row in self.assessments}
        return next((one for one in _WEIGHT if one in given), Standing.STATED.value)


_WEIGHT = (Standing.DISPROVED.value, Standing.DISPUTED.value, Standing.SUPPORTED.value)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an object's history: what every voice claims about it. Several claims are rivals."""

    key: UUID
    claims: tuple[Claim, ...]

    @property
    def is_contested(self) -> bool:
        """Whether several sides claim something, or a claim is disputed or disproved."""
        is_doubted = any(claim.standing in (Standing.DISPUTED, Standing.DISPROVED) for claim in self.claims)
        return is_doubted or len({claim.side for claim in self.claims}) > 1


@dataclass(frozen=True, slots=True)
class Telling:
    """One standing statement, its claims in its own order, and the gaps it leaves; `translations` it stands for."""

    edition: Edition
    claims: tuple[Claim, ...]
    gaps: tuple[Gap, ...]
    translations: tuple[Edition, ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """All that stood about an object's provenance at a moment."""

    tellings: tuple[Telling, ...]
    steps: tuple[Step, ...]


def provenance_of(
    obj: Any,
    moment: datetime,
    *,
    made: str = "",
    acquired: str = "",
    language: str = "",
    archive: Archive | None = None,
) -> Provenance:
    """Return what public statements said of an object's provenance at `moment`; seven queries however many there are.

    `made` and `acquired` are EDTF: gaps are also looked for before the first and after the last event. With `language`
    (BCP 47) a statement stands for its translations, unless a voice or a judgement would be lost with them. Who has
    the `archive` of the object saves four of the queries.
    """
    editions = _standing(obj, moment) if archive is None else _standing_in(archive, moment)
    judged = _judged([row.event_id for edition in editions for row in edition.event_statements.all()], moment)
    read = without_translations(editions, language=language, judged=judged.keys()) if language else editions
    span = (_earliest(made), _latest(acquired))
    tellings = [
        replace(_telling(one, judged, span), translations=tuple(translations_among(editions, one, read=read)))
        for one in read
    ]
    return Provenance(tuple(tellings), tuple(_steps(tellings)))


def _stated() -> Any:
    rows = EventStatement.objects.select_related("event").prefetch_related(
        Prefetch("citations", EventCitation.objects.select_related("source"))
    )
    return Prefetch("event_statements", rows.order_by("position"))


def _standing_in(archive: Archive, moment: datetime) -> list[Edition]:
    standing = (history.standing_at(moment) for history in archive.of_type(STATEMENT))
    editions = [edition for edition in standing if edition is not None]
    prefetch_related_objects(editions, _stated())
    stating = (edition for edition in editions if edition.event_statements.all())
    return sorted(
        stating, key=lambda one: (one.text.perspective.position, one.text.language, one.text.part, one.text_id)
    )


def _standing(obj: Any, moment: datetime) -> list[Edition]:
    found = Edition.objects.standing_at(moment).filter(text__obj=obj, event_statements__isnull=False).distinct()
    editions: Any = with_ties(found).prefetch_related(_stated())
    return list(editions.order_by("text__perspective__position", "text__language", "text__part", "text_id"))


def _judged(events: Sequence[UUID], moment: datetime) -> Mapping[UUID, list[EventAssessment]]:
    if not events:
        return {}
    newest: dict[tuple[UUID, int], EventAssessment] = {}
    found = EventAssessment.objects.filter(event__in=events, assessed_at__lte=moment).select_related("voice", "source")
    for row in found.order_by("assessed_at", "id"):
        newest.pop((row.event_id, row.voice_id), None)
        newest[row.event_id, row.voice_id] = row
    by_event: dict[UUID, list[EventAssessment]] = {}
    for row in newest.values():
        by_event.setdefault(row.event_id, []).append(row)
    return by_event


def _telling(
    edition: Edition, judged: Mapping[UUID, list[EventAssessment]], span: tuple[date | None, date | None]
) -> Telling:
    rows = edition.event_statements.all()
    claims = tuple(Claim(row, edition, tuple(judged.get(row.event_id, ()))) for row in rows)
    gaps = gaps_between([tenure_of(row) for row in rows], made=span[0], acquired=span[1])
    return Telling(edition, claims, tuple(gaps))


def tenure_of(row: EventStatement) -> Tenure:
    """Return the days of an event as the gaps between events are computed from."""
    return Tenure(
        (row.earliest_possible, row.earliest_definite), (row.latest_definite, row.latest_possible),
        is_direct=bool(row.stated.get("is_direct")), is_read=row.is_understood,
    )  # fmt: skip


def _steps(tellings: Sequence[Telling]) -> Iterable[Step]:
    """Merge the tellings: the longest gives the order, rivals join their step, others come after what they follow."""
    order: list[UUID] = []
    claims: dict[UUID, list[Claim]] = {}
    for telling in sorted(tellings, key=lambda one: -len(one.claims)):
        last = -1
        for claim in telling.claims:
            key = claim.statement.event.step
            claims.setdefault(key, []).append(claim)
            if key in order:
                last = order.index(key)
            else:
                last += 1
                order.insert(last, key)
    return (Step(key, tuple(claims[key])) for key in order)


def _earliest(edtf: str) -> date | None:
    found = bounds(edtf) if edtf else None
    return found[1] if found else None


def _latest(edtf: str) -> date | None:
    found = bounds(edtf) if edtf else None
    return found[0] if found else None
