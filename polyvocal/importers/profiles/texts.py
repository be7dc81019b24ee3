"""Reads the texts of a record: words with their type, language, perspective, speakers, sources and times."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache, partial
from typing import Literal

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from polyvocal.conf import vocabulary
from polyvocal.dates import read_date
from polyvocal.image_addresses import is_server_path
from polyvocal.importers.profiles.exhibitions import leaves_of_showing, showings_in
from polyvocal.importers.profiles.fields import Profile, TextFrom, TypeRule
from polyvocal.importers.profiles.occurrences import occurrences, value_in, words_in
from polyvocal.importers.profiles.periods import day_of
from polyvocal.importers.profiles.speakers import Speakers
from polyvocal.importers.profiles.statements import STATEMENT, events_stated
from polyvocal.importers.profiles.succession import Ranked, clear_successions
from polyvocal.importers.sources.markup import paragraphs_of
from polyvocal.importers.sources.raw import Fields, Tree, Value
from polyvocal.models.fields import LANGUAGE_TAG
from polyvocal.records import (
    CitationRecord,
    EditionRecord,
    PerspectiveRecord,
    ProvenanceEventRecord,
    RelationRecord,
    TextRecord,
    VoiceRecord,
)


@dataclass(frozen=True, slots=True)
class ReadText:
    """One occurrence of a text. `term` is the source's own type term; part 0 is to be assigned.

    With `is_edition` several occurrences of one place are editions of one text, else each is a text of its own. The
    `text_id` of a relation names a place: perspective, type, language and part, joined by spaces. Where it
    `has_own_events`, they come from fields and may change while the words stay.
    """

    record: TextRecord
    term: str = ""
    is_edition: bool = False
    leaf: str = ""
    has_own_events: bool = False

    @property
    def edition(self) -> EditionRecord:
        """The one edition that this occurrence holds."""
        return self.record.editions[0]


@dataclass(frozen=True, slots=True)
class Skipped:
    """An occurrence, or a leaf, that was not taken in: a reason (code), which one, and the voices it names.

    `leaf` is that of the words, where a whole occurrence is left out.
    """

    reason: str
    what: str = ""
    voices: tuple[VoiceRecord, ...] = ()
    leaf: str = ""


class TextReader:
    """Reads the texts that one `texts` table of a profile describes."""

    def __init__(self, fields: TextFrom, profile: Profile, speakers: Speakers) -> None:
        self._from = fields
        self._speakers = speakers
        self._rules = fields.types
        self._superseded = [_pattern(one) for one in fields.superseded]
        self._succeeding = [_pattern(one) for one in fields.succeeding]
        self._not_in = frozenset(name.lower() for name in fields.not_in)
        self._languages = profile.languages
        self._has_suffixes = bool(profile.suffixes)
        self._leaves = _leaves_of(fields)
        # The same few terms and perspectives come back in every record.
        self._rule = lru_cache(maxsize=1_000)(self._rule_for)
        self._perspective = lru_cache(maxsize=1_000)(partial(perspective_named, profile=profile))

    def texts(self, tree: Tree, *, skip: Callable[[Skipped], None]) -> Iterator[ReadText]:
        """Yield one text per occurrence that has words and a known type; tell `skip` about the others."""
        found = self._found(tree, skip)
        if self._succeeding:

            def unclear(read: ReadText) -> None:
                skip(Skipped("unclear-order", read.term, leaf=read.leaf))

            yield from clear_successions((Ranked(read, self._rank(term)) for read, term in found), unclear)
            return
        ranked = ((read, self._rank(term) == "earlier") for read, term in found)
        yield from _succeeding(ranked, skip) if self._superseded else (read for read, _is_superseded in ranked)

    def _found(self, tree: Tree, skip: Callable[[Skipped], None]) -> Iterator[tuple[ReadText, str]]:
        """Yield each text, and the term by which the source says whether it took a place or lost it."""

        confidential = self._from.confidential_from
        untied: set[str] = set()

        def unpaired(leaf: str) -> None:
            untied.add(leaf)
            skip(Skipped("unpaired", leaf))

        if self._not_in:
            tree = Tree(tree.fields, [group for group in tree.groups if group.name.lower() not in self._not_in])
        for found in occurrences(tree, self._from.words, self._leaves, unpaired=unpaired):
            if is_said(words_in(found, confidential)) or (confidential in untied and confidential not in found):
                skip(Skipped("confidential", words_in(found, self._from.type_from), leaf=self._from.words))
                continue
            for language, fields in self._by_language(found):
                read = self._read(fields, language)
                if isinstance(read, Skipped):
                    skip(read)
                else:
                    yield read, words_in(fields, self._from.superseded_from)

    def _by_language(self, fields: Fields) -> Iterator[tuple[str, Fields]]:
        """Yield the words of each language with that language, where they are given in several; else as they are."""
        words = value_in(fields, self._from.words)
        if self._has_suffixes and list(words.labels.values()) == [words.words]:
            yield next(iter(words.labels)), fields
        elif self._from.by_language and len(set(words.labels.values())) > 1:
            yield from ((one, {**fields, self._from.words: [Value(said)]}) for one, said in words.labels.items())
        else:
            yield "", fields

    def _rank(self, term: str) -> Literal["earlier", "later", ""]:
        if any(pattern.fullmatch(term) for pattern in self._superseded):
            return "earlier"
        return "later" if any(pattern.fullmatch(term) for pattern in self._succeeding) else ""

    def _read(self, fields: Fields, said_in: str) -> ReadText | Skipped:
        given = self._from
        words = self._plain(words_in(fields, given.words) or words_in(fields, given.otherwise))
        term = words_in(fields, given.type_from)
        if not words or is_server_path(words):
            return self._wordless(fields, term, is_path=bool(words))
        purpose = words_in(fields, given.purpose_from)
        rule = self._rule(term, purpose)
        if rule is None:
            return Skipped("unknown-type", f"{term} / {purpose}" if purpose else term, leaf=given.words)
        language = said_in or self._language_in(fields) or rule.language or given.language
        if not LANGUAGE_TAG.fullmatch(language):
            return Skipped("unknown-language", language, leaf=given.words)
        perspective = words_in(fields, given.perspective_from) or rule.perspective or given.perspective
        part = words_in(fields, given.part_from)
        record = TextRecord(
            perspective=self._perspective(perspective),
            text_type=rule.type,
            language=language,
            editions=(self._edition(fields, words, events=self._events(words, rule, language)),),
            part=int(part) if part.isdigit() and int(part) else (1 if given.has_editions else 0),
            relations=self._relations(fields),
        )
        return ReadText(record, term, given.has_editions, given.words)

    def _language_in(self, fields: Fields) -> str:
        term = words_in(fields, self._from.language_from)
        return self._languages.get(term.lower(), term) if self._languages else term

    def _wordless(self, fields: Fields, term: str, *, is_path: bool) -> Skipped:
        given = self._from
        voices = tuple(one.voice for one in self._speakers.attributions(fields, given.voices))
        reason = "file-only" if is_path or words_in(fields, given.file_from) else "no-words"
        return Skipped(reason, term or given.words, voices, given.words)

    def _plain(self, words: str) -> str:
        if not self._from.markup:
            return plain(words)
        try:
            return plain(paragraphs_of(words))
        except ValueError as error:
            raise ValueError(_("A text holds tags too deep in each other to be read.")) from error

    def _rule_for(self, term: str, purpose: str = "") -> TypeRule | None:
        if not self._rules:
            return TypeRule(term="", type=self._from.type)
        return next((rule for rule in self._rules if _fits(rule, term, purpose)), None)

    def _events(self, words: str, rule: TypeRule, language: str) -> tuple[ProvenanceEventRecord, ...]:
        notation = rule.notation or self._from.notation
        return events_stated(words, notation=notation, language=language) if rule.type == STATEMENT else ()

    def _edition(self, fields: Fields, words: str, *, events: tuple[ProvenanceEventRecord, ...] = ()) -> EditionRecord:
        given = self._from
        return EditionRecord(
            words=words,
            attributions=self._speakers.attributions(fields, given.voices),
            citations=self._citations(fields),
            recorded=read_date(words_in(fields, given.recorded)),
            held=read_date(words_in(fields, given.held)),
            published_from=_start_of(words_in(fields, given.published_from)),
            published_until=_end_of(words_in(fields, given.published_until)),
            reason=plain(words_in(fields, given.reason)),
            showings=showings_in(fields, given.showing) if given.showing else (),
            content_note={
                language: note for language, leaf in given.content_note.items() if (note := words_in(fields, leaf))
            },
            events=events,
        )

    def _citations(self, fields: Fields) -> tuple[CitationRecord, ...]:
        source = self._from.source
        if source is None or not (title := words_in(fields, source.title)):
            return ()
        return (CitationRecord(title, words_in(fields, source.locator), words_in(fields, source.uri)),)

    def _relations(self, fields: Fields) -> tuple[RelationRecord, ...]:
        given = self._from.relations
        if given is None:
            return ()
        columns = [fields.get(leaf, ()) for leaf in (given.relation, given.perspective, given.type, given.language)]
        return tuple(
            RelationRecord(relation.words, f"{slugify(perspective.words)} {rule.type} {language.words} 1")
            for relation, perspective, term, language in zip(*columns, strict=False)
            if relation.words in vocabulary("relation_type") and (rule := self._rule(term.words))
        )


def perspective_named(given: str, *, profile: Profile) -> PerspectiveRecord:
    """Return the perspective of a name: a slug, or any other name, which gets one."""
    slug = slugify(given)
    known = profile.perspectives.get(slug)
    if known is not None:
        return PerspectiveRecord(slug, known.names, known.description)
    return PerspectiveRecord(slug, {} if slug == given else {profile.language: given})


@lru_cache(maxsize=1_000)
def _pattern(given: str) -> re.Pattern[str]:
    return re.compile(given, re.IGNORECASE)


def _fits(rule: TypeRule, term: str, purpose: str) -> bool:
    is_of_purpose = not rule.purpose or _pattern(rule.purpose).fullmatch(purpose)
    return bool(is_of_purpose and _pattern(rule.term).fullmatch(term))


def _succeeding(found: Iterator[tuple[ReadText, bool]], skip: Callable[[Skipped], None]) -> Iterator[ReadText]:
    """Make earlier texts editions of the first text of their kind that stands; where none stands, leave them out."""
    kinds: dict[tuple[str, str, str], list[tuple[ReadText, bool]]] = defaultdict(list)
    for read, is_superseded in found:
        record = read.record
        kinds[record.perspective.slug, record.text_type, record.language].append((read, is_superseded))
    for texts in kinds.values():
        earlier = [read for read, is_superseded in texts if is_superseded]
        standing = [read for read, is_superseded in texts if not is_superseded]
        if standing:
            yield from _editions([*sorted(earlier, key=_since), standing[0]])
            yield from standing[1:]
        else:
            for read in earlier:
                skip(Skipped("superseded", read.term, leaf=read.leaf))


def _editions(reads: Sequence[ReadText]) -> Iterator[ReadText]:
    """Make texts editions of one, in the order given; dates that do not follow that order are let go of."""
    dates = [read.edition.published_from for read in reads]
    given = [date for date in dates if date is not None]
    is_ordered = len(given) == len(dates) and given == sorted(given)
    for read in reads:
        edition = read.edition if is_ordered else replace(read.edition, published_from=None)
        yield replace(read, record=replace(read.record, editions=(edition,), part=1), is_edition=True)


def _since(read: ReadText) -> tuple[bool, str]:
    since = read.edition.published_from
    return (since is not None, since.isoformat() if since else "")


def plain(words: str) -> str:
    """Return words with one kind of line end and no space around them; nothing else about them changes."""
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


def _start_of(written: str) -> datetime | None:
    day = day_of(written) if written else None
    return _moment(day, timezone.get_default_timezone()) if day else None


def _end_of(written: str) -> datetime | None:
    day = day_of(written) if written else None
    return _moment(day + timedelta(days=1), timezone.get_default_timezone()) if day else None


@lru_cache(maxsize=10_000)
def _moment(day: date, zone: tzinfo) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min), zone)


def is_said(claim: str) -> bool:
    """Whether a claim holds: sources tick boxes with x, true, 1 or a word; only a denial denies it."""
    return claim.strip().lower() not in ("", "false", "0", "no", "nee", "n", "none")


def _leaves_of(fields: TextFrom) -> tuple[str, ...]:
    voices, source, showing = fields.voices, fields.source, fields.showing
    named = (
        fields.words, fields.type_from, fields.purpose_from, fields.superseded_from, fields.language_from,
        fields.perspective_from, fields.part_from, fields.file_from, fields.recorded, fields.held,
        fields.published_from, fields.published_until, fields.reason, fields.otherwise, fields.confidential_from,
        *((voices.name, voices.role) if voices else ()),
        *((source.title, source.locator, source.uri) if source else ()),
        *(leaves_of_showing(showing) if showing and not showing.in_group else ()),
        *fields.content_note.values(),
    )  # fmt: skip
    return tuple(leaf for leaf in named if leaf)
