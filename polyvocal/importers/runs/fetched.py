"""Brings what lies at addresses into the store before a run reads it, and remembers what was brought."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from polyvocal import __version__
from polyvocal.conf import setting
from polyvocal.exceptions import RunStateError, SourceError
from polyvocal.importers.fetching import (
    FetchOrder,
    Manifest,
    Manners,
    TablesOrder,
    fetch,
    fetch_tables,
    is_allowed,
    is_database,
    manifest_of,
    only_asks_for_changes,
    redacted,
)
from polyvocal.importers.models import ImportRun, RunState
from polyvocal.importers.profiles.fields import leaves_named
from polyvocal.importers.runs.orders import ImportOrder, Listener

LAST = "last"
OVERLAP = timedelta(days=1)
"""How much earlier than the last fetch an increment begins: the moments of Adlib are in the server's own time."""

_SELDOM = 0.01
"""The fewest requests a second: a fetch has to come to its end."""

_REMEMBERED = ("address", "kind", "since", "began_at", "ended_at", "hits", "pages", "records", "repeated", "bytes")


def may_fetch(address: str) -> bool:
    """Whether the admin may fetch an address: only from POLYVOCAL["IMPORT_HOSTS"], and never with a password in it."""
    return is_allowed(address, setting("IMPORT_HOSTS"))


def brought(order: ImportOrder, listener: Listener) -> ImportOrder:
    """Fetch the addresses of an order and return it with the folders that hold their pages instead.

    Raises SourceError where a source cannot be read to its end: what came is kept, and the same order goes on there.
    RunStateError where the order makes no sense.
    """
    _refuse_nonsense(order)
    if not order.addresses:
        return order
    store = setting("IMPORT_STORE")
    if not store:
        raise SourceError("", problem="no-store-set")
    folders = [_fetched(order, address, Path(store) / "fetched", listener) for address in order.addresses]
    listener.brought(folders)
    return replace(order, paths=[*order.paths, *folders], addresses=(), since="")


def remembered(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Return what a run keeps of the fetches whose pages it reads."""
    return [{name: getattr(one, name) for name in _REMEMBERED} for one in _manifests(paths)]


def shortcomings(paths: Iterable[Path]) -> Iterator[str]:
    """Yield, as sentences, what is missing from the pages that were fetched."""
    for one in _manifests(paths):
        given = {"address": one.address, "hits": one.hits or 0, "records": one.records}
        if one.state != "done":
            yield _("%(address)s was not fetched to its end.") % given
        elif one.is_short:
            yield (
                _("%(address)s announced %(hits)d records and gave %(records)d: some were missed, or it miscounts.")
                % given
            )


def fetched_in_words(folder: Path) -> Iterator[str]:
    """Yield what was fetched into a folder, and what is to be known of it, as sentences."""
    manifest = manifest_of(folder)
    if manifest is None:
        return
    given = {"address": manifest.address, "records": manifest.records, "pages": manifest.pages}
    if manifest.kind == "database":
        yield _("Fetched %(records)d rows of %(pages)d tables from %(address)s.") % given
    else:
        yield _("Fetched %(records)d records on %(pages)d pages from %(address)s.") % given
    if manifest.since:
        yield _("Only what changed on %(since)s or later was asked for.") % {"since": manifest.since}
    if manifest.repeated:
        yield _("%(repeated)d records came more than once; each is taken in once.") % {"repeated": manifest.repeated}


def _fetched(order: ImportOrder, address: str, store: Path, listener: Listener) -> Path:
    if is_database(address):
        leaves = leaves_named(order.profile)
        return fetch_tables(
            TablesOrder(
                address=address, store=store, tables=order.profile.tables, leaves=leaves, told=listener.fetched
            )
        )  # fmt: skip
    manners = Manners(
        user_agent=f"polyvocal/{__version__} (+{setting('BASE_URI')})",
        rate=max(float(setting("IMPORT_RATE")), _SELDOM),
        headers=setting("IMPORT_HEADERS"),
    )
    since = _covered_until(order, address) if order.since == LAST else order.since
    return fetch(
        FetchOrder(
            address=address, store=store, manners=manners, source=order.profile.source, since=since,
            told=listener.fetched,
        )
    )  # fmt: skip


def _refuse_nonsense(order: ImportOrder) -> None:
    if order.since and not order.addresses:
        raise RunStateError(_("Only what is fetched from an address can be held to what changed since a day."))
    on_the_web = [one for one in order.addresses if not is_database(one)]
    if order.since and len(on_the_web) < len(order.addresses):
        raise RunStateError(_("A database is read whole: leave out the day."))
    if order.is_full and (order.since or any(only_asks_for_changes(one) for one in on_the_web)):
        raise RunStateError(_("What changed since a day is never a full export: leave out the one or the other."))
    if order.since not in ("", LAST) and not _is_day(order.since):
        raise RunStateError(_("Give the day as YYYY-MM-DD, or “last”."))


def _is_day(given: str) -> bool:
    try:
        return date.fromisoformat(given).isoformat() == given
    except ValueError:
        return False


def _covered_until(order: ImportOrder, address: str) -> str:
    """Return the day from which an increment has to begin so that nothing is missed since the runs before.

    A whole fetch covers all until it began; an increment goes on from there, if it leaves no gap.
    """
    system, until = order.system or order.profile.system, ""
    finished = ImportRun.objects.filter(system__name=system, state=RunState.FINISHED, retry_of=None)
    for memories in finished.exclude(fetched=[]).order_by("pk").values_list("fetched", flat=True):
        for one in memories:
            if one["address"] == redacted(address) and (not one["since"] or one["since"] <= until[:10]):
                until = max(until, one["began_at"])
    if not until:
        raise RunStateError(
            _("No run that came to its end has fetched all of this source yet: import it once without a day.")
        )
    return (datetime.fromisoformat(until) - OVERLAP).date().isoformat()


def _manifests(paths: Iterable[Path]) -> Sequence[Manifest]:
    return [found for path in paths if (found := manifest_of(path)) is not None]
