"""What the pages around an import share: who may see them, and what stands around them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from polyvocal.exceptions import PolyvocalError
from polyvocal.importers.models import ImportRun
from polyvocal.models import Job
from polyvocal.publishing import Actor

RUN_IMPORT = "polyvocal_importers.run_import"
KINDS = ("plan-import", "import", "undo-import")


def address_of_job(job: Job) -> str:
    """Return where a job is watched."""
    return reverse("admin:polyvocal_importers_job", args=[job.pk])


def address_of_run(run: ImportRun | int) -> str:
    """Return the page of a run."""
    number = run if isinstance(run, int) else run.pk
    return reverse("admin:polyvocal_importers_importrun_change", args=[number])


class Page:
    """A page for those who may run imports."""

    template = ""

    def __init__(self, request: HttpRequest, site_context: dict[str, Any]) -> None:
        if not request.user.has_perm(RUN_IMPORT):
            raise PermissionDenied
        self.request, self.site_context = request, site_context
        self.actor = Actor.of(request.user)

    def shown(self, *, status: int = 200, **context: Any) -> HttpResponse:
        """Show the page."""
        return TemplateResponse(self.request, self.template, {**self.site_context, **context}, status=status)

    def refused(self, error: PolyvocalError, address: str) -> HttpResponse:
        """Say why a step was not taken, and go back."""
        messages.error(self.request, str(error))
        return HttpResponseRedirect(address)

    def watch(self, job: Job) -> HttpResponse:
        """Go where a job is watched."""
        return HttpResponseRedirect(address_of_job(job))
