"""The provenance of an object as a ribbon: owners through time, what is not known between them, rivals side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from polyvocal.dates import OwnershipDates
from polyvocal.models import Edition
from polyvocal.provenance import Gap
from polyvocal.provenance.methods import METHODS
from polyvocal.records import ObjectFacts, PartyRecord, ProvenanceEventRecord, TenureRecord
from polyvocal.selectors import Archive, Claim, Provenance, Step, Telling, provenance_of

LONGEST_STRETCH = 6
"""How many times as tall as the shortest the emptiest stretch is drawn."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim as it is printed: the name and how, when and from whom, in the visitor's language; `doubts` in words.

    `further` holds what is said more quietly: the name of each field and what stands in it.
    """

    claim: Claim
    record: ProvenanceEventRecord
    how: str
    when: str
    receiver: str
    sender: str
    doubts: tuple[str, ...]
    further: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A step with everything that is claimed about it, or the gap that follows one.

    `leads_on` says how the step leads to the next: `direct`, `unknown`, or '' behind the last. `stretch` is how tall a
    gap is drawn, from 1 to `LONGEST_STRETCH`; `is_followed_by_gap` says that one comes next.
    """

    step: Step | None = None
    shown: tuple[Shown, ...] = ()
    leads_on: str = ""
    gap: Gap | None = None
    stretch: int = 1
    is_followed_by_gap: bool = False

    @property
    def in_short(self) -> list[Shown]:
        """One claim for each name and time that differ."""
        return list({(one.receiver or one.record.clause, one.when): one for one in reversed(self.shown)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Ribbon:
    """The rows in their order, and the statements they were taken from, each with its translations."""

    rows: tuple[Row, ...]
    tellings: tuple[Telling, ...]

    @property
    def statements(self) -> tuple[Edition, ...]:
        """The editions that are read here."""
        return tuple(telling.edition for telling in self.tellings)

    @property
    def is_contested(self) -> bool:
        """Whether rivals or a disputed claim stand in it."""
        return any(row.step is not None and row.step.is_contested for row in self.rows)

    @property
    def gaps(self) -> list[Gap]:
        """What is left open."""
        return [row.gap for row in self.rows if row.gap is not None]


def ribbon_of(
    obj: Any, facts: ObjectFacts, *, moment: Any, language: str = "", archive: Archive | None = None
) -> Ribbon:
    """Return the ribbon of an object as it stood at `moment`; a constant number of queries, fewer with its `archive`.

    Of a statement and its translation, the one nearest to `language` is shown.
    """
    span = {"made": facts.produced.edtf, "acquired": facts.acquisition.date.edtf}
    found = provenance_of(obj, moment, language=language, archive=archive, **span)
    return Ribbon(tuple(_rows(found)), found.tellings)


def _rows(found: Provenance) -> Iterator[Row]:
    """Yield the steps, and behind each the gap that the longest telling leaves there."""
    main = max(found.tellings, key=lambda one: len(one.claims), default=None)
    gaps = _gaps_by_step(main) if main else {}
    if -1 in gaps:
        yield _gap_row(gaps[-1])
    for number, step in enumerate(found.steps):
        is_last = number == len(found.steps) - 1
        yield Row(
            step, tuple(shown(claim) for claim in step.claims), leads_on="" if is_last else _leads_on(step),
            is_followed_by_gap=step.key in gaps,
        )  # fmt: skip
        if step.key in gaps:
            yield _gap_row(gaps[step.key])


def _gaps_by_step(telling: Telling) -> dict[Any, Gap]:
    return {-1 if gap.after < 0 else telling.claims[gap.after].statement.event.step: gap for gap in telling.gaps}


def _gap_row(gap: Gap) -> Row:
    years = gap.years or 1
    return Row(gap=gap, stretch=min(LONGEST_STRETCH, 1 + years // 8))


def _leads_on(step: Step) -> str:
    return "direct" if any(claim.record.is_direct for claim in step.claims) else "unknown"


def shown(claim: Claim) -> Shown:
    """Return a claim as it is printed."""
    record = claim.record
    return Shown(
        claim=claim, record=record, how=method_in_words(record.method), when=tenure_in_words(record.tenure),
        receiver=party_in_words(record.receiver), sender=party_in_words(record.sender), doubts=tuple(doubts_of(record)),
        further=tuple(_further(record)),
    )  # fmt: skip


def method_in_words(code: str) -> str:
    """Return the label of a method in the active language; an unknown code is its own label."""
    method = METHODS.get(code)
    language = (get_language() or "en").split("-")[0]
    return method.labels.get(language) or method.labels["en"] if method else code


def tenure_in_words(tenure: TenureRecord) -> str:
    """Return when something came and went in the active language (Dutch or English); else as it was written."""
    dates = OwnershipDates(
        tenure.as_written, tenure.botb, tenure.eotb, tenure.bote, tenure.eote,
        is_understood=any((tenure.botb, tenure.eotb, tenure.bote, tenure.eote)),
    )  # fmt: skip
    return dates.in_words("nl" if (get_language() or "en").startswith("nl") else "en")


def gap_in_words(gap: Gap) -> str:
    """Return in a sentence which years are open, and whether surely."""
    years = {"start": gap.start.year if gap.start else "", "end": gap.end.year if gap.end else ""}
    if gap.start and gap.end and gap.is_certain:
        return _("%(start)d–%(end)d: nothing is known.") % years
    if gap.start and gap.end:
        return _("Between %(start)d and %(end)d it is not known for certain who had it.") % years
    if gap.start:
        return _("After %(start)d it is not known who had it, nor until when.") % years
    if gap.end:
        return _("Before %(end)d it is not known who had it, nor since when.") % years
    return _("Who had it then, and when, is not known.")


def party_in_words(party: PartyRecord | None) -> str:
    """Return a party with its life and place, '' for none."""
    if party is None:
        return ""
    life = f"{party.born or '?'}–{party.died or '?'}" if party.born or party.died else ""
    named = f"{party.name} ({life})" if life else party.name
    return f"{named}, {party.place}" if party.place else named


def _further(record: ProvenanceEventRecord) -> Iterator[tuple[str, str]]:
    """Yield what else a claim says; the words themselves are those of the statement."""
    fields = (
        (_("Role"), record.receiver.role if record.receiver else ""),
        (_("Through"), party_in_words(record.receiver_agent)),
        (_("On behalf of the giver"), party_in_words(record.sender_agent)),
        (_("Occasion"), record.occasion),
        (_("Place"), record.place),
        (_("In the sale"), record.lot_number),
        (_("Stock number"), record.stock_number),
        (_("Price"), record.price),
    )
    yield from (field for field in fields if field[1])


def doubts_of(record: ProvenanceEventRecord) -> Iterator[str]:
    """Yield in sentences what a statement itself doubts of an event."""
    if not record.is_certain:
        yield _("The statement says “possibly”.")
    parties: Sequence[PartyRecord | None] = (record.receiver, record.receiver_agent, record.sender, record.sender_agent)
    for party in parties:
        if party is not None and not party.is_certain:
            yield _("The name %(name)s is uncertain.") % {"name": party.name}
        if party is not None and not party.is_place_certain:
            yield _("The place %(place)s is uncertain.") % {"place": party.place}
    if any("?" in edtf for edtf in (record.tenure.botb, record.tenure.eotb, record.tenure.bote, record.tenure.eote)):
        yield _("The date is uncertain.")
