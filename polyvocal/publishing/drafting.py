"""Drafts: begin, revise, submit for review, approve, send back, discard, restore old words."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from polyvocal import signals
from polyvocal.exceptions import LifecycleError, TextMovedOnError
from polyvocal.models import Draft, DraftAttribution, DraftCitation, DraftState, Edition, Perspective, Text
from polyvocal.publishing.actors import Actor, required_reason
from polyvocal.publishing.content import Content, content_of, stored_events
from polyvocal.publishing.revisions import recorded


def begin_text(obj: Any, perspective: Perspective, *, text_type: str, language: str, actor: Actor) -> Text:
    """Make a new text about an object; where its place is taken, it becomes the next part of that place."""
    actor.require("draft_text")
    with recorded(actor):
        taken = Text.objects.filter(obj=obj, perspective=perspective, text_type=text_type, language=language)
        part = (taken.aggregate(last=Max("part"))["last"] or 0) + 1
        return Text.objects.create(obj=obj, perspective=perspective, text_type=text_type, language=language, part=part)


def draft(text: Text, actor: Actor, *, content: Content, reason: str = "") -> Draft:
    """Begin a draft of `text`, based on its latest edition."""
    actor.require("draft_text")
    with recorded(actor, reason=reason):
        made = Draft(text=text, based_on=latest_edition(text), created_by=actor.name, reason=reason.strip())
        _write(made, content)
    _announce(made, actor)
    return made


def revise(given: Draft, actor: Actor, *, content: Content, reason: str = "", seen: Any = None) -> Draft:
    """Change an open draft; it goes back to the state draft. `seen` is the `changed_at` the writer started from."""
    actor.require("draft_text")
    with recorded(actor, reason=reason):
        current = open_draft(given.pk)
        if seen is not None and current.changed_at != seen:
            raise TextMovedOnError(_("Somebody else changed this draft in the meantime. Nothing was saved."))
        if content_of(current) == content and current.reason == reason.strip():
            return current
        current.state = DraftState.DRAFT
        current.publish_at = None
        current.reason = reason.strip()
        current.submitted_by = current.approved_by = ""
        _write(current, content)
    _announce(current, actor)
    return current


def submit(given: Draft, actor: Actor) -> Draft:
    """Offer a draft for review."""
    return _step(given, actor, permission="draft_text", allowed=(DraftState.DRAFT,), to=DraftState.IN_REVIEW)


def approve(given: Draft, actor: Actor, *, note: str = "") -> Draft:
    """Approve a draft that is in review."""
    return _step(
        given, actor, permission="review_text", allowed=(DraftState.IN_REVIEW,), to=DraftState.APPROVED, note=note
    )


def send_back(given: Draft, actor: Actor, *, note: str) -> Draft:
    """Send a draft back to its writer, with a note that says why."""
    return _step(
        given, actor, permission="review_text", to=DraftState.DRAFT, note=required_reason(note),
        allowed=(DraftState.IN_REVIEW, DraftState.APPROVED, DraftState.SCHEDULED),
    )  # fmt: skip


def discard(given: Draft, actor: Actor) -> Draft:
    """Lay a draft aside. It is kept, with its history, and cannot be published any more."""
    return _step(
        given, actor, permission="draft_text", to=DraftState.DISCARDED,
        allowed=(DraftState.DRAFT, DraftState.IN_REVIEW, DraftState.APPROVED, DraftState.SCHEDULED),
    )  # fmt: skip


def restore(edition: Edition, actor: Actor, *, reason: str) -> Draft:
    """Copy the words of an earlier edition into a new draft; nothing is undone or deleted."""
    actor.require("publish_text")
    if not edition.words:
        raise LifecycleError(_("The words of this edition were erased; they cannot be restored."))
    with recorded(actor, reason=reason):
        made = Draft(
            text=edition.text, based_on=latest_edition(edition.text), restores=edition,
            created_by=actor.name, reason=required_reason(reason),
        )  # fmt: skip
        _write(made, content_of(edition))
    _announce(made, actor)
    return made


def latest_edition(text: Text) -> Edition | None:
    """Return the edition with the highest number, whatever its state."""
    return Edition.objects.filter(text=text).order_by("-number").first()


def open_draft(pk: Any) -> Draft:
    """Return the draft, locked until the transaction ends, or say what became of it."""
    given = Draft.objects.select_for_update().get(pk=pk)
    if given.state == DraftState.PUBLISHED and given.published_as is not None:
        raise TextMovedOnError(
            _("%(name)s already published this draft as edition %(number)d.")
            % {"name": given.published_as.published_by, "number": given.published_as.number}
        )
    if not given.is_open:
        raise LifecycleError(_("This draft was discarded."))
    return given


def _step(
    given: Draft, actor: Actor, *, permission: str, allowed: tuple[str, ...], to: DraftState, note: str = ""
) -> Draft:
    actor.require(permission)
    with recorded(actor, reason=note):
        current = open_draft(given.pk)
        if current.state not in allowed:
            raise LifecycleError(
                _("This step does not fit a draft that is “%(state)s”.") % {"state": current.get_state_display()}
            )
        current.state = to
        current.note = note
        if to == DraftState.IN_REVIEW:
            current.submitted_by = actor.name
        if to == DraftState.APPROVED:
            current.approved_by = actor.name
        if to == DraftState.DRAFT:
            current.publish_at = None
        current.save()
    _announce(current, actor)
    return current


def _write(made: Draft, content: Content) -> None:
    made.words = content.words
    made.content_note = dict(content.content_note)
    made.licence = content.licence
    made.held, made.held_as_written = content.held.edtf, content.held.as_written
    made.recorded, made.recorded_as_written = content.recorded.edtf, content.recorded.as_written
    made.published_from = content.published_from
    made.events = stored_events(content.events)
    made.notation = content.notation
    made.save()
    made.attributions.all().delete()
    DraftAttribution.objects.bulk_create(
        DraftAttribution(draft=made, voice=credit.voice, role=credit.role, position=position)
        for position, credit in enumerate(content.credits)
    )
    made.citations.all().delete()
    DraftCitation.objects.bulk_create(
        DraftCitation(draft=made, source=ground.source, locator=ground.locator) for ground in content.grounds
    )


def _announce(given: Draft, actor: Actor) -> None:
    transaction.on_commit(lambda: signals.draft_changed.send(Draft, draft=given, actor=actor))
