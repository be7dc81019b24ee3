"""Runs in the admin: the list, the page of a run, and the pages around an import."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext_lazy as _

from polyvocal.importers.admin.beginnings import Beginning
from polyvocal.importers.admin.looking import Looking
from polyvocal.importers.admin.pages import RUN_IMPORT
from polyvocal.importers.admin.problems import problems_as_csv
from polyvocal.importers.admin.reading import ReadOnly
from polyvocal.importers.admin.run_pages import run_view
from polyvocal.importers.admin.signs import counts_in
from polyvocal.importers.admin.steps import LettingGo, Resuming, Retrying, Undoing
from polyvocal.importers.admin.tying import Tying
from polyvocal.importers.admin.watching import Watching
from polyvocal.importers.models import ImportRun
from polyvocal.importers.runs import written_report


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """A run: who, when, from which files, and what came of it."""

    change_list_template = "polyvocal/admin/imports/runs.html"
    list_display = ("__str__", "started_at", "actor_name", "profile_name", "state", "outcomes_counted")
    list_filter = ("state", "system")
    list_select_related = ("system",)
    date_hierarchy = "started_at"

    def get_urls(self) -> list[Any]:
        """Add the pages around an import, before Django's own."""
        pages = (
            ("import/", self.begin_view, "import"),
            ("import/look/", self.look_view, "import_look"),
            ("import/job/<int:pk>/", self.job_view, "job"),
            ("import/job/<int:pk>/progress.json", self.progress_view, "job_progress"),
            ("import/job/<int:pk>/plan.json", self.plan_file_view, "plan_file"),
            ("<int:pk>/report.json", self.report_as_file, "importrun_report"),
            ("<int:pk>/profile.toml", self.profile_as_file, "importrun_profile"),
            ("<int:pk>/problems.csv", self.problems_as_file, "importrun_problems"),
            ("<int:pk>/resume/", self.resume_view, "importrun_resume"),
            ("<int:pk>/retry/", self.retry_view, "importrun_retry"),
            ("<int:pk>/undo/", self.undo_view, "importrun_undo"),
            ("<int:pk>/held/<int:outcome>/", self.tie_view, "tie"),
            ("<int:pk>/let-go/", self.let_go_view, "importrun_let_go"),
        )
        wrap = self.admin_site.admin_view
        own = [path(route, wrap(view), name=f"polyvocal_importers_{name}") for route, view, name in pages]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead those who may to the page on which an import begins."""
        context = {"may_import": request.user.has_perm(RUN_IMPORT), **(extra_context or {})}
        return super().changelist_view(request, context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show the page of a run."""
        self._require_view(request)
        run = get_object_or_404(ImportRun.objects.select_related("system", "retry_of__system"), pk=object_id)
        return run_view(request, run, site_context=self._context(request))

    def begin_view(self, request: HttpRequest) -> HttpResponse:
        """Ask where an import comes from."""
        return Beginning(request, self._context(request)).answer()

    def look_view(self, request: HttpRequest) -> HttpResponse:
        """Ask how to read what was chosen."""
        return Looking(request, self._context(request)).answer()

    def job_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show a job, and the plan it made."""
        return Watching(request, self._context(request)).answer(pk)

    def progress_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say how far a job is."""
        return Watching(request, {}).progress(pk)

    def plan_file_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Send a whole plan."""
        return Watching(request, {}).whole_plan(pk)

    def resume_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Go on with a run."""
        return Resuming(request, self._context(request)).answer(pk)

    def retry_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask by which profile to read again what a run could not use."""
        return Retrying(request, self._context(request)).answer(pk)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask before undoing a run."""
        return Undoing(request, self._context(request)).answer(pk)

    def tie_view(self, request: HttpRequest, pk: int, outcome: int) -> HttpResponse:
        """Ask which object a record is about."""
        return Tying(request, self._context(request)).answer(pk, outcome)

    def let_go_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask before removing the uploaded files of a run."""
        return LettingGo(request, self._context(request)).answer(pk)

    def report_as_file(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Send the report of a run, with what came of every record that was not unchanged."""
        return self._sent(request, pk, written_report, content_type="application/json", name="import-run-{}.json")

    def problems_as_file(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Send the records that ask for a person."""
        return self._sent(request, pk, problems_as_csv, content_type="text/csv", name="import-run-{}-problems.csv")

    def profile_as_file(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Send the profile as it was when the run began, to be mended."""
        name = "import-run-{}-profile.toml"
        return self._sent(request, pk, lambda run: [run.profile_text], content_type="application/toml", name=name)

    @admin.display(description=_("outcomes"))
    def outcomes_counted(self, run: ImportRun) -> str:
        """The counts that are not nought."""
        return ", ".join(f"{one.number} {one.sign.words}" for one in counts_in(run.counts, is_plan=False))

    def _sent(
        self, request: HttpRequest, pk: int, write: Any, *, content_type: str, name: str
    ) -> StreamingHttpResponse:
        self._require_view(request)
        run = get_object_or_404(ImportRun, pk=pk)
        named = {"Content-Disposition": f'attachment; filename="{name.format(run.pk)}"'}
        return StreamingHttpResponse(write(run), content_type=content_type, headers=named)

    def _require_view(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _context(self, request: HttpRequest) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts}
