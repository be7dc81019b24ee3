"""Takes back the showings that a run noted with editions it did not make, where they stand as the run left them."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from polyvocal import publishing
from polyvocal.importers.models import ImportRun, SourceText
from polyvocal.importers.planning.showings import row_values
from polyvocal.models import Edition, Showing
from polyvocal.publishing import Actor


def undo_showings(
    run: ImportRun, source_texts: Iterable[SourceText], editions: Iterable[Edition], actor: Actor, *, reason: str
) -> int:
    """Give changed showings their dates from before, remove those the run added; return how many they are."""
    standing = {edition.pk for edition in editions if edition.published_by != run.name}
    noted = [
        (one.edition_id, kept)
        for one in source_texts
        if one.edition_id in standing
        for kept in one.showings
        if kept.get("run") == run.pk
    ]
    if not noted:
        return 0
    rows = list(Showing.objects.filter(edition__in=[edition_id for edition_id, _kept in noted]))
    found = [(row, kept) for edition_id, kept in noted if (row := _row_of(rows, edition_id, kept)) is not None]
    with publishing.recorded(actor, reason=reason):
        for row, kept in found:
            _undo(row, kept.get("before"))
    return len(found)


def carry_showings(before: Edition, edition: Edition, *, today: date) -> None:
    """Let words that came back stand where they stood, unless that showing is over."""
    for row in Showing.objects.filter(edition=before):
        if row.shown_until is None or row.shown_until >= today:
            values = {name: getattr(row, name) for name in row_values(row)}
            Showing.objects.create(edition=edition, **values)


def _row_of(rows: list[Showing], edition_id: UUID, kept: dict[str, Any]) -> Showing | None:
    return next((row for row in rows if row.edition_id == edition_id and row_values(row).items() <= kept.items()), None)


def _undo(row: Showing, before: dict[str, Any] | None) -> None:
    if before is None:
        row.delete()
        return
    for name, value in before.items():
        setattr(row, name, date.fromisoformat(value) if name.startswith("shown_") and value else value)
    row.save()
