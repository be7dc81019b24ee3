"""Imports in Django's admin: runs, what came of each record, and the source records."""

from polyvocal.importers.admin.records import RecordOutcomeAdmin, SourceRecordAdmin
from polyvocal.importers.admin.runs import ImportRunAdmin

__all__ = ["ImportRunAdmin", "RecordOutcomeAdmin", "SourceRecordAdmin"]
