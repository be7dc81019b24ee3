"""The steps of a draft as buttons: which ones a person may take now, and taking one."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polyvocal import publishing
from polyvocal.admin.editors import Editor
from polyvocal.admin.event_steps import EVENT_STEPS
from polyvocal.exceptions import TextMovedOnError
from polyvocal.models import Draft, DraftState, Edition
from polyvocal.publishing import Actor

PERMISSIONS = {
    "save": "draft_text",
    "submit": "draft_text",
    "approve": "review_text",
    "send-back": "review_text",
    "publish": "publish_text",
    "discard": "draft_text",
    "rebase": "draft_text",
    **dict.fromkeys(EVENT_STEPS, "draft_text"),
}
COMPLETE = {"submit", "approve", "publish"}
"""Steps before which a draft must have the words and the voice that an edition needs."""
ASKS_REASON = {"submit", "approve"}
"""Steps before which a draft of a text with editions must have a reason; publishing asks for it on its own page."""


@dataclass(frozen=True, slots=True)
class Button:
    """A step, what its button says, and how loud it is."""

    step: str
    label: Any
    weight: str = ""


_BUTTONS = (
    Button("save", gettext_lazy("Save draft")),
    Button("submit", gettext_lazy("Submit for review")),
    Button("approve", gettext_lazy("Approve")),
    Button("publish", gettext_lazy("Publish …"), "default"),
    Button("send-back", gettext_lazy("Send back with this note")),
    Button("discard", gettext_lazy("Lay this draft aside"), "quiet"),
)
_FITTING = {
    None: {"save", "submit", "publish"},
    DraftState.DRAFT: {"save", "submit", "publish", "discard"},
    DraftState.IN_REVIEW: {"save", "approve", "send-back", "publish", "discard"},
    DraftState.APPROVED: {"save", "send-back", "publish", "discard"},
    DraftState.SCHEDULED: {"save", "send-back", "publish", "discard"},
}


def buttons_for(draft: Draft | None, actor: Actor) -> list[Button]:
    """Return the buttons that the state of the draft and the role of the actor allow."""
    fitting = _FITTING.get(DraftState(draft.state) if draft else None, set())
    return [one for one in _BUTTONS if one.step in fitting and actor.may(PERMISSIONS[one.step])]


def save(editor: Editor, actor: Actor, *, seen: Any, standing: str) -> Draft:
    """Write what was filled in as a draft; a new source is kept only if the draft is.

    `seen` is the draft's `changed_at` and `standing` the key of the last edition ('' for none) that the writer saw.
    """
    with transaction.atomic():
        content, reason = editor.content(actor), editor.reason
        if editor.draft is None:
            made = publishing.draft(editor.text, actor, content=content, reason=reason)
            if str(made.based_on_id or "") != standing:
                raise TextMovedOnError(
                    _("Another edition was published while you were writing. Nothing was saved yet; read it first.")
                )
            return made
        return publishing.revise(editor.draft, actor, content=content, reason=reason, seen=seen)


def take(step: str, draft: Draft, actor: Actor, *, note: str = "") -> str:
    """Take a step with a saved draft; return what to tell."""
    if step in ("approve", "send-back") and draft.state == DraftState.DRAFT:
        draft = publishing.submit(draft, actor)  # the reviewer changed the words, and answers for them
    if step == "submit":
        publishing.submit(draft, actor)
        return _("The draft is in review.")
    if step == "approve":
        publishing.approve(draft, actor, note=note)
        return _("The draft is approved and can be published.")
    if step == "send-back":
        publishing.send_back(draft, actor, note=note)
        return _("The draft went back to its writer, with your note.")
    if step == "discard":
        publishing.discard(draft, actor)
        return _("The draft is laid aside. It stays readable below, under “Drafts that are closed”.")
    if step == "rebase":
        return rebase(draft, actor)
    return _("The draft is saved. The public sees nothing of it yet.")


def rebase(draft: Draft, actor: Actor) -> str:
    """Let a draft follow the latest edition; return what to tell."""
    followed = publishing.rebase(draft, actor).based_on
    number = followed.number if followed else 0
    return _("The draft now follows edition %(number)d.") % {"number": number}


def has_moved_on(draft: Draft | None, last: Edition | None) -> bool:
    """Whether another edition was published after the draft was begun."""
    return draft is not None and draft.is_open and last is not None and draft.based_on_id != last.pk
