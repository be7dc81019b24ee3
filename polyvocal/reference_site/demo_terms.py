"""Terms of the demo collection: kept as if somebody had found them; most are tied, some wait to be chosen."""

import tomllib
from pathlib import Path
from typing import Any

from polyvocal.models import Term, TermTie
from polyvocal.object_model import adapter
from polyvocal.publishing import Actor
from polyvocal.terms import Candidate, bring_up_to_date, candidate_of, count_words, kept, tie_word, tie_words

_SOURCES = {
    "http://vocab.getty.edu/aat/": ("http://vocab.getty.edu/aat", "Art & Architecture Thesaurus"),
    "https://sws.geonames.org/": ("https://www.geonames.org", "GeoNames"),
    "https://thesaurus.example.org/": ("https://thesaurus.example.org", "Zandermeer Thesaurus"),
}


def load_terms(path: Path, *, curator: Actor, editor: Actor) -> None:
    """Keep the terms of a TOML file, count the words and tie those that the file names."""
    count_words()
    given = tomllib.loads(path.read_text(encoding="utf-8"))["term"]
    terms = {one["uri"]: kept(_candidate(one)) for one in given}
    pairs = [
        ({"field": one["field"], "language": tag, "words": words}, terms[one["uri"]])
        for one in given
        if one.get("tied", True)
        for tag, words in one.get("words", one["labels"]).items()
    ]
    tie_words(pairs, editor, origin=TermTie.Origin.TOGETHER)
    _decide_by_hand(terms, curator)


def _decide_by_hand(terms: dict[str, Term], curator: Actor) -> None:
    """Leave what a visitor should find: a word that no term fits, an exception, a label that changed."""
    tie_word({"field": "keywords", "language": "nl", "words": "klank"}, None, curator)
    silver = {"field": "materials", "language": "nl", "words": "zilver"}
    painted = next(term for term in terms.values() if term.labels["nl"] == "zilververf")
    with_silver = next(
        (
            obj
            for obj in adapter().visible().order_by("-pk")
            if ("materials", "nl", "zilver") in adapter().facts(obj).words()
        ),
        None,
    )
    if with_silver is not None:
        tie_word(silver, painted, curator, obj=with_silver)
    term = next(term for term in terms.values() if term.labels["nl"] == "vrouwenwerk")
    now = candidate_of(term)
    labels = {**now.labels, "en": "work done by women"}
    bring_up_to_date(term, Candidate(now.uri, labels=labels, alternatives={"en": ["women's work"]}), by=curator.name)


def _candidate(given: dict[str, Any]) -> Candidate:
    source, name = next(told for start, told in _SOURCES.items() if given["uri"].startswith(start))
    broader = given.get("broader")
    return Candidate(
        given["uri"], source=source, source_name=name, labels=given["labels"], scope_note=given.get("note", {}),
        broader=[(broader["uri"], broader["labels"])] if broader else [],
    )  # fmt: skip
