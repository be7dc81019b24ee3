"""Writes what was planned: a chunk in one transaction, objects and texts in bulk, editions through publishing."""

from polyvocal.importers.apply.chunks import Applied, apply_plans, record_outcome

__all__ = ["Applied", "apply_plans", "record_outcome"]
