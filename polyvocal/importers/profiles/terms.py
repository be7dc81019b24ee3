"""Finds the method of acquisition that a term of a source stands for."""

from functools import cache

from polyvocal.provenance import METHODS
from polyvocal.provenance.lexicon import spoken


def method_named(term: str, *, language: str) -> str:
    """Return the method that a term names wholly, by its label or by the words of the grammar; '' where none does."""
    return _terms(spoken(language)).get(" ".join(term.lower().split()).strip(" .,"), "")


@cache
def _terms(language: str) -> dict[str, str]:
    """Every term that stands for one method only."""
    found: dict[str, set[str]] = {}
    for method in METHODS.values():
        named = [method.labels[language], method.id.replace("_", " ")]
        named += [form for forms in method.forms.get(language, {}).values() for form in forms]
        for one in named:
            found.setdefault(one.lower(), set()).add(method.id)
    labels = {method.labels[language].lower(): method.id for method in METHODS.values()}
    return {term: next(iter(ids)) for term, ids in found.items() if len(ids) == 1} | labels
