"""Reads and writes provenance statements, and finds what they leave open: plain Python, no tables of its own."""

from polyvocal.provenance.gaps import Gap, Tenure, concluded, gaps_between

__all__ = ["Gap", "Tenure", "concluded", "gaps_between"]
