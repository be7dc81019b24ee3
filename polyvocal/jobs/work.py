"""What a running job has in its hands: its arguments, who asked, and a way to say how far it has come."""

import time
from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal.exceptions import JobStoppedError
from polyvocal.models import Job, JobState
from polyvocal.publishing import Actor

PAUSE = 0.01
"""Seconds between two chunks where there is one writer: in them, a curator's save gets its turn."""


class Work:
    """One job while it runs."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._cursor: dict[str, Any] = dict(job.cursor)
        self.arguments: Mapping[str, Any] = job.arguments
        self.actor = Actor(job.actor_name, job.user)

    @property
    def number(self) -> int:
        """The number of the job."""
        return int(self._job.pk)

    @property
    def cursor(self) -> Mapping[str, Any]:
        """What an earlier attempt, whose process died, left for this one."""
        return self._cursor

    def note(self, **cursor: Any) -> None:
        """Keep what a later attempt would need."""
        self._cursor = {**self._cursor, **cursor}
        self._save(cursor=self._cursor)

    def came_to(self, progress: Mapping[str, Any]) -> None:
        """Tell people how far the work has come. Raises JobStoppedError where it is to stop."""
        self._save(progress=dict(progress))
        if connection.vendor == "sqlite":
            time.sleep(PAUSE)

    def _save(self, **values: Any) -> None:
        mine = Job.objects.filter(pk=self._job.pk, holder=self._job.holder, state=JobState.RUNNING)
        if not mine.filter(is_to_stop=False).update(**values, heartbeat_at=timezone.now()):
            raise JobStoppedError(_("Stopped: somebody cancelled this job, or another process has taken it over."))
