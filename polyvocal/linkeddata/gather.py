"""From the database to records: objects with everything that may be said of them in public, chunk by chunk.

Every chunk costs a constant number of queries. The words of a withdrawn edition do not leave the database, texts that
were never published do not appear at all, and neither do ties to them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, TextField, Value, When, prefetch_related_objects

from polyvocal.linkeddata.addresses import served
from polyvocal.linkeddata.gather_claims import assessment_record, assessments, events_of, was_judged
from polyvocal.linkeddata.parts import titles_now
from polyvocal.linkeddata.terms import certain_term
from polyvocal.models import (
    Attribution,
    Citation,
    Edition,
    EditionState,
    Perspective,
    ProvenanceEvent,
    Relation,
    Showing,
    Text,
    Voice,
)
from polyvocal.object_model import adapter
from polyvocal.records import (
    AttributionRecord,
    CitationRecord,
    EditionRecord,
    ObjectRecord,
    PerspectiveRecord,
    ProvenanceEventRecord,
    RelationRecord,
    ShowingRecord,
    Span,
    TextRecord,
    VoiceRecord,
)
from polyvocal.selectors import TermsOfWords, find_object, public_voices

_Row = TypeVar("_Row")
CHUNK = 200
MOST_KEYS = 5_000
"""SQLite takes 32,766 values in one question, or 250,000, as it was built."""


class Gathering:
    """Makes records of chunks of objects, and remembers voices, perspectives and terms from one chunk to the next."""

    def __init__(self) -> None:
        self._voices: dict[int, VoiceRecord] = {}
        self._perspectives: dict[int, PerspectiveRecord] = {}
        self._terms = TermsOfWords(certain_term)

    def records_of(self, objects: Sequence[Any]) -> list[ObjectRecord]:
        """Return the records of these objects, in their order."""
        chunks = (objects[start : start + CHUNK] for start in range(0, len(objects), CHUNK))
        return [record for chunk in chunks for record in self._chunk(chunk)]

    def _chunk(self, objects: Sequence[Any]) -> list[ObjectRecord]:
        if hasattr(adapter().model, "former_numbers"):
            prefetch_related_objects(objects, "former_numbers")
        texts = self._texts([obj.pk for obj in objects])
        records = [object_record_of(obj, tuple(texts.get(obj.pk, ()))) for obj in objects]
        terms = self._terms.of({obj.pk: record.facts for obj, record in zip(objects, records, strict=True)})
        records = [replace(record, terms=terms[obj.pk]) for obj, record in zip(objects, records, strict=True)]
        for obj in objects:
            # An object and its former numbers hold each other: a dump would pile them up until Python looks for them.
            getattr(obj, "_prefetched_objects_cache", {}).clear()
        return records

    def _texts(self, objects: list[Any]) -> dict[Any, list[TextRecord]]:
        # Small questions, each by the keys that the one before has found: PostgreSQL, before it knows how large freshly
        # filled tables have become, may answer a question over several tables by comparing every row with every other.
        said = list(_edition_rows(objects))
        keys = [row[0] for row in said]
        attributions = list(_asked_by_turns(_attributions, keys))
        relations = _relations(objects)
        readable = [row[0] for row in said if row[_STATE] != EditionState.WITHDRAWN]
        stated = _grouped(_asked_by_turns(events_of, readable))
        judged = assessments(objects) if stated else []
        self._learn_voices({row[1] for row in attributions} | {row[4] for row in relations if row[4]})
        self._learn_voices({row.voice_id for row in judged})
        editions = self._editions(said, keys, attributions, stated)
        judgements = _grouped((row.event.text_id, assessment_record(row, self._voices[row.voice_id])) for row in judged)
        ties = _grouped((row[0], self._relation(row)) for row in relations)
        rows = list(
            Text.objects.filter(obj__in=objects)
            .order_by("perspective__position", "text_type", "language", "part", "pk")
            .values_list("obj_id", "pk", "perspective_id", "text_type", "language", "part")
        )
        rows = [row for row in rows if row[1] in editions]
        self._learn_perspectives({row[2] for row in rows})
        return _grouped(
            (
                obj,
                TextRecord(
                    perspective=self._perspectives[perspective],
                    text_type=text_type,
                    language=language,
                    editions=tuple(editions[pk]),
                    part=part,
                    id=str(pk),
                    relations=tuple(ties.get(pk, ())) if _is_readable(editions[pk]) else (),
                    assessments=tuple(judgements.get(pk, ())) if _is_readable(editions[pk]) else (),
                ),
            )
            for obj, pk, perspective, text_type, language, part in rows
        )

    def _editions(
        self,
        said: Sequence[tuple[Any, ...]],
        keys: Sequence[UUID],
        attributions: Iterable[tuple[Any, ...]],
        stated: Mapping[UUID, Sequence[ProvenanceEventRecord]],
    ) -> dict[UUID, list[EditionRecord]]:
        spoken = _grouped((row[0], AttributionRecord(self._voices[row[1]], row[2])) for row in attributions)
        citations = _grouped((row[0], CitationRecord(*row[1:])) for row in _asked_by_turns(_citations, keys))
        showings = _grouped((row[0], _showing_record(*row[1:])) for row in _asked_by_turns(_showings, keys))
        ties = (spoken, citations, showings)
        return _grouped(
            (row[1], _with_events(_edition_record(row, *(found.get(row[0], ()) for found in ties)), stated))
            for row in said
        )

    def _relation(self, row: tuple[Any, ...]) -> RelationRecord:
        return RelationRecord(
            relation_type=row[1],
            text_id=str(row[2]),
            edition_id=str(row[3] or ""),
            asserted_by=self._voices[row[4]] if row[4] else None,
            note=row[5],
        )

    def _learn_voices(self, wanted: set[int]) -> None:
        missing = wanted - self._voices.keys()
        if missing:
            for voice in Voice.objects.filter(pk__in=missing).select_related("parent"):
                self._voices[voice.pk] = voice_record(voice)

    def _learn_perspectives(self, wanted: set[int]) -> None:
        missing = wanted - self._perspectives.keys()
        if missing:
            for perspective in Perspective.objects.filter(pk__in=missing):
                self._perspectives[perspective.pk] = perspective_record(perspective)


def gathered(objects: "QuerySet[Any]") -> Iterator[ObjectRecord]:
    """Yield the records of many objects, a chunk at a time, whatever their number."""
    return (record for _key, record in gathered_with_keys(objects.order_by("pk")))


def gathered_with_keys(objects: "QuerySet[Any]") -> Iterator[tuple[int | str, ObjectRecord]]:
    """Yield the key and the record of each of many objects in their order, a chunk at a time."""
    gathering = Gathering()
    rows = objects.iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        yield from zip((as_json(obj.pk) for obj in chunk), gathering.records_of(chunk), strict=True)


def as_json(key: Any) -> int | str:
    """Return the key of an object as JSON holds it."""
    return key if isinstance(key, int) else str(key)


def objects_to_export(since: datetime | None = None) -> "QuerySet[Any]":
    """Return the visible objects; with `since`, those whose facts, editions or judged claims changed since then."""
    made = adapter()
    found: QuerySet[Any] = made.visible()
    if since is None:
        return found
    changed = Q(
        Exists(
            Edition.objects.filter(text__obj=OuterRef("pk")).filter(
                Q(created_at__gte=since) | Q(published_until__gte=since) | Q(withdrawn_at__gte=since)
            )
        )
    ) | Q(was_judged(since))
    if any(field.name == "changed_at" for field in made.model._meta.get_fields()):
        changed |= Q(changed_at__gte=since)
    return found.filter(changed)


def object_record(identifier: str) -> ObjectRecord | None:
    """Return one visible object, or None."""
    obj = find_object(identifier)
    return Gathering().records_of([obj])[0] if obj is not None else None


def text_record(text_id: UUID) -> tuple[ObjectRecord, TextRecord] | None:
    """Return one text that was ever published, with its object, or None."""
    text = Text.objects.filter(pk=text_id).only("obj").first()
    obj = adapter().visible().filter(pk=text.obj_id).first() if text is not None else None
    if obj is None:
        return None
    record = Gathering().records_of([obj])[0]
    return next(((record, one) for one in record.texts if one.id == str(text_id)), None)


def edition_record(edition_id: UUID) -> tuple[ObjectRecord, TextRecord, EditionRecord] | None:
    """Return one edition, withdrawn ones without words, with its text and object, or None."""
    text_id = Edition.objects.filter(pk=edition_id).values_list("text_id", flat=True).first()
    found = text_record(text_id) if text_id is not None else None
    if found is None:
        return None
    record, text = found
    return next(((record, text, one) for one in text.editions if one.id == str(edition_id)), None)


def claim_record(claim_id: UUID) -> tuple[ObjectRecord, TextRecord] | None:
    """Return the object and the text of a provenance event that was ever published, or None."""
    text_id = ProvenanceEvent.objects.filter(pk=claim_id).values_list("text_id", flat=True).first()
    return text_record(text_id) if text_id is not None else None


def voices() -> Iterator[VoiceRecord]:
    """Yield every voice that the public may know of."""
    for voice in public_voices().order_by("slug").iterator(chunk_size=CHUNK):
        yield voice_record(voice)


def perspectives() -> Iterator[PerspectiveRecord]:
    """Yield every perspective."""
    for perspective in Perspective.objects.order_by("slug").iterator(chunk_size=CHUNK):
        yield perspective_record(perspective)


def voice_record(voice: Voice) -> VoiceRecord:
    """Return a voice without its private contact."""
    return VoiceRecord(
        slug=voice.slug,
        names=voice.names,
        kind=voice.kind,
        statement=voice.statement,
        uris=tuple(voice.uris),
        speaks_as=voice.speaks_as,
        mandate=voice.mandate,
        part_of=VoiceRecord(voice.parent.slug, voice.parent.names, voice.parent.kind) if voice.parent else None,
        languages=tuple(voice.languages),
        active_period=voice.active_period,
    )


def perspective_record(perspective: Perspective) -> PerspectiveRecord:
    """Return a perspective."""
    return PerspectiveRecord(
        perspective.slug, perspective.names, perspective.description, perspective.position, perspective.accent
    )


def object_record_of(obj: Any, texts: tuple[TextRecord, ...], *, record: ObjectRecord | None = None) -> ObjectRecord:
    """Return the record of an object with what is said of it; `record` is its adapter's, where that is made already."""
    made = adapter()
    record = record or made.to_record(obj)
    facts = record.facts
    if facts.images:
        facts = replace(facts, images=tuple(replace(one, address=served(one.address)) for one in facts.pictures))
    # Turned about, so that of two titles in one language the first of the list stays.
    titles = {text.language: edition.words for text, edition in reversed(titles_now(texts))}
    changed = getattr(obj, "changed_at", None)
    return replace(
        record, texts=texts, facts=facts, titles=titles, fallback_title=made.fallback_title(obj), changed_at=changed
    )


