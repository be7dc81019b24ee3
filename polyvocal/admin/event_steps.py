"""Steps on the timeline of a draft: read the words, write the events, move an event, take it out."""

from django.core.exceptions import BadRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from polyvocal import publishing
from polyvocal.models import Draft
from polyvocal.publishing import Actor, Content, content_of

EVENT_STEPS = frozenset(
    ("read-words", "write-words", "move-up", "move-down", "remove-event", "edit-event", "add-event")
)
"""Steps whose button may name an event behind a colon, by its place (from 1): `move-up:2`."""


def take_event_step(step: str, place: str, draft: Draft, actor: Actor) -> tuple[str, str]:
    """Take a step on the timeline of a saved draft; return what to tell, or the address of the form that goes on."""
    content, language = content_of(draft), draft.text.language
    if step == "read-words":
        changed = publishing.events_read(content, language=language)
        return _revised(draft, actor, changed, told=_what_was_read(changed)), ""
    if step == "write-words":
        changed = publishing.events_written(content, language=language)
        return _revised(draft, actor, changed, told=_("The words now say what the events say.")), ""
    number = _number(place, content, step=step)
    if step in ("edit-event", "add-event"):
        name = "polyvocal_draft_event" if step == "edit-event" else "polyvocal_draft_event_add"
        return "", reverse(f"admin:{name}", args=[draft.text_id, draft.pk, number])
    if step == "remove-event":
        changed = publishing.event_removed(content, number - 1, language=language)
        return _revised(draft, actor, changed, told=_("The event is out of the draft, and its clause with it.")), ""
    to = number - 2 if step == "move-up" else number
    if not 0 <= to < len(content.events):
        raise BadRequest("no such place")
    changed = publishing.event_moved(content, number - 1, to=to, language=language)
    return _revised(draft, actor, changed, told=_("The event has another place, in the words as well.")), ""


def _revised(draft: Draft, actor: Actor, content: Content, *, told: str) -> str:
    publishing.revise(draft, actor, content=content, reason=draft.reason, seen=draft.changed_at)
    return told


def _what_was_read(content: Content) -> str:
    unclear = sum(not one.record.is_understood for one in content.events)
    if unclear:
        return _("The words were read: %(events)d events, of which %(unclear)d could not be understood.") % {
            "events": len(content.events), "unclear": unclear,
        }  # fmt: skip
    return _("The words were read: %(events)d events, all understood.") % {"events": len(content.events)}


def _number(place: str, content: Content, *, step: str) -> int:
    number = int(place) if place.isdecimal() and len(place) < 6 else -1
    first = 0 if step == "add-event" else 1
    if not first <= number <= len(content.events):
        raise BadRequest("no such event")
    return number
