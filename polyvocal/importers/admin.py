"""Runs, outcomes and source records in the admin, to be read and never changed."""

from pathlib import PurePath
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from polyvocal.importers.models import ImportRun, RecordOutcome, SourceRecord, SourceText, unpacked
from polyvocal.importers.runs import written_report

_LONGEST_SHOWN = 200_000


class _ReadOnly:
    """Nothing here is added, changed or deleted by hand: an import does it."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class _InFile:
    @admin.display(description=_("file"))
    def file_name(self, row: SourceRecord | RecordOutcome) -> str:
        """The file without its folder."""
        return PurePath(row.file).name


class _TextRows(_ReadOnly, admin.TabularInline):  # type: ignore[type-arg]
    model = SourceText
    fields = ("key", "term", "text", "edition", "is_taken_over", "is_gone", "offered_words")
    extra = 0


@admin.register(ImportRun)
class ImportRunAdmin(_ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
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


@admin.register(RecordOutcome)
class RecordOutcomeAdmin(_InFile, _ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """What came of a record in a run."""

    list_display = ("record_id", "run", "outcome", "reason", "file_name", "position")
    list_filter = ("outcome", "run")
    list_select_related = ("run__system",)
    search_fields = ("=record_id",)
    fields = ("run", "record_id", "file", "position", "outcome", "reason", "settled_in", "raw_shown")

    @admin.display(description=_("record as the source gave it"))
    def raw_shown(self, outcome: RecordOutcome) -> str:
        """The bytes of a record that could not be used."""
        return _shown(unpacked(outcome.packed), "UTF-8")


@admin.register(SourceRecord)
class SourceRecordAdmin(_InFile, _ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """A source record, whole, and the texts that come from it."""

    list_display = ("record_id", "system", "obj", "file_name", "last_run", "is_gone")
    list_filter = ("system", "is_gone")
    list_select_related = ("system", "obj", "last_run__system")
    search_fields = ("=record_id",)
    fields = ("system", "record_id", "obj", "file", "position", "is_gone", "first_run", "last_run", "raw_shown")
    inlines = (_TextRows,)

    @admin.display(description=_("record as the source gave it"))
    def raw_shown(self, record: SourceRecord) -> str:
        """The bytes of the record."""
        return _shown(record.raw, record.encoding)


def _shown(raw: bytes, encoding: str) -> str:
    return format_html("<pre>{}</pre>", raw[:_LONGEST_SHOWN].decode(encoding, errors="replace"))


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
