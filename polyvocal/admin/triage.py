"""Triage in the admin: the table of flags for the whole collection, and an object's flags, to be judged there."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from polyvocal.admin.objects import texts_address
from polyvocal.admin.triage_filters import BandFilter, RuleFilter, VerdictFilter
from polyvocal.admin.triage_runs import TriageRuns, last_run
from polyvocal.exceptions import PolyvocalError
from polyvocal.models import TriageFlag, Verdict
from polyvocal.object_model import adapter
from polyvocal.publishing import Actor
from polyvocal.selectors import titles_of
from polyvocal.triage import csv_lines, judge_flag, reasons_of, rule_label

MOST_REASONS, LONGEST = 3, 160


class VerdictForm(forms.Form):
    """What a flag comes to, and why."""

    verdict = forms.ChoiceField(label=gettext_lazy("Verdict"), choices=[("", "—"), *Verdict.choices])
    reason = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"})
    )


@admin.register(TriageFlag)
class TriageFlagAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Flags with their reasons; rules raise them, people judge them."""

    actions = None
    change_list_template = "polyvocal/admin/triage_list.html"
    list_display = ("title_shown", "number_shown", "rule_shown", "verdict_shown", "reasons_shown", "certainty", "bands")
    list_filter: ClassVar[Any] = (RuleFilter, VerdictFilter, "is_certain", BandFilter)
    list_per_page = 50
    list_select_related = ("obj",)
    ordering = ("-is_certain", "obj", "pk")
    search_fields = ("rule",)
    show_facets = admin.ShowFacets.ALWAYS
    show_full_result_count = False

    class Media:
        css = {"all": ("polyvocal/admin.css", "polyvocal/imports.css")}

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """Search what visitors search objects by, and the identifier."""
        made = adapter()
        return [f"obj__{name}" for name in dict.fromkeys((made.identifier_field, *made.search_fields))]

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Load the titles of the objects on the page in one query."""
        changelist = super().get_changelist_instance(request)
        objects = {flag.obj for flag in changelist.result_list}
        titles = titles_of(objects, language=get_language() or "en") if objects else {}
        for flag in changelist.result_list:
            flag.title_in_list = titles[flag.obj_id].words
        return changelist

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Say what the last run came to, and offer another."""
        run = last_run()
        context = {
            "last_run": run, "may_run": request.user.has_perm("polyvocal.run_triage"),
            "never_ran": not run and not TriageFlag.objects.exists(),  # the command runs triage without a job
        }  # fmt: skip
        return super().changelist_view(request, {**context, **(extra_context or {}), "title": _("Triage")})

    @admin.display(description=gettext_lazy("object"), ordering="obj")
    def title_shown(self, flag: Any) -> str:
        """The title that stands now."""
        return str(getattr(flag, "title_in_list", flag.obj))

    @admin.display(description=gettext_lazy("object number"))
    def number_shown(self, flag: TriageFlag) -> str:
        """The number the object bears."""
        return adapter().object_number(flag.obj)

    @admin.display(description=gettext_lazy("rule"), ordering="rule")
    def rule_shown(self, flag: TriageFlag) -> str:
        """What the rule is called."""
        return rule_label(flag.rule)

    @admin.display(description=gettext_lazy("certainty"), ordering="-is_certain")
    def certainty(self, flag: TriageFlag) -> str:
        """Whether the dates leave another reading."""
        return _("certain") if flag.is_certain else _("possible")

    @admin.display(description=gettext_lazy("reasons"))
    def reasons_shown(self, flag: TriageFlag) -> str:
        """Why, a line a ground; the page of the flag has them all in full."""
        reasons = reasons_of(flag)
        shown = [Truncator(reason).chars(LONGEST) for reason in reasons[:MOST_REASONS]]
        rest = len(reasons) - len(shown)
        if rest:
            shown.append(ngettext("and %(number)d more", "and %(number)d more", rest) % {"number": rest})
        return format_html_join("", "<div>{}</div>", ((reason,) for reason in shown))

    @admin.display(description=gettext_lazy("verdict"), ordering="verdict")
    def verdict_shown(self, flag: TriageFlag) -> str:
        """What a person made of it."""
        return flag.get_verdict_display() or "—"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: rules raise flags."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Those who judge may change."""
        return request.user.has_perm("polyvocal.judge_triage")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: flags end, and stay readable."""
        return False

    def get_urls(self) -> list[Any]:
        """Add the table as a file and the pages of a run, before Django's own."""
        wrap = self.admin_site.admin_view
        own = [
            path("flags.csv", wrap(self.table_view), name="polyvocal_triage_csv"),
            path("run/", wrap(self.run_view), name="polyvocal_triage_run"),
            path("run/<int:pk>/", wrap(self.watch_view), name="polyvocal_triage_job"),
            path("run/<int:pk>/progress/", wrap(self.progress_view), name="polyvocal_triage_progress"),
        ]
        return [*own, *super().get_urls()]

    def table_view(self, request: HttpRequest) -> HttpResponseBase:
        """Give the flags that the list shows, all pages of it, as a CSV file that is written while it is sent."""
        self._require_view(request)
        flags = super().get_changelist_instance(request).get_queryset(request)
        headers = {"Content-Disposition": 'attachment; filename="triage.csv"'}
        return StreamingHttpResponse(csv_lines(flags), content_type="text/csv; charset=utf-8", headers=headers)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show all flags of the object, each with what was made of it and a place to judge it."""
        self._require_view(request)
        chosen = get_object_or_404(TriageFlag.objects.select_related("obj"), pk=_number(object_id))
        given, form = "", VerdictForm()
        if request.method == "POST":
            if not self.has_change_permission(request):
                raise PermissionDenied
            given, form = request.POST.get("flag", ""), VerdictForm(request.POST)
            if form.is_valid() and self._judge(request, chosen, form):
                return HttpResponseRedirect(request.get_full_path())
        return self._flags_page(request, chosen, given=given, form=form)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Lead to the page of the flag, which holds every judgement."""
        return HttpResponseRedirect(reverse("admin:polyvocal_triageflag_change", args=[_number(unquote(object_id))]))

    def run_view(self, request: HttpRequest) -> HttpResponse:
        """Start triage, or lead to the run that is going on."""
        return TriageRuns(request, self._context(request)).start()

    def watch_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show how far a run is."""
        return TriageRuns(request, self._context(request)).answer(pk)

    def progress_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say how far a run is, for the page that watches it."""
        return TriageRuns(request, self._context(request)).progress(pk)

    def _judge(self, request: HttpRequest, chosen: TriageFlag, form: VerdictForm) -> bool:
        flag = get_object_or_404(TriageFlag, pk=_number(request.POST.get("flag", "")), obj=chosen.obj_id)
        if request.POST.get("seen") != flag.changed_at.isoformat():
            messages.error(request, _("The grounds of this flag have changed in the meantime; read them again."))
            return False
        try:
            judge_flag(flag, Actor.of(request.user), **form.cleaned_data)
        except PolyvocalError as error:
            messages.error(request, str(error))
            return False
        messages.success(request, _("The verdict is kept, with your name and reason."))
        return True

    def _flags_page(self, request: HttpRequest, chosen: TriageFlag, *, given: str, form: VerdictForm) -> HttpResponse:
        flags = list(TriageFlag.objects.filter(obj=chosen.obj_id).prefetch_related("judgements"))
        rows = [
            {
                "flag": flag, "seen": flag.changed_at.isoformat(),
                "rule": rule_label(flag.rule), "reasons": reasons_of(flag),
                "judgements": list(flag.judgements.all()),
                "form": form if str(flag.pk) == given else VerdictForm(auto_id=f"flag-{flag.pk}-%s"),
            }
            for flag in sorted(flags, key=lambda one: (one.ended_at is not None, one.pk != chosen.pk, -one.is_certain))
        ]  # fmt: skip
        obj: Any = chosen.obj
        context = {
            **self._context(request), "rows": rows, "may_judge": self.has_change_permission(request),
            "object": obj, "object_number": adapter().object_number(obj), "board_address": texts_address(obj),
            "provenance_address": reverse("polyvocal:object-provenance", args=[adapter().identifier(obj)]),
            "title": titles_of([obj], language=get_language() or "en")[obj.pk].words,
        }  # fmt: skip
        return TemplateResponse(request, "polyvocal/admin/triage_flags.html", context, status=422 if given else 200)

    def _context(self, request: HttpRequest) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}

    def _require_view(self, request: HttpRequest) -> None:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied


def _number(given: str) -> int:
    if not given.isascii() or not given.isdigit() or len(given) > 18:
        raise Http404
    return int(given)
