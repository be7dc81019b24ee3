"""Tests of polyvocal.pages."""
