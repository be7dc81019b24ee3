"""The page of a text: shown, and each step of its draft taken. What was typed comes back when a step is refused."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import quote
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from polyvocal.admin.editors import Editor
from polyvocal.admin.event_steps import EVENT_STEPS, take_event_step
from polyvocal.admin.events_told import events_compared
from polyvocal.admin.statements import timeline_of
from polyvocal.admin.states import what_remains
from polyvocal.admin.steps import ASKS_REASON, COMPLETE, PERMISSIONS, buttons_for, has_moved_on, save, take
from polyvocal.admin.text_pages import Sheet, TextPage, text_page_of
from polyvocal.comparing import compared
from polyvocal.exceptions import PolyvocalError, TextMovedOnError
from polyvocal.models import Draft, Text
from polyvocal.publishing import Actor, content_of

NEW = "new"
MOVED_ON = 409  # HTTP: Conflict


def text_address(text: Text, draft: Draft | str | None = None) -> str:
    """Return the address of a text's page, with one draft open in the editor."""
    address = reverse("admin:polyvocal_text_change", args=[text.pk])
    return f"{address}?draft={draft.pk if isinstance(draft, Draft) else draft}" if draft else address


def text_view(request: HttpRequest, text: Text, *, site_context: dict[str, Any]) -> HttpResponse:
    """Show the page of a text, or take the step that a button asks for."""
    page = text_page_of(text)
    if request.method == "POST":
        return _Step(request, page, site_context).answer()
    sheet, is_new = _chosen(page, request.GET.get("draft", ""))
    editor = None
    if request.user.has_perm("polyvocal.draft_text") and (sheet or is_new):
        editor = Editor(request, text, draft=sheet.draft if sheet else None, standing=page.last)
    return _shown(request, page, site_context, sheet=sheet, editor=editor)


def _chosen(page: TextPage, wanted: str) -> tuple[Sheet | None, bool]:
    """Return the open draft that is wanted, else the newest one; or that a new one is to be begun."""
    if wanted == NEW:
        return None, True
    sheets = {str(sheet.draft.pk): sheet for sheet in page.open_drafts}
    sheet = sheets.get(wanted) or next(iter(page.open_drafts), None)
    return sheet, sheet is None and not page.chapters


def _shown(
    request: HttpRequest, page: TextPage, site_context: dict[str, Any], *, sheet: Sheet | None, editor: Editor | None,
    status: int = 200, moved: Draft | None = None, note: str = "", standing: str | None = None,
) -> TemplateResponse:  # fmt: skip
    draft, last = sheet.draft if sheet else None, page.last
    actor = Actor.of(request.user)
    words = editor.words if editor else draft.words if draft else ""
    before = last.words if last is not None else ""
    now = editor.stated if editor else content_of(draft) if draft else None
    context = {
        **site_context,
        "title": page.place.text,
        "page": page,
        "place": page.place,
        "sheet": sheet,
        "draft": draft,
        "editor": editor,
        "media": site_context["media"] + editor.media if editor else site_context["media"],
        "buttons": buttons_for(draft, actor) if draft or editor else [],
        "reviews": draft is not None and actor.may("review_text"),
        "note": note,
        "changes": compared(before, words) if before and words else [],
        "moved": moved,
        "moved_changes": compared(moved.words, words) if moved else [],
        "standing_seen": standing if standing is not None else last.pk if last else "",
        "has_moved_on": has_moved_on(draft, last),
        "what_remains": what_remains(last, since=draft.published_from if draft else None),
        "timeline": timeline_of(now, page.place.text) if now else None,
        "event_changes": events_compared(content_of(last).events, now.events) if now and last else [],
        "side_by_side": reverse("admin:polyvocal_object_provenance", args=[quote(page.place.text.obj_id)]),
        "standing_timeline": timeline_of(content_of(page.standing.edition), page.place.text) if page.standing else None,
        "may_add_source": actor.may("add_source"),
        "may": {name: actor.may(name) for name in ("draft_text", "publish_text", "withdraw_text", "add_relation",
                                                   "add_showing")},
    }  # fmt: skip
    return TemplateResponse(request, "polyvocal/admin/text.html", context, status=status)


