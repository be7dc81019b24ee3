"""Lets a plan be carried out: only what was shown, on the files that were read, while nothing came between."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from polyvocal import jobs
from polyvocal.exceptions import PolyvocalError, RunStateError
from polyvocal.importers.models import WORKING_STATES, ImportRun
from polyvocal.importers.profiles import load_profile
from polyvocal.importers.runs import is_alive
from polyvocal.importers.runs.files import unchanged
from polyvocal.importers.runs.holding import last_run_of
from polyvocal.models import Job, JobState
from polyvocal.publishing import Actor


def approve(plan: Job, actor: Actor) -> Job:
    """Start the import that a plan has shown and return its job; a plan that was approved before gives that job.

    Raises RunStateError where the plan does not hold any more, NotPermittedError where the actor may not publish.
    """
    actor.require("publish_text")
    with transaction.atomic():
        plan = Job.objects.select_for_update().get(pk=plan.pk)
        if (before := import_of(plan)) is not None:
            return before
        if (reason := why_not(plan)) != "":
            raise RunStateError(reason)
        read = {"paths": plan.result.get("paths", plan.arguments["paths"]), "since": ""}
        return jobs.start("import", {**plan.arguments, **read, "plan": plan.pk}, actor)


def begin_again(job: Job, actor: Actor) -> Job:
    """Let a job of the importers that failed or was cancelled go on, in the name of who asks for it.

    Raises NotPermittedError where it publishes and the actor may not, JobStateError where it has not ended so.
    """
    if job.kind != "plan-import":
        actor.require("publish_text")
    return jobs.again(job, actor)


def import_of(plan: Job) -> Job | None:
    """Return the job that carries out a plan."""
    return Job.objects.filter(kind="import", arguments__plan=plan.pk).first()


def why_not(plan: Job) -> str:
    """Return why a plan cannot be carried out (any more), '' where it can."""
    basis: Mapping[str, Any] = plan.result
    if plan.kind != "plan-import" or plan.state != JobState.DONE or "files" not in basis:
        return _("There is no plan to carry out.")
    if (run := _at_work(basis["system"])) is not None:
        return _("Run %(number)d works on this source. Wait until it has ended, then plan again.") % {"number": run.pk}
    if last_run_of(basis["system"]) != basis["last_run"]:
        return _("This source was imported after this plan was made. Plan again.")
    try:
        unchanged(basis["files"])
        recipe = load_profile(plan.arguments["profile"]).recipe
    except RunStateError:
        return _("The files have changed since this plan was made, or are gone. Plan again.")
    except PolyvocalError as error:
        return str(error)
    return "" if recipe == basis["recipe"] else _("The profile has changed since this plan was made. Plan again.")


def _at_work(system: str) -> ImportRun | None:
    working = ImportRun.objects.filter(system__name=system, state__in=WORKING_STATES).select_related("system")
    return next((run for run in working if is_alive(run)), None)
