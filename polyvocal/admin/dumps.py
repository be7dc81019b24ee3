"""Dumps of Linked Data in the admin: the files there are, a new one as a job, and watching it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polyvocal import jobs
from polyvocal.admin.watched_jobs import progress_of, take_step
from polyvocal.dumping import KIND, asked_for
from polyvocal.exceptions import PolyvocalError
from polyvocal.linkeddata.dataset import FORMAT_NAMES
from polyvocal.linkeddata.kept import dumps_folder, kept_in
from polyvocal.linkeddata.profiles import PROFILES
from polyvocal.linkeddata.withheld import guard, is_withheld
from polyvocal.models import Job, JobState
from polyvocal.publishing import Actor

PERMISSION = "polyvocal.write_dump"
SHOWN = 10
"""Jobs that are listed."""


def _choices() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (profile.title, [(f"{profile.name} {name}", _name_of(profile.title, name)) for name in profile.formats])
        for profile in PROFILES.values()
    ]


def _name_of(profile_title: str, written_as: str) -> str:
    return f"{profile_title}, {FORMAT_NAMES.get(written_as, written_as.upper())}"


class DumpForm(forms.Form):
    """What to dump, and how."""

    what = forms.ChoiceField(label=gettext_lazy("What"), choices=_choices)
    since = forms.DateField(
        label=gettext_lazy("Only what changed since"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}), help_text=gettext_lazy("Leave it empty for everything."),
    )  # fmt: skip
    is_compressed = forms.BooleanField(label=gettext_lazy("Compress the file (gzip)"), required=False, initial=True)

    def as_arguments(self) -> dict[str, Any]:
        """Return the arguments of the job."""
        said = self.cleaned_data
        profile, _space, written_as = said["what"].partition(" ")
        since = said["since"].isoformat() if said["since"] else ""
        return {"profile": profile, "format": written_as, "since": since, "is_compressed": said["is_compressed"]}


@admin.register(Job)
class JobAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Jobs have no pages of their own but those of the dumps."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """They are not listed."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They are shown where they were started."""
        return False

    has_change_permission = has_delete_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They are started where they belong."""
        return False

    def get_urls(self) -> list[Any]:
        """Add the pages of the dumps."""
        wrap = self.admin_site.admin_view
        return [
            path("dumps/", wrap(self.dumps_view), name="polyvocal_dumps"),
            path("dumps/<int:pk>/", wrap(self.job_view), name="polyvocal_dump_job"),
            path("dumps/<int:pk>/progress/", wrap(self.progress_view), name="polyvocal_dump_progress"),
            *super().get_urls(),
        ]

    def dumps_view(self, request: HttpRequest) -> HttpResponse:
        """Show the files and the last jobs; start a job."""
        _require(request)
        form = DumpForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            return HttpResponseRedirect(_address(_started(form.as_arguments(), Actor.of(request.user))))
        folder = dumps_folder()
        context = {
            **self.admin_site.each_context(request), "form": form, "folder": folder, "files": _files(),
            "jobs": [_job(one) for one in Job.objects.filter(kind=KIND)[:SHOWN]], "title": _("Dumps"),
        }  # fmt: skip
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "polyvocal/admin/dumps.html", context, status=status)

    def job_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show a job, cancel it or begin it again; one that is done leads to the files."""
        _require(request)
        job = get_object_or_404(Job, pk=pk, kind=KIND)
        if request.method == "POST":
            return _step(request, job)
        if job.is_open:
            jobs.wake(job)
        if job.state == JobState.DONE:
            messages.success(request, _told(job)["told"])
            return HttpResponseRedirect(reverse("admin:polyvocal_dumps"))
        context = {
            **self.admin_site.each_context(request), "job": job, "state": job.get_state_display(),
            "name": _file_of(job), "title": _("Dumps"), **_told(job),
        }  # fmt: skip
        return TemplateResponse(request, "polyvocal/admin/dump_job.html", context)

    def progress_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say how far a job is."""
        _require(request)
        job = get_object_or_404(Job, pk=pk, kind=KIND)
        return progress_of(job, _told(job))


def _require(request: HttpRequest) -> None:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied


def _started(arguments: dict[str, Any], actor: Actor) -> Job:
    """Return the job that writes this already, else a new one."""
    going_on = Job.objects.open().filter(kind=KIND)
    return next((one for one in going_on if one.arguments == arguments), None) or jobs.start(KIND, arguments, actor)


def _step(request: HttpRequest, job: Job) -> HttpResponse:
    take_step(
        request, job, stopping=_("It stops behind the objects it is writing. Begun again, it goes on from there.")
    )
    return HttpResponseRedirect(_address(job))


def _files() -> list[dict[str, Any]]:
    kept = kept_in(dumps_folder())
    now = guard() if kept else None
    return [
        {
            "file": one, "title": _name_of(one.profile_title, one.format), "is_held_back": is_withheld(one, now),
            "objects": number_format(one.counts.get("objects", 0), force_grouping=True),
            "statements": number_format(one.statements or 0, force_grouping=True),
        }
        for one in kept
    ]  # fmt: skip


def _job(job: Job) -> dict[str, Any]:
    return {"job": job, "name": _file_of(job), "address": _address(job), **_told(job)}


def _file_of(job: Job) -> str:
    try:
        return asked_for(job.arguments).name
    except (PolyvocalError, ValueError, KeyError):
        return " ".join(str(one) for one in job.arguments.values())  # of a profile that there is no more


def _told(job: Job) -> dict[str, Any]:
    """Return how far a job is: a percentage (None where unknown) and a sentence."""
    if job.state == JobState.DONE:
        told = _("“%(name)s” is written: %(objects)s objects.")
        objects = number_format(job.result.get("counts", {}).get("objects", 0))
        return {"percent": 100, "told": told % {"name": job.result.get("name", ""), "objects": objects}}
    if job.state == JobState.WAITING:
        return {"percent": None, "told": _("It waits for its turn.")}
    if "objects" not in job.progress:
        return {"percent": None, "told": _("It begins.") if job.is_open else ""}
    counts = {name: number_format(job.progress[name]) for name in ("objects", "of")}
    return {"percent": job.progress.get("percent"), "told": _("%(objects)s of %(of)s objects written.") % counts}


def _address(job: Job) -> str:
    return reverse("admin:polyvocal_dump_job", args=[job.pk])
