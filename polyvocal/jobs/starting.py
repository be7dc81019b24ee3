"""Starts jobs once the transaction that asks for them is committed; cancels them; begins them again."""

import logging
import threading
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError as BrokerError

from polyvocal.exceptions import JobStateError
from polyvocal.jobs.running import is_abandoned
from polyvocal.models import Job, JobState
from polyvocal.processes import started
from polyvocal.publishing import Actor

TASK = "polyvocal.tasks.run_job"
logger = logging.getLogger(__name__)

WAKE_AFTER = timedelta(seconds=10)


def start(kind: str, arguments: Mapping[str, Any], actor: Actor) -> Job:
    """Ask for a job; it begins once the present transaction is committed."""
    job = Job.objects.create(
        kind=kind, arguments=dict(arguments), user=actor.user, actor_name=actor.name, language=get_language() or "",
        heartbeat_at=timezone.now(),
    )  # fmt: skip
    transaction.on_commit(lambda: _launch(job))
    return job


def cancel(job: Job) -> None:
    """Cancel a job that waits; ask one that runs to stop behind its present chunk."""
    waiting = Job.objects.filter(pk=job.pk, state=JobState.WAITING)
    if not waiting.update(state=JobState.CANCELLED, finished_at=timezone.now(), error=_("Cancelled before it began.")):
        Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(is_to_stop=True)


def again(job: Job, actor: Actor) -> Job:
    """Let a job that failed or was cancelled go on from where it had come. Raises JobStateError for any other."""
    ended = Job.objects.filter(pk=job.pk, state__in=(JobState.FAILED, JobState.CANCELLED))
    values: dict[str, Any] = {"state": JobState.WAITING, "is_to_stop": False, "error": "", "attempts": 0}
    if not ended.update(**values, user=actor.user, actor_name=actor.name, finished_at=None):
        raise JobStateError(_("Only a job that failed or was cancelled can be begun again."))
    job.refresh_from_db()
    transaction.on_commit(lambda: _launch(job))
    return job


def wake(job: Job) -> None:
    """Start a worker for a job that nobody has taken, or whose worker died: a page that watches it may ask this."""
    is_forgotten = job.state == JobState.WAITING and (
        job.heartbeat_at is None or timezone.now() - job.heartbeat_at > WAKE_AFTER
    )
    if is_forgotten or is_abandoned(job):
        if is_forgotten:
            Job.objects.filter(pk=job.pk, state=JobState.WAITING).update(heartbeat_at=timezone.now())
        _launch(job)


def processes() -> int:
    """Return how many jobs can run at once: as many as Celery's workers have processes; without a broker, one."""
    if not getattr(settings, "CELERY_BROKER_URL", None):
        return 1
    try:
        found = current_app.control.inspect(timeout=1).stats() or {}
    except BrokerError:
        return 1
    return max(1, sum(int(one.get("pool", {}).get("max-concurrency", 1)) for one in found.values()))


def shares_of(wanted: int, *, most: int, is_worth_it: bool) -> int:
    """Return among how many processes a job is shared: as many as are wanted, else as run, if that is worth it."""
    if not getattr(settings, "CELERY_BROKER_URL", None):
        return 1
    return wanted or (min(processes(), most) if is_worth_it else 1)


def _launch(job: Job) -> None:
    if getattr(settings, "CELERY_BROKER_URL", None):
        try:
            current_app.send_task(TASK, [job.pk])
        except BrokerError:
            logger.exception("The broker did not take job %s; it waits until somebody looks at it again", job.pk)
    else:
        _launch_child()


def _launch_child() -> None:
    """Run `manage.py worker --once` beside this process, which it outlives."""
    process = started("worker", "--once", is_to_outlive_this=True)
    # Somebody has to wait for it, else it stays in the list of processes and looks alive when it is not.
    threading.Thread(target=process.wait, daemon=True).start()
