"""Runs in the admin: who, when, from which files, and what came of it."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from polyvocal.importers.admin.reading import ReadOnly
from polyvocal.importers.models import ImportRun
from polyvocal.importers.runs import written_report


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """A run: who, when, from which files, and what came of it."""

    list_display = ("__str__", "started_at", "actor_name", "profile_name", "state", "outcomes_counted")
    list_filter = ("state", "system")
    date_hierarchy = "started_at"
    fields = (
        "system", "name", "actor_name", "started_at", "finished_at", "state", "message", "is_full", "retry_of", "files",
        "profile_name", "report_table", "report_file", "profile_shown",
    )  # fmt: skip
    undone_fields = ("undone_at", "undone_by", "undo_reason", "undone_table")

    def get_fields(self, request: HttpRequest, obj: ImportRun | None = None) -> Any:
        """Show how a run was undone only where it was."""
        return [*self.fields, *(self.undone_fields if obj is not None and obj.undo_reason else ())]

    def get_urls(self) -> list[Any]:
        """Add the address of the report as a file."""
        view = self.admin_site.admin_view(self.report_as_file)
        own = path("<int:pk>/report.json", view, name="polyvocal_importers_importrun_report")
        return [own, *super().get_urls()]

    def report_as_file(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Send the report of a run, with what came of every record that was not unchanged."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        run = get_object_or_404(ImportRun, pk=pk)
        named = {"Content-Disposition": f'attachment; filename="import-run-{run.pk}.json"'}
        return StreamingHttpResponse(written_report(run), content_type="application/json", headers=named)

    @admin.display(description=_("report as a file"))
    def report_file(self, run: ImportRun) -> str:
        """Where to fetch the report."""
        address = reverse("admin:polyvocal_importers_importrun_report", args=[run.pk])
        return format_html('<a href="{}">{}</a>', address, f"import-run-{run.pk}.json")

    @admin.display(description=_("what undoing did"))
    def undone_table(self, run: ImportRun) -> str:
        """What undoing did, and what it left because somebody had worked on it."""
        shown = {name: run.undo_report[name] for name in ("counts", "left") if name in run.undo_report}
        return format_html("<pre>{}</pre>", _indented(shown))

    @admin.display(description=_("outcomes"))
    def outcomes_counted(self, run: ImportRun) -> str:
        """The counts that are not nought."""
        return ", ".join(f"{count} {outcome}" for outcome, count in run.counts.items() if count)

    @admin.display(description=_("files"))
    def files(self, run: ImportRun) -> str:
        """The files and folders read."""
        return ", ".join(run.paths)

    @admin.display(description=_("report"))
    def report_table(self, run: ImportRun) -> str:
        """The report, as it was written."""
        return format_html("<pre>{}</pre>", _indented(run.report))

    @admin.display(description=_("text of the profile"))
    def profile_shown(self, run: ImportRun) -> str:
        """The profile as it was when the run began."""
        return format_html("<pre>{}</pre>", run.profile_text)


def _indented(report: dict[str, Any]) -> str:
    """Lay a report out in lines, what belongs to a heading below it."""
    lines: list[str] = []
    for name, value in report.items():
        if isinstance(value, dict):
            value = [f"{count} {of_what}" for of_what, count in value.items()]
        if isinstance(value, list):
            lines += ["", name, *(f"    {_one_line(one)}" for one in value)]
        else:
            lines.append(f"{name}: {value}")
    return "\n".join(lines)


def _one_line(value: Any) -> str:
    return "  ".join(str(one) for one in value.values()) if isinstance(value, dict) else str(value)
