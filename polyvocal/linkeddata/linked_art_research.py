"""Linked Art 1.0: a dossier of provenance research as the activity that it is, with what it found in words.

Linked Art has no record for research. What was asked, how, and what was found are statements that bear the names of the
fields; the words have no language, for a dossier does not say in which language it is written.
"""

from polyvocal.conf import label_of
from polyvocal.dates import bounds
from polyvocal.linkeddata import addresses, parts, terms
from polyvocal.linkeddata.dossiers import ResearchRecord, ResearchStepRecord
from polyvocal.linkeddata.phrases import day, phrase
from polyvocal.linkeddata.terms import Node


def research_document(research: ResearchRecord) -> Node:
    """Return a dossier: who looked into which objects, when, and what came of it."""
    uri = addresses.identifier_uri(addresses.RESEARCH, research.slug)
    return parts.filled(
        parts.record(uri, "Activity", research.title)
        | {
            "identified_by": [parts.name(research.title)],
            "timespan": _duration(research),
            "carried_out_by": [parts.voice_reference(voice) for voice in research.researchers],
            "used_specific_object": [parts.object_reference(obj) for obj in research.objects],
            "influenced_by": parts.sources_with_address(research.documents),
            "referred_to_by": [
                *_words(research),
                *(_status(step, language) for step in research.steps for language in ("nl", "en")),
                *(parts.citation(one) for one in research.documents),
            ],
        }
    )


def _duration(research: ResearchRecord) -> Node:
    first, _last = bounds(research.begun) or (None, None)
    _first, last = bounds(research.ended) or (None, None)
    return parts.days(first, last)


def _words(research: ResearchRecord) -> list[Node]:
    said = {
        "question": research.question,
        "period": research.period,
        "method": research.method,
        "findings": research.findings,
        "outcome": research.outcome,
    }
    return [parts.statement(words, terms.NOTE, called=phrase(name, "en")) for name, words in said.items() if words]


def _status(step: ResearchStepRecord, language: str) -> Node:
    label = label_of("research_status", step.status, language=language)
    words = phrase("status", language, day=day(step.taken_at), status=label, reason=step.reason)
    return parts.statement(words, terms.NOTE, language=language, called=phrase("status of research", language))
