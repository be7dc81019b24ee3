"""Ties between texts and dossiers of research: written last, when everything that they name can be here."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from polyvocal import publishing
from polyvocal.importers.returning.objects import ground
from polyvocal.importers.returning.outcomes import Outcome
from polyvocal.importers.returning.people import sources_cited, voices_with
from polyvocal.linkeddata.dossiers import ResearchRecord
from polyvocal.models import (
    Edition,
    ProvenanceResearch,
    Relation,
    ResearchDocument,
    ResearchedObject,
    Researcher,
    Text,
)
from polyvocal.models.rows import insert_instances
from polyvocal.object_model import ObjectAdapter
from polyvocal.publishing import Actor
from polyvocal.records import RelationRecord

_FIELDS = ("title", "question", "period", "method", "findings", "outcome", "begun", "ended")


def write_relations(given: Sequence[tuple[str, RelationRecord]], actor: Actor) -> tuple[int, list[tuple[str, str]]]:
    """Write the ties of texts that are not here yet; return how many, and those of which a text or voice is missing."""
    with transaction.atomic():
        keys = {UUID(key) for text, one in given for key in (text, one.text_id)}
        here = set(Text.objects.filter(pk__in=keys).values_list("pk", flat=True))
        editions = {UUID(one.edition_id) for _text, one in given if one.edition_id}
        meant = set(Edition.objects.filter(pk__in=editions).values_list("pk", flat=True))
        stated = set(Relation.objects.filter(text__in=keys).values_list("text", "relation_type", "other"))
        voices = voices_with({one.asserted_by.slug for _text, one in given if one.asserted_by})
        rows, missing = [], []
        for text, one in given:
            tie = (UUID(text), one.relation_type, UUID(one.text_id))
            if tie in stated:
                continue
            stated.add(tie)
            is_known = one.asserted_by is None or one.asserted_by.slug in voices
            if not {tie[0], tie[2]} <= here or (one.edition_id and UUID(one.edition_id) not in meant) or not is_known:
                missing.append((text, one.text_id))
                continue
            rows.append(
                Relation(
                    text_id=tie[0], relation_type=one.relation_type, other_id=tie[2],
                    edition_id=UUID(one.edition_id) if one.edition_id else None,
                    asserted_by=voices[one.asserted_by.slug] if one.asserted_by else None, note=one.note,
                )
            )  # fmt: skip
        insert_instances(Relation, rows)
        publishing.record_many(rows, actor, reason=actor.name)
    return len(rows), missing


def write_research(record: ResearchRecord, adapter: ObjectAdapter, actor: Actor) -> Outcome:
    """Write a public dossier with its statuses, unless one of this name is here.

    Raises KeyError where an object or a voice is not here, and what publishing and the database raise.
    """
    if ProvenanceResearch.objects.filter(slug=record.slug).exists():
        return Outcome.STANDING
    with transaction.atomic():
        voices = voices_with(one.slug for one in record.researchers)
        objects: dict[str, Any] = adapter.with_identifiers(one.identifier for one in record.objects)
        sources = sources_cited(record.documents, actor)
        row = ProvenanceResearch(slug=record.slug, is_public=True, **{name: getattr(record, name) for name in _FIELDS})
        steps = [(one.status, one.reason, one.taken_at) for one in record.steps]
        publishing.bring_back_research(row, steps, actor)
        rows: list[Any] = [Researcher(research=row, voice=voices[one.slug]) for one in record.researchers]
        rows += [ResearchedObject(research=row, obj=objects[one.identifier]) for one in record.objects]
        for one in record.documents:
            cited = ground(one, sources)
            rows.append(
                ResearchDocument(research=row, kind=one.kind, source=cited.source, locator=cited.locator)
            )  # fmt: skip
        with publishing.recorded(actor):
            for one_row in rows:
                one_row.save()
    return Outcome.BROUGHT
