"""Publish, schedule, withdraw, restore: each through a page that says what will remain and asks the reason."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polyvocal import publishing
from polyvocal.admin.events_told import events_compared
from polyvocal.admin.statements import timeline_of
from polyvocal.admin.states import speakers, what_remains
from polyvocal.admin.steps import has_moved_on, rebase
from polyvocal.admin.text_pages import place_of
from polyvocal.admin.writing import log, text_address
from polyvocal.comparing import compared
from polyvocal.exceptions import PolyvocalError, TextMovedOnError
from polyvocal.models import Draft, Edition, Text
from polyvocal.publishing import Actor, content_of, latest_edition


class ReasonForm(forms.Form):
    """The reason for a step."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy("It stays readable beside the text."),
    )  # fmt: skip


class PublishForm(ReasonForm):
    """The reason, and a moment for those who schedule."""

    at = forms.DateTimeField(
        label=gettext_lazy("Publish at"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip

    def __init__(self, *args: Any, asks_reason: bool, is_scheduled: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = asks_reason
        self.fields["at"].required = is_scheduled


class _Confirmation:
    """A page that asks before a step is taken."""

    permission = ""
    template = ""

    def __init__(self, request: HttpRequest, text: Text, site_context: dict[str, Any]) -> None:
        self.request, self.text, self.site_context = request, text, site_context
        self.actor = Actor.of(request.user)
        if not self.actor.may(self.permission):
            raise PermissionDenied

    def page(self, form: forms.Form, *, status: int = 200, **context: Any) -> HttpResponse:
        """Show the question."""
        context |= {**self.site_context, "place": place_of(self.text), "form": form}
        return TemplateResponse(self.request, self.template, context, status=status)

    def done(self, told: str, draft: Draft | None = None) -> HttpResponse:
        """Say what was done and go back to the text."""
        messages.success(self.request, told)
        log(self.request, self.text, told)
        return HttpResponseRedirect(text_address(self.text, draft))


class Publishing(_Confirmation):
    """Publish a draft now, or at a moment to come."""

    permission = "publish_text"
    template = "polyvocal/admin/publish.html"

    def answer(self, draft_id: int) -> HttpResponse:
        """Ask, or publish, schedule, rebase."""
        self.draft = get_object_or_404(Draft, pk=draft_id, text=self.text)
        self.last = latest_edition(self.text)
        if not self.draft.is_open:
            messages.warning(self.request, _("This draft is closed."))
            return HttpResponseRedirect(text_address(self.text))
        step = self.request.POST.get("step", "")
        if self.request.method != "POST":
            return self.ask(self.form({"reason": self.draft.reason}))
        form = self.form(None, typed=True, is_scheduled=step == "schedule")
        if step != "rebase" and not form.is_valid():
            return self.ask(form)
        try:
            return self.act(step, form)
        except PolyvocalError as error:
            messages.error(self.request, str(error))
            self.draft.refresh_from_db()
            self.last = latest_edition(self.text)
            if not self.draft.is_open:
                return HttpResponseRedirect(text_address(self.text))
            return self.ask(form, status=409 if isinstance(error, TextMovedOnError) else 200)

    def form(self, initial: Any, *, typed: bool = False, is_scheduled: bool = False) -> PublishForm:
        """Return the form; a reason is needed where an edition stands before."""
        return PublishForm(
            self.request.POST if typed else None, initial=initial, asks_reason=self.last is not None,
            is_scheduled=is_scheduled,
        )  # fmt: skip

    def act(self, step: str, form: PublishForm) -> HttpResponse:
        """Take the step, if the draft is still what was shown."""
        if step == "rebase":
            messages.success(self.request, rebase(self.draft, self.actor))
            self.draft.refresh_from_db()
            return self.ask(form)
        reason = form.cleaned_data["reason"].strip()
        with transaction.atomic():
            self._refuse_if_changed()
            if step == "schedule":
                return self._schedule(reason, form.cleaned_data["at"])
            edition = publishing.publish(self.draft, self.actor, reason=reason)
        return self.done(_("Edition %(number)d is published. The public reads it now.") % {"number": edition.number})

    def _refuse_if_changed(self) -> None:
        current = Draft.objects.select_for_update().get(pk=self.draft.pk)
        if current.is_open and current.changed_at.isoformat() != self.request.POST.get("seen"):
            raise TextMovedOnError(
                _("This draft was changed after this page was opened. Read it again before it is published.")
            )

    def _schedule(self, reason: str, at: Any) -> HttpResponse:
        if reason != self.draft.reason:
            self.draft = publishing.revise(self.draft, self.actor, content=content_of(self.draft), reason=reason)
        draft = publishing.schedule(self.draft, self.actor, at=at)
        moment = date_format(timezone.localtime(at), "DATETIME_FORMAT")
        return self.done(_("The draft will be published on %(moment)s.") % {"moment": moment}, draft)

    def ask(self, form: PublishForm, *, status: int = 200) -> HttpResponse:
        """Show what the public will read, what changes and what remains."""
        before, now = self.last.words if self.last else "", content_of(self.draft)
        return self.page(
            form, status=status, draft=self.draft, last=self.last, speakers=speakers(self.draft),
            changes=compared(before, self.draft.words) if before else [],
            event_changes=events_compared(content_of(self.last).events if self.last else (), now.events),
            timeline=timeline_of(now, self.text),
            seen=self.draft.changed_at.isoformat(),
            what_remains=what_remains(self.last, since=self.draft.published_from),
            has_moved_on=has_moved_on(self.draft, self.last), title=_("Publish this text?"),
        )  # fmt: skip


class Withdrawing(_Confirmation):
    """Withdraw an edition; a tombstone stays."""

    permission = "withdraw_text"
    template = "polyvocal/admin/withdraw.html"

    def answer(self, edition: Edition) -> HttpResponse:
        """Ask, or withdraw."""
        form = ReasonForm(self.request.POST if self.request.method == "POST" else None)
        form.fields["reason"].help_text = _("The public reads it on the tombstone. Name no person who asked for it.")
        if form.is_valid():
            try:
                publishing.withdraw(edition, self.actor, reason=form.cleaned_data["reason"])
            except PolyvocalError as error:
                messages.error(self.request, str(error))
            else:
                told = _("Edition %(number)d is withdrawn. Its tombstone with your reason stays at its address.")
                return self.done(told % {"number": edition.number})
        return self.page(form, edition=edition, speakers=speakers(edition), title=_("Withdraw this edition?"))


class Restoring(_Confirmation):
    """Copy the words of an earlier edition into a new draft."""

    permission = "publish_text"
    template = "polyvocal/admin/restore.html"

    def answer(self, edition: Edition) -> HttpResponse:
        """Ask, or make the draft."""
        form = ReasonForm(self.request.POST if self.request.method == "POST" else None)
        if form.is_valid():
            try:
                draft = publishing.restore(edition, self.actor, reason=form.cleaned_data["reason"])
            except PolyvocalError as error:
                messages.error(self.request, str(error))
            else:
                told = _("The words of edition %(number)d are in a new draft. Nothing is public until you publish it.")
                return self.done(told % {"number": edition.number}, draft)
        return self.page(form, edition=edition, speakers=speakers(edition), title=_("Take these words up again?"))
