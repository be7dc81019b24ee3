"""Runs of triage in the admin: started as a job, watched while they go on."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from polyvocal import jobs
from polyvocal.admin.watched_jobs import progress_of, take_step
from polyvocal.models import Job, JobState
from polyvocal.publishing import Actor
from polyvocal.triage import rule_labels
from polyvocal.triage.work import KIND


class TriageRuns:
    """The pages of a run, for those who may run triage."""

    def __init__(self, request: HttpRequest, site_context: dict[str, Any]) -> None:
        if not request.user.has_perm("polyvocal.run_triage"):
            raise PermissionDenied
        self.request, self.site_context = request, site_context

    def start(self) -> HttpResponse:
        """Start a run; where one is going on, lead to that."""
        if self.request.method != "POST":
            return HttpResponseRedirect(_list_address())
        going_on = Job.objects.open().filter(kind=KIND).first()
        job = going_on or jobs.start(KIND, {}, Actor.of(self.request.user))
        return HttpResponseRedirect(_address(job))

    def answer(self, pk: int) -> HttpResponse:
        """Show the run, cancel it or begin it again; one that is done leads to what it found."""
        job = get_object_or_404(Job, pk=pk, kind=KIND)
        if self.request.method == "POST":
            return self._step(job)
        if job.is_open:
            jobs.wake(job)
        if job.state == JobState.DONE:
            messages.success(self.request, run_in_words(job))
            return HttpResponseRedirect(_list_address())
        context = {
            **self.site_context, "job": job, "state": job.get_state_display(), "title": _("Triage"), **_told(job),
        }  # fmt: skip
        return TemplateResponse(self.request, "polyvocal/admin/triage_job.html", context)

    def progress(self, pk: int) -> HttpResponse:
        """Say how far the run is."""
        job = get_object_or_404(Job, pk=pk, kind=KIND)
        return progress_of(job, _told(job))

    def _step(self, job: Job) -> HttpResponse:
        take_step(self.request, job, stopping=_("It stops behind the objects it is looking at. What was found stays."))
        return HttpResponseRedirect(_address(job))


def last_run() -> dict[str, Any] | None:
    """Return the newest run with what it came to, rule by rule; one query."""
    job = Job.objects.filter(kind=KIND).first()
    if job is None:
        return None
    counts = job.result.get("rules", {})
    rules = [(label, counts[rule]) for rule, label in rule_labels(counts)]
    return {"job": job, "address": _address(job), "told": run_in_words(job), "rules": rules}


def run_in_words(job: Job) -> str:
    """Return what a run came to in a sentence, '' while it is not done."""
    if job.state != JobState.DONE:
        return ""
    told = _("%(flagged)s of %(objects)s objects are flagged; new %(raised)s, changed %(changed)s, ended %(ended)s.")
    return told % {name: number_format(value) for name, value in job.result.items() if name != "rules"}


def _told(job: Job) -> dict[str, Any]:
    if job.state == JobState.WAITING:
        return {"percent": None, "told": _("It waits for its turn.")}
    if "objects" not in job.progress:
        return {"percent": None, "told": _("It begins.") if job.is_open else ""}
    told = _("%(objects)s of %(of)s objects looked at, %(flagged)s flagged.")
    counts = {name: number_format(job.progress[name]) for name in ("objects", "of", "flagged")}
    return {"percent": job.progress.get("percent"), "told": told % counts}


def _address(job: Job) -> str:
    return reverse("admin:polyvocal_triage_job", args=[job.pk])


def _list_address() -> str:
    return reverse("admin:polyvocal_triageflag_changelist")
