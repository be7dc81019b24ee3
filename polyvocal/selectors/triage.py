"""What triage looks at, of many objects in a constant number of queries."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from polyvocal.dates import bounds
from polyvocal.models import Edition, EventStatement, NameHit
from polyvocal.models.texts import EditionState
from polyvocal.object_model import adapter
from polyvocal.provenance.cases import UNKNOWN, Case, CaseStep, Days, WatchedHit
from polyvocal.provenance.gaps import Tenure
from polyvocal.provenance.methods import METHODS
from polyvocal.records import ObjectFacts
from polyvocal.selectors.provenance import STATEMENT, tenure_of

_PARTIES = ("receiver", "receiver_agent", "sender", "sender_agent")
_ROW = (
    "clause", "stated", "is_understood", "method", "earliest_possible", "earliest_definite", "latest_definite",
    "latest_possible", "event_id", "edition_id", "edition__text__obj_id",
)  # fmt: skip


def stated_events(objects: Sequence[Any]) -> dict[Any, list[EventStatement]]:
    """Return what the standing statements of objects say of events, by the key of the object; one query."""
    found = EventStatement.objects.filter(
        edition__text__obj__in=[obj.pk for obj in objects], edition__state=EditionState.CURRENT
    )
    by_object: dict[Any, list[EventStatement]] = {}
    rows = found.select_related("edition__text").only(*_ROW).order_by("edition_id", "position")
    for row in rows:
        by_object.setdefault(row.edition.text.obj_id, []).append(row)
    return by_object


def triage_cases(objects: Sequence[Any], stated: Mapping[Any, Sequence[EventStatement]]) -> dict[Any, Case]:
    """Return what triage looks at of each object, by its key; `stated` is what `stated_events` gave. Two queries."""
    wordy, hits = _statements_without_events(objects), _hits(objects)
    made = adapter()
    tellings = {obj.pk: [*_tellings(stated.get(obj.pk, ())), *wordy.get(obj.pk, ())] for obj in objects}
    return {obj.pk: _case(made.facts(obj), tellings[obj.pk], hits.get(obj.pk, ())) for obj in objects}


def names_in(stated: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the parties of an event, as written."""
    return tuple(name for role in _PARTIES if (name := (stated.get(role) or {}).get("name")))


def _case(facts: ObjectFacts, tellings: Sequence[tuple[CaseStep, ...]], hits: Sequence[WatchedHit]) -> Case:
    said = (
        facts.acquisition.method, facts.acquisition.source, facts.ownership_history, *facts.credit_line.values()
    )  # fmt: skip
    return Case(
        made=_days(facts.produced.edtf), acquired=_days(facts.acquisition.date.edtf), tellings=tuple(tellings),
        places=tuple(word for names in facts.places for word in names.values()),
        words=tuple(words for words in said if words), hits=tuple(hits),
    )  # fmt: skip


def _tellings(rows: Sequence[EventStatement]) -> list[tuple[CaseStep, ...]]:
    by_edition: dict[UUID, list[CaseStep]] = {}
    for row in rows:
        by_edition.setdefault(row.edition_id, []).append(_step(row))
    return [tuple(steps) for steps in by_edition.values()]


def _step(row: EventStatement) -> CaseStep:
    stated = row.stated
    method, said = METHODS.get(row.method), stated.get("transfers_title")
    places = [(stated.get(role) or {}).get("place") for role in _PARTIES]
    return CaseStep(
        row.clause, row.method, names=names_in(stated), tenure=tenure_of(row),
        places=tuple(place for place in (*places, stated.get("place")) if place),
        passes_title=said if said is not None else method is None or method.title_passes,
    )  # fmt: skip


def _statements_without_events(objects: Sequence[Any]) -> dict[Any, list[tuple[CaseStep, ...]]]:
    """Statements that were published as words alone count as words that were not read."""
    found = Edition.objects.filter(
        text__obj__in=[obj.pk for obj in objects], text__text_type=STATEMENT, state=EditionState.CURRENT,
        event_statements__isnull=True,
    )  # fmt: skip
    by_object: dict[Any, list[tuple[CaseStep, ...]]] = {}
    for obj, words in found.order_by("pk").values_list("text__obj", "words"):
        by_object.setdefault(obj, []).append((CaseStep(words, tenure=Tenure(is_read=False)),))
    return by_object


def _hits(objects: Sequence[Any]) -> dict[Any, list[WatchedHit]]:
    found = NameHit.objects.filter(event__text__obj__in=[obj.pk for obj in objects], ended_at__isnull=True)
    by_object: dict[Any, list[WatchedHit]] = {}
    rows = found.exclude(verdict=NameHit.Verdict.OTHER).order_by("pk")
    for obj, verdict, *hit in rows.values_list(
        "event__text__obj", "verdict", "watched__watch_list", "watched__name", "written"
    ):
        watched, name, written = hit
        is_same = verdict == NameHit.Verdict.SAME
        by_object.setdefault(obj, []).append(WatchedHit(watched, name, written, is_same=is_same))
    return by_object


def _days(edtf: str) -> tuple[date | None, date | None]:
    found: Days | None = bounds(edtf) if edtf else None
    return found or UNKNOWN
