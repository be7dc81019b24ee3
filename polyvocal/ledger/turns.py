"""One writer at a time: whoever looks at objects and writes what changed holds the ledger, for one chunk.

What was gathered first is thus written first. The holder is named in the ledger's row and looked up again in the
transaction that writes, so that one who was thought dead writes nothing.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal.exceptions import LedgerBusyError
from polyvocal.models import Ledger
from polyvocal.processes import lives, name_of_this_process

_LEDGER = 1
_PAUSE = 0.02


def the_ledger() -> Ledger:
    """Return the ledger's row; the first to ask makes it."""
    return Ledger.objects.get_or_create(pk=_LEDGER)[0]


@contextmanager
def turn(*, patience: float) -> Iterator[str]:
    """Hold the ledger under a name; raises LedgerBusyError where another holds it for more than `patience` seconds."""
    name, deadline = name_of_this_process(), time.monotonic() + patience
    while not _is_taken_by(name):
        if time.monotonic() >= deadline:
            raise LedgerBusyError(_("Another process takes in what changed; this one would have had to wait too long."))
        time.sleep(_PAUSE)
    try:
        yield name
    finally:
        Ledger.objects.filter(pk=_LEDGER, holder=name).update(holder="")


def locked(name: str) -> Ledger:
    """Lock the ledger's row until the transaction ends and return it; raises LedgerBusyError for any but its holder."""
    # An update, not a question with a lock: SQLite knows only the first.
    if not Ledger.objects.filter(pk=_LEDGER, holder=name).update(heartbeat_at=timezone.now()):
        raise LedgerBusyError(_("Another process has taken over what this one was about to write."))
    return Ledger.objects.get(pk=_LEDGER)


def _is_taken_by(name: str) -> bool:
    now, ledger = timezone.now(), the_ledger()
    if ledger.holder and lives(ledger.holder, heard_at=ledger.heartbeat_at, now=now):
        return False
    mine = Ledger.objects.filter(pk=_LEDGER, holder=ledger.holder)
    return bool(mine.update(holder=name, heartbeat_at=now))
