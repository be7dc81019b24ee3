"""Doors for those who harvest: what changed, what there is, and what was said at a moment in the past."""
