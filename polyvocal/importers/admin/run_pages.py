"""The page of a run: what came of it, which records ask for a person, and which steps are left."""

from pathlib import PurePath
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from polyvocal.importers.admin.pages import RUN_IMPORT, address_of_job
from polyvocal.importers.admin.problems import problems_of
from polyvocal.importers.admin.reports import tables_in, totals_in, undone_in
from polyvocal.importers.admin.signs import counts_in, sign_of_run
from polyvocal.importers.intake import Upload, uploads
from polyvocal.importers.models import ImportRun, RunState
from polyvocal.importers.runs import is_alive, records_to_retry
from polyvocal.models import Job


def run_view(request: HttpRequest, run: ImportRun, *, site_context: dict[str, Any]) -> HttpResponse:
    """Show the page of a run; steps only to those who may take them."""
    may = request.user.has_perm(RUN_IMPORT)
    job = job_of(run)
    context = {
        **site_context, "run": run, "sign": sign_of_run(run), "is_alive": is_alive(run), "may_import": may,
        "counts": counts_in(run.counts, is_plan=False), "totals": totals_in(run.report),
        "tables": tables_in(run.report),
        "problems": problems_of(run, request.GET), "undone": undone_in(run.undo_report),
        "left": run.undo_report.get("left", []), "retries": list(run.retries.order_by("pk")),
        "files": read_by(run),
        "job_address": address_of_job(job) if job else "", "title": str(run.name or run),
        **(steps_of(run) if may else {}),
    }  # fmt: skip
    return TemplateResponse(request, "polyvocal/admin/imports/run.html", context)


def read_by(run: ImportRun) -> list[str]:
    """Return where a run's records came from: addresses for what was fetched, else the names of files."""
    files = [PurePath(one) for one in run.paths]
    return [one["address"] for one in run.fetched] + [
        one.name for one in files if not run.fetched or one.parts[-3:-2] != ("fetched",)
    ]


def steps_of(run: ImportRun) -> dict[str, Any]:
    """Return which steps a run allows now."""
    works = is_alive(run)
    is_broken_off = run.state in (RunState.RUNNING, RunState.BROKEN_OFF) and not run.undo_reason
    return {
        "may_resume": is_broken_off and not works,
        "to_retry": 0 if works else records_to_retry(run),
        "may_undo": run.state != RunState.UNDONE and not works,
        "upload": upload_of(run),
    }


def upload_of(run: ImportRun) -> Upload | None:
    """Return the upload that a run has read, as long as it is kept."""
    paths = "\n".join(run.paths)
    return next((one for one in uploads() if one.token in paths), None)


def job_of(run: ImportRun) -> Job | None:
    """Return the open job that works on a run."""
    numbers = {run.pk, str(run.pk)}
    for job in Job.objects.open().filter(kind__in=("import", "undo-import")):
        given = job.arguments
        if {job.cursor.get("run"), given.get("run"), given.get("resume")} & numbers:
            return job
    return None
