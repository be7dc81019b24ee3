"""Reads that cross models. What they return of editions is public: withdrawn ones come as tombstones or not at all."""

from polyvocal.selectors.archive import (
    ALT_TEXT,
    TITLE,
    Archive,
    TextHistory,
    Ties,
    archive_at,
    archive_of,
    as_of,
    current_texts,
    histories_in,
    history_of,
    make_tombstone,
    public_editions,
    ties_of,
    with_ties,
)
from polyvocal.selectors.browsing import (
    most_voiced,
    perspectives_in_use,
    public_voices,
    said_about,
    voices_in_use,
)
from polyvocal.selectors.fingerprints import fingerprint_of
from polyvocal.selectors.objects import find_object, object_numbered, objects_listed, titles_of, voices_counted
from polyvocal.selectors.provenance import STATEMENT, Claim, Provenance, Step, Telling, provenance_of, tenure_of
from polyvocal.selectors.research import Dossier, dossier_called, public_research, research_about
from polyvocal.selectors.terms import TermsOfWords

__all__ = [
    "ALT_TEXT",
    "STATEMENT",
    "TITLE",
    "Archive",
    "Claim",
    "Dossier",
    "Provenance",
    "Step",
    "Telling",
    "TermsOfWords",
    "TextHistory",
    "Ties",
    "archive_at",
    "archive_of",
    "as_of",
    "current_texts",
    "dossier_called",
    "find_object",
    "fingerprint_of",
    "histories_in",
    "history_of",
    "make_tombstone",
    "most_voiced",
    "object_numbered",
    "objects_listed",
    "perspectives_in_use",
    "provenance_of",
    "public_editions",
    "public_research",
    "public_voices",
    "research_about",
    "said_about",
    "tenure_of",
    "ties_of",
    "titles_of",
    "voices_counted",
    "voices_in_use",
    "with_ties",
]
