"""Finds the rows that records belong to: a chunk of records at a time, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from polyvocal.importers.models import ObjectTie, SourceRecord, SourceSystem, SourceText
from polyvocal.importers.profiles import ReadRecord
from polyvocal.importers.sources import RawRecord
from polyvocal.models import (
    Edition,
    Erasure,
    EventStatement,
    FormerNumber,
    Perspective,
    Relation,
    Showing,
    Source,
    Text,
    Voice,
)
from polyvocal.object_model import ObjectAdapter, adapter
from polyvocal.records import ProvenanceEventRecord, VoiceRecord


@dataclass(frozen=True, slots=True)
class Standing:
    """What the database holds about the records of one chunk, before any of them is applied.

    Voices, perspectives and sources that are made for some of them join those that stand, for the others.
    """

    system: SourceSystem
    adapter: ObjectAdapter
    records: Mapping[str, SourceRecord] = field(default_factory=dict)
    attachable: Mapping[str, Any] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    source_texts: Mapping[int, Sequence[SourceText]] = field(default_factory=dict)
    texts: Mapping[Any, Sequence[Text]] = field(default_factory=dict)
    last_editions: Mapping[UUID, Edition] = field(default_factory=dict)
    former_numbers: Mapping[Any, frozenset[str]] = field(default_factory=dict)
    relations: frozenset[tuple[UUID, str, UUID]] = frozenset()
    showings: Mapping[UUID, Sequence[Showing]] = field(default_factory=dict)
    erased: Mapping[Any, frozenset[str]] = field(default_factory=dict)
    events: Mapping[UUID, Sequence[ProvenanceEventRecord]] = field(default_factory=dict)
    voices: dict[str, Voice] = field(default_factory=dict)
    perspectives: dict[str, Perspective] = field(default_factory=dict)
    sources: dict[tuple[str, str], Source] = field(default_factory=dict)

    @property
    def can_build(self) -> bool:
        """Whether the object model's adapter can make objects."""
        return type(self.adapter).build is not ObjectAdapter.build


def known_records(system: SourceSystem, raws: Iterable[RawRecord]) -> dict[str, SourceRecord]:
    """Return the source records that stand, by record identifier, without their bytes; one query."""
    if system.pk is None:
        return {}
    found = SourceRecord.objects.filter(system=system, record_id__in=[raw.record_id for raw in raws])
    return {record.record_id: record for record in found.defer("packed")}


def standing_of(
    reads: Sequence[ReadRecord], *, system: SourceSystem, known: Mapping[str, SourceRecord], house: VoiceRecord
) -> Standing:
    """Return what stands for these records, in a constant number of queries."""
    made = adapter()
    ids = [read.obj.identifier for read in reads]
    records = {record_id: known[record_id] for record_id in ids if record_id in known}
    new = [read for read in reads if read.obj.identifier not in records]
    attachable = {} if type(made).build is not ObjectAdapter.build else _attachable(made, new)
    attachable |= _tied(system, new)
    keys = [record.obj_id for record in records.values()] + [obj.pk for obj in attachable.values()]
    _with_objects(made, records)
    source_texts = _source_texts(records)
    last_editions = _last_editions(keys)
    return Standing(
        system=system,
        adapter=made,
        records=records,
        attachable=attachable,
        taken=_taken(made, system, new),
        source_texts=source_texts,
        texts=_texts(keys),
        last_editions=last_editions,
        former_numbers=_former_numbers(keys),
        relations=frozenset(
            Relation.objects.filter(text__obj__in=keys).values_list("text_id", "relation_type", "other_id")
        ),
        showings=_showings(reads, source_texts),
        erased=_erased(keys),
        events=_events(reads, last_editions),
        **_spoken(reads, house),
    )


def identifier_candidates(system: SourceSystem, record_id: str) -> tuple[str, str]:
    """Return the public identifiers a new object may get: its record identifier, else that with the system's name."""
    plain = "".join(sign if sign.isascii() and (sign.isalnum() or sign in "._-") else "-" for sign in record_id)
    plain = plain.strip("._-") or "record"
    return plain[:64], f"{system.name}-{plain}"[:64]


def _with_objects(made: ObjectAdapter, records: Mapping[str, SourceRecord]) -> None:
    objects: Mapping[Any, Any] = made.model._default_manager.in_bulk([record.obj_id for record in records.values()])
    for record in records.values():
        record.obj = objects[record.obj_id]


def _taken(made: ObjectAdapter, system: SourceSystem, new: Sequence[ReadRecord]) -> frozenset[str]:
    candidates = {one for read in new for one in identifier_candidates(system, read.obj.identifier)}
    return frozenset(made.with_identifiers(candidates)) if candidates else frozenset()


