"""Writes what was planned: a chunk in one transaction, objects and texts in bulk, editions through publishing."""

from polyvocal.importers.apply.chunks import Applied, apply_plans, record_outcomes
from polyvocal.importers.apply.gone import mark_gone, unmark_gone

__all__ = ["Applied", "apply_plans", "mark_gone", "record_outcomes", "unmark_gone"]
