"""Template tags and filters for museums and for polyvocal's own pages."""
