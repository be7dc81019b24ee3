"""Outcomes, runs and jobs as a word and a mark, and what each outcome means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from polyvocal.importers.models import ImportRun, Outcome, RunState
from polyvocal.importers.runs import is_alive
from polyvocal.models import Job, JobState

TO_LOOK_AT = (Outcome.CONFLICT, Outcome.HELD, Outcome.INVALID)
"""The outcomes that ask for a person."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A state in words, with the code of its mark."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many records have an outcome, and what that means for the archive."""

    sign: Sign
    number: int
    meaning: str


def sign_of_outcome(outcome: str) -> Sign:
    """Return the sign of an outcome."""
    return Sign(outcome, str(Outcome(outcome).label))


def sign_of_run(run: ImportRun) -> Sign:
    """Return the sign of a run; one whose process died says so."""
    if run.state == RunState.RUNNING and not is_alive(run):
        return Sign("broken-off", str(RunState.BROKEN_OFF.label))
    return Sign(run.state, run.get_state_display())


def sign_of_job(job: Job) -> Sign:
    """Return the sign of a job; one that was asked to stop says so."""
    if job.state == JobState.RUNNING and job.is_to_stop:
        return Sign("cancelled", _("stopping"))
    return Sign(job.state, job.get_state_display())


def counts_in(counts: Mapping[str, Any], *, is_plan: bool) -> Sequence[Count]:
    """Return the outcomes that occurred, those that ask for a person first."""
    meanings = _planned_meanings() if is_plan else _meanings()
    order = [*TO_LOOK_AT, Outcome.UPDATE, Outcome.CREATE, Outcome.GONE, Outcome.UNCHANGED]
    return [Count(sign_of_outcome(one), counts[one], meanings[one]) for one in order if counts.get(one)]


def kind_of(job: Job) -> str:
    """Return what a job does, in words."""
    return {
        "plan-import": _("plan of an import"),
        "import": _("import"),
        "undo-import": _("undoing of an import"),
    }.get(job.kind, job.kind)


def _planned_meanings() -> dict[str, str]:
    return {
        Outcome.CREATE: _("Objects that are not here yet, with their texts as edition 1."),
        Outcome.UPDATE: _("The new words become the next edition. The present one stays readable, superseded."),
        Outcome.UNCHANGED: _("Nothing is written."),
        Outcome.CONFLICT: _("A curator has worked on the text since. The words are offered beside it, not published."),
        Outcome.HELD: _("They wait: the object is not clear, or the source has deleted the record."),
        Outcome.INVALID: _("They stay out. The reason and the record itself are kept, to be tried again."),
        Outcome.GONE: _("The source no longer holds them. They are marked; nothing is removed."),
    }


def _meanings() -> dict[str, str]:
    return {
        Outcome.CREATE: _("Objects that were new, with their texts."),
        Outcome.UPDATE: _("Facts or texts changed. Earlier editions stay readable."),
        Outcome.UNCHANGED: _("Nothing was written."),
        Outcome.CONFLICT: _("A curator has worked on the text since. The words are offered beside it, not published."),
        Outcome.HELD: _("They wait: the object is not clear, or the source has deleted the record."),
        Outcome.INVALID: _("They stayed out. The reason and the record itself are kept, to be tried again."),
        Outcome.GONE: _("The source no longer holds them. They were marked; nothing was removed."),
    }
