"""Terms for which words stood where a dump comes from, and do not yet stand here.

A dump says of each object what its words stand for, not whether that was decided for the word or for the object alone.
Where all objects of the dump that use a word agree, and nobody decided about it here, it is tied for all objects; else
for each by itself.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from polyvocal.archival import PREFIX, record_from
from polyvocal.exceptions import UnfitRecordError
from polyvocal.importers.returning.assembling import terms_in
from polyvocal.importers.sources.kept import Kept
from polyvocal.linkeddata.terms import certain_term
from polyvocal.models import Term, TermTie
from polyvocal.publishing import Actor
from polyvocal.records import ObjectFacts, ObjectRecord, TermKey, TermRecord, term_key
from polyvocal.selectors.terms import TermsOfWords
from polyvocal.terms import Candidate, keep_new, tie_word, tie_words
from polyvocal.terms.candidates import is_web_address

_Word = tuple[str, str, str]
_AT_ONCE = 500


class Agreement:
    """What the words of a dump stand for, and about which of them its objects do not agree."""

    def __init__(self) -> None:
        self._meant: dict[TermKey, str] = {}
        self._disputed: set[TermKey] = set()

    def learn(self, one: Kept) -> None:
        """Take in the words of an object. Raises ArchivalError."""
        facts = record_from(ObjectFacts, _facts_in(one.node))
        terms = dict(terms_in(one.node))
        for key in {term_key(*word) for word in facts.words()}:
            uri = terms[key].uri if key in terms else ""
            if self._meant.setdefault(key, uri) != uri:
                self._disputed.add(key)

    def __contains__(self, key: TermKey) -> bool:
        """Whether all objects that use a word mean the same by it."""
        return key in self._meant and key not in self._disputed


def write_terms(records: Sequence[ObjectRecord], rows: Mapping[str, Any], agreed: Agreement, actor: Actor) -> None:
    """Keep the terms of these objects that are not here, and tie the words that do not stand for them yet."""
    here = TermsOfWords(certain_term).of({rows[one.identifier].pk: one.facts for one in records})
    found = [one for record in records for one in _otherwise(record, rows[record.identifier], here)]
    if not found:
        return
    _refuse_unfit([one.term for one in found if one.term is not None and not one.is_given])
    _keep([one.term for one in found if one.term is not None])
    terms = Term.objects.in_bulk([one.term.uri for one in found if one.term is not None], field_name="uri")
    ties = [(one, terms.get(one.term.uri) if one.term else None) for one in found if one.needs_tie]
    decided = _decided({one.key for one, _term in ties})
    for_all = {
        one.key: (_place(one.word), term)
        for one, term in ties
        if one.key in agreed and not one.is_given and one.key not in decided
    }
    tie_words(for_all.values(), actor, origin=TermTie.Origin.FILE)
    for one, term in ties:
        if one.key not in for_all:
            tie_word(_place(one.word), term, actor, obj=one.obj, origin=TermTie.Origin.FILE)


def _decided(words: Collection[TermKey]) -> set[TermKey]:
    """Return the words about which somebody decided here, for all objects; what a dump says changes nothing of that."""
    standing = TermTie.objects.standing().of_words().filter(key__in={key for _field, _language, key in words})
    return set(standing.values_list("field", "language", "key")) & set(words)


@dataclass(frozen=True, slots=True)
class _Otherwise:
    """A word of an object that means something else here, or whose term bears other labels: what it means in the dump.

    Where the source gives the URI and that is the same, it is enough to keep the term.
    """

    obj: Any
    word: _Word
    key: TermKey
    term: TermRecord | None
    needs_tie: bool
    is_given: bool


def _otherwise(
    record: ObjectRecord, obj: Any, here: Mapping[Any, Mapping[TermKey, TermRecord]]
) -> Iterator[_Otherwise]:
    given = {term_key(one.field, one.language, one.words) for one in record.facts.given_terms}
    for key, word in {term_key(*one): one for one in record.facts.words()}.items():
        wanted, found = record.terms.get(key), here[obj.pk].get(key)
        if wanted != found:
            is_same = (wanted.uri if wanted else "") == (found.uri if found else "")
            yield _Otherwise(obj, word, key, wanted, not (is_same and key in given), key in given)


def _refuse_unfit(wanted: Sequence[TermRecord]) -> None:
    for term in wanted:
        for uri in (term.uri, *term.matches, *([term.broader] if term.broader else ())):
            if not is_web_address(uri):
                raise UnfitRecordError(_("“%(address)s” is no web address.") % {"address": uri[:100]})


def _keep(wanted: Sequence[TermRecord]) -> None:
    waiting = iter(
        Candidate(
            one.uri, one.source, labels=one.labels, matches=one.matches,
            broader=[(one.broader, {})] if one.broader else (),
        )
        for one in {term.uri: term for term in wanted}.values()
    )  # fmt: skip
    while several := list(islice(waiting, _AT_ONCE)):
        keep_new(several)


def _facts_in(node: Mapping[str, Any]) -> Mapping[str, Any]:
    found = node.get(f"{PREFIX}:facts", {})
    facts: Mapping[str, Any] = (found or [{}])[0] if isinstance(found, list) else found
    return facts


def _place(word: _Word) -> dict[str, str]:
    field, language, words = word
    return {"field": field, "language": language, "words": words}
