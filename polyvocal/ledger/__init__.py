"""What those who harvest are told, in order: every feed and protocol reads its changes here.

`changes(after_seq, limit=…, kind=…)` returns the `Announcement` rows that follow a number, oldest first; a thing
stands there once, at its last change. `latest()` is the last number given, 0 where nothing was told yet. `refresh()` is
for whoever is asked for a feed: it takes in what changed lately where that is little, else it starts a job, and never
waits for another process. `sweep()` takes in all that timestamps and hints tell, or everything: for commands, jobs
and tests. `hint()` is for whoever writes in bulk what bears no timestamp; of single rows the ledger hears by itself.

A row says what was told, never what is public now: whoever writes words out gathers them anew, and writes what is no
longer there as gone.
"""

from polyvocal.ledger.hints import hint
from polyvocal.ledger.reading import announced, begun_at, changes, latest, latest_moment
from polyvocal.ledger.refreshing import refresh
from polyvocal.ledger.sets import COLLECTION, PERSPECTIVE, VOICE
from polyvocal.ledger.sweeping import Swept, sweep

__all__ = [
    "COLLECTION",
    "PERSPECTIVE",
    "VOICE",
    "Swept",
    "announced",
    "begun_at",
    "changes",
    "hint",
    "latest",
    "latest_moment",
    "refresh",
    "sweep",
]
