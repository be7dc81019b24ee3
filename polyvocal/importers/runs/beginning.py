"""Begins a run: takes stock of the files, holds the source, and lets one process or several carry it out."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from polyvocal.importers.models import ImportRun, SourceSystem
from polyvocal.importers.runs.fetched import brought, remembered
from polyvocal.importers.runs.files import ReadFile, inventory
from polyvocal.importers.runs.holding import hold, keep
from polyvocal.importers.runs.orders import ImportOrder, Listener
from polyvocal.importers.runs.running import carry_on
from polyvocal.importers.runs.shares import divide
from polyvocal.importers.runs.sharing import lead
from polyvocal.importers.runs.tally import Tally


def run_import(order: ImportOrder, listener: Listener | None = None, *, shares: int = 1) -> Tally:
    """Import what is ordered and return the counts; files that cannot be read (further) are in its `errors`.

    With `shares`, the records are divided among so many processes; this one leads and takes in what no other takes.
    Raises SourceError where a path does not exist, a folder holds no file or an address cannot be fetched to its end,
    SourceBusyError where another run works on the same source: then nothing was begun.
    """
    order = brought(order, listener or Listener())
    files = inventory(order.paths, kind=order.profile.source, encoding=order.encoding)
    system = source_system(order.system or order.profile.system, is_saved=not order.is_dry_run)
    row = None if order.is_dry_run else _begun(order, system, files, shares=shares)
    if row is not None and shares > 1:
        return lead(order, row, files=files, listener=listener)
    return carry_on(order, system, row, files=files, listener=listener)


def source_system(name: str, *, is_saved: bool = True) -> SourceSystem:
    """Return the source system of that name, made where it does not exist."""
    if is_saved:
        return SourceSystem.objects.get_or_create(name=name)[0]
    return SourceSystem.objects.filter(name=name).first() or SourceSystem(name=name)


def _begun(order: ImportOrder, system: SourceSystem, files: Sequence[ReadFile], *, shares: int) -> ImportRun:
    row = ImportRun(
        system=system, actor_name=order.actor.name, paths=[str(path) for path in order.paths], is_full=order.is_full,
        files_read=[file.as_json() for file in files], fetched=remembered(order.paths),
        profile_name=order.profile.name, profile_text=order.profile.text,
    )  # fmt: skip
    with transaction.atomic():
        hold(row)
        row.name = _("Import run %(number)d") % {"number": row.pk}
        keep(row, "name")
        if shares > 1:
            divide(row, shares)
            row.report = Tally(row.pk).as_json()  # from here on, no earlier run may go on
            keep(row, "report")
    return row
