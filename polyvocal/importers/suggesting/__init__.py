"""Writes a first profile for an export that nobody has described yet, from a sample of its records."""

from polyvocal.importers.suggesting.suggestions import SAMPLE, suggested_profile

__all__ = ["SAMPLE", "suggested_profile"]
