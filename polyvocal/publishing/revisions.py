"""The technical audit trail: django-reversion keeps the history of drafts and curated rows. Editions keep their own."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import reversion
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from reversion.models import Revision, Version

from polyvocal.models import Draft, Perspective, Relation, Showing, Source, Text, Voice
from polyvocal.object_model import get_object_model
from polyvocal.publishing.actors import Actor

RECORDED_MODELS: tuple[type[models.Model], ...] = (Text, Draft, Voice, Perspective, Relation, Showing, Source)


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
    revisions = Revision.objects.bulk_create(
        [Revision(date_created=moment, user=user, comment=f"{actor.name}: {reason}") for _row in rows], batch_size=500
    )
    Version.objects.bulk_create(_versions(rows, revisions), batch_size=500)


def _versions(rows: Sequence[models.Model], revisions: Sequence[Any]) -> Iterable[Any]:
    content_type = ContentType.objects.get_for_model(rows[0])
    return [
        Version(
            revision=revision,
            object_id=str(row.pk),
            content_type=content_type,
            db=row._state.db or "default",
            format="json",
            serialized_data=_serialised(row),
            object_repr=str(row),
        )
        for row, revision in zip(rows, revisions, strict=True)
    ]


def _serialised(row: models.Model) -> str:
    """Return what Django's JSON serialiser gives, several times as fast: it writes through no stream."""
    return json.dumps(serializers.serialize("python", [row]), cls=DjangoJSONEncoder, ensure_ascii=False)


def versions_of(row: models.Model) -> Any:
    """Return the recorded versions of a row, newest first, with who and why."""
    return Version.objects.get_for_object(row).select_related("revision", "revision__user")
