"""Reads a history of ownership that the source keeps in fields, one step each, and writes its words."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from polyvocal.dates import read_ownership
from polyvocal.importers.profiles.fields import ArrivalFrom, Profile, ProvenanceFrom, StepsFrom
from polyvocal.importers.profiles.joined_values import listed
from polyvocal.importers.profiles.occurrences import all_values, words_in
from polyvocal.importers.profiles.periods import without_midnight
from polyvocal.importers.profiles.speakers import Speakers
from polyvocal.importers.profiles.statements import STATEMENT
from polyvocal.importers.profiles.terms import method_named
from polyvocal.importers.profiles.texts import ReadText, Skipped, is_said, perspective_named, plain
from polyvocal.importers.sources.raw import Fields, Tree
from polyvocal.provenance import rewritten
from polyvocal.records import EditionRecord, PartyRecord, ProvenanceEventRecord, TenureRecord, TextRecord, in_language

_Leaves = TypeVar("_Leaves", StepsFrom, ArrivalFrom)

# Some systems glue dates behind the method: “nationalisatie 1795 1798-09”.
_GLUED = re.compile(r"(?P<term>\D.*?)(?P<dates>(?:[ ,;]+\d{4}(?:-\d\d){0,2})+)")


class StepReader:
    """Reads the one statement that the `provenance` table of a profile describes."""

    def __init__(self, fields: ProvenanceFrom, profile: Profile, speakers: Speakers) -> None:
        self._from = fields
        self._language = fields.language or profile.language
        self._speakers = speakers
        self._perspective = perspective_named(fields.perspective, profile=profile)
        self._museum = in_language(profile.voice.names, self._language).words

    def texts(self, tree: Tree, *, skip: Callable[[Skipped], None]) -> Iterator[ReadText]:
        """Yield the statement of a record, if it tells of any step; tell `skip` what stays out."""
        steps = self._steps(tree, skip)
        if steps:
            events = [*steps, *self._arrival(tree)]
            words, stated = rewritten(events, "", notation=self._from.notation, language=self._language)
            edition = EditionRecord(words, attributions=self._speakers.attributions({}, None), events=stated)
            record = TextRecord(self._perspective, STATEMENT, self._language, (edition,), part=0)
            yield ReadText(record, leaf=self._from.steps.owner, has_own_events=True)

    def _steps(self, tree: Tree, skip: Callable[[Skipped], None]) -> list[ProvenanceEventRecord]:
        given = self._from.steps
        untied: set[str] = set()

        def unpaired(leaf: str) -> None:
            untied.add(leaf)
            skip(Skipped("unpaired", leaf))

        found = []
        for fields in listed(tree, given.owner, _leaves_of(given), unpaired=unpaired):
            is_open = given.confidential_from not in untied or given.confidential_from in fields
            if is_said(words_in(fields, given.confidential_from)) or not is_open:
                skip(Skipped("confidential", leaf=given.owner))
            elif any(words_in(fields, leaf) for leaf in _leaves_of(given)):
                found.append(self._step(fields))
        return found[::-1] if given.newest_first else found

    def _step(self, fields: Fields) -> ProvenanceEventRecord:
        given = self._from.steps
        start, end = words_in(fields, given.start), words_in(fields, given.end)
        event = _event(fields, given, start=start, end=end, language=self._language)
        return replace(
            event, receiver=_party(words_in(fields, given.owner), place=event.place), place="",
            sender=_party(words_in(fields, given.acquired_from)), price=words_in(fields, given.price),
        )  # fmt: skip

    def _arrival(self, tree: Tree) -> Iterator[ProvenanceEventRecord]:
        """Yield how the object came to the museum, where a method says so; a date alone is no step."""
        given = self._from.arrival
        if given is None:
            return
        fields = {leaf: all_values(tree, leaf)[:1] for leaf in _leaves_of(given)}
        if words_in(fields, given.method):
            event = _event(fields, given, start=words_in(fields, given.date), end="", language=self._language)
            sender = _party(words_in(fields, given.source))
            yield replace(event, receiver=PartyRecord(self._museum), sender=sender)


def _event(fields: Fields, given: _Leaves, *, start: str, end: str, language: str) -> ProvenanceEventRecord:
    """Return what both kinds of step have; what no field of an event can hold goes into its note."""
    term, dates = _unglued(words_in(fields, given.method))
    plain_term = term.removesuffix("(?)").strip()
    if not (start or end) and len(dates) == 1:
        start, dates = dates[0], []
    method, is_doubted = method_named(plain_term, language=language), plain_term != term
    said = [plain(words_in(fields, given.notes)), term if is_doubted or not method else "", " ".join(dates)]
    return ProvenanceEventRecord(
        "", method=method, occasion=words_in(fields, given.auction), lot_number=words_in(fields, given.lot),
        place=words_in(fields, given.place), tenure=_tenure(start, end, language=language),
        note="; ".join(one for one in said if one), uncertain=("method",) if method and is_doubted else (),
    )  # fmt: skip


def _unglued(written: str) -> tuple[str, list[str]]:
    """Return a method and the dates that stand glued behind it."""
    found = _GLUED.fullmatch(written)
    return (found["term"].strip(), re.findall(r"\d{4}[\d-]*", found["dates"])) if found else (written, [])


def _tenure(start: str, end: str, *, language: str) -> TenureRecord:
    """Return when it came and when it went; what is not understood stays as it was written, without bounds."""
    came, went = (_moment(without_midnight(one), language) for one in (start, end))
    if came is None or went is None:
        return TenureRecord(" – ".join(one for one in (start, end) if one))
    return TenureRecord("", *came, *went)


def _moment(written: str, language: str) -> tuple[str, str] | None:
    """Return between which dates something happened; None where the words are not understood or tell of two moments."""
    read = read_ownership(written, language=language)
    starts, ends = (read.botb, read.eotb), (read.bote, read.eote)
    if not written:
        return ("", "")
    if not read.is_understood or (any(starts) and any(ends)):
        return None
    return starts if any(starts) else ends


def _party(name: str, *, place: str = "") -> PartyRecord | None:
    return PartyRecord(name, place=place) if name else None


def _leaves_of(given: StepsFrom | ArrivalFrom) -> tuple[str, ...]:
    return tuple(leaf for name in given.__slots__ if isinstance(leaf := getattr(given, name), str) and leaf)