def _asked_by_turns(question: Callable[[Sequence[UUID]], Iterable[_Row]], keys: Sequence[UUID]) -> Iterator[_Row]:
    """Ask about so many keys at a time as any database takes."""
    for start in range(0, len(keys), MOST_KEYS):
        yield from question(keys[start : start + MOST_KEYS])


def _attributions(editions: Sequence[UUID]) -> Any:
    found = Attribution.objects.filter(edition__in=editions)
    return found.order_by("edition_id", "position", "pk").values_list("edition_id", "voice_id", "role")


def _citations(editions: Sequence[UUID]) -> Any:
    found = Citation.objects.filter(edition__in=editions)
    return found.order_by("pk").values_list("edition_id", "source__title", "locator", "source__uri")


def _showings(editions: Sequence[UUID]) -> Any:
    found = Showing.objects.filter(edition__in=editions)
    return found.order_by("shown_from", "pk").values_list(
        "edition_id", "place", "exhibition", "shown_from", "shown_until", "dates_as_written", "dates"
    )


def _relations(objects: Sequence[Any]) -> list[tuple[Any, ...]]:
    found = Relation.objects.filter(text__obj__in=objects).order_by("pk")
    rows = list(found.values_list("text_id", "relation_type", "other_id", "edition_id", "asserted_by_id", "note"))
    known = set(_asked_by_turns(_known_to_the_public, list({row[2] for row in rows})))
    return [row for row in rows if row[2] in known]


