"""Watch lists in the admin: bringing one in, its names, and judging whether an event names who is watched."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polyvocal.admin.names import LinesFormField
from polyvocal.admin.recording import REASON, RecordedAdmin, RecordedForm
from polyvocal.exceptions import PolyvocalError
from polyvocal.models import NameHit, WatchedName
from polyvocal.publishing import Actor
from polyvocal.triage import judge_hit, take_in_list


class ListForm(forms.Form):
    """A CSV file and what the list is called."""

    watch_list = forms.CharField(
        label=gettext_lazy("What the list is called"), max_length=200,
        help_text=gettext_lazy("The same name brings a list up to date."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy("The first line holds headings: name; also variants, note, source, uri."),
    )


class WatchedNameForm(RecordedForm):
    """A watched name; its other spellings one a line."""

    variants = LinesFormField(
        label=gettext_lazy("Other spellings"), required=False, help_text=gettext_lazy("One a line.")
    )


@admin.register(WatchedName)
class WatchedNameAdmin(RecordedAdmin):
    """Names of watch lists; one that somebody judged a hit of stays."""

    form = WatchedNameForm
    change_list_template = "polyvocal/admin/watch_list.html"
    list_display = ("name", "watch_list", "source", "hits_counted")
    list_filter = ("watch_list",)
    search_fields = ("name", "variants", "note")
    list_per_page = 100
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("watch_list", "name", "variants", "note", "source", "uri")}),
        (gettext_lazy("For the record"), {"fields": (REASON,)}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Count the hits of each name."""
        raised = Count("hits", filter=Q(hits__ended_at__isnull=True))
        return super().get_queryset(request).annotate(hits_counted=raised)

    @admin.display(description=gettext_lazy("hits"), ordering="hits_counted")
    def hits_counted(self, row: Any) -> int:
        """In how many events it seems to be named."""
        return int(row.hits_counted)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let only names without hits be deleted."""
        return super().has_delete_permission(request, obj) and (obj is None or not obj.hits.exists())

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Offer to bring a list in to those who may."""
        may = {"may_bring_in": request.user.has_perm("polyvocal.run_triage")}
        return super().changelist_view(request, {**may, **(extra_context or {})})

    def get_urls(self) -> list[Any]:
        """Add the page that brings a list in, before Django's own."""
        own = path("import/", self.admin_site.admin_view(self.import_view), name="polyvocal_watch_list_import")
        return [own, *super().get_urls()]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Take a CSV file in, and say what came of it, line by line where something is wrong."""
        if not request.user.has_perm("polyvocal.run_triage"):
            raise PermissionDenied
        form, report = (ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()), None
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            try:
                report = take_in_list(given["file"].read(), Actor.of(request.user), watch_list=given["watch_list"])
            except PolyvocalError as error:
                form.add_error("file", str(error))
            else:
                form = ListForm()
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "media": self.media, "form": form,
            "report": report, "title": _("Bring in a watch list"),
        }  # fmt: skip
        return TemplateResponse(request, "polyvocal/admin/watch_list_import.html", context)


class HitForm(forms.Form):
    """Whether the event names who is watched, and why."""

    verdict = forms.ChoiceField(label=gettext_lazy("Verdict"), choices=[("", "—"), *NameHit.Verdict.choices])
    reason = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})
    )


class FoundFilter(admin.SimpleListFilter):
    """Hits by what people made of them; those that are no longer found only where they are asked for."""

    title = gettext_lazy("verdict")
    parameter_name = "verdict"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Offer what waits, the verdicts, and what is over."""
        return [("none", _("not yet judged")), *NameHit.Verdict.choices, ("ended", _("no longer found"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the hits in the chosen state."""
        value = self.value()
        if value == "ended":
            return queryset.filter(ended_at__isnull=False)
        found = queryset.filter(ended_at__isnull=True)
        return found.filter(verdict="" if value == "none" else value) if value else found


@admin.register(NameHit)
class NameHitAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Events that seem to name somebody who is watched; triage finds them, people judge them."""

    actions = None
    list_display = ("written", "watched", "list_shown", "score", "object_shown", "verdict_shown", "judged_by")
    list_filter: ClassVar[Any] = (FoundFilter, "watched__watch_list")
    list_select_related = ("watched", "event__text__obj")
    list_per_page = 50
    search_fields = ("written", "watched__name")

    class Media:
        css = {"all": ("polyvocal/admin.css",)}

    @admin.display(description=gettext_lazy("watch list"), ordering="watched__watch_list")
    def list_shown(self, hit: NameHit) -> str:
        """The list the name is on."""
        return hit.watched.watch_list

    @admin.display(description=gettext_lazy("object"))
    def object_shown(self, hit: NameHit) -> str:
        """The object whose provenance it is."""
        return str(hit.event.text.obj)

    @admin.display(description=gettext_lazy("verdict"), ordering="verdict")
    def verdict_shown(self, hit: NameHit) -> str:
        """What a person made of it."""
        return hit.get_verdict_display() or "—"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: triage finds hits."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Those who judge may change."""
        return request.user.has_perm("polyvocal.judge_triage")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: hits end, and stay readable."""
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the event beside the watched name, with a place to judge."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        known = NameHit.objects.select_related("watched", "event__text__perspective", "event__text__obj")
        hit = get_object_or_404(known, pk=int(object_id) if object_id.isascii() and object_id.isdigit() else 0)
        form = HitForm(request.POST) if request.method == "POST" else HitForm()
        if request.method == "POST":
            if not self.has_change_permission(request):
                raise PermissionDenied
            if form.is_valid() and self._judge(request, hit, form):
                return HttpResponseRedirect(reverse("admin:polyvocal_namehit_changelist"))
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "media": self.media, "hit": hit, "form": form,
            "clause": str(hit.event), "may_judge": self.has_change_permission(request), "title": hit.written,
        }  # fmt: skip
        return TemplateResponse(request, "polyvocal/admin/name_hit.html", context)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Lead to the page of the hit, which says who judged it."""
        return HttpResponseRedirect(reverse("admin:polyvocal_namehit_change", args=[object_id]))

    def _judge(self, request: HttpRequest, hit: NameHit, form: HitForm) -> bool:
        try:
            judge_hit(hit, Actor.of(request.user), **form.cleaned_data)
        except PolyvocalError as error:
            messages.error(request, str(error))
            return False
        messages.success(request, _("The verdict is kept, with your name and reason. The next run of triage heeds it."))
        return True
