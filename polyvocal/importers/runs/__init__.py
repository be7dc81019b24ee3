"""Drives an import from file to outcome: chunk by chunk, so that memory stays flat and one bad record stops nothing."""

from polyvocal.importers.runs.again import records_to_retry, resume_import, retry_import
from polyvocal.importers.runs.beginning import run_import
from polyvocal.importers.runs.fetched import brought, fetched_in_words, may_fetch, remembered
from polyvocal.importers.runs.holding import is_alive, stop
from polyvocal.importers.runs.orders import ImportOrder, Listener
from polyvocal.importers.runs.reports import ReportWriter, written_report
from polyvocal.importers.runs.sharing import help_import
from polyvocal.importers.runs.tally import Tally
from polyvocal.importers.runs.undoing import Undone, undo_import

__all__ = [
    "ImportOrder",
    "Listener",
    "ReportWriter",
    "Tally",
    "Undone",
    "brought",
    "fetched_in_words",
    "help_import",
    "is_alive",
    "may_fetch",
    "records_to_retry",
    "remembered",
    "resume_import",
    "retry_import",
    "run_import",
    "stop",
    "undo_import",
    "written_report",
]
