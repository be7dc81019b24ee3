"""An import written without a second thought: each row is looked for and made by itself, each object has a revision.

It writes what the real one writes for its own demo-like export: object, voices, texts, editions with attributions,
source record and source texts. It plans nothing, compares nothing and would not survive a second run.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import reversion
from django.utils import timezone

from polyvocal.importers.models import ImportRun, Outcome, RecordOutcome, SourceRecord, SourceSystem, SourceText
from polyvocal.models import Attribution, CollectionObject, Edition, FormerNumber, Perspective, Text, Voice

_TYPES = {"TITEL": "title", "OBJECTTEKST": "object-label"}


def import_naively(records: Sequence[dict[str, Any]]) -> None:
    """Import records as `floors.dicts_in` gives them."""
    system, _is_new = SourceSystem.objects.get_or_create(name="naive")
    run = ImportRun.objects.create(system=system, actor_name="naive", profile_name="naive")
    for record in records:
        with reversion.create_revision():
            _import(record, run)


def _import(record: dict[str, Any], run: ImportRun) -> None:
    (key,) = record["priref"]
    obj, _is_new = CollectionObject.objects.get_or_create(
        identifier=f"naive-{key}", defaults={"object_number": record["object_number"][0], "facts": _facts(record)}
    )
    for group in record["Alternative_number"]:
        FormerNumber.objects.get_or_create(obj=obj, number=group["alternative_number"][0])
    raw = json.dumps(record).encode()
    source, _is_new = SourceRecord.objects.get_or_create(
        system=run.system, record_id=key,
        defaults={
            "obj": obj, "packed": zlib.compress(raw, 1), "checksum": hashlib.sha256(raw).hexdigest(),
            "first_run": run, "last_run": run,
        },
    )  # fmt: skip
    for place, group in enumerate(record["Objecttekst"]):
        _publish({leaf: values[0] for leaf, values in group.items()}, obj, source=source, place=place)
    RecordOutcome.objects.create(run=run, record_id=key, outcome=Outcome.CREATE)


def _publish(leaves: dict[str, str], obj: CollectionObject, *, source: SourceRecord, place: int) -> None:
    voice, _is_new = Voice.objects.get_or_create(slug=leaves["tekst.stem"])
    perspective, _is_new = Perspective.objects.get_or_create(slug=leaves["tekst.perspectief"])
    text, _is_new = Text.objects.get_or_create(
        obj=obj, perspective=perspective, text_type=_TYPES[leaves["tekst.soort"]], language=leaves["tekst.taal"], part=1
    )
    begins, ends = (timezone.make_aware(datetime.fromisoformat(day)) if day else None for day in (
        leaves["tekst.geldig.van"], leaves["tekst.geldig.tot"]
    ))  # fmt: skip
    edition = Edition(
        text=text, number=text.editions.count() + 1, words=leaves["tekst.inhoud"], reason=leaves["tekst.reden"],
        checksum=hashlib.sha256(leaves["tekst.inhoud"].encode()).hexdigest(), published_from=begins,
        published_until=ends, state="superseded" if ends else "current", published_by="naive",
        created_at=timezone.now(),
    )  # fmt: skip
    Attribution.objects.create(edition_id=edition.pk, voice=voice)
    edition.save(force_insert=True)
    SourceText.objects.get_or_create(record=source, key=str(place), defaults={"text": text, "edition": edition})


def _facts(record: dict[str, Any]) -> dict[str, Any]:
    return {name: list(_labels(record[leaf])) for name, leaf in (
        ("object_names", "object_name"), ("categories", "object_category"), ("materials", "material"),
        ("keywords", "content.subject"),
    )}  # fmt: skip


def _labels(values: Sequence[dict[str, list[str]]]) -> Iterator[dict[str, str]]:
    for value in values:
        dutch, english = value["value"]
        yield {"nl": dutch, "en": english}
