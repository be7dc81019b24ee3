"""Keeps terms: new ones as they come, known ones brought up to date with what changed written down beside them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from polyvocal.models import Term, TermChange
from polyvocal.provenance.folding import folded
from polyvocal.terms.candidates import Candidate

_AT_ONCE = 1_000
_WATCHED = ("labels", "alternatives", "scope_note", "broader", "matches")
"""What of a term is compared. Its source is not: several selections of one thesaurus give the same term."""


def terms_by_uri(uris: Iterable[str]) -> dict[str, Term]:
    """Return the kept terms of these URIs."""
    rest = iter(uris)
    found: dict[str, Term] = {}
    while several := list(islice(rest, _AT_ONCE)):
        found |= Term.objects.in_bulk(several, field_name="uri")
    return found


def keep_new(candidates: Iterable[Candidate]) -> None:
    """Keep the candidates that are not kept yet, so that they are found when no source can be reached."""
    by_uri = {one.uri: one for one in candidates}
    known = terms_by_uri(by_uri)
    now = timezone.now()
    rows = [
        Term(uri=uri, asked_at=now, **_values(one), **_source(one)) for uri, one in by_uri.items() if uri not in known
    ]
    Term.objects.bulk_create(rows, ignore_conflicts=True)


def kept(candidate: Candidate) -> Term:
    """Return the term of a candidate, kept now if it was not."""
    keep_new([candidate])
    return Term.objects.get(uri=candidate.uri)


def bring_up_to_date(term: Term, candidate: Candidate | None, *, by: str) -> TermChange | None:
    """Take over what the source says of a term now (None: it has it no more), and return what that changed, if so.

    What was before stays in the change; no label is ever lost.
    """
    now = timezone.now()
    with transaction.atomic():
        current = Term.objects.select_for_update().get(pk=term.pk)
        wanted: dict[str, Any] = {"is_gone": True} if candidate is None else {**_values(candidate), "is_gone": False}
        changed = [name for name in ("is_gone", *_WATCHED) if name in wanted and getattr(current, name) != wanted[name]]
        change = _noted(current, {name: wanted[name] for name in changed}, by=by, now=now)
        for name, value in {**wanted, **_new_source(current, candidate), "asked_at": now}.items():
            setattr(current, name, value)
        current.save()
    return change


def candidate_of(term: Term) -> Candidate:
    """Return a kept term as a candidate."""
    return Candidate(
        uri=term.uri, source=term.source, source_name=term.source_name, labels=term.labels,
        alternatives=term.alternatives, scope_note=term.scope_note,
        broader=[(one["uri"], one.get("labels", {})) for one in term.broader if one.get("uri")],
        matches=term.matches, is_kept=True, is_gone=term.is_gone,
    )  # fmt: skip


def findable_words(labels: Mapping[str, str], alternatives: Mapping[str, Sequence[str]]) -> str:
    """Return the labels of a term as they are searched: small letters without diacritics, one line."""
    words = [*labels.values(), *(one for several in alternatives.values() for one in several)]
    return " · ".join(dict.fromkeys(folded(one) for one in words))


def _values(candidate: Candidate) -> dict[str, Any]:
    return {
        "labels": dict(candidate.labels),
        "alternatives": {tag: list(several) for tag, several in candidate.alternatives.items()},
        "scope_note": dict(candidate.scope_note),
        "broader": [{"uri": uri, "labels": dict(labels)} for uri, labels in candidate.broader],
        "matches": list(candidate.matches),
        "findable_as": findable_words(candidate.labels, candidate.alternatives),
    }


def _source(candidate: Candidate) -> dict[str, str]:
    return {"source": candidate.source, "source_name": candidate.source_name}


def _new_source(term: Term, candidate: Candidate | None) -> dict[str, str]:
    return _source(candidate) if candidate is not None and not term.source_name else {}


def _noted(term: Term, after: Mapping[str, Any], *, by: str, now: datetime) -> TermChange | None:
    if not after:
        return None
    before = {name: getattr(term, name) for name in after}
    return TermChange.objects.create(term=term, before=before, after=dict(after), noticed_by=by, noticed_at=now)