class _Step:
    """One press of a button on the page of a text."""

    def __init__(self, request: HttpRequest, page: TextPage, site_context: dict[str, Any]) -> None:
        self.request, self.page, self.site_context = request, page, site_context
        self.text = page.place.text
        self.actor = Actor.of(request.user)
        self.name, _colon, self.place = request.POST.get("step", "save").partition(":")
        self.note = request.POST.get("note", "").strip()
        if self.name not in PERMISSIONS:
            raise BadRequest("no such step")
        if not self.actor.may(PERMISSIONS[self.name]):
            raise PermissionDenied
        self.draft = self._draft()
        self.editor = self._editor()

    def answer(self) -> HttpResponse:
        """Save what was typed, take the step, and go on; or show the page again with the reason why not."""
        draft = self.draft
        if self.editor is not None:
            if not self.editor.is_valid():
                messages.error(self.request, _("Nothing was saved yet. Please look at the notes in the form."))
                return self._again(self.draft, status=200)
            try:
                draft = save(self.editor, self.actor, seen=self._seen(), standing=self.request.POST.get("standing", ""))
            except TextMovedOnError as error:
                return self._moved_on(error)
            except PolyvocalError as error:
                messages.error(self.request, str(error))
                return self._again(self.draft, status=200)
        if draft is None:
            raise BadRequest("no draft")
        return self._go_on(draft)

    def _go_on(self, draft: Draft) -> HttpResponse:
        if self.name == "publish":
            return HttpResponseRedirect(reverse("admin:polyvocal_draft_publish", args=[self.text.pk, draft.pk]))
        try:
            if self.name in EVENT_STEPS:
                told, address = take_event_step(self.name, self.place, draft, self.actor)
                if address:
                    return HttpResponseRedirect(address)
            else:
                told = take(self.name, draft, self.actor, note=self.note)
        except PolyvocalError as error:
            draft.refresh_from_db()
            messages.error(self.request, str(error))
            return self._after_save(draft)
        messages.success(self.request, told)
        log(self.request, self.text, told)
        kept = None if self.name == "discard" else draft
        place = "#timeline" if self.name in EVENT_STEPS else ""
        return HttpResponseRedirect(text_address(self.text, kept) + place)

    def _after_save(self, draft: Draft) -> HttpResponse:
        """Show the saved draft again with the reviewer's note still in its place."""
        page = text_page_of(self.text)
        sheet = next((one for one in page.open_drafts if one.draft.pk == draft.pk), None)
        editor = None
        if sheet and self.actor.may("draft_text"):
            editor = Editor(self.request, self.text, draft=sheet.draft, standing=page.last)
        return _shown(self.request, page, self.site_context, sheet=sheet, editor=editor, note=self.note)

    def _moved_on(self, error: TextMovedOnError) -> HttpResponse:
        """Keep what was typed: beside the other's version, or as a new draft where the old one is closed."""
        messages.error(self.request, str(error))
        page = self.page = text_page_of(self.text)
        sheet = next((one for one in page.open_drafts if self.draft and one.draft.pk == self.draft.pk), None)
        moved = sheet.draft if sheet else None
        return self._again(moved, status=MOVED_ON, moved=moved)

    def _again(self, draft: Draft | None, *, status: int, moved: Draft | None = None) -> HttpResponse:
        sheet = next((one for one in self.page.open_drafts if draft and one.draft.pk == draft.pk), None)
        editor = self.editor
        if editor is not None and moved is not None:
            editor.draft, editor.seen = moved, moved.changed_at.isoformat()
        elif editor is not None and sheet is None:
            editor.draft, editor.seen = None, ""
        elif editor is not None:
            # Still what the writer started from: a version that came in between is noticed by the next step.
            editor.seen = self.request.POST.get("seen", "")
        return _shown(
            self.request, self.page, self.site_context, sheet=sheet, editor=editor, status=status, moved=moved,
            note=self.note, standing=None if status == MOVED_ON else self.request.POST.get("standing", ""),
        )  # fmt: skip

    def _draft(self) -> Draft | None:
        key = self.request.POST.get("draft", "")
        if not key:
            return None
        found = Draft.objects.filter(text=self.text, pk=key if key.isdigit() else 0).first()
        if found is None:
            raise BadRequest("no such draft")
        return found

    def _editor(self) -> Editor | None:
        if "words" not in self.request.POST or not self.actor.may("draft_text"):
            return None
        return Editor(
            self.request, self.text, draft=self.draft, standing=self.page.last, typed=self.request.POST,
            is_complete=self.name in COMPLETE,
            asks_reason=self.name in ASKS_REASON and self.page.last is not None,
        )  # fmt: skip

    def _seen(self) -> datetime:
        try:
            return datetime.fromisoformat(self.request.POST.get("seen", ""))
        except ValueError:
            return datetime.min.replace(tzinfo=UTC)  # fits no draft: whoever says nothing has seen nothing


def log(request: HttpRequest, text: Text, told: str) -> None:
    """Let the step appear among the recent actions of Django's admin."""
    LogEntry.objects.log_actions(request.user.pk or 0, [text], CHANGE, change_message=told, single_object=True)
