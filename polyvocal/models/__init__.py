"""The tables: objects, voices, texts, provenance, terms, jobs, harvests; constraints and triggers keep promises."""

from polyvocal.models.drafts import OPEN_STATES, Draft, DraftState
from polyvocal.models.harvests import Announced, Announcement, HarvestSet, Hint, HintKind, Ledger, SetMember
from polyvocal.models.jobs import Job, JobState
from polyvocal.models.objects import AbstractCollectionObject, CollectionObject, FormerNumber
from polyvocal.models.provenance import (
    EventAssessment,
    EventCitation,
    EventStatement,
    Place,
    ProvenanceEvent,
    Standing,
)
from polyvocal.models.relations import Relation
from polyvocal.models.research import (
    ProvenanceResearch,
    Reliance,
    ResearchDocument,
    ResearchedObject,
    Researcher,
    ResearchStep,
    ReviewCall,
)
from polyvocal.models.roles import GivenPermission
from polyvocal.models.showings import Showing
from polyvocal.models.sources import Attribution, Citation, DraftAttribution, DraftCitation, Source
from polyvocal.models.streams import Stream, StreamAct, StreamMember
from polyvocal.models.terms import FactField, Term, TermChange, TermTie, UsedWord
from polyvocal.models.texts import LICENCES, Edition, EditionState, Erasure, Text
from polyvocal.models.triage import NameHit, TriageFlag, TriageJudgement, Verdict, WatchedName
from polyvocal.models.voices import UNKNOWN_VOICE, Perspective, Voice

__all__ = [
    "LICENCES",
    "OPEN_STATES",
    "UNKNOWN_VOICE",
    "AbstractCollectionObject",
    "Announced",
    "Announcement",
    "Attribution",
    "Citation",
    "CollectionObject",
    "Draft",
    "DraftAttribution",
    "DraftCitation",
    "DraftState",
    "Edition",
    "EditionState",
    "Erasure",
    "EventAssessment",
    "EventCitation",
    "EventStatement",
    "FactField",
    "FormerNumber",
    "GivenPermission",
    "HarvestSet",
    "Hint",
    "HintKind",
    "Job",
    "JobState",
    "Ledger",
    "NameHit",
    "Perspective",
    "Place",
    "ProvenanceEvent",
    "ProvenanceResearch",
    "Relation",
    "Reliance",
    "ResearchDocument",
    "ResearchStep",
    "ResearchedObject",
    "Researcher",
    "ReviewCall",
    "SetMember",
    "Showing",
    "Source",
    "Standing",
    "Stream",
    "StreamAct",
    "StreamMember",
    "Term",
    "TermChange",
    "TermTie",
    "Text",
    "TriageFlag",
    "TriageJudgement",
    "UsedWord",
    "Verdict",
    "Voice",
    "WatchedName",
]
