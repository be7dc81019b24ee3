"""The provenance of an object as JSON: steps in order, what each voice claims, how it is judged, and the gaps."""

from collections.abc import Iterable
from typing import Any

from polyvocal.api.shapes import uri
from polyvocal.conf import label_of
from polyvocal.models import Edition, EventAssessment, Source, Standing, Voice
from polyvocal.pages.ribbons import method_in_words
from polyvocal.provenance import Gap
from polyvocal.selectors import Claim, Provenance, Step, Telling

_KEPT_ELSEWHERE = ("id", "step", "clause", "citations", "method")


def provenance_shape(found: Provenance, *, language: str) -> dict[str, Any]:
    """Return the steps with their claims, and the statements with the gaps that each leaves; labels in `language`."""
    return {
        "is_contested": any(step.is_contested for step in found.steps),
        "steps": [_step_shape(step) for step in found.steps],
        "statements": [_statement_shape(telling, language=language) for telling in found.tellings],
    }


def _step_shape(step: Step) -> dict[str, Any]:
    return {
        "id": str(step.key),
        "is_contested": step.is_contested,
        "claims": [_claim_shape(claim) for claim in step.claims],
    }


def _claim_shape(claim: Claim) -> dict[str, Any]:
    record = claim.record
    stated = record.as_json()
    return {
        "id": record.id,
        "statement": uri("edition", claim.edition.pk),
        "voices": _voices_shape(claim.voices),
        "words": record.clause,
        "language": claim.edition.text.language,
        "method": {"code": record.method, "label": method_in_words(record.method)} if record.method else None,
        "stated": {name: value for name, value in stated.items() if name not in _KEPT_ELSEWHERE},
        "sources": [_source_shape(source, locator) for source, locator in claim.grounds],
        "standing": {"code": claim.standing, "label": str(Standing(claim.standing).label)},
        "assessments": [_assessment_shape(row) for row in claim.assessments],
    }


def _assessment_shape(row: EventAssessment) -> dict[str, Any]:
    return {
        "voice": _voice_shape(row.voice),
        "standing": {"code": row.standing, "label": str(row.get_standing_display())},
        "reason": row.reason,
        "source": _source_shape(row.source, row.locator) if row.source else None,
        "assessed_at": row.assessed_at,
    }


def _statement_shape(telling: Telling, *, language: str) -> dict[str, Any]:
    edition = telling.edition
    text = edition.text
    return {
        "id": uri("edition", edition.pk),
        "text": uri("text", text.pk),
        "text_type": {"code": text.text_type, "label": label_of("text_type", text.text_type, language=language)},
        "perspective": text.perspective.slug,
        "language": text.language,
        "number": edition.number,
        "content_note": edition.content_note,
        "words": edition.words,
        "voices": _voices_shape(_speaking_in(edition)),
        "sources": [_source_shape(row.source, row.locator) for row in edition.citations.all()],
        "published_from": edition.published_from,
        "published_until": edition.published_until,
        "licence": edition.licence_uri or edition.licence,
        "gaps": [_gap_shape(gap, telling) for gap in telling.gaps],
    }


def _gap_shape(gap: Gap, telling: Telling) -> dict[str, Any]:
    return {
        "after_step": str(telling.claims[gap.after].statement.event.step) if gap.after >= 0 else None,
        "start": gap.start,
        "end": gap.end,
        "is_certain": gap.is_certain,
    }


def _speaking_in(edition: Edition) -> list[Voice]:
    return [row.voice for row in edition.attributions.all()]


def _voices_shape(voices: Iterable[Voice]) -> list[dict[str, Any]]:
    return [_voice_shape(voice) for voice in voices]


def _voice_shape(voice: Voice) -> dict[str, Any]:
    return {"id": uri("voice", voice.slug), "names": voice.names}


def _source_shape(source: Source, locator: str) -> dict[str, Any]:
    return {"title": source.title, "locator": locator, "uri": source.uri}
