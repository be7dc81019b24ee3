"""What waits: words in use of which nobody decided which term they stand for, the most frequent first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from polyvocal.conf import setting
from polyvocal.models import Term, TermTie, UsedWord
from polyvocal.provenance.folding import folded
from polyvocal.terms.candidates import Candidate
from polyvocal.terms.finding import find_terms, is_exact, sources_of
from polyvocal.terms.keeping import candidate_of

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Exact:
    """A word that waits, and the one term whose preferred label is that word."""

    word: UsedWord
    candidate: Candidate


@dataclass(slots=True)
class Searched:
    """What a search for many words came to: words looked up, those of which terms were found, and failures."""

    of: int = 0
    words: int = 0
    found: int = 0
    unanswered: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {"of": self.of, "words": self.words, "found": self.found, "unanswered": self.unanswered}


def standing_ties() -> Any:
    """Return the ties that hold everywhere of the word that an outer query is about."""
    return (
        TermTie.objects.standing()
        .of_words()
        .filter(field=OuterRef("field"), language=OuterRef("language"), key=OuterRef("key"))
    )


def waiting_words(field: str = "") -> QuerySet[UsedWord]:
    """Return the words that nobody decided about and whose source did not give every use a term."""
    found = UsedWord.objects.filter(~Exists(standing_ties()), uses__gt=F("given"))
    return found.filter(field=field) if field else found


def next_word(word: UsedWord) -> UsedWord | None:
    """Return the word of the same field that waits after this one, from the beginning where none is left."""
    waiting = waiting_words(word.field).exclude(pk=word.pk).order_by("-uses", "words", "pk")
    behind = waiting.filter(uses__lt=word.uses) | waiting.filter(uses=word.uses, words__gt=word.words)
    return behind.order_by("-uses", "words", "pk").first() or waiting.first()


def exact_matches(words: Sequence[UsedWord]) -> Iterator[Exact]:
    """Yield the words for which exactly one kept term bears that very name, of sources that suit their field.

    Costs one query, however many words.
    """
    by_label: dict[str, list[Candidate]] = {}
    wanted = {folded(word.key) for word in words}
    rows = Term.objects.filter(is_gone=False, replaced_by__isnull=True).exclude(source="")
    for term in rows.iterator(chunk_size=1_000):
        for label in {folded(label) for label in term.labels.values()} & wanted:
            by_label.setdefault(label, []).append(candidate_of(term))
    for word in words:
        fitting = [one for one in by_label.get(folded(word.key), ()) if _fits(one, word)]
        if len(fitting) == 1:
            yield Exact(word, fitting[0])


def search_words(
    words: Sequence[UsedWord],
    came_to: Callable[[Searched, int], None] = lambda searched, last: None,
    *,
    begun: Searched | None = None,
) -> Searched:
    """Look words up in the Network of Terms, one after the other; what is found is kept for `exact_matches`.

    Stops at once where the network cannot be reached, with the reason in a NetworkError.
    """
    searched = begun or Searched()
    searched.of = searched.words + len(words)
    for word in words:
        found = find_terms(word.words, field=word.field, language=word.language, only_network=True)
        searched.words += 1
        searched.found += bool(found.candidates)
        searched.unanswered += any(answer.problem for answer in found.answers)
        came_to(searched, word.pk)
    return searched


def _fits(candidate: Candidate, word: UsedWord) -> bool:
    """Whether a term bears the word's name and its source is none that only other fields are looked up in."""
    own = sources_of(word.field)
    others = {one for sources in setting("TERM_SOURCES").values() for one in sources} - set(own)
    is_own = any(candidate.source.startswith(one) or one.startswith(candidate.source) for one in own)
    return (is_own or candidate.source not in others) and is_exact(candidate, word.words, word.language)
