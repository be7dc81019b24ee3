"""Publish, schedule, supersede, withdraw: each checks permission and runs in one transaction with one revision."""

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal import signals
from polyvocal.conf import setting
from polyvocal.exceptions import InvalidEditionError, LifecycleError, PolyvocalError, TextMovedOnError
from polyvocal.models import Draft, DraftState, Edition, EditionState, Text
from polyvocal.publishing import _state
from polyvocal.publishing.actors import Actor, required_reason
from polyvocal.publishing.content import Content, content_of
from polyvocal.publishing.drafting import draft, latest_edition, open_draft
from polyvocal.publishing.reviews import call_for_review
from polyvocal.publishing.revisions import recorded


def publish(given: Draft, actor: Actor, *, reason: str = "") -> Edition:
    """Make a draft the current edition and close the one before. Later editions need a reason.

    Raises TextMovedOnError when another edition came in between: the draft is kept and can be compared and rebased.
    """
    actor.require("publish_text")
    try:
        with recorded(actor, reason=reason or given.reason):
            edition, closed = _publish_locked(given, actor, reason=reason.strip())
    except IntegrityError as error:
        raise TextMovedOnError(
            _("Somebody else published this text at the same moment. Your draft is kept.")
        ) from error
    transaction.on_commit(lambda: signals.edition_published.send(Edition, edition=edition, actor=actor))
    if closed is not None:
        transaction.on_commit(lambda: signals.edition_superseded.send(Edition, edition=closed, actor=actor))
    return edition


def _publish_locked(given: Draft, actor: Actor, *, reason: str) -> tuple[Edition, Edition | None]:
    text = Text.objects.select_for_update().get(pk=given.text_id)
    current_draft = open_draft(given.pk)
    last = latest_edition(text)
    _refuse_if_moved_on(current_draft, last)
    moment = timezone.now()
    content = _complete(current_draft)
    why = reason or current_draft.reason
    edition = _state.edition_from(
        text, content, number=last.number + 1 if last else 1, reason=required_reason(why) if last else why,
        actor_name=actor.name, moment=moment,
    )  # fmt: skip
    refuse_if_out_of_order(edition, last, moment=moment)
    closed = last if last is not None and last.is_current else None
    if closed is not None:
        _state.close_as_superseded(closed, at=edition.published_from)
    _state.write_editions([(edition, content)])
    call_for_review(closed, edition)
    current_draft.state = DraftState.PUBLISHED
    current_draft.published_as = edition
    current_draft.reason = why
    current_draft.save()
    return edition, closed


def _complete(given: Draft) -> Content:
    content = content_of(given)
    refuse_if_incomplete(content)
    return replace(
        content, words=content.words.strip(), licence=content.licence or setting("LICENCE"),
        published_from=given.published_from,
    )  # fmt: skip


def refuse_if_incomplete(content: Content) -> None:
    """Raise InvalidEditionError where there are no words or no voice."""
    if not content.words.strip():
        raise InvalidEditionError(_("There are no words to publish."))
    if not content.credits:
        raise InvalidEditionError(_("Say whose words these are: “unknown” is a voice too."))


def refuse_if_out_of_order(edition: Edition, last: Edition | None, *, moment: datetime) -> None:
    """Raise InvalidEditionError where an edition begins in the future, before the last one ended or after its end."""
    if edition.published_from > moment:
        raise InvalidEditionError(_("“Public since” lies in the future. Schedule the draft instead."))
    if edition.published_until is not None and edition.published_until < edition.published_from:
        raise InvalidEditionError(_("The period in which these words were public ends before it begins."))
    if last is None:
        return
    earliest = last.published_from if last.published_until is None else last.published_until
    if edition.published_from < earliest:
        raise InvalidEditionError(
            _("Edition %(number)d stood until later than the day on which this one would begin.")
            % {"number": last.number}
        )


def _refuse_if_moved_on(given: Draft, last: Edition | None) -> None:
    if last is not None and given.based_on_id != last.pk:
        raise TextMovedOnError(
            _(
                "%(name)s published edition %(number)d after this draft was begun. "
                "Compare the two, then rebase the draft."
            )
            % {"name": last.published_by, "number": last.number}
        )


def rebase(given: Draft, actor: Actor) -> Draft:
    """Tell a draft to follow the latest edition, after its writer has seen that edition."""
    actor.require("draft_text")
    with recorded(actor):
        current = open_draft(given.pk)
        current.based_on = latest_edition(current.text)
        current.save()
    return current


def schedule(given: Draft, actor: Actor, *, at: datetime) -> Draft:
    """Let a draft become an edition at a moment to come; `publish_due` does it."""
    actor.require("publish_text")
    if at <= timezone.now():
        raise LifecycleError(_("Choose a moment in the future."))
    with recorded(actor):
        current = open_draft(given.pk)
        refuse_if_incomplete(content_of(current))
        _refuse_if_moved_on(current, latest_edition(current.text))
        if current.based_on_id:
            required_reason(current.reason)
        current.state = DraftState.SCHEDULED
        current.publish_at = at
        current.approved_by = current.approved_by or actor.name
        current.save()
    transaction.on_commit(lambda: signals.draft_changed.send(Draft, draft=current, actor=actor))
    return current


def publish_due(*, moment: datetime | None = None) -> tuple[list[Edition], list[tuple[Draft, PolyvocalError]]]:
    """Publish every scheduled draft whose moment has come, in the name of who scheduled it.

    Returns the editions made and the drafts that could not be published, each with the reason; those go back to the
    state approved, with the reason as their note.
    """
    made: list[Edition] = []
    failed: list[tuple[Draft, PolyvocalError]] = []
    due = Draft.objects.filter(state=DraftState.SCHEDULED, publish_at__lte=moment or timezone.now())
    for given in due.order_by("publish_at", "pk"):
        try:
            made.append(publish(given, Actor.system(given.approved_by)))
        except PolyvocalError as error:
            failed.append((given, error))
            with recorded(Actor.system(given.approved_by), reason=str(error)):
                Draft.objects.filter(pk=given.pk, state=DraftState.SCHEDULED).update(
                    state=DraftState.APPROVED, publish_at=None, note=str(error)
                )
    return made, failed


def supersede(text: Text, actor: Actor, *, content: Content, reason: str) -> Edition:
    """Draft and publish new words for a text in one step."""
    actor.require("publish_text")
    required_reason(reason)
    with transaction.atomic():
        return publish(draft(text, actor, content=content, reason=reason), actor, reason=reason)


def withdraw(edition: Edition, actor: Actor, *, reason: str) -> Edition:
    """Take an edition's words out of the public's reach. A tombstone with the reason stays at its address."""
    actor.require("withdraw_text")
    why = required_reason(reason)
    with recorded(actor, reason=why):
        Text.objects.select_for_update().get(pk=edition.text_id)
        current = Edition.objects.select_for_update().get(pk=edition.pk)
        if current.state == EditionState.WITHDRAWN:
            raise TextMovedOnError(_("%(name)s already withdrew this edition.") % {"name": current.withdrawn_by})
        if current.is_current:
            call_for_review(current, None)
        _state.close_as_withdrawn(current, at=timezone.now(), actor_name=actor.name, reason=why)
    transaction.on_commit(lambda: signals.edition_withdrawn.send(Edition, edition=current, actor=actor))
    return current
