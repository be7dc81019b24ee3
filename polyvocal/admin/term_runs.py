"""Runs over words and terms in the admin: counting, searching, checking; started as jobs and watched."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polyvocal import jobs
from polyvocal.admin.watched_jobs import progress_of, take_step
from polyvocal.models import FactField, Job, JobState
from polyvocal.publishing import Actor
from polyvocal.terms.work import CHECK, COUNT, SEARCH


class TermRuns:
    """The pages of a run, for those who may tie words."""

    KINDS: ClassVar[Mapping[str, Any]] = {
        COUNT: gettext_lazy("Count the words"),
        SEARCH: gettext_lazy("Look words up"),
        CHECK: gettext_lazy("Check the terms in use"),
    }

    def __init__(self, request: HttpRequest, site_context: dict[str, Any]) -> None:
        if not request.user.has_perm("polyvocal.tie_terms"):
            raise PermissionDenied
        self.request, self.site_context = request, site_context

    def start(self, kind: str) -> HttpResponse:
        """Start a run; where one of its kind is going on, lead to that."""
        if kind not in self.KINDS:
            raise Http404
        if self.request.method != "POST":
            return HttpResponseRedirect(_list_address())
        field = self.request.POST.get("field", "")
        arguments = {"field": field} if kind == SEARCH and field in FactField.values else {}
        going_on = Job.objects.open().filter(kind=kind).first()
        job = going_on or jobs.start(kind, arguments, Actor.of(self.request.user))
        return HttpResponseRedirect(_address(job))

    def answer(self, pk: int) -> HttpResponse:
        """Show the run, cancel it or begin it again; one that is done leads to what it found."""
        job = get_object_or_404(Job, pk=pk, kind__in=self.KINDS)
        if self.request.method == "POST":
            return self._step(job)
        if job.is_open:
            jobs.wake(job)
        if job.state == JobState.DONE:
            messages.success(self.request, run_in_words(job))
            return HttpResponseRedirect(_result_address(job))
        context = {
            **self.site_context, "job": job, "state": job.get_state_display(), "title": self.KINDS[job.kind],
            "list_address": _list_address(), **_told(job),
        }  # fmt: skip
        return TemplateResponse(self.request, "polyvocal/admin/term_job.html", context)

    def progress(self, pk: int) -> HttpResponse:
        """Say how far the run is."""
        job = get_object_or_404(Job, pk=pk, kind__in=self.KINDS)
        return progress_of(job, _told(job))

    def _step(self, job: Job) -> HttpResponse:
        take_step(self.request, job, stopping=_("It stops behind what it is doing. What was found stays."))
        return HttpResponseRedirect(_address(job))


def last_count() -> Job | None:
    """Return the newest count of words that came to its end; one query."""
    return Job.objects.filter(kind=COUNT, state=JobState.DONE).first()


def run_in_words(job: Job) -> str:
    """Return what a run came to in a sentence."""
    told = {
        COUNT: _("%(words)s different words in %(objects)s objects."),
        SEARCH: _("%(words)s words looked up: terms for %(found)s; not every source answered for %(unanswered)s."),
        CHECK: _("%(terms)s terms checked: %(changed)s changed, %(gone)s gone from their source, "
                 "of %(unanswered)s nothing was learned."),
    }[job.kind]  # fmt: skip
    return str(told % {name: number_format(value) for name, value in job.result.items()})


def _told(job: Job) -> dict[str, Any]:
    if job.state == JobState.WAITING:
        return {"percent": None, "told": _("It waits for its turn.")}
    if "of" not in job.progress:
        return {"percent": None, "told": _("It begins.") if job.is_open else ""}
    done = next(job.progress[name] for name in ("objects", "words", "terms") if name in job.progress)
    numbers = {"done": number_format(done), "of": number_format(job.progress["of"])}
    told = {
        COUNT: _("%(done)s of %(of)s objects counted."),
        SEARCH: _("%(done)s of %(of)s words looked up."),
        CHECK: _("%(done)s of %(of)s terms checked."),
    }[job.kind]
    return {"percent": job.progress.get("percent"), "told": told % numbers}


def _result_address(job: Job) -> str:
    if job.kind == SEARCH:
        return reverse("admin:polyvocal_words_exact")
    return reverse("admin:polyvocal_term_changelist") if job.kind == CHECK else _list_address()


def _address(job: Job) -> str:
    return reverse("admin:polyvocal_terms_job", args=[job.pk])


def _list_address() -> str:
    return reverse("admin:polyvocal_usedword_changelist")
