"""From the database to records: the dossiers of provenance research that the public may read."""

from collections.abc import Iterator

from polyvocal.linkeddata.dossiers import DocumentRecord, ResearchRecord, ResearchStepRecord
from polyvocal.linkeddata.gather import Gathering, voice_record
from polyvocal.selectors import Dossier, dossier_called, public_research


def research() -> Iterator[ResearchRecord]:
    """Yield every public dossier; there are few, and each is read by itself."""
    for slug in public_research().order_by("slug").values_list("slug", flat=True):
        record = research_record(slug)
        if record is not None:
            yield record


def research_record(slug: str) -> ResearchRecord | None:
    """Return one public dossier, or None."""
    found = dossier_called(slug)
    return _record(found) if found is not None else None


def _record(found: Dossier) -> ResearchRecord:
    row = found.research
    return ResearchRecord(
        slug=row.slug, title=row.title, question=row.question, period=row.period, method=row.method,
        findings=row.findings, outcome=row.outcome, begun=row.begun, ended=row.ended,
        steps=tuple(ResearchStepRecord(one.status, one.reason, one.taken_at) for one in found.steps),
        researchers=tuple(voice_record(one.voice) for one in row.researchers.all()),
        documents=tuple(
            DocumentRecord(one.source.title, one.locator, one.source.uri, one.kind) for one in row.documents.all()
        ),
        objects=tuple(Gathering().records_of(found.objects)),
    )  # fmt: skip
