"""Tests of polyvocal.importers.returning."""
