"""The page of one provenance event: how voices judge it, which events claim the same step, and beginning a rival."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polyvocal import publishing
from polyvocal.admin.searching import chosen_or_named, found_by_search, sources_called, voices_called
from polyvocal.admin.text_pages import place_of
from polyvocal.admin.writing import log, text_address
from polyvocal.conf import setting
from polyvocal.exceptions import PolyvocalError
from polyvocal.languages import language_name
from polyvocal.models import EventAssessment, EventStatement, Perspective, ProvenanceEvent, Standing
from polyvocal.publishing import Actor, Content, Credit, Ground
from polyvocal.selectors.provenance import STATEMENT


class AssessmentForm(forms.Form):
    """A judgement of an event: whose, which, why, and on what ground."""

    voice = found_by_search(EventAssessment, "voice", label=gettext_lazy("Who judges"))
    voice_named = forms.CharField(label=gettext_lazy("Or the name of the voice"), required=False, max_length=300)
    standing = forms.ChoiceField(label=gettext_lazy("Judgement"), choices=Standing.choices)
    reason = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea(attrs={"rows": 3}))
    source = found_by_search(EventAssessment, "source", label=gettext_lazy("Source"))
    source_named = forms.CharField(label=gettext_lazy("Or the title of the source"), required=False, max_length=500)
    locator = forms.CharField(label=gettext_lazy("Place in the source"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        """Ask for a voice, and for the source of a locator."""
        super().clean()
        chosen_or_named(self, "voice", voices_called)
        cleaned = chosen_or_named(self, "source", sources_called)
        if cleaned.get("voice") is None and "voice" not in self.errors:
            self.add_error("voice", _("Say who judges: a judgement has a voice."))
        if cleaned.get("locator") and cleaned.get("source") is None and "source" not in self.errors:
            self.add_error("source", _("Choose the source of “%(locator)s”.") % {"locator": cleaned["locator"]})
        return cleaned

    @property
    def ground(self) -> Ground | None:
        """The source and the place in it, if one was given."""
        source = self.cleaned_data["source"]
        return Ground(source, self.cleaned_data["locator"]) if source is not None else None


class TieForm(forms.Form):
    """An event of the same object that claims the same step."""

    other = forms.ModelChoiceField(
        label=gettext_lazy("An event of another statement"), queryset=ProvenanceEvent.objects.none()
    )

    def __init__(self, *args: Any, event: ProvenanceEvent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = ProvenanceEvent.objects.filter(text__obj=event.text.obj_id).exclude(text=event.text_id)
        self.fields["other"].queryset = others.exclude(step=event.step)  # type: ignore[attr-defined]


class RivalForm(forms.Form):
    """Who says otherwise about a step, from which perspective, and in which words."""

    voice = found_by_search(EventAssessment, "voice", label=gettext_lazy("Who says otherwise"))
    voice_named = forms.CharField(label=gettext_lazy("Or the name of the voice"), required=False, max_length=300)
    perspective = forms.ModelChoiceField(label=gettext_lazy("Perspective"), queryset=Perspective.objects.all())
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    words = forms.CharField(
        label=gettext_lazy("What they say of this step"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Their own words, as a clause of a provenance statement where that is possible."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = [(tag, language_name(tag)) for tag in setting("LANGUAGES")]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a voice."""
        super().clean()
        cleaned = chosen_or_named(self, "voice", voices_called)
        if cleaned.get("voice") is None and "voice" not in self.errors:
            self.add_error("voice", _("Say whose words these are: “unknown” is a voice too."))
        return cleaned


class _EventView:
    """A page about one provenance event."""

    template = ""

    def __init__(self, request: HttpRequest, event: ProvenanceEvent, site_context: dict[str, Any]) -> None:
        self.request, self.event, self.site_context = request, event, site_context
        self.actor = Actor.of(request.user)

    def shown(self, **context: Any) -> HttpResponse:
        """Show the page."""
        forms_shown = [one for one in context.values() if isinstance(one, forms.Form)]
        media = sum((one.media for one in forms_shown), self.site_context["media"])
        context |= {
            "event": self.event, "said": _last_said(self.event), "place": place_of(self.event.text), "media": media,
        }  # fmt: skip
        return TemplateResponse(self.request, self.template, {**self.site_context, **context})


