"""What a text rests on, and the calls to read it again because that changed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polyvocal import publishing
from polyvocal.admin.text_pages import place_of
from polyvocal.admin.writing import log, text_address
from polyvocal.exceptions import PolyvocalError
from polyvocal.models import Edition, EventStatement, ProvenanceEvent, ProvenanceResearch, ReviewCall, Text
from polyvocal.publishing import Actor


class _EventChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Events by the words in which they stand now, with who says so."""

    said: dict[Any, str]

    def label_from_instance(self, obj: Any) -> str:
        """The words and the perspective."""
        return self.said.get(obj.pk, str(obj.pk))


class GroundsForm(forms.Form):
    """The events of the same object and the dossiers that a text rests on."""

    events = _EventChoices(
        label=gettext_lazy("Provenance events of this object"), required=False,
        queryset=ProvenanceEvent.objects.none(), widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    research = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Dossiers of provenance research"), required=False,
        queryset=ProvenanceResearch.objects.none(), widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, text: Text, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = list(text.reliances.all())
        events: Any = self.fields["events"]
        events.said = _said_now(text)
        held = {one.event_id for one in chosen if one.event_id} | set(events.said)
        events.queryset = ProvenanceEvent.objects.filter(pk__in=held, text__obj=text.obj_id).select_related("text")
        dossiers = ProvenanceResearch.objects.filter(
            objects_researched__obj=text.obj_id
        ) | ProvenanceResearch.objects.filter(pk__in=[one.research_id for one in chosen if one.research_id])
        self.fields["research"].queryset = dossiers.distinct()  # type: ignore[attr-defined]
        self.initial = {
            "events": [one.event_id for one in chosen if one.event_id],
            "research": [one.research_id for one in chosen if one.research_id],
        }


def _said_now(text: Text) -> dict[Any, str]:
    standing = Edition.objects.filter(text__obj=text.obj_id, state="current").exclude(text=text)
    rows = EventStatement.objects.filter(edition__in=standing).select_related("edition__text__perspective")
    return {row.event_id: f"{row.clause} ({row.edition.text.perspective})" for row in rows}


class GroundsPage:
    """The page on which the grounds of a text are chosen; calls are settled through it as well."""

    def __init__(self, request: HttpRequest, text: Text, site_context: dict[str, Any]) -> None:
        self.request, self.text, self.site_context = request, text, site_context
        self.actor = Actor.of(request.user)
        if not self.actor.may("draft_text"):
            raise PermissionDenied

    def answer(self) -> HttpResponse:
        """Show the choice, keep it, or settle a call."""
        if self.request.method != "POST":
            return self._shown(GroundsForm(text=self.text))
        if self.request.POST.get("step") == "settle":
            return self._settled()
        form = GroundsForm(self.request.POST, text=self.text)
        if not form.is_valid():
            return self._shown(form)
        publishing.rest_on(self.text, self.actor, **form.cleaned_data)
        return self._done(_("It is kept what this text rests on. When that changes, the text is called up for review."))

    def _settled(self) -> HttpResponse:
        key = self.request.POST.get("call", "")
        if not key.isdecimal():
            raise BadRequest("no such call")
        call = get_object_or_404(ReviewCall, pk=key, text=self.text)
        try:
            publishing.settle(call, self.actor, settlement=self.request.POST.get("settlement", ""))
        except PolyvocalError as error:
            messages.error(self.request, str(error))
            return HttpResponseRedirect(text_address(self.text))
        return self._done(_("The call is settled. It stays readable with how."))

    def _done(self, told: str) -> HttpResponse:
        messages.success(self.request, told)
        log(self.request, self.text, told)
        return HttpResponseRedirect(text_address(self.text) + "#grounds")

    def _shown(self, form: GroundsForm) -> HttpResponse:
        context = {
            **self.site_context, "form": form, "place": place_of(self.text), "title": _("What this text rests on"),
        }  # fmt: skip
        return TemplateResponse(self.request, "polyvocal/admin/grounds.html", context)
