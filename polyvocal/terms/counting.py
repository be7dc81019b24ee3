"""Counts which words the facts of all objects use, so that the most frequent ones can be tied first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from polyvocal.models import Term, UsedWord
from polyvocal.models.terms import LONGEST_WORD
from polyvocal.object_model import adapter
from polyvocal.records import ObjectFacts, TermKey, term_key
from polyvocal.terms.candidates import is_web_address
from polyvocal.terms.keeping import findable_words

CHUNK = 500


@dataclass(slots=True)
class Tally:
    """What was counted: objects seen, and how often each word is used and given a URI by its source."""

    of: int = 0
    objects: int = 0
    words: dict[TermKey, "Usage"] = field(default_factory=dict)
    given: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def percent(self) -> int:
        """How far the count is."""
        return 100 * self.objects // self.of if self.of else 100


@dataclass(slots=True)
class Usage:
    """How a word is written where it was first met, in how many objects it stands, and in how many with a URI."""

    words: str
    uses: int = 0
    given: int = 0


def count_words(came_to: Callable[[Tally], None] = lambda tally: None) -> Tally:
    """Count the words of all visible objects and keep them; `came_to` is told after each chunk and may raise to stop.

    What source records give as URIs is kept as terms, so that their labels can be asked for.
    """
    objects = adapter().visible()
    tally = Tally(of=objects.count())
    for chunk in _chunks(objects):
        for obj in chunk:
            _count(tally, adapter().facts(obj))
        tally.objects += len(chunk)
        came_to(tally)
    with transaction.atomic():
        _keep_given(tally)
        _keep_words(tally)
    return tally


def _chunks(objects: Any) -> Iterator[list[Any]]:
    rows = objects.order_by("pk").iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _count(tally: Tally, facts: ObjectFacts) -> None:
    given = {term_key(one.field, one.language, one.words): one for one in facts.given_terms}
    used: dict[TermKey, str] = {}
    for one in facts.words():
        used.setdefault(term_key(*one), one[2])
    for place, words in used.items():
        if place[2] and len(place[2]) <= LONGEST_WORD and len(words) <= LONGEST_WORD:
            usage = tally.words.setdefault(place, Usage(words))
            usage.uses += 1
            usage.given += place in given
    for term in facts.given_terms:
        if is_web_address(term.uri):
            tally.given.setdefault(term.uri, (term.language, term.words))


def _keep_given(tally: Tally) -> None:
    known = set(Term.objects.values_list("uri", flat=True)) if tally.given else set()
    rows = [
        Term(uri=uri, labels={tag: words}, findable_as=findable_words({tag: words}, {}))
        for uri, (tag, words) in tally.given.items()
        if uri not in known
    ]
    Term.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def _keep_words(tally: Tally) -> None:
    now = timezone.now()
    known = {(row.field, row.language, row.key): row for row in UsedWord.objects.all()}
    new, changed = [], []
    for place, usage in tally.words.items():
        row = known.pop(place, None)
        if row is None:
            new.append(_row(place, usage, now))
        elif (row.uses, row.given) != (usage.uses, usage.given):
            row.uses, row.given, row.counted_at = usage.uses, usage.given, now
            changed.append(row)
    UsedWord.objects.bulk_create(new, batch_size=500)
    if changed:
        UsedWord.objects.bulk_update(changed, ["uses", "given", "counted_at"], batch_size=500)
    gone = [row.pk for row in known.values()]
    for start in range(0, len(gone), 500):
        UsedWord.objects.filter(pk__in=gone[start : start + 500]).delete()


def _row(place: TermKey, usage: Usage, now: Any) -> UsedWord:
    name, language, key = place
    return UsedWord(field=name, language=language, key=key, words=usage.words, uses=usage.uses, given=usage.given,
                    counted_at=now)  # fmt: skip
