"""What whoever is asked for a feed does first: a little is taken in at once, much by a job, and nobody waits."""

from contextlib import suppress
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal import jobs
from polyvocal.exceptions import LedgerBusyError
from polyvocal.ledger import candidates, hints, sweeping
from polyvocal.ledger.turns import the_ledger
from polyvocal.models import Job
from polyvocal.object_model import adapter
from polyvocal.publishing import Actor

KIND = "sweep"
AT_ONCE = 100
"""How many objects are looked at while somebody waits for the answer; some tenths of a second."""
_AT_MOST = 2_000
_REST = timedelta(minutes=1)
"""How long nothing is noted where nothing changed, and no other job is started behind one that came to its end."""


def refresh() -> None:
    """Take in what changed lately where that is little, else see to it that a job does; what is numbered is served."""
    ledger, began, is_out_of_step = the_ledger(), timezone.now(), candidates.is_out_of_step()
    if ledger.looked_until is None:
        waiting = adapter().visible().count()
    else:
        waiting = len(sweeping.lately(ledger.looked_until, is_out_of_step=is_out_of_step, most=_AT_MOST))
        waiting += hints.concerned(most=AT_ONCE)
    if waiting > AT_ONCE:
        _ask_for_a_job()
    elif waiting or ledger.looked_until is None or is_out_of_step:
        with suppress(LedgerBusyError):  # whoever holds the ledger tells it
            sweeping.sweep(patience=0)
    elif began - ledger.looked_until > _REST:
        sweeping.noted_until(began)


def _ask_for_a_job() -> None:
    waiting = Job.objects.open().filter(kind=KIND).first()
    if waiting is not None:
        jobs.wake(waiting)
        return
    # One that failed counts too: whoever asks again would otherwise start another one each time.
    if not Job.objects.filter(kind=KIND, finished_at__gt=timezone.now() - _REST).exists():
        jobs.start(KIND, {}, Actor.system(_("The feeds")))
