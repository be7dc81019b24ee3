"""Claims jobs and runs them. A claim is one conditional update, so that no job is run twice at once."""

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from polyvocal.exceptions import JobStoppedError, PolyvocalError
from polyvocal.jobs.kinds import kind_named
from polyvocal.jobs.work import Work
from polyvocal.models import Job, JobState
from polyvocal.processes import lives, name_of_this_process

ATTEMPTS = 3
"""How often a job is begun whose process died; then it is left to a person."""

logger = logging.getLogger(__name__)


def run_job(pk: int) -> bool:
    """Run one job if it waits, or if its process has died; return whether it was run here."""
    job = _claimed(pk)
    if job is None:
        return False
    with translation.override(job.language or translation.get_language()):
        _run(job)
    return True


def run_waiting() -> int:
    """Run all jobs that wait, the oldest first, one at a time on the whole site; return how many were run here."""
    count = 0
    while (pk := _next()) is not None and run_job(pk):
        count += 1
    return count


def is_abandoned(job: Job) -> bool:
    """Whether a job's process died while it ran."""
    return job.state == JobState.RUNNING and not lives(job.holder, heard_at=job.heartbeat_at, now=timezone.now())


def _next() -> int | None:
    running = list(Job.objects.filter(state=JobState.RUNNING).order_by("pk"))
    if any(not is_abandoned(job) for job in running):
        return None
    if running:
        return running[0].pk
    return Job.objects.filter(state=JobState.WAITING).order_by("pk").values_list("pk", flat=True).first()


def _claimed(pk: int) -> Job | None:
    job = Job.objects.select_related("user").filter(pk=pk).first()
    if job is None or not (job.state == JobState.WAITING or is_abandoned(job)):
        return None
    before = {"pk": pk, "state": job.state, "holder": job.holder}
    if job.attempts >= ATTEMPTS:
        told = _("The process of this job died %(number)d times.") % {"number": job.attempts}
        Job.objects.filter(**before).update(state=JobState.FAILED, error=told, finished_at=timezone.now())
        return None
    job.state, job.holder, job.attempts = JobState.RUNNING, name_of_this_process(), job.attempts + 1
    job.heartbeat_at = timezone.now()
    job.started_at = job.started_at or job.heartbeat_at
    fields = ("state", "holder", "attempts", "heartbeat_at", "started_at")
    return job if Job.objects.filter(**before).update(**{name: getattr(job, name) for name in fields}) else None


def _run(job: Job) -> None:
    try:
        result = dict(kind_named(job.kind)(Work(job)))
    except JobStoppedError as error:
        _end(job, state=JobState.CANCELLED, error=str(error))
    except PolyvocalError as error:
        _end(job, state=JobState.FAILED, error=str(error))
    except (KeyboardInterrupt, SystemExit):
        _end(job, state=JobState.WAITING, attempts=0, finished_at=None)  # whoever comes next goes on with it
        raise
    except Exception as error:  # whatever goes wrong, the row has to say so
        logger.exception("Job %s failed", job)
        _end(job, state=JobState.FAILED, error=f"{type(error).__name__}: {error}")
    else:
        _end(job, state=JobState.DONE, result=result)


def _end(job: Job, **values: Any) -> None:
    with transaction.atomic():
        mine = Job.objects.filter(pk=job.pk, holder=job.holder, state=JobState.RUNNING)
        mine.update(**{"finished_at": timezone.now(), **values})
