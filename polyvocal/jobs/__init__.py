"""Runs what takes longer than a page may. One table is the truth; Celery runs it, or a child process does."""

from polyvocal.jobs.kinds import register
from polyvocal.jobs.running import run_job, run_waiting
from polyvocal.jobs.starting import again, cancel, shares_of, start, wake
from polyvocal.jobs.work import Work

__all__ = ["Work", "again", "cancel", "register", "run_job", "run_waiting", "shares_of", "start", "wake"]
