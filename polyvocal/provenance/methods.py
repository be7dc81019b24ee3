"""How objects pass from one party to the next: the vocabulary of methods, and finding their words in a clause."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from polyvocal.provenance.lexicon import spoken

Naming = Literal["to", "of", "at", "where", "after", "leaves"]
"""Whom the words name: who receives, who gives, who handled it; or where it was; or nobody, when they follow a name or
stand alone, and tell how the object came to that name (`after`) or how it left it (`leaves`)."""

LEADING: frozenset[Naming] = frozenset(("to", "of", "at", "where"))
"""Forms that stand before what they name."""


@dataclass(frozen=True, slots=True)
class Method:
    """A way of passing. `custody_passes` and `title_passes` are what it means as a rule; an event may say otherwise.

    `aat` is the number in the Art & Architecture Thesaurus (None where none is known), `art_tracks` the id in the
    vocabulary of that standard ('' where it has none).
    """

    id: str
    kind: str
    parent: str
    custody_passes: bool
    title_passes: bool
    aat: int | None
    art_tracks: str
    labels: dict[str, str]
    meanings: dict[str, str]
    forms: dict[str, dict[Naming, tuple[str, ...]]]

    @property
    def uri(self) -> str:
        """The address of the method in the Art & Architecture Thesaurus, or ''."""
        return f"http://vocab.getty.edu/aat/{self.aat}" if self.aat else ""

    def preferred(self, language: str, *, naming: Naming = "to") -> str:
        """The words by which an event with this method is written, '' where there are none at that place."""
        forms = self.forms[spoken(language)].get(naming, ())
        return forms[0] if forms else ""


@dataclass(frozen=True, slots=True)
class Form:
    """Words that say a method, and whom they name."""

    words: str
    method: str
    naming: Naming


_ADDED = frozenset(
    "gift_by_exchange bequest_by_exchange donation sale_under_duress aryanisation err_seizure recuperation snk_custody "
    "unclaimed military_expedition punitive_expedition missionary_collecting diplomatic_gift colonial_transfer "
    "original_owner".split()
)
"""Methods that the Art Tracks vocabulary lacks."""


def _method(name: str, given: dict[str, Any]) -> Method:
    return Method(
        id=name,
        kind=given["kind"],
        parent=given.get("parent", ""),
        custody_passes=given.get("custody_passes", True),
        title_passes=given.get("title_passes", True),
        aat=given.get("aat"),
        art_tracks="" if name in _ADDED else given.get("art_tracks", name),
        labels=given["label"],
        meanings=given["meaning"],
        forms={
            language: {naming: tuple(forms) for naming, forms in given.get(language, {}).items()}
            for language in ("en", "nl")
        },
    )


METHODS = {
    name: _method(name, given)
    for name, given in tomllib.loads(files("polyvocal.provenance").joinpath("methods.toml").read_text("utf-8")).items()
}
"""Every method by its id."""


@lru_cache(maxsize=16)
def forms_in(language: str) -> dict[str, list[Form]]:
    """Return every form of a language by its words in lower case; the same words may be said of two parties."""
    found: dict[str, list[Form]] = {}
    for form in _all_forms(spoken(language)):
        found.setdefault(form.words, []).append(form)
    return found


def _all_forms(language: str) -> Iterator[Form]:
    for method in METHODS.values():
        for naming, forms in method.forms.get(language, {}).items():
            for words in forms:
                yield Form(words.lower(), method.id, naming)


def alternatives(words: Iterator[str] | list[str]) -> str:
    """Return a pattern for any of these words, the longest first, spaces being any space."""
    ordered = sorted(set(words), key=len, reverse=True)
    return "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in ordered)