class ClaimPage(_EventView):
    """The judgements and rivals of an event."""

    template = "polyvocal/admin/claim.html"

    def answer(self) -> HttpResponse:
        """Show them, or record what a button asks for."""
        steps = {"": self.show, "assess": self.assess, "tie": self.tie, "set-apart": self.set_apart}
        step = self.request.POST.get("step", "") if self.request.method == "POST" else ""
        if step not in steps or (self.request.method == "POST" and not step):
            raise BadRequest("no such step")
        return steps[step]()

    def show(self, form: AssessmentForm | None = None, tie: TieForm | None = None) -> HttpResponse:
        """Show what is judged and claimed."""
        rivals = ProvenanceEvent.objects.filter(step=self.event.step).exclude(pk=self.event.pk)
        return self.shown(
            title=_("Judgements and rivals"),
            assessments=self.event.assessments.select_related("voice", "source").order_by("-assessed_at", "-id"),
            rivals=[(one, _last_said(one)) for one in rivals.select_related("text__perspective")],
            form=form or AssessmentForm(), tie=tie or TieForm(event=self.event),
            may={name: self.actor.may(name) for name in ("publish_text", "draft_text")},
        )  # fmt: skip

    def assess(self) -> HttpResponse:
        """Record a judgement."""
        self._require("publish_text")
        form = AssessmentForm(self.request.POST)
        if not form.is_valid():
            return self.show(form=form)
        given = form.cleaned_data
        publishing.assess(
            self.event, self.actor, voice=given["voice"], standing=given["standing"], reason=given["reason"],
            ground=form.ground,
        )  # fmt: skip
        return self._done(_("The judgement is recorded. Earlier ones stay."))

    def tie(self) -> HttpResponse:
        """Let another event claim the same step."""
        self._require("draft_text")
        form = TieForm(self.request.POST, event=self.event)
        if not form.is_valid():
            return self.show(tie=form)
        publishing.set_side_by_side([self.event, form.cleaned_data["other"]], self.actor)
        return self._done(_("The two events are rivals now: they are shown side by side."))

    def set_apart(self) -> HttpResponse:
        """Let an event be about a step of its own."""
        self._require("draft_text")
        publishing.set_apart(self.event, self.actor)
        return self._done(_("The event is about a step of its own again."))

    def _require(self, permission: str) -> None:
        if not self.actor.may(permission):
            raise PermissionDenied

    def _done(self, told: str) -> HttpResponse:
        messages.success(self.request, told)
        log(self.request, self.event.text, told)
        return HttpResponseRedirect(reverse("admin:polyvocal_event", args=[self.event.pk]))


class RivalPage(_EventView):
    """Beginning a statement of another voice about the same step."""

    template = "polyvocal/admin/rival.html"

    def answer(self) -> HttpResponse:
        """Ask who says what, then open the editor of their statement."""
        if not self.actor.may("draft_text"):
            raise PermissionDenied
        form = RivalForm(
            self.request.POST if self.request.method == "POST" else None,
            initial={"language": self.event.text.language},
        )
        if form.is_valid():
            try:
                return HttpResponseRedirect(self._begin(form.cleaned_data))
            except PolyvocalError as error:
                messages.error(self.request, str(error))
        return self.shown(form=form, title=_("Another voice says otherwise"))

    def _begin(self, given: dict[str, Any]) -> str:
        with transaction.atomic():
            text = publishing.begin_text(
                self.event.text.obj, given["perspective"], text_type=STATEMENT, language=given["language"],
                actor=self.actor,
            )  # fmt: skip
            content = Content(words=given["words"].replace("\r\n", "\n").strip(), credits=(Credit(given["voice"]),))
            content = publishing.rival_content(content, self.event, language=given["language"])
            return text_address(text, publishing.draft(text, self.actor, content=content)) + "#timeline"


def _last_said(event: ProvenanceEvent) -> EventStatement | None:
    """Return what the newest edition says of an event."""
    rows = event.statements.select_related("edition__text", "event").prefetch_related("edition__attributions__voice")
    return rows.order_by("-edition__number").first()
