"""Dossiers of provenance research as records."""

from dataclasses import dataclass
from datetime import datetime

from polyvocal.records import CitationRecord, ObjectRecord, VoiceRecord


@dataclass(frozen=True, slots=True)
class ResearchStepRecord:
    """A status that a dossier was given, when, and why."""

    status: str
    reason: str
    taken_at: datetime


@dataclass(frozen=True)  # with slots of its own, what a citation says would not be among them
class DocumentRecord(CitationRecord):
    """A source that belongs to a dossier, and what it is to it (a code)."""

    kind: str = "document"


@dataclass(frozen=True, slots=True)
class ResearchRecord:
    """A public dossier; `period`, `begun` and `ended` are EDTF, the newest status stands last."""

    slug: str
    title: str
    question: str
    period: str = ""
    method: str = ""
    findings: str = ""
    outcome: str = ""
    begun: str = ""
    ended: str = ""
    steps: tuple[ResearchStepRecord, ...] = ()
    researchers: tuple[VoiceRecord, ...] = ()
    documents: tuple[DocumentRecord, ...] = ()
    objects: tuple[ObjectRecord, ...] = ()
