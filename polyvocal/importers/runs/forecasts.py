"""Foresees what undoing a run would do, in numbers, by the same rules; nothing is written."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Q

from polyvocal.importers.models import ImportRun, Outcome, RecordOutcome, SourceRecord
from polyvocal.models import Edition
from polyvocal.models.texts import EditionState

_Row = tuple[Any, str, bool, bool]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What undoing would do: texts given back, texts withdrawn, texts left alone, objects made by the run, records."""

    restored: int
    withdrawn: int
    left: int
    objects_made: int
    given_back: int

    @property
    def changes_anything(self) -> bool:
        """Whether undoing would change a text, an object or a record."""
        return bool(self.restored or self.withdrawn or self.objects_made or self.given_back)


def undoing_foreseen(run: ImportRun) -> Foreseen:
    """Return what undoing a run would do, as things stand; a constant number of queries, in flat memory."""
    fates = Counter(_fate(list(rows), run.name) for _text, rows in groupby(_editions(run), key=itemgetter(0)))
    made = RecordOutcome.objects.filter(run=run, outcome=Outcome.CREATE).count()
    gone = SourceRecord.objects.filter(system=run.system, last_run=run, is_gone=True).count()
    return Foreseen(fates["restored"], fates["withdrawn"], fates["left"], made, gone)


def _editions(run: ImportRun) -> Iterator[_Row]:
    """Yield all editions of the texts that the run published: text, who published, is it withdrawn, has it words."""
    texts = Edition.objects.filter(published_by=run.name).values("text")
    found = Edition.objects.filter(text__in=texts).annotate(
        is_away=Q(state=EditionState.WITHDRAWN), has_words=~Q(words="")
    )
    return found.order_by("text_id", "number").values_list("text", "published_by", "is_away", "has_words").iterator()


def _fate(rows: Sequence[_Row], name: str) -> str:
    """Return what becomes of one text, by its editions in their order."""
    _text, last_name, is_withdrawn, _words = rows[-1]
    if last_name != name or is_withdrawn:
        return "left"
    first = [row[1] for row in rows].index(name)
    stands_again = first > 0 and rows[first - 1][3] and not rows[first - 1][2]
    return "restored" if stands_again else "withdrawn"