def _attachable(made: ObjectAdapter, new: Sequence[ReadRecord]) -> dict[str, Any]:
    """Objects that an adapter without `build` lets texts be attached to: by identifier, else by a number borne once."""
    by_identifier = made.with_identifiers(read.obj.identifier for read in new)
    numbers = [read.obj.object_number for read in new if read.obj.object_number]
    by_number: dict[str, list[Any]] = defaultdict(list)
    for obj in made.model._default_manager.filter(**{f"{made.number_field}__in": numbers}):
        by_number[made.object_number(obj)].append(obj)
    found: dict[str, Any] = {}
    for read in new:
        bearing = by_number[read.obj.object_number]
        attached: Any = by_identifier.get(read.obj.identifier) or (bearing[0] if len(bearing) == 1 else None)
        if attached is not None:
            found[read.obj.identifier] = attached
    return found


def _tied(system: SourceSystem, new: Sequence[ReadRecord]) -> dict[str, Any]:
    """Return the objects to which a person has tied records, by record identifier; one query."""
    if system.pk is None or not new:
        return {}
    ties = ObjectTie.objects.filter(system=system, record_id__in=[read.obj.identifier for read in new])
    return {tie.record_id: tie.obj for tie in ties.select_related("obj")}


def _source_texts(records: Mapping[str, SourceRecord]) -> dict[int, list[SourceText]]:
    found: dict[int, list[SourceText]] = defaultdict(list)
    rows = SourceText.objects.filter(record__in=[record.pk for record in records.values()])
    for row in rows.select_related("text__perspective").order_by("pk"):
        found[row.record_id].append(row)
    return found


def _texts(keys: Sequence[Any]) -> dict[Any, list[Text]]:
    found: dict[Any, list[Text]] = defaultdict(list)
    for text in Text.objects.filter(obj__in=keys).select_related("perspective"):
        found[text.obj_id].append(text)
    return found


def _last_editions(keys: Sequence[Any]) -> dict[UUID, Edition]:
    editions = Edition.objects.filter(text__obj__in=keys).order_by("number")
    return {edition.text_id: edition for edition in editions}


def _erased(keys: Sequence[Any]) -> dict[Any, frozenset[str]]:
    """The checksums of words that were lawfully erased, by object: a source may still hold them."""
    found: dict[Any, set[str]] = defaultdict(set)
    rows = Erasure.objects.filter(edition__text__obj__in=keys)
    for pk, checksum in rows.values_list("edition__text__obj_id", "edition__checksum"):
        found[pk].add(checksum)
    return {pk: frozenset(checksums) for pk, checksums in found.items()}


def _showings(
    reads: Sequence[ReadRecord], source_texts: Mapping[int, Sequence[SourceText]]
) -> dict[UUID, list[Showing]]:
    """The showings of the editions that the records gave, asked for only where a record tells of showings."""
    found: dict[UUID, list[Showing]] = defaultdict(list)
    if any(text.edition.showings for read in reads for text in read.texts):
        editions = [one.edition_id for several in source_texts.values() for one in several]
        for showing in Showing.objects.filter(edition__in=editions).order_by("pk"):
            found[showing.edition_id].append(showing)
    return found


def _events(
    reads: Sequence[ReadRecord], last_editions: Mapping[UUID, Edition]
) -> dict[UUID, list[ProvenanceEventRecord]]:
    """The events of the editions that stand last, by text, asked for only where a record states events."""
    found: dict[UUID, list[ProvenanceEventRecord]] = defaultdict(list)
    if last_editions and any(text.edition.events for read in reads for text in read.texts):
        rows = EventStatement.objects.filter(edition__in=[edition.pk for edition in last_editions.values()])
        for row in rows.select_related("event").order_by("position"):
            found[row.event.text_id].append(row.record)
    return found


def _former_numbers(keys: Sequence[Any]) -> dict[Any, frozenset[str]]:
    found: dict[Any, set[str]] = defaultdict(set)
    for pk, number in FormerNumber.objects.filter(obj__in=keys).values_list("obj_id", "number"):
        found[pk].add(number)
    return {pk: frozenset(numbers) for pk, numbers in found.items()}


def _spoken(reads: Sequence[ReadRecord], house: VoiceRecord) -> dict[str, Any]:
    """Return the voices, perspectives and sources that the records name and that exist."""
    editions = [text.edition for read in reads for text in read.texts]
    slugs = {one.voice.slug for edition in editions for one in edition.attributions}
    slugs |= {voice.slug for read in reads for voice in read.named} | {house.slug}
    perspectives = {text.record.perspective.slug for read in reads for text in read.texts}
    titles = {one.title for edition in editions for one in edition.all_citations}
    return {
        "voices": {voice.slug: voice for voice in Voice.objects.filter(slug__in=slugs)},
        "perspectives": {one.slug: one for one in Perspective.objects.filter(slug__in=perspectives)},
        "sources": {
            (source.title, source.uri): source for source in Source.objects.filter(title__in=titles).order_by("-pk")
        },
    }
