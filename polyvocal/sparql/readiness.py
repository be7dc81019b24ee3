"""Whether the store may be asked: it never says what was taken back since, whatever else it does not know yet."""

from contextlib import suppress

from django.utils.translation import gettext as _

from polyvocal import jobs, ledger
from polyvocal.exceptions import StoreBusyError, StoreNotReadyError
from polyvocal.ledger.candidates import OVERLAP
from polyvocal.linkeddata.withheld import hidden
from polyvocal.models import Announced, Announcement, Edition, EditionState, Erasure, Job
from polyvocal.publishing import Actor
from polyvocal.selectors.research import public_research
from polyvocal.sparql import stores
from polyvocal.sparql.filling import bring_up_to_date, is_to_be_made_anew
from polyvocal.sparql.stores import Snapshot

KIND = "sparql"
AT_ONCE = 50
"""How many changed objects are taken in while somebody waits for the answer."""
_PATIENCE = 5.0


def ready() -> Snapshot:
    """Return the state to be asked, brought up to date where little changed; else a job does that.

    Raises StoreNotReadyError where there is no state yet, or where words were taken back that it still holds.
    """
    ledger.refresh()
    found = stores.current()
    if found is not None and (ledger.latest() > found.seq or _tells_of_closed_dossiers(found)):
        found = _brought_up_to_date(found)
    if found is None or _says_too_much(found):
        _ask_for_a_job()
        raise StoreNotReadyError(_("The store is being brought up to date. Please ask again in a minute."))
    return found


def _brought_up_to_date(found: Snapshot) -> Snapshot:
    waiting = len(ledger.changes(0 if is_to_be_made_anew() else found.seq, limit=AT_ONCE + 1))
    if waiting > AT_ONCE:
        _ask_for_a_job()
        return found
    with suppress(StoreBusyError):
        bring_up_to_date(patience=_PATIENCE)
    return stores.current() or found


def _says_too_much(found: Snapshot) -> bool:
    """Whether an object, words or an edition were taken back that the store still holds, told already or not."""
    return (
        Announcement.objects.filter(seq__gt=found.seq, is_gone=True).exists()
        or Erasure.objects.filter(erased_at__gt=found.begun).exists()
        or _holds_withdrawn_words(found)
        or _tells_of_closed_dossiers(found)
        or _tells_of_hidden_objects()
    )


def _holds_withdrawn_words(found: Snapshot) -> bool:
    lately = Edition.objects.filter(state=EditionState.WITHDRAWN, withdrawn_at__gt=found.begun - OVERLAP)
    withdrawn = {str(key) for key in lately.values_list("pk", flat=True)}
    told = Announcement.objects.of(Announced.EDITION).filter(is_gone=True, seq__lte=found.seq)
    return bool(withdrawn) and told.filter(key__in=withdrawn).count() < len(withdrawn)


def _tells_of_closed_dossiers(found: Snapshot) -> bool:
    return not found.dossiers <= set(public_research().values_list("slug", flat=True))


def _tells_of_hidden_objects() -> bool:
    """Whether an object is hidden of which the ledger does not know yet: a job may have much to do before it does."""
    told = Announcement.objects.of(Announced.OBJECT).standing()
    return bool(told.filter(obj__in=hidden().values("pk")).exists())


def _ask_for_a_job() -> None:
    waiting = Job.objects.open().filter(kind=KIND).first()
    if waiting is not None:
        jobs.wake(waiting)
    else:
        jobs.start(KIND, {}, Actor.system(_("The SPARQL endpoint")))
