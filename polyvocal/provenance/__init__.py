"""Reads and writes provenance statements, and finds what they leave open: plain Python, no tables of its own."""

from polyvocal.provenance.gaps import Gap, Tenure, concluded, gaps_between
from polyvocal.provenance.methods import METHODS, Method
from polyvocal.provenance.notations import NOTATIONS, Notation
from polyvocal.provenance.reading import read_statement
from polyvocal.provenance.recording import carried_over, event_records, rewritten, statement_of
from polyvocal.provenance.statements import (
    Authority,
    Clause,
    Directness,
    Event,
    Life,
    Note,
    Party,
    Piece,
    Place,
    Price,
    Relation,
    Statement,
    Unparsed,
)
from polyvocal.provenance.writing import Drift, drift, write_event, write_statement

__all__ = [
    "METHODS",
    "NOTATIONS",
    "Authority",
    "Clause",
    "Directness",
    "Drift",
    "Event",
    "Gap",
    "Life",
    "Method",
    "Notation",
    "Note",
    "Party",
    "Piece",
    "Place",
    "Price",
    "Relation",
    "Statement",
    "Tenure",
    "Unparsed",
    "carried_over",
    "concluded",
    "drift",
    "event_records",
    "gaps_between",
    "read_statement",
    "rewritten",
    "statement_of",
    "write_event",
    "write_statement",
]
