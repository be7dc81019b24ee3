"""Plans where words stood: a showing is noted with the edition whose words it showed, and changes no words."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from polyvocal.dates import bounds
from polyvocal.importers.models import SourceText
from polyvocal.importers.planning.plans import ShowingPlan
from polyvocal.models import Showing
from polyvocal.records import ShowingRecord

Kept = dict[str, Any]
"""A showing as the source gave it last, kept with the source's text: its values, `run` and, if it changed, `before`."""


def values_of(showing: ShowingRecord) -> Kept:
    """Return a showing as the columns of its table hold it, days as ISO 8601."""
    return {
        "place": showing.place,
        "exhibition": showing.exhibition,
        "shown_from": showing.shown_from.isoformat() if showing.shown_from else None,
        "shown_until": showing.shown_until.isoformat() if showing.shown_until else None,
        "dates": showing.dates.edtf,
        "dates_as_written": showing.dates.as_written,
    }


def not_over(showings: Iterable[ShowingRecord], today: date) -> tuple[ShowingRecord, ...]:
    """Leave out showings that had ended: they showed the words from before."""
    return tuple(one for one in showings if (end := _end_of(one)) is None or end >= today)


def showing_changes(
    source_text: SourceText, given: Sequence[ShowingRecord], rows: Sequence[Showing]
) -> list[ShowingPlan]:
    """Return what is to be noted with the edition of a source's text, and keep with it what the source gives now.

    A row that a curator changed is no longer what the source gave, and is left alone. What the source no longer gives
    stays.
    """
    before: list[Kept] = list(source_text.showings)
    known = [_values(one) for one in before]
    fresh = [one for one in given if values_of(one) not in known]
    if not fresh:
        return []
    still_given = [values_of(one) for one in given]
    replaceable = [one for one in before if _values(one) not in still_given]
    plans = []
    for showing in fresh:
        replaced = [one for one in replaceable if _is_same_place(one, showing)]
        row = _row_with(values_of(showing), rows)
        if len(replaced) == 1:
            replaceable.remove(replaced[0])
            before[before.index(replaced[0])] = {**values_of(showing), "before": _values(replaced[0])}
            if row is None and (changing := _row_with(_values(replaced[0]), rows)) is not None:
                plans.append(ShowingPlan(source_text.edition_id, showing, changing))
        else:
            before.append(values_of(showing))
            if row is None:
                plans.append(ShowingPlan(source_text.edition_id, showing))
    source_text.showings = before
    return plans


def row_values(row: Showing) -> Kept:
    """Return the values of a row as `values_of` does."""
    return {
        "place": row.place,
        "exhibition": row.exhibition,
        "shown_from": row.shown_from.isoformat() if row.shown_from else None,
        "shown_until": row.shown_until.isoformat() if row.shown_until else None,
        "dates": row.dates,
        "dates_as_written": row.dates_as_written,
    }


def _values(kept: Kept) -> Kept:
    return {name: value for name, value in kept.items() if name not in ("run", "before")}


def _row_with(values: Kept, rows: Sequence[Showing]) -> Showing | None:
    return next((row for row in rows if row_values(row) == values), None)


def _is_same_place(kept: Kept, showing: ShowingRecord) -> bool:
    return (kept["place"], kept["exhibition"]) == (showing.place, showing.exhibition)


def _end_of(showing: ShowingRecord) -> date | None:
    if showing.shown_until is not None:
        return showing.shown_until
    span = bounds(showing.dates.edtf) if showing.shown_from is None else None
    return span[1] if span else None
