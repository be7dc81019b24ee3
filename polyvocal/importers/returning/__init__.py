"""Brings the archive of another installation back from a dump of its Linked Data: keys, numbers and times stay."""

from polyvocal.importers.returning.outcomes import Outcome, Returned, Tally
from polyvocal.importers.returning.running import ReturnOrder, bring_back_dumps

__all__ = ["Outcome", "ReturnOrder", "Returned", "Tally", "bring_back_dumps"]
