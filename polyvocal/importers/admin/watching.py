"""A job as people watch it: how far it is, then the plan it made or the run it ended in."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polyvocal import jobs
from polyvocal.exceptions import PolyvocalError
from polyvocal.importers.admin.pages import KINDS, Page, address_of_job, address_of_run
from polyvocal.importers.admin.planned import planned
from polyvocal.importers.admin.signs import kind_of, sign_of_job
from polyvocal.importers.approvals import approve, begin_again, import_of, why_not
from polyvocal.importers.intake import plan_file
from polyvocal.importers.models import ImportRun, Outcome
from polyvocal.models import Job, JobState


class Watching(Page):
    """The page of one job."""

    template = "polyvocal/admin/imports/job.html"

    def answer(self, pk: int) -> HttpResponse:
        """Show the job, or take a step with it."""
        self.job = job_of_import(pk)
        if self.request.method == "POST":
            return self.step(self.request.POST.get("step", ""))
        if self.job.is_open:
            jobs.wake(self.job)
        if self.job.kind == "plan-import" and self.job.state == JobState.DONE:
            return self.plan()
        run = run_of(self.job)
        if self.job.state == JobState.DONE and run:
            return HttpResponseRedirect(address_of_run(run))
        return self.shown(
            job=self.job, kind=kind_of(self.job), sign=sign_of_job(self.job), progress=progress_of(self.job),
            source=source_of(self.job), run=run, run_address=address_of_run(run) if run else "",
            title=kind_of(self.job).capitalize(),
        )  # fmt: skip

    def plan(self) -> HttpResponse:
        """Show the plan that the job made."""
        self.template = "polyvocal/admin/imports/plan.html"
        carried_out = import_of(self.job)
        number = carried_out and run_of(carried_out)
        return self.shown(
            job=self.job, source=source_of(self.job), why_not="" if carried_out else why_not(self.job),
            carried_out=carried_out, run_address=address_of_run(number) if number else "",
            may_publish=self.actor.may("publish_text"), title=_("Plan of an import"),
            **planned(self.job, self.request.GET),
        )  # fmt: skip

    def step(self, step: str) -> HttpResponse:
        """Cancel, begin again, plan again, or carry the plan out."""
        here = address_of_job(self.job)
        try:
            if step == "approve":
                return self.watch(approve(self.job, self.actor))
            if step == "plan-again":
                return self.watch(jobs.start("plan-import", self.job.arguments, self.actor))
            if step == "again":
                return self.watch(begin_again(self.job, self.actor))
        except PolyvocalError as error:
            return self.refused(error, here)
        if step == "cancel":
            jobs.cancel(self.job)
            messages.info(self.request, _("It stops behind the records it is working on. What is in stays in."))
        return HttpResponseRedirect(here)

    def progress(self, pk: int) -> HttpResponse:
        """Say how far the job is, for the page that watches it."""
        job = job_of_import(pk)
        if job.is_open:
            jobs.wake(job)
        sign = sign_of_job(job)
        told = {"is_open": job.is_open, "state": sign.words, **progress_of(job)}
        return JsonResponse(told, headers={"Cache-Control": "no-store"})

    def whole_plan(self, pk: int) -> HttpResponseBase:
        """Send the whole plan as a file; where it is no longer kept, what the page shows of it."""
        job = job_of_import(pk)
        if job.kind != "plan-import" or job.state != JobState.DONE:
            raise Http404
        name, path = f"import-plan-{job.pk}.json", plan_file(job.pk)
        if path is not None and path.is_file() and job.result.get("is_whole_kept"):
            return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/json")
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        shown = {"explained": job.result.get("records", []), **job.result.get("report", {})}
        return JsonResponse(shown, headers=headers, json_dumps_params={"ensure_ascii": False, "indent": 1})


def job_of_import(pk: int) -> Job:
    """Return a job of the importers."""
    return get_object_or_404(Job, pk=pk, kind__in=KINDS)


def run_of(job: Job) -> int | None:
    """Return the number of the run that a job works on, once it is known."""
    given = job.arguments
    number = job.result.get("run") or job.cursor.get("run") or given.get("resume") or given.get("run")
    return int(number) if number else None


def source_of(job: Job) -> str:
    """Return what a job reads or undoes, in words."""
    given = job.arguments
    if number := given.get("resume") or given.get("retry") or given.get("run"):
        run = ImportRun.objects.select_related("system").filter(pk=number).first()
        return _("run %(run)s") % {"run": run} if run else ""
    return str(given.get("name") or ", ".join(given.get("paths", ())))


def progress_of(job: Job) -> dict[str, Any]:
    """Return how far a job is: a percentage (None where unknown) and a sentence."""
    told: Mapping[str, Any] = job.progress
    if job.state == JobState.WAITING:
        return {"percent": None, "told": _("It waits for its turn.")}
    if "records" not in told:
        return {"percent": None, "told": _("It begins.") if job.is_open else ""}
    number = int(told["records"])
    if told.get("is_fetching"):
        return {"percent": told["percent"], "told": _fetched(number, told.get("of"))}
    words = ngettext("%(number)s record read", "%(number)s records read", number) % {"number": number_format(number)}
    parts = [f"{number_format(count)} {Outcome(one).label}" for one, count in told.get("outcomes", {}).items()]
    return {"percent": told.get("percent"), "told": f"{words}: {', '.join(parts)}." if parts else f"{words}."}


def _fetched(number: int, hits: int | None) -> str:
    if not hits:
        return ngettext("%(number)s record fetched.", "%(number)s records fetched.", number) % {
            "number": number_format(number)
        }
    told = _("%(number)s of %(hits)s records fetched.")
    return told % {"number": number_format(number), "hits": number_format(hits)}
