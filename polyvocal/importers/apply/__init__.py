"""Writes what was planned: a chunk in one transaction, objects and texts in bulk, editions through publishing."""

from polyvocal.importers.apply.chunks import Application, Applied, record_outcomes
from polyvocal.importers.apply.gone import mark_gone, unmark_gone

__all__ = ["Application", "Applied", "mark_gone", "record_outcomes", "unmark_gone"]
