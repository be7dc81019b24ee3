"""Runs triage over the collection, takes watch lists in, and keeps what people made of what was found."""

from polyvocal.triage.judging import judge_flag, judge_hit
from polyvocal.triage.lists import Line, ListReport, read_list, take_in_list
from polyvocal.triage.reasons import reasons_of, rule_label, rule_labels
from polyvocal.triage.running import Counts, run_triage
from polyvocal.triage.tables import csv_lines

__all__ = [
    "Counts",
    "Line",
    "ListReport",
    "csv_lines",
    "judge_flag",
    "judge_hit",
    "read_list",
    "reasons_of",
    "rule_label",
    "rule_labels",
    "run_triage",
    "take_in_list",
]
