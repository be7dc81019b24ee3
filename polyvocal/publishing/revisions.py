"""The technical audit trail: django-reversion keeps the history of drafts and curated rows. Editions keep their own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import reversion
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from reversion.models import Revision, Version

from polyvocal.models import (
    Draft,
    NameHit,
    Perspective,
    Place,
    ProvenanceEvent,
    ProvenanceResearch,
    Relation,
    Reliance,
    ResearchDocument,
    ResearchedObject,
    Researcher,
    ReviewCall,
    Showing,
    Source,
    Text,
    TriageFlag,
    Voice,
    WatchedName,
)
from polyvocal.models.rows import insert_for_keys, insert_rows
from polyvocal.object_model import get_object_model
from polyvocal.publishing.actors import Actor

RECORDED_MODELS: tuple[type[models.Model], ...] = (
    Text, Draft, Voice, Perspective, Relation, Showing, Source, ProvenanceEvent, ProvenanceResearch, Researcher,
    ResearchedObject, ResearchDocument, Reliance, ReviewCall, Place,
    TriageFlag, NameHit, WatchedName,
)  # fmt: skip


def register_models() -> None:
    """Register drafts, curated rows and the object model with reversion, without following relations."""
    for model in (*RECORDED_MODELS, get_object_model()):
        if not reversion.is_registered(model):
            reversion.register(model, follow=())


@contextmanager
def recorded(actor: Actor, *, reason: str = "") -> Iterator[None]:
    """Run a block in one transaction and one revision that names the actor and the reason."""
    with transaction.atomic(), reversion.create_revision():
        if actor.user is not None and actor.user.pk:
            reversion.set_user(actor.user)
        reversion.set_comment(f"{actor.name}: {reason}" if reason else actor.name)
        yield


def record_many(rows: Sequence[models.Model], actor: Actor, *, reason: str) -> None:
    """Write one revision and one version per row, in bulk: what `recorded` would write for each, for imports."""
    if not rows:
        return
    moment = timezone.now()
    user = actor.user if actor.user is not None and actor.user.pk else None
    one = (moment, user.pk if user else None, f"{actor.name}: {reason}")
    revisions = insert_for_keys(Revision, ("date_created", "user_id", "comment"), [one] * len(rows))
    content_type = ContentType.objects.get_for_model(rows[0]).pk
    insert_rows(
        Version,
        ("revision_id", "object_id", "content_type_id", "db", "format", "serialized_data", "object_repr"),
        [
            (revision, str(row.pk), content_type, row._state.db or "default", "json", written, str(row))
            for row, revision, written in zip(rows, revisions, _serialised(rows), strict=True)
        ],
    )


def _serialised(rows: Sequence[models.Model]) -> Iterator[str]:
    """Yield what Django's JSON serialiser gives for each row, several times as fast: it writes through no stream."""
    encoder = DjangoJSONEncoder(ensure_ascii=False)
    for plain in serializers.serialize("python", rows):
        yield encoder.encode([plain])


def versions_of(row: models.Model) -> Any:
    """Return the recorded versions of a row, newest first, with who and why."""
    return Version.objects.get_for_object(row).select_related("revision", "revision__user")
