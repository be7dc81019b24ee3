"""What came of every record of a dump."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What came of a record."""

    BROUGHT = "brought-back"
    STANDING = "already-here"
    KEPT = "kept-as-it-is-here"
    REFUSED = "refused"
    DAMAGED = "damaged"


NOT_BROUGHT = (Outcome.KEPT, Outcome.REFUSED, Outcome.DAMAGED)
"""The outcomes of records that the archive lacks, or has otherwise than the dump."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A record of a dump with what came of it: the kind of thing and its key, where it stood, and why."""

    kind: str
    key: str
    outcome: Outcome
    reason: str = ""
    file: str = ""
    line: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "kind": self.kind, "key": self.key, "outcome": str(self.outcome), "reason": self.reason,
            "file": self.file, "line": self.line,
        }  # fmt: skip


@dataclass(slots=True)
class Tally:
    """How many records of each kind had which outcome, and how many editions came with them."""

    counts: Counter[tuple[str, Outcome]] = field(default_factory=Counter)
    editions: int = 0
    relations: int = 0

    def add(self, one: Returned) -> None:
        """Count a record."""
        self.counts[one.kind, one.outcome] += 1

    def of(self, *outcomes: Outcome) -> int:
        """Return how many records had one of these outcomes."""
        return sum(count for (_kind, outcome), count in self.counts.items() if outcome in outcomes)

    def as_json(self) -> dict[str, Any]:
        """Return the counts as plain values."""
        named = {f"{kind}:{outcome}": count for (kind, outcome), count in sorted(self.counts.items())}
        return {"counts": named, "editions": self.editions, "relations": self.relations}
