"""A sweep as a job: started by whoever is asked for a feed while much has changed."""

from collections.abc import Mapping
from typing import Any

from polyvocal.jobs import Work, register
from polyvocal.ledger.refreshing import KIND
from polyvocal.ledger.sweeping import Swept, sweep


def register_kind() -> None:
    """Make the kind of job known."""
    register(KIND, sweep_job)


def sweep_job(work: Work) -> Mapping[str, Any]:
    """Take in what changed. Begun again, it passes over what was told already."""

    def told(swept: Swept) -> None:
        percent = 100 * swept.objects // swept.of if swept.of else 100
        work.came_to({"percent": percent, **swept.as_json()})

    return sweep(is_whole=bool(work.arguments.get("is_whole")), came_to=told).as_json()
