"""Reads words for which the source itself names a term: a web address, or a number of a thesaurus that it names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from polyvocal.image_addresses import is_on_the_web
from polyvocal.importers.profiles.fields import TermsFrom
from polyvocal.importers.profiles.joined_values import listed
from polyvocal.importers.profiles.occurrences import Unpaired, names_of, value_in, words_in
from polyvocal.importers.sources.raw import Fields, Tree
from polyvocal.records import NAMED_FIELDS, GivenTerm, Names, ObjectFacts


def with_given_terms(
    facts: ObjectFacts, tree: Tree, given: Sequence[TermsFrom], *, language: str, unpaired: Unpaired
) -> ObjectFacts:
    """Return the facts with the words of these tables in their lists, and with the terms that the source names."""
    lists: dict[str, list[Names]] = {name: list(getattr(facts, name)) for name in NAMED_FIELDS}
    terms: dict[tuple[str, str, str], GivenTerm] = {}
    for table in given:
        for name, names, uri in _words_in(tree, table, language=language, unpaired=unpaired):
            if names not in lists[name]:
                lists[name].append(names)
            for tag, words in names.items() if uri else ():
                terms.setdefault((name, tag, words), GivenTerm(name, tag, words, uri))
    changed: dict[str, Any] = {
        name: tuple(several) for name, several in lists.items() if len(several) > len(getattr(facts, name))
    }
    return replace(facts, **changed, given_terms=tuple(terms.values())) if changed or terms else facts


def _words_in(tree: Tree, table: TermsFrom, *, language: str, unpaired: Unpaired) -> Iterator[tuple[str, Names, str]]:
    leaves = (table.words, table.kind, table.uri, table.number, table.authority)
    for one in listed(tree, table.words, leaves, unpaired=unpaired):
        name = table.kinds.get(words_in(one, table.kind), table.into)
        names = names_of(value_in(one, table.words), language)
        if name and names:
            yield name, names, _uri_in(one, table)


def _uri_in(one: Fields, table: TermsFrom) -> str:
    """Return the URI of a term; '' where the source names none, or one that cannot be certain."""
    uri = words_in(one, table.uri)
    if is_on_the_web(uri):
        return uri
    number = words_in(one, table.number)
    is_meant = re.fullmatch(table.only, words_in(one, table.authority)) and re.fullmatch(table.numbers, number)
    return f"{table.start}{number}" if table.start and number and is_meant else ""
