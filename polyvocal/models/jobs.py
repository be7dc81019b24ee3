"""Jobs: work that takes longer than a page may. The row is the truth, whoever runs it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """How far a job has come."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


OPEN_JOB_STATES = (JobState.WAITING, JobState.RUNNING)


class JobQuerySet(models.QuerySet["Job"]):
    """Filters on jobs."""

    def open(self) -> "JobQuerySet":
        """Jobs that have not come to their end."""
        return self.filter(state__in=OPEN_JOB_STATES)


class Job(models.Model):
    """One piece of work: its kind and arguments, who asked for it, how far it has come, and what came of it.

    `cursor` is what the work itself needs in order to go on after its process died; `progress` is for people.
    """

    kind = models.SlugField(_("kind"), max_length=60)
    arguments = models.JSONField(_("arguments"), default=dict)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("account"),
    )  # fmt: skip
    actor_name = models.CharField(_("started by"), max_length=200)
    language = models.CharField(_("language"), max_length=20, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=JobState.choices, default=JobState.WAITING)
    is_to_stop = models.BooleanField(_("is to stop"), default=False)
    cursor = models.JSONField(_("how far it has come"), default=dict)
    progress = models.JSONField(_("progress"), default=dict)
    result = models.JSONField(_("result"), default=dict)
    error = models.TextField(_("error"), blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    holder = models.CharField(_("process"), max_length=200, blank=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    created_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects: ClassVar[JobQuerySet] = JobQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-id"]
        permissions = [("write_dump", _("Can write dumps of Linked Data"))]
        indexes = [models.Index(fields=["state"], name="polyvocal_job_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="polyvocal_job_state_is_known"),
            models.CheckConstraint(condition=~Q(actor_name=""), name="polyvocal_job_has_an_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether the job has not come to its end."""
        return self.state in OPEN_JOB_STATES
