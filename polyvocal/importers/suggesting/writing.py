"""Writes a suggested profile as TOML, with what the sample showed as comments."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext as _

from polyvocal.importers.sources.tms_shape import Joined, Lookup, Tables
from polyvocal.importers.suggesting.guesses import Guess, Term, TextGuess
from polyvocal.importers.suggesting.meanings import confidential_as
from polyvocal.importers.suggesting.sampling import Leaf, Sample

_SHORT = 40
_EXAMPLES = 3
_PROSE = 80
_OLD = "(oude|vorige|vroegere|voormalige) titel|(old|former|previous) title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """All that a suggested profile is written from; `is_whole` says whether the sample is the whole export."""

    kind: str
    system: str
    tables: Tables | None
    sample: Sample
    guess: Guess
    is_whole: bool


def lines_of(given: Suggestion) -> Iterator[str]:
    """Yield the lines of a profile that can be read as it is."""
    yield from _head(given)
    if given.tables is not None:
        yield from _tables(given.tables)
    yield from _object(given.guess)
    for text in given.guess.texts:
        yield from _text(text, language=given.guess.language)
    yield from _fields(given)


def _head(given: Suggestion) -> Iterator[str]:
    looked_at = (
        _("Suggested from all %(count)d records; look through it before you import.")
        if given.is_whole
        else _("Suggested from the first %(count)d records; look through it before you import.")
    )
    yield f"# {looked_at % {'count': given.sample.records}}"
    yield "# " + _("What no key names does not enter. All fields of the sample are listed at the end.")
    name = slugify(given.system) or "museum"
    yield ""
    yield from (f"{key} = {_quoted(value)}" for key, value in (("name", name), ("source", given.kind)))
    yield f"system = {_quoted(given.system)}"
    yield f"language = {_quoted(given.guess.language)}"
    yield from ("", "[voice]", f"slug = {_quoted(name)}", 'kind = "institution"')
    yield f"names = {{{given.guess.language} = {_quoted(given.system)}}}"


def _tables(tables: Tables) -> Iterator[str]:
    yield from ("", "[tables]", f"key = {_quoted(tables.key)}")
    if tables.objects:
        yield f"objects = {_quoted(tables.objects)}"
    yield 'zero_is_empty = ["DateBegin", "DateEnd"]'
    if tables.lookups:
        yield f"lookups = {_lookups(tables.lookups)}"
    for one in tables.joined:
        yield from _joined(one)


def _joined(one: Joined) -> Iterator[str]:
    yield from ("", "[[tables.joined]]", f"table = {_quoted(one.table)}", f"key = {_quoted(one.key)}")
    if one.only:
        pairs = ", ".join(f"{_key(column)} = {_quoted(values[0])}" for column, values in one.only.items())
        yield f"only = {{{pairs}}}"
    if one.order:
        yield f"order = {_quoted(one.order)}"
    yield "optional = true"
    if one.lookups:
        yield f"lookups = {_lookups(one.lookups)}"


def _lookups(lookups: Mapping[str, Lookup]) -> str:
    written = []
    for column, one in lookups.items():
        key = f", key = {_quoted(one.key)}" if one.key else ""
        written.append(f"{_key(column)} = {{table = {_quoted(one.table)}{key}, optional = true}}")
    return f"{{{', '.join(written)}}}"


def _object(guess: Guess) -> Iterator[str]:
    yield from ("", "[object]", f"number = {_quoted(guess.number or 'object_number')}")
    for key, leaves in guess.facts.items():
        yield f"{key} = {_quoted(leaves[0])}" if len(leaves) == 1 else f"{key} = {json.dumps(leaves)}"
    for name, keys in guess.tables.items():
        yield from ("", f"[object.{name}]", *(f"{key} = {_quoted(leaf)}" for key, leaf in keys.items()))


def _text(text: TextGuess, *, language: str) -> Iterator[str]:
    yield from ("", "[[texts]]", f"words = {_quoted(text.words)}")
    known = [term for term in text.terms if term.type]
    if known:
        yield f"type_from = {_quoted(text.type_from)}"
    else:
        yield f"type = {_quoted(text.type)}"
    yield f"language = {_quoted(text.language or language)}"
    if text.not_in:
        yield f"not_in = {json.dumps(text.not_in, ensure_ascii=False)}"
    if text.title_type:
        yield from (f"superseded_from = {_quoted(text.title_type)}", f"superseded = {_quoted(_OLD)}")
    if text.recorded:
        yield f"recorded = {_quoted(text.recorded)}"
    if text.author:
        yield f'voices = {{name = {_quoted(text.author)}, given_as = "inverted-name"}}'
    if text.has_tags:
        yield 'markup = "html"'
    if known:
        if len(known) < len(text.terms):
            yield "# " + _("What stands behind # nobody could guess: give it a type, or leave it out.")
        yield from ("types = [", *(_rule(term) for term in text.terms), "]")


def _rule(term: Term) -> str:
    language = f", language = {_quoted(term.language)}" if term.language else ""
    pattern = re.escape(term.words).replace("\\ ", " ")
    rule = f"{{term = {_quoted(pattern)}, type = {_quoted(term.type)}{language}}},  # {term.count:,}"
    return f"  {rule}" if term.type else f"  # {rule}"


def _fields(given: Suggestion) -> Iterator[str]:
    left_out = {leaf.name: sort for leaf in given.sample.leaves.values() if (sort := confidential_as(leaf.name))}
    yield from ("", "# " + _("Fields of the sample: in how many records, how many different values, examples."))
    for leaf in given.sample.leaves.values():
        if leaf.name not in left_out:
            yield f"# {_one_line(_field(leaf, given.guess))}"
    if left_out:
        yield from ("#", "# " + _("Left out, because by their names they may be confidential; no example is shown."))
        for name, sort in left_out.items():
            yield f"# {_one_line(name)}: {given.sample.leaves[name].records:,} · {_reason(sort)}"


def _field(leaf: Leaf, guess: Guess) -> str:
    examples = " | ".join(_shortened(words) for words in list(leaf.values)[:_EXAMPLES])
    meaning = guess.meaning_of(leaf.name)
    if not meaning and leaf.mean_length >= _PROSE:
        meaning = _("may hold texts")
    return f"{leaf.name}: {leaf.records:,} · {len(leaf.values):,} · {examples}" + (f" → {meaning}" if meaning else "")


def _reason(sort: str) -> str:
    return {
        "location": _("where things are kept"),
        "money": _("prices, values, insurance"),
        "person": _("donors, lenders, owners, addresses"),
        "staff": _("who worked on the record, and when"),
        "internal": _("remarks for colleagues"),
    }[sort]


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return f"{line[: _SHORT - 1]}…" if len(line) > _SHORT else line


def _one_line(words: str) -> str:
    """Make words fit a TOML comment: no control characters, no line ends."""
    return "".join(sign if sign.isprintable() else " " for sign in words)


def _quoted(words: str) -> str:
    """Return words as a TOML string; JSON escapes what TOML does, but for U+007F."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _quoted(name)
