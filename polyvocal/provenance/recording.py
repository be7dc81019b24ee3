"""Between statements that were read and the events that an edition keeps. No Django."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from polyvocal.records import ProvenanceEventRecord

_ALIKE = 0.6
"""From this share of common letters on, a clause is taken to continue another one at its place."""


def carried_over(
    before: Sequence[ProvenanceEventRecord], after: Sequence[ProvenanceEventRecord]
) -> tuple[ProvenanceEventRecord, ...]:
    """Return the events of `after` with the keys and steps of those of `before` which they continue.

    Equal clauses continue each other; between them, clauses at the same place that are alike. Everything else is new.
    """
    continued: dict[int, ProvenanceEventRecord] = {}
    matcher = SequenceMatcher(None, [_plain(one) for one in before], [_plain(one) for one in after], autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continued.update(zip(range(new_start, new_end), before[start:end], strict=True))
        elif tag == "replace":
            continued.update(_alike(before[start:end], after[new_start:new_end], offset=new_start))
    return tuple(
        replace(one, id=continued[place].id, step=continued[place].step) if place in continued else one
        for place, one in enumerate(after)
    )


def _alike(
    before: Sequence[ProvenanceEventRecord], after: Sequence[ProvenanceEventRecord], *, offset: int
) -> dict[int, ProvenanceEventRecord]:
    """Pair clauses of a changed stretch in their order, each with the most alike of those still free."""
    found: dict[int, ProvenanceEventRecord] = {}
    first = 0
    for place, one in enumerate(after):
        free = range(first, len(before))
        best = max(free, key=lambda index: _likeness(before[index], one), default=None)
        if best is not None and _likeness(before[best], one) >= _ALIKE:
            found[offset + place] = before[best]
            first = best + 1
    return found


def _likeness(one: ProvenanceEventRecord, other: ProvenanceEventRecord) -> float:
    return SequenceMatcher(None, _plain(one), _plain(other), autojunk=False).ratio()


def _plain(record: ProvenanceEventRecord) -> str:
    return " ".join(record.clause.casefold().split()).strip(" .;,")
