"""Takes erased words out of the rows that quote them: calls for review, names and flags of triage, their histories."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from reversion.models import Version

from polyvocal.models import (
    Edition,
    EventStatement,
    NameHit,
    ProvenanceEvent,
    Reliance,
    ReviewCall,
    TriageFlag,
    TriageJudgement,
)

_QUOTED = ("clause", "written")


@dataclass(frozen=True, slots=True)
class Said:
    """What an edition that is erased says, and what other editions of its text say and go on saying."""

    gone: frozenset[str]
    kept: frozenset[str]

    def is_quoted_in(self, written: str) -> bool:
        """Whether words hold what is erased, or are a piece of it that no other edition has."""
        if not written or any(written in one for one in self.kept):
            return False
        return any(one in written or written in one for one in self.gone)


def said_in(edition: Edition) -> Said:
    """Return what an edition says, read before its words are erased: its words, its clauses and whom they name."""
    others = Edition.objects.filter(text=edition.text_id).exclude(pk=edition.pk)
    return Said(_words_of(Edition.objects.filter(pk=edition.pk)), _words_of(others))


def forget_quotes(edition: Edition, said: Said) -> None:
    """Empty what quotes an erased edition, and the recorded history of those rows.

    Reasons that people gave are not looked into: who erases words reads those.
    """
    events = ProvenanceEvent.objects.filter(text=edition.text_id)
    calls, hits = ReviewCall.objects.filter(event__in=events), NameHit.objects.filter(event__in=events)
    flags = TriageFlag.objects.filter(obj=edition.text.obj_id)
    _forget_words(calls, "words", said)
    _forget_words(hits, "written", said)
    _forget_grounds(flags, said)
    _forget_grounds(TriageJudgement.objects.filter(flag__in=flags), said)
    for rows in (events, Reliance.objects.filter(event__in=events), calls, hits, flags):
        _forget_history(rows)


def _words_of(editions: "QuerySet[Edition]") -> frozenset[str]:
    found = set(editions.values_list("words", flat=True))
    stated = EventStatement.objects.filter(edition__in=editions)
    for row in stated.values_list("clause", "receiver", "sender"):
        found.update(row)
    return frozenset(found - {""})


def _forget_words(rows: "QuerySet[Any]", name: str, said: Said) -> None:
    quoting = [pk for pk, words in rows.values_list("pk", name) if said.is_quoted_in(words)]
    rows.model.objects.filter(pk__in=quoting).update(**{name: ""})


def _forget_grounds(rows: "QuerySet[Any]", said: Said) -> None:
    for key, grounds in rows.values_list("pk", "grounds"):
        without = [_without_quotes(ground, said) for ground in grounds]
        if without != grounds:
            rows.model.objects.filter(pk=key).update(grounds=without)


def _without_quotes(ground: Mapping[str, Any], said: Said) -> dict[str, Any]:
    return {name: "" if name in _QUOTED and said.is_quoted_in(str(value)) else value for name, value in ground.items()}


def _forget_history(rows: "QuerySet[Any]") -> None:
    keys = [str(key) for key in rows.values_list("pk", flat=True)]
    Version.objects.get_for_model(rows.model).filter(object_id__in=keys).delete()
