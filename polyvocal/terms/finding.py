"""Finds terms that a word may stand for: in the Network of Terms, and among kept ones where that does not answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from polyvocal.conf import setting
from polyvocal.models import Term
from polyvocal.provenance.folding import folded
from polyvocal.terms.candidates import Candidate
from polyvocal.terms.keeping import candidate_of, keep_new
from polyvocal.terms.network import Answer, NetworkError, search

MOST_KEPT = 40
LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates, best first; what each source answered; and why the network as a whole did not, if so."""

    candidates: tuple[Candidate, ...]
    answers: tuple[Answer, ...] = ()
    problem: str = ""


def sources_of(field: str) -> tuple[str, ...]:
    """Return the URIs of the terminology sources in which the words of a field are looked up."""
    chosen = setting("TERM_SOURCES")
    return tuple(chosen.get(field, chosen.get("", ())))


def find_terms(query: str, *, field: str, language: str, only_network: bool = False) -> Found:
    """Search the sources of a field; what they give is kept. Kept terms stand for sources that do not answer.

    With `only_network` they do not, and a network that does not answer raises NetworkError.
    """
    words = " ".join(query.split())[:LONGEST_QUERY]
    if not words:
        return Found(())
    try:
        answers = search(words, sources_of(field))
    except NetworkError as error:
        if only_network:
            raise
        return Found(_sorted(kept_terms(words), words, language), problem=str(error))
    found = [one for answer in answers for one in answer.candidates]
    keep_new(found)
    if not only_network:
        answered = {answer.source for answer in answers if not answer.problem}
        found += [one for one in kept_terms(words) if one.source not in answered]
    return Found(_sorted(found, words, language), tuple(answers))


def kept_terms(query: str) -> list[Candidate]:
    """Return the kept terms of which a label holds every word of a query."""
    rows = Term.objects.filter(replaced_by__isnull=True)
    for word in folded(query).split():
        rows = rows.filter(findable_as__contains=word)
    rows = rows.order_by("is_gone", "pk")[: 5 * MOST_KEPT]
    return sorted(map(candidate_of, rows), key=lambda one: (one.is_gone, min(map(len, one.all_labels()), default=0)))[
        :MOST_KEPT
    ]


def is_exact(candidate: Candidate, words: str, language: str) -> bool:
    """Whether the preferred label of a term, in the language of a word or in none, is that word."""
    wanted = folded(" ".join(words.split()))
    near = {language, language.split("-")[0], "und"} if language != "und" else set(candidate.labels)
    return any(folded(label) == wanted for tag, label in candidate.labels.items() if tag in near)


def _sorted(candidates: Sequence[Candidate], words: str, language: str) -> tuple[Candidate, ...]:
    once = {one.uri: one for one in reversed(candidates)}
    wanted = folded(words)

    def place(one: Candidate) -> tuple[bool, bool, bool, bool]:
        labels = [folded(label) for label in one.all_labels()]
        preferred = [folded(label) for label in one.labels.values()]
        return one.is_gone, not is_exact(one, words, language), wanted not in preferred, wanted not in labels

    in_order = [one for one in candidates if once.pop(one.uri, None) is not None]
    return tuple(sorted(in_order, key=place))
