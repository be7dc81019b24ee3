"""What every page that watches a job does: tell how far it is, cancel it, let it begin again."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, JsonResponse

from polyvocal import jobs
from polyvocal.exceptions import PolyvocalError
from polyvocal.models import Job
from polyvocal.publishing import Actor


def progress_of(job: Job, told: Mapping[str, Any]) -> JsonResponse:
    """Answer how far a job is, and wake a worker for one that nobody runs; `told` says it in words."""
    if job.is_open:
        jobs.wake(job)
    said = {"is_open": job.is_open, "state": job.get_state_display(), **told}
    return JsonResponse(said, headers={"Cache-Control": "no-store"})


def take_step(request: HttpRequest, job: Job, *, stopping: str) -> None:
    """Do with a job what the posted form asks; `stopping` tells who cancels it what becomes of its work."""
    step = request.POST.get("step", "")
    try:
        if step == "again":
            jobs.again(job, Actor.of(request.user))
    except PolyvocalError as error:
        messages.error(request, str(error))
    if step == "cancel":
        jobs.cancel(job)
        messages.info(request, stopping)
