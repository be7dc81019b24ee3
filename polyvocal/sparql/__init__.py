"""A read-only SPARQL endpoint over what is public: a store beside the database, brought up to date by the ledger.

The default graph holds the record of every thing, as its document says it; what a voice claims of an object's
provenance stands in named graphs alone, so that rival claims do not become facts. `ready()` gives the state that may be
asked, `ask()` answers a query from it in a process of its own, with limits of time, memory and size.
`bring_up_to_date()` takes in what changed. Nothing else knows pyoxigraph, which is the optional extra `sparql`.
"""

from polyvocal.sparql.asking import GRAPHS, SOLUTIONS, Answer, Question, ask
from polyvocal.sparql.filling import Filled, bring_up_to_date
from polyvocal.sparql.readiness import ready
from polyvocal.sparql.stores import Snapshot, current, is_installed, is_switched_on

__all__ = [
    "GRAPHS",
    "SOLUTIONS",
    "Answer",
    "Filled",
    "Question",
    "Snapshot",
    "ask",
    "bring_up_to_date",
    "current",
    "is_installed",
    "is_switched_on",
    "ready",
]