def _known_to_the_public(texts: Sequence[UUID]) -> Any:
    """Return those of these texts that were ever published, of objects that are shown."""
    said = Edition.objects.filter(text__in=texts).order_by("text_id").values_list("text_id", flat=True).distinct()
    shown = Text.objects.filter(pk__in=list(said), obj__in=adapter().visible().values("pk"))
    return shown.values_list("pk", flat=True)


_STATE = 13
"""Where the state stands in a row of an edition."""


def _edition_rows(objects: Sequence[Any]) -> Any:
    withheld = When(state=EditionState.WITHDRAWN, then=Value(""))
    words = Case(withheld, default=F("words"), output_field=TextField())
    return (
        Edition.objects.filter(text__obj__in=objects)
        .order_by("text_id", "number")
        .values_list(
            "id", "text_id", words, "recorded", "recorded_as_written", "held", "held_as_written", "published_from",
            "published_until", "reason", "content_note", "licence", "number", "state", "withdrawn_at",
            "withdrawal_reason",
        )
    )  # fmt: skip


def _is_readable(editions: Sequence[EditionRecord]) -> bool:
    return any(one.state != EditionState.WITHDRAWN for one in editions)


def _edition_record(
    row: tuple[Any, ...],
    attributions: Sequence[AttributionRecord],
    citations: Sequence[CitationRecord],
    showings: Sequence[ShowingRecord],
) -> EditionRecord:
    (pk, _text, words, recorded, recorded_written, held, held_written, since, until, reason, note, licence, number,
     state, withdrawn_at, withdrawal_reason) = row  # fmt: skip
    if state == EditionState.WITHDRAWN:
        # Why it came, what it rests on and when the view was held may tell what it said.
        reason, note, held, held_written, citations = "", {}, "", "", ()
    return EditionRecord(
        words=words,
        attributions=tuple(attributions),
        citations=tuple(citations),
        recorded=Span(recorded_written, recorded),
        held=Span(held_written, held),
        published_from=since,
        published_until=until,
        reason=reason,
        content_note=note,
        licence=licence,
        number=number,
        state=state,
        id=str(pk),
        withdrawn_at=withdrawn_at,
        withdrawal_reason=withdrawal_reason,
        showings=tuple(showings),
    )


def _with_events(edition: EditionRecord, stated: Mapping[UUID, Sequence[ProvenanceEventRecord]]) -> EditionRecord:
    events = stated.get(UUID(edition.id)) if stated else None
    return replace(edition, events=tuple(events)) if events else edition


def _showing_record(
    place: str, exhibition: str, first: date | None, last: date | None, written: str, edtf: str
) -> ShowingRecord:
    return ShowingRecord(place, exhibition, first, last, Span(written, edtf))


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
