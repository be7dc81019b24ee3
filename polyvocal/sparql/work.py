"""Bringing the store up to date as a job: started by whoever asks while much has changed."""

from collections.abc import Mapping
from typing import Any

from polyvocal import ledger
from polyvocal.jobs import Work, register
from polyvocal.sparql.filling import Filled, bring_up_to_date
from polyvocal.sparql.readiness import KIND


def register_kind() -> None:
    """Make the kind of job known."""
    register(KIND, fill_job)


def fill_job(work: Work) -> Mapping[str, Any]:
    """Take in what changed. Begun again, it passes over what is in the store already."""

    def told(filled: Filled) -> None:
        percent = 100 * filled.objects // filled.of if filled.of else 100
        work.came_to({"percent": percent, **filled.as_json()})

    ledger.sweep()
    return bring_up_to_date(is_whole=bool(work.arguments.get("is_whole")), came_to=told).as_json()
