"""Asks the sources what became of the terms in use: labels that changed, terms that are gone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from polyvocal.models import Term, TermTie
from polyvocal.publishing import Actor
from polyvocal.terms.keeping import bring_up_to_date
from polyvocal.terms.network import look_up

AT_ONCE = 20


@dataclass(slots=True)
class Checked:
    """What a check came to: terms asked for, changed, gone, and those of which nothing could be learned."""

    of: int = 0
    terms: int = 0
    changed: int = 0
    gone: int = 0
    unanswered: int = 0

    @property
    def percent(self) -> int:
        """How far the check is."""
        return 100 * self.terms // self.of if self.of else 100

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {"of": self.of, "terms": self.terms, "changed": self.changed, "gone": self.gone,
                "unanswered": self.unanswered}  # fmt: skip


def terms_in_use() -> Any:
    """Return the terms that words are tied to, and those that a source record gave and nobody asked about yet."""
    tied = Exists(TermTie.objects.standing().filter(term=OuterRef("pk")))
    return Term.objects.filter(Q(tied) | Q(asked_at__isnull=True)).order_by("pk")


def check_terms(
    actor: Actor,
    came_to: Callable[[Checked, int], None] = lambda checked, last: None,
    *,
    begun: Mapping[str, int] | None = None,
    after: int = 0,
) -> Checked:
    """Look every term in use up and keep what changed. `came_to` hears counts and the last key, and may raise to stop.

    A check that broke off goes on behind the key `after` with the counts `begun`. Raises NetworkError where the
    network cannot be reached; what was checked until then stays.
    """
    checked = Checked(**(begun or {}))
    checked.of = checked.terms + terms_in_use().filter(pk__gt=after).count()
    while several := list(terms_in_use().filter(pk__gt=after)[:AT_ONCE]):
        for term, found in zip(several, look_up([one.uri for one in several]), strict=True):
            checked.terms += 1
            if found.problem:
                checked.unanswered += 1
                continue
            change = bring_up_to_date(term, found.candidate, by=actor.name)
            checked.changed += change is not None and found.candidate is not None
            checked.gone += change is not None and found.candidate is None
        after = several[-1].pk
        came_to(checked, after)
    return checked
