"""Drives an import from file to outcome: chunk by chunk, so that memory stays flat and one bad record stops nothing."""

from polyvocal.importers.runs.reports import ReportWriter
from polyvocal.importers.runs.running import ImportOrder, Listener, run_import
from polyvocal.importers.runs.tally import Tally

__all__ = ["ImportOrder", "Listener", "ReportWriter", "Tally", "run_import"]
