"""Words and terms: searching, tying, counting, checking, tables."""
