"""The claims about an object's provenance: what each event says, who says it, who says otherwise, how it is judged."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from polyvocal.linkeddata import addresses, parts
from polyvocal.linkeddata.phrases import phrase
from polyvocal.linkeddata.terms import Node
from polyvocal.records import AssessmentRecord, EditionRecord, ProvenanceEventRecord, TextRecord

_WEIGHT = ("disproved", "disputed", "supported")


@dataclass(frozen=True, slots=True)
class Claim:
    """An event as the current edition of its statement puts it, else as the last readable one that stated it did.

    `before` and `after` are the events that it stands before and after in its statement; `has_rivals` says whether
    others claim something else about the same step.
    """

    text: TextRecord
    edition: EditionRecord
    event: ProvenanceEventRecord
    assessments: tuple[AssessmentRecord, ...] = ()
    has_rivals: bool = False
    before: str = ""
    after: str = ""

    @property
    def uri(self) -> str:
        """The identifier of the claim."""
        return addresses.identifier_uri(addresses.CLAIM, self.event.id)

    @property
    def is_current(self) -> bool:
        """Whether the event is still stated."""
        return self.edition.state == "current"

    @property
    def standing(self) -> str:
        """The weightiest judgement, or that the event is no longer stated."""
        if not self.is_current:
            return "no longer stated"
        given = {one.standing for one in self.assessments}
        return next((one for one in _WEIGHT if one in given), "stated")

    @property
    def is_contested(self) -> bool:
        """Whether others claim otherwise, or dispute or disprove it."""
        return self.has_rivals or self.standing in ("disproved", "disputed")

    @property
    def label(self) -> str:
        """What the claim is called, its standing with it where that matters."""
        standing = "" if self.standing == "stated" else f" ({phrase(self.standing, 'en')})"
        return phrase("claim", "en", clause=self.event.clause, standing=standing)

    @property
    def reference(self) -> Node:
        """The reference to the claim."""
        return parts.reference(self.uri, "Activity", self.label)


def claims_in(texts: Iterable[TextRecord]) -> list[Claim]:
    """Return every event that a readable edition of these texts stated, once, in the order of the statements."""
    found = [claim for text in texts for claim in _claims_of(text)]
    sides: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for claim in found:
        if claim.is_current:
            sides[claim.event.step].add(_side(claim))
    return [
        Claim(
            one.text, one.edition, one.event, one.assessments,
            has_rivals=len(sides[one.event.step] | {_side(one)}) > 1, before=one.before, after=one.after,
        )
        for one in found
    ]  # fmt: skip


def _side(claim: Claim) -> tuple[str, ...]:
    # The same voices in another language are no rivals of themselves.
    return (claim.text.perspective.slug, *sorted({one.voice.slug for one in claim.edition.attributions}))


def _claims_of(text: TextRecord) -> Iterator[Claim]:
    seen: set[str] = set()
    for edition in sorted(text.editions, key=lambda one: (one.state == "current", one.number or 0), reverse=True):
        for place, event in enumerate(edition.events):
            if edition.state == "withdrawn" or event.id in seen:
                continue
            seen.add(event.id)
            judged = tuple(one for one in text.assessments if one.event_id == event.id)
            following, preceding = _key(edition.events, place + 1), _key(edition.events, place - 1)
            yield Claim(text, edition, event, judged, before=following, after=preceding)


def _key(events: Sequence[ProvenanceEventRecord], place: int) -> str:
    return events[place].id if 0 <= place < len(events) else ""
