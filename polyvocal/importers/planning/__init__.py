"""Decides what a record would change, without reading or writing a database: the dry run prints it, apply does it."""

from polyvocal.importers.planning.explaining import explained, plan_lines
from polyvocal.importers.planning.plans import EditionPlan, FieldChange, Offer, Plan, RelationPlan
from polyvocal.importers.planning.records import Planner

__all__ = [
    "EditionPlan",
    "FieldChange",
    "Offer",
    "Plan",
    "Planner",
    "RelationPlan",
    "explained",
    "plan_lines",
]
