"""Lawful erasure: the one way in which words leave the archive. A tombstone and the audit of the step remain."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from reversion.models import Version

from polyvocal import signals
from polyvocal.exceptions import LifecycleError
from polyvocal.models import Draft, Edition, Erasure, Text
from polyvocal.publishing import _state
from polyvocal.publishing._forgetting import forget_quotes, said_in
from polyvocal.publishing.actors import Actor, required_reason


def erase(edition: Edition, actor: Actor, *, legal_basis: str) -> Erasure:
    """Empty the words of an edition, of the drafts that hold them and what quotes them, and of their history.

    What remains: number, dates, attributions, checksum, the withdrawal and the audit row with the legal basis. The
    signal `edition_erased` carries the words' checksum, so that others who keep copies can do the same.
    """
    actor.require("erase_edition")
    basis = required_reason(legal_basis)
    with transaction.atomic():
        Text.objects.select_for_update().get(pk=edition.text_id)
        current = Edition.objects.get(pk=edition.pk)
        if Erasure.objects.filter(edition=current).exists():
            raise LifecycleError(_("The words of this edition were already erased."))
        words, said = current.words, said_in(current)
        moment = timezone.now()
        if not current.is_withdrawn:
            _state.close_as_withdrawn(current, at=moment, actor_name=actor.name, reason=basis)
        made = Erasure.objects.create(edition=current, legal_basis=basis, actor_name=actor.name, erased_at=moment)
        _state.blank_words(current)
        _erase_from_drafts(current, words)
        forget_quotes(current, said)
        transaction.on_commit(lambda: signals.edition_erased.send(Edition, edition=current, actor=actor, words=words))
    return made


def _erase_from_drafts(edition: Edition, words: str) -> None:
    held: Any = Draft.objects.filter(text=edition.text).filter(
        Q(published_as=edition) | Q(restores=edition) | Q(words__contains=words)
    )
    Version.objects.get_for_model(Draft).filter(
        object_id__in=[str(pk) for pk in Draft.objects.filter(text=edition.text).values_list("pk", flat=True)]
    ).delete()
    held.update(words="", content_note={}, events=[])
