"""Linked Data out: gather records from the selectors, let a profile make documents of them, serialise these."""
