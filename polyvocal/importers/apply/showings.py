"""Writes where words stood: new showings, and other dates of those that the source gave before."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from polyvocal import ledger, publishing
from polyvocal.importers.apply.objects import BATCH
from polyvocal.importers.planning import Plan
from polyvocal.importers.planning.showings import values_of
from polyvocal.models import HintKind, Showing
from polyvocal.models.rows import insert_instances
from polyvocal.publishing import Actor
from polyvocal.records import ShowingRecord

_DATES = ("shown_from", "shown_until", "dates", "dates_as_written")


def write_showings(
    plans: Sequence[Plan], published: Sequence[tuple[UUID, Sequence[ShowingRecord]]], actor: Actor
) -> None:
    """Note the showings of editions just published, and those planned for editions that stood."""
    planned = [one for plan in plans for one in plan.showings]
    new = [_row(edition_id, one) for edition_id, showings in published for one in showings]
    new += [_row(one.edition_id, one.given) for one in planned if one.row is None]
    insert_instances(Showing, new)
    changed = [_dated(one.row, one.given) for one in planned if one.row is not None]
    Showing.objects.bulk_update(changed, _DATES, batch_size=BATCH)
    ledger.hint(HintKind.EDITION, [one.edition_id for one in planned])
    publishing.record_many([*new, *changed], actor, reason=actor.name)


def kept_showings(showings: Sequence[ShowingRecord], *, run_id: int) -> list[dict[str, Any]]:
    """Return what is kept with the text of a source of the showings it gave in this run."""
    return [{**values_of(one), "run": run_id} for one in showings]


def _row(edition_id: UUID, given: ShowingRecord) -> Showing:
    return _dated(Showing(edition_id=edition_id, place=given.place, exhibition=given.exhibition), given)


def _dated(row: Showing, given: ShowingRecord) -> Showing:
    row.shown_from, row.shown_until = given.shown_from, given.shown_until
    row.dates, row.dates_as_written = given.dates.edtf, given.dates.as_written
    return row
