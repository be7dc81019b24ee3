"""Tests of the room that runs triage."""
