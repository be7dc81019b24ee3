"""Publishing in bulk, for imports: many texts and editions in one transaction, in a constant number of statements."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal import signals
from polyvocal.exceptions import TextMovedOnError
from polyvocal.models import Edition, EditionState, Text
from polyvocal.models.rows import insert_instances, prepared_rows
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


class Bulk:
    """Editions to be published together, made before the database is locked.

    The publications of texts that have editions must say what they are based on; several of one text follow each
    other, oldest first. Making it raises NotPermittedError, InvalidEditionError or ReasonMissingError.
    """

    def __init__(self, publications: Sequence[Publication], actor: Actor) -> None:
        actor.require("publish_text")
        self._actor = actor
        self._texts = {one.text.pk: one.text for one in publications}
        self._based_on = {one.text.pk: one.based_on for one in publications if one.based_on is not None}
        self._closings: list[tuple[Edition, datetime]] = []
        self._pairs = [(edition, one.content) for one, edition in self._made(publications)]
        self._rows = prepared_rows(Edition, [edition for edition, _content in self._pairs])

    def _made(self, publications: Sequence[Publication]) -> Iterator[tuple[Publication, Edition]]:
        moment = timezone.now()
        last: dict[UUID, Edition] = dict(self._based_on)
        for one in publications:
            before = last.get(one.text.pk)
            edition = _edition(one, before, actor=self._actor, moment=moment)
            if before is not None and before.is_current:
                if before is self._based_on.get(one.text.pk):
                    self._closings.append((before, edition.published_from))
                else:
                    before.state, before.published_until = EditionState.SUPERSEDED, edition.published_from
            last[one.text.pk] = edition
            yield one, edition

    def publish(self, locked: Mapping[UUID, Edition] | None = None) -> list[Edition]:
        """Write them in one transaction and return them, in the order given.

        `locked` are the last editions of texts that are locked already; without it, the texts are locked here.
        Raises TextMovedOnError, and writes nothing, where another edition stands than one is based on.
        """
        if not self._pairs:
            return []
        with transaction.atomic():
            standing = [pk for pk, text in self._texts.items() if not text._state.adding]
            insert_instances(Text, [text for text in self._texts.values() if text._state.adding])
            self._refuse_if_moved_on(_locked_last_editions(standing) if locked is None else locked)
            _state.close_many_as_superseded(self._closings)
            _state.write_editions(self._pairs, self._rows)
            after = {edition.text_id: edition for edition, _content in self._pairs}
            call_for_reviews({one.text_id: (one, after[one.text_id]) for one, _at in self._closings})
        made = [edition.pk for edition, _content in self._pairs]
        transaction.on_commit(lambda: signals.editions_published.send(Edition, edition_ids=made, actor=self._actor))
        return [edition for edition, _content in self._pairs]

    def _refuse_if_moved_on(self, last: Mapping[UUID, Edition]) -> None:
        """The texts are locked: what stands last stays so until this transaction ends."""
        for pk in {*last, *self._based_on}:
            now, then = last.get(pk), self._based_on.get(pk)
            if now is None or then is None or (now.number, now.state) != (then.number, then.state):
                raise TextMovedOnError(_("Somebody published or withdrew this text at the same moment."))


def publish_many(publications: Sequence[Publication], actor: Actor) -> list[Edition]:
    """Publish editions in the order given, on whatever stands; several of one text follow each other, oldest first.

    All or nothing: raises NotPermittedError, InvalidEditionError, ReasonMissingError, or, for a publication that says
    what it is based on, TextMovedOnError.
    """
    actor.require("publish_text")
    if not publications:
        return []
    with transaction.atomic():
        last = _locked_last_editions({one.text.pk for one in publications if not one.text._state.adding})
        based = [replace(one, based_on=one.based_on or last.get(one.text.pk)) for one in publications]
        return Bulk(based, actor).publish(last)


def _locked_last_editions(text_ids: Collection[UUID]) -> dict[UUID, Edition]:
    """Lock texts, in one order for everybody, and return the last edition of each."""
    last: dict[UUID, Edition] = {}
    for keys in _batched(sorted(text_ids)):
        list(Text.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
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
