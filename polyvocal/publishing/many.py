"""Publishing in bulk, for imports: many texts and editions in one transaction, in a constant number of statements."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal import signals
from polyvocal.exceptions import TextMovedOnError
from polyvocal.models import Edition, EditionState, Text
from polyvocal.models.rows import insert_instances
from polyvocal.publishing import _state
from polyvocal.publishing.actors import Actor, required_reason
from polyvocal.publishing.content import Content
from polyvocal.publishing.lifecycle import refuse_if_incomplete, refuse_if_out_of_order
from polyvocal.publishing.reviews import call_for_reviews


@dataclass(frozen=True, slots=True)
class Publication:
    """One edition to publish. `text` may be new; `published_until` closes it at once (a label no longer shown).

    `based_on` is the edition that stood last when this was decided: where another stands by now, nothing is published.
    """

    text: Text
    content: Content
    reason: str = ""
    published_until: datetime | None = None
    based_on: Edition | None = None


def publish_many(publications: Sequence[Publication], actor: Actor) -> list[Edition]:
    """Publish editions in the order given; several of one text follow each other, oldest first.

    All or nothing: raises InvalidEditionError, ReasonMissingError or TextMovedOnError and writes nothing then.
    """
    actor.require("publish_text")
    if not publications:
        return []
    with transaction.atomic():
        standing = _save_new_texts(publications)
        editions = _write(publications, actor, last=_last_editions(standing))
    made = [edition.pk for edition in editions]
    transaction.on_commit(lambda: signals.editions_published.send(Edition, edition_ids=made, actor=actor))
    return editions


def _save_new_texts(publications: Sequence[Publication]) -> list[UUID]:
    """Save the texts that are new; lock the others, in one order for everybody, and return their keys."""
    texts = {one.text.pk: one.text for one in publications}
    standing = sorted(pk for pk, text in texts.items() if not text._state.adding)
    insert_instances(Text, [text for text in texts.values() if text._state.adding])
    for keys in _batched(standing):
        list(Text.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    return standing


def _last_editions(text_ids: Sequence[UUID]) -> dict[UUID, Edition]:
    last: dict[UUID, Edition] = {}
    for keys in _batched(text_ids):
        found = Edition.objects.filter(text__in=keys).only(
            "text", "number", "state", "published_from", "published_until"
        )
        for edition in found.order_by("number"):
            last[edition.text_id] = edition
    return last


def _batched(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """Cut keys into pieces that fit a database's limit on the parameters of one statement."""
    for start in range(0, len(keys), _state.BATCH):
        yield keys[start : start + _state.BATCH]


def _write(publications: Sequence[Publication], actor: Actor, *, last: dict[UUID, Edition]) -> list[Edition]:
    moment = timezone.now()
    closings: list[tuple[Edition, datetime]] = []
    pairs: list[tuple[Edition, Content]] = []
    for one in publications:
        before = last.get(one.text.pk)
        _refuse_if_moved_on(one, before)
        edition = _edition(one, before, actor=actor, moment=moment)
        if before is not None and before.is_current:
            if before._state.adding:
                before.state, before.published_until = EditionState.SUPERSEDED, edition.published_from
            else:
                closings.append((before, edition.published_from))
                before.state = EditionState.SUPERSEDED
        last[one.text.pk] = edition
        pairs.append((edition, one.content))
    _state.close_many_as_superseded(closings)
    _state.write_editions(pairs)
    call_for_reviews({edition.text_id: (edition, last[edition.text_id]) for edition, _at in closings})
    return [edition for edition, _content in pairs]


def _refuse_if_moved_on(one: Publication, before: Edition | None) -> None:
    """The text's row is locked: what stands last now stays so until this transaction ends."""
    if one.based_on is None or before is None or before._state.adding:
        return
    if (before.number, before.state) != (one.based_on.number, one.based_on.state):
        raise TextMovedOnError(_("Somebody published or withdrew this text at the same moment."))


def _edition(one: Publication, before: Edition | None, *, actor: Actor, moment: datetime) -> Edition:
    refuse_if_incomplete(one.content)
    edition = _state.edition_from(
        one.text, one.content, number=before.number + 1 if before else 1,
        reason=required_reason(one.reason) if before else one.reason, actor_name=actor.name, moment=moment,
    )  # fmt: skip
    if one.published_until is not None:
        edition.state, edition.published_until = EditionState.SUPERSEDED, one.published_until
    refuse_if_out_of_order(edition, before, moment=moment)
    return edition
