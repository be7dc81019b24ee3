"""Triage as a job, which the admin starts and watches."""

from collections.abc import Mapping
from typing import Any

from polyvocal.jobs import Work, register
from polyvocal.triage.running import Counts, run_triage

KIND = "triage"


def register_kind() -> None:
    """Make the kind of job known."""
    register(KIND, triage_job)


def triage_job(work: Work) -> Mapping[str, Any]:
    """Run triage over the whole collection. Begun again it looks at all anew; what stands is not written twice."""

    def told(counts: Counts) -> None:
        work.came_to({"percent": counts.percent, **counts.as_json()})

    return run_triage(told).as_json()
