"""Words and their terms as a CSV file, out and in: for reconciling with other tools and for carrying ties along."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal import spreadsheets
from polyvocal.exceptions import UploadError
from polyvocal.models import FactField, Term, TermTie, UsedWord
from polyvocal.models.fields import LANGUAGE_TAG
from polyvocal.models.terms import LONGEST_WORD
from polyvocal.provenance.folding import folded
from polyvocal.publishing import Actor
from polyvocal.records import UNKNOWN_LANGUAGE, in_language, term_key
from polyvocal.terms.candidates import is_web_address
from polyvocal.terms.keeping import findable_words, terms_by_uri
from polyvocal.terms.tying import tie_words

NONE_FITS = ("-", "none", "geen")
"""What stands in the column of the URI where somebody found that no term fits."""

COLUMNS = ("field", "language", "word", "objects", "uri", "label", "source", "decided", "by", "at")
"""Headings are the same in every language, so that a file written here can be read elsewhere."""

_NEEDED = ("field", "word", "uri")
_MOST_LINES, _MOST_PROBLEMS = 50_000, 200
_CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Line:
    """One usable line: a word and the URI it is tied to, '' where none fits."""

    number: int
    field: str
    language: str
    words: str
    uri: str
    label: str = ""
    source: str = ""

    @property
    def place(self) -> dict[str, str]:
        """The word as `tie_word` takes it."""
        return {"field": self.field, "language": self.language, "words": self.words}


@dataclass(slots=True)
class TableReport:
    """What came of a file: words whose term is another now, words that stay as they were, and problems by line."""

    changed: int = 0
    unchanged: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)


def table_lines(words: Any) -> Iterator[str]:
    """Yield a CSV file of used words with what they are tied to, line by line."""
    rows = words.order_by("field", "-uses", "pk").iterator(chunk_size=_CHUNK)
    return spreadsheets.csv_lines(COLUMNS, _cells_of(rows))


def take_in_table(given: bytes, actor: Actor) -> TableReport:
    """Tie the words of a CSV file. Lines without a URI change nothing. Raises UploadError where it is no such file."""
    actor.require("tie_terms")
    lines, problems = read_table(given)
    report = TableReport(problems=problems)
    with transaction.atomic():
        terms = _terms_of(lines)
        pairs = [(line.place, terms[line.uri] if line.uri else None) for line in lines]
        report.changed = tie_words(pairs, actor, origin=TermTie.Origin.FILE)
    report.unchanged = len(lines) - report.changed
    return report


def read_table(given: bytes) -> tuple[list[Line], list[tuple[int, str]]]:
    """Return the usable lines of a CSV file, the last of each word, and its problems by line."""
    rows = spreadsheets.rows_in(given)
    columns = _columns(next(rows, (0, []))[1])
    lines: dict[tuple[str, str, str], Line] = {}
    problems: list[tuple[int, str]] = []
    for number, cells in rows:
        if len(lines) >= _MOST_LINES:
            raise UploadError(_("The file holds more than %(number)d words.") % {"number": _MOST_LINES})
        told = {name: spreadsheets.plain_cell(cells[at].strip()) for name, at in columns.items() if at < len(cells)}
        if not told.get("uri"):
            continue
        line = _line(number, told)
        problem = _problem(line)
        if problem:
            problems.append((number, problem))
        else:
            lines[term_key(line.field, line.language, line.words)] = line
    return list(lines.values()), problems[:_MOST_PROBLEMS]


def _cells_of(words: Iterable[UsedWord]) -> Iterator[Sequence[Any]]:
    ties: dict[tuple[str, str, str], TermTie] = {
        (tie.field, tie.language, tie.key): tie for tie in TermTie.objects.standing().of_words().select_related("term")
    }
    for word in words:
        tie = ties.get((word.field, word.language, word.key))
        yield [word.field, word.language, word.words, word.uses, *_decided(tie)]


def _decided(tie: TermTie | None) -> list[str]:
    if tie is None:
        return [""] * 6
    uri, label, source = NONE_FITS[0], "", ""
    if tie.term is not None:
        uri, label, source = tie.term.uri, in_language(tie.term.labels, tie.language).words, tie.term.source_name
    when = timezone.localtime(tie.tied_at).isoformat(timespec="seconds")
    return [uri, label, source, tie.origin, tie.tied_by, when]


def _columns(headings: Sequence[str]) -> dict[str, int]:
    plain = [" ".join(folded(one).split()) for one in headings]
    missing = [name for name in _NEEDED if name not in plain]
    if missing:
        told = _("No column is headed “%(name)s”. The first line must hold the headings.")
        raise UploadError(told % {"name": missing[0]})
    return {name: plain.index(name) for name in COLUMNS if name in plain}


def _line(number: int, told: Mapping[str, str]) -> Line:
    uri = "" if told["uri"].casefold() in NONE_FITS else told["uri"]
    return Line(
        number, told.get("field", ""), told.get("language") or UNKNOWN_LANGUAGE, told.get("word", ""), uri,
        told.get("label", "")[:LONGEST_WORD], told.get("source", "")[:300],
    )  # fmt: skip


def _problem(line: Line) -> str:
    if line.field not in FactField.values:
        known = ", ".join(FactField.values)
        return _("“%(field)s” is no field; the fields are %(known)s.") % {"field": line.field[:100], "known": known}
    if len(line.language) > 35 or not LANGUAGE_TAG.fullmatch(line.language):
        return _("“%(tag)s” is not a language tag such as “nl” or “en-GB”.") % {"tag": line.language[:100]}
    if not line.words:
        return _("It has no word.")
    if len(line.words) > LONGEST_WORD:
        return _("A value is longer than %(number)d characters.") % {"number": LONGEST_WORD}
    if line.uri and not is_web_address(line.uri):
        return _("“%(address)s” is no web address.") % {"address": line.uri[:100]}
    return ""


def _terms_of(lines: Sequence[Line]) -> dict[str, Term]:
    """Return the terms of the lines; one that is not kept yet is, with the label that the file gives."""
    by_uri = {line.uri: line for line in lines if line.uri}
    known = terms_by_uri(by_uri)
    new = [_term(line) for uri, line in by_uri.items() if uri not in known]
    Term.objects.bulk_create(new, batch_size=_CHUNK)
    return known | {term.uri: term for term in new}


def _term(line: Line) -> Term:
    labels = {line.language: line.label or line.words}
    return Term(uri=line.uri, labels=labels, source_name=line.source, findable_as=findable_words(labels, {}))
