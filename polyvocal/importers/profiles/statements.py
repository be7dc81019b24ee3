"""Reads the events of a provenance statement, in the notation that a profile declares for its source."""

from dataclasses import replace
from functools import lru_cache

from polyvocal.provenance import event_records, read_statement
from polyvocal.records import CitationRecord, ProvenanceEventRecord

STATEMENT = "provenance-statement"
"""The text type whose editions state events."""

LANGUAGES = ("nl", "en")
"""The languages of the grammar."""

_LONGEST_TITLE = 500


# Whole series of objects bear one statement, and a record that changed elsewhere gives the same one again.
@lru_cache(maxsize=2_000)
def events_stated(words: str, *, notation: str, language: str) -> tuple[ProvenanceEventRecord, ...]:
    """Return what a statement says, clause by clause; nothing without a notation or in a language nobody can read."""
    if not notation or language.lower().split("-")[0] not in LANGUAGES:
        return ()
    statement = read_statement(words, notation=notation, language=language)
    return tuple(replace(one, citations=_titled(one.citations)) for one in event_records(statement))


def _titled(citations: tuple[CitationRecord, ...]) -> tuple[CitationRecord, ...]:
    """Cut titles that no row can hold; the statement has the whole words, in its note."""
    return tuple(
        replace(one, title=f"{one.title[: _LONGEST_TITLE - 1]}…") if len(one.title) > _LONGEST_TITLE else one
        for one in citations
        if one.title.strip()
    )
