"""Which objects use words: nothing but their facts tells, so all are looked through; far less than to tell of all."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from polyvocal.models import Term, TermTie
from polyvocal.object_model import adapter
from polyvocal.records import ObjectFacts, TermKey, term_key

CHUNK = 500


def users_of(words: Sequence[Sequence[str]], *, terms: Sequence[Any], came_to: Callable[[], object]) -> list[Any]:
    """Return the keys of the visible objects whose facts use words (field, language, key), or terms by their keys.

    `came_to` is called after each chunk and may raise to stop.
    """
    standing = TermTie.objects.standing().filter(term__in=terms)
    wanted = {(field, language, key) for field, language, key in words}
    wanted |= set(standing.of_words().values_list("field", "language", "key"))
    uris = set(Term.objects.filter(pk__in=terms).values_list("uri", flat=True))
    found = dict.fromkeys(standing.filter(obj__isnull=False).values_list("obj", flat=True))
    for chunk in _chunks(adapter().visible().order_by("pk").iterator(chunk_size=CHUNK)):
        found |= dict.fromkeys(obj.pk for obj in chunk if _uses(adapter().facts(obj), wanted, uris))
        came_to()
    return list(found)


def _uses(facts: ObjectFacts, words: set[TermKey], uris: set[str]) -> bool:
    return any(term_key(*one) in words for one in facts.words()) or any(one.uri in uris for one in facts.given_terms)


def _chunks(objects: Iterator[Any]) -> Iterator[list[Any]]:
    while chunk := list(islice(objects, CHUNK)):
        yield chunk
