"""The page on which one event of a draft is changed or added; its clause is written anew with it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from polyvocal import publishing
from polyvocal.admin.draft_forms import GroundForms, grounds_in
from polyvocal.admin.event_forms import PARTIES, EventForm, PartyForm
from polyvocal.admin.text_pages import place_of
from polyvocal.admin.writing import MOVED_ON, text_address
from polyvocal.exceptions import PolyvocalError, TextMovedOnError
from polyvocal.models import Draft, Text
from polyvocal.publishing import Actor, Content, StatedEvent, content_of, notation_for
from polyvocal.records import ProvenanceEventRecord
from polyvocal.selectors.provenance import STATEMENT


class EventPage:
    """One event of a draft in a form. `place` counts from 1; where it `is_new`, the event comes behind that place."""

    def __init__(
        self, request: HttpRequest, text: Text, site_context: dict[str, Any], *, draft: Draft, place: int, is_new: bool
    ) -> None:
        self.request, self.text, self.site_context, self.draft = request, text, site_context, draft
        self.actor = Actor.of(request.user)
        if not self.actor.may("draft_text"):
            raise PermissionDenied
        self.content: Content = content_of(draft)
        self.place, self.is_new = place, is_new
        if text.text_type != STATEMENT or not (0 if is_new else 1) <= place <= len(self.content.events):
            raise Http404
        self.before = StatedEvent(ProvenanceEventRecord("")) if is_new else self.content.events[place - 1]
        self._fill()

    def _fill(self) -> None:
        typed = self.request.POST if self.request.method == "POST" else None
        record = self.before.record
        self.form = EventForm(
            typed, record=record, language=self.text.language,
            notation=notation_for(self.text.language, chosen=self.content.notation),
        )  # fmt: skip
        self.parties = {name: PartyForm.of(getattr(record, name), data=typed, prefix=name) for name in PARTIES}
        rows = [{"source": one.source.pk, "locator": one.locator} for one in self.before.grounds]
        self.grounds: Any = GroundForms(typed, prefix="sources", initial=rows if typed is None else None)

    def answer(self) -> HttpResponse:
        """Show the form, or write what was filled in."""
        if not self.draft.is_open:
            messages.warning(self.request, _("This draft is closed."))
            return HttpResponseRedirect(text_address(self.text))
        if self.request.method != "POST":
            return self._shown()
        if self.draft.changed_at.isoformat() != self.request.POST.get("seen"):
            messages.error(
                self.request,
                _("Somebody else changed this draft in the meantime. Nothing was saved; look at it first."),
            )
            return self._shown(status=MOVED_ON)
        forms = [self.form, *self.parties.values(), self.grounds]
        if not all([one.is_valid() for one in forms]):  # noqa: C419 - each form is to show its errors
            messages.error(self.request, _("Nothing was saved yet. Please look at the notes in the form."))
            return self._shown()
        return self._write()

    def _write(self) -> HttpResponse:
        try:
            content = self._changed()
            publishing.revise(
                self.draft, self.actor, content=content, reason=self.draft.reason, seen=self.draft.changed_at
            )
        except PolyvocalError as error:
            messages.error(self.request, str(error))
            return self._shown(status=MOVED_ON if isinstance(error, TextMovedOnError) else 200)
        messages.success(self.request, self._told(content))
        place = self.place + 1 if self.is_new else self.place
        return HttpResponseRedirect(f"{text_address(self.text, self.draft)}#event-{place}")

    def _changed(self) -> Content:
        record = self.before.record
        parties = {name: form.party(getattr(record, name)) for name, form in self.parties.items()}
        stated = StatedEvent(self.form.stated(**parties), grounds_in(self.grounds))
        language = self.text.language
        if self.is_new:
            return publishing.event_added(self.content, self.place, stated, language=language)
        return publishing.event_stated(
            self.content, self.place - 1, stated, language=language,
            keeps_words=bool(self.form.cleaned_data.get("keeps_words")),
        )  # fmt: skip

    def _told(self, content: Content) -> str:
        if content.words == self.content.words:
            return _("The event is saved in the draft. The words stay as they are.")
        clause = content.events[self.place if self.is_new else self.place - 1].record.clause
        return _("The event is saved in the draft. Its clause now reads: “%(clause)s”.") % {"clause": clause}

    def _shown(self, *, status: int = 200) -> HttpResponse:
        context = {
            **self.site_context,
            "media": self.site_context["media"] + self.grounds.media,
            "title": _("Add an event") if self.is_new else _("Change an event"),
            "place": place_of(self.text),
            "draft": self.draft,
            "record": self.before.record,
            "is_new": self.is_new,
            "form": self.form,
            "parties": [(PARTIES[name], form) for name, form in self.parties.items()],
            "grounds": self.grounds,
            "seen": self.draft.changed_at.isoformat(),
        }
        return TemplateResponse(self.request, "polyvocal/admin/event_form.html", context, status=status)
