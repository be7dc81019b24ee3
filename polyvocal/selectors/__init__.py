"""Reads that cross models. What they return of editions is public: withdrawn ones come as tombstones or not at all."""

from polyvocal.selectors.archive import (
    ALT_TEXT,
    TITLE,
    Archive,
    TextHistory,
    archive_of,
    as_of,
    current_texts,
    histories_in,
    history_of,
    make_tombstone,
    public_editions,
    with_ties,
)
from polyvocal.selectors.objects import find_object, object_numbered, objects_listed, titles_of, voices_counted

__all__ = [
    "ALT_TEXT",
    "TITLE",
    "Archive",
    "TextHistory",
    "archive_of",
    "as_of",
    "current_texts",
    "find_object",
    "histories_in",
    "history_of",
    "make_tombstone",
    "object_numbered",
    "objects_listed",
    "public_editions",
    "titles_of",
    "voices_counted",
    "with_ties",
]
