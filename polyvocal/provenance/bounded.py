"""Which texts are read at all: rules that look ahead and back need an end, and no museum writes past these."""

import re

LONGEST_TEXT = 40_000
LONGEST_CLAUSE = 3_000
_ENDLESS_SPACE = re.compile(r"\s{200}")


def is_readable(text: str) -> bool:
    """Whether a text is short enough to be read, with no space in it that does not end."""
    return len(text) <= LONGEST_TEXT and not _ENDLESS_SPACE.search(text)
