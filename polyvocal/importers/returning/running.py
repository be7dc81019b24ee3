"""Reads dumps twice, voices and perspectives first, and brings back what is not here: a bad record ends nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from django.utils.translation import gettext as _

from polyvocal.archival import ArchivalError
from polyvocal.exceptions import PolyvocalError, SourceError
from polyvocal.importers.returning.assembling import Assembled, assembled
from polyvocal.importers.returning.objects import write_objects
from polyvocal.importers.returning.outcomes import Outcome, Returned, Tally
from polyvocal.importers.returning.people import bring_perspectives, bring_voices
from polyvocal.importers.returning.standing import Standing
from polyvocal.importers.returning.terms import Agreement
from polyvocal.importers.returning.ties import write_relations, write_research
from polyvocal.importers.sources.kept import KINDS, Kept
from polyvocal.importers.sources.linked_art import read_kept
from polyvocal.object_model import adapter
from polyvocal.publishing import Actor
from polyvocal.records import ObjectRecord, RelationRecord

CHUNK = 100
_PEOPLE = frozenset({"voice", "perspective"})
_FIRST = _PEOPLE | {"object"}
_REFUSALS = (PolyvocalError, DatabaseError, ValueError, KeyError, OverflowError)
_Bring = Callable[[Mapping[str, Any], Actor], Mapping[str, Outcome]]


@dataclass(frozen=True, slots=True)
class ReturnOrder:
    """Which dumps to bring back, by whom; `told` how many bytes were read, `returned` what came of each record."""

    paths: Sequence[Path]
    actor: Actor
    is_dry_run: bool = False
    told: Callable[[int], None] = lambda _size: None
    returned: Callable[[Returned], object] = lambda _one: None


def bring_back_dumps(order: ReturnOrder) -> Tally:
    """Bring back what the dumps hold and is not here; what was broken off goes on when it is begun again.

    Raises SourceError where a file is no dump of ours, or breaks off; what came before stays.
    """
    run = _Run(order)
    run.bring_people()
    for path in order.paths:
        run.bring_objects(path)
    run.bring_ties()
    return run.tally


@dataclass(slots=True)
class _Run:
    order: ReturnOrder
    tally: Tally = field(default_factory=Tally)
    adapter: Any = field(default_factory=adapter)
    research: list[tuple[Path, Assembled]] = field(default_factory=list)
    relations: list[tuple[str, RelationRecord]] = field(default_factory=list)
    ours: set[Path] = field(default_factory=set)
    agreed: Agreement = field(default_factory=Agreement)

    def bring_people(self) -> None:
        """Voices and perspectives go first, wherever they stand in the dumps."""
        found: dict[str, dict[str, tuple[Path, Assembled]]] = {"voice": {}, "perspective": {}}
        for path in self.order.paths:
            for one in assembled(self._learning(read_kept(path, kinds=_FIRST, told=self.order.told))):
                if one.kind:
                    self.ours.add(path)
                if one.fault and one.kind:
                    self._tell(path, one)
                elif one.kind:
                    found[one.kind][one.key] = (path, one)
        for kind, bring in (("voice", bring_voices), ("perspective", bring_perspectives)):
            records = {key: one.record for key, (_path, one) in found[kind].items()}
            outcomes = self._outcomes(bring, records) if not self.order.is_dry_run else {}
            for key, (path, one) in found[kind].items():
                self._tell(path, one, *outcomes.get(key, (Outcome.BROUGHT, "")))

    def _outcomes(self, bring: _Bring, records: Mapping[str, Any]) -> dict[str, tuple[Outcome, str]]:
        """Bring all at once, or where one is refused, each by itself."""
        kept = _("Here it is described otherwise, and that stays.")
        try:
            outcomes = bring(records, self.order.actor)
        except _REFUSALS as error:
            if len(records) == 1:
                return dict.fromkeys(records, (Outcome.REFUSED, _in_words(error)))
            return {k: one for key in records for k, one in self._outcomes(bring, {key: records[key]}).items()}
        return {key: (one, kept if one == Outcome.KEPT else "") for key, one in outcomes.items()}

    def _learning(self, kept: Iterable[Kept]) -> Iterator[Kept]:
        """Learn what words stand for, and pass on the voices and perspectives; damage is told in the second reading."""
        for one in kept:
            if one.kind in _PEOPLE:
                yield one
            elif one.kind and not one.fault:
                with suppress(ArchivalError):
                    self.agreed.learn(one)

    def bring_objects(self, path: Path) -> None:
        """Bring back the objects of a dump, a chunk at a time; ties and dossiers wait."""
        found = assembled(read_kept(path, kinds=KINDS - _PEOPLE, told=self.order.told))
        for chunk in _chunks(self._objects(path, found)):
            self._bring_chunk(path, chunk)
        if path not in self.ours:
            raise SourceError("It holds no whole record.", problem="not-ours", source=str(path))

    def bring_ties(self) -> None:
        """Bring back dossiers and the ties between texts, now that all objects are here."""
        for path, one in self.research:
            self._bring_research(path, one)
        if self.order.is_dry_run:
            return
        waiting = iter(self.relations)
        while piece := list(islice(waiting, CHUNK)):
            written, missing = write_relations(piece, self.order.actor)
            self.tally.relations += written
            for text, other in missing:
                reason = _("It ties a text to %(other)s, which is not here.") % {"other": other}
                self._count(Returned("relation", text, Outcome.REFUSED, reason))

    def _objects(self, path: Path, found: Iterable[Assembled]) -> Iterator[Assembled]:
        for one in found:
            if one.kind:
                self.ours.add(path)
            if one.kind == "object" and not one.fault:
                yield one
            elif one.kind == "research" and not one.fault:
                self.research.append((path, one))
            else:
                self._tell(path, one)

    def _bring_chunk(self, path: Path, chunk: Sequence[Assembled]) -> None:
        standing = Standing([one.record for one in chunk], self.adapter)
        new = []
        for one in chunk:
            outcome, reason = standing.outcome(one.record)
            if outcome == Outcome.BROUGHT:
                new.append(one)
            else:
                self._tell(path, one, outcome, reason)
            if outcome != Outcome.REFUSED:
                self.relations += [(text.id, tie) for text in one.record.texts for tie in text.relations]
        try:
            self._write([one.record for one in new], standing)
        except _REFUSALS:
            for one in new:
                self._bring_one(path, one, standing)
        else:
            for one in new:
                self._tell(path, one, Outcome.BROUGHT)

    def _bring_one(self, path: Path, one: Assembled, standing: Standing) -> None:
        try:
            self._write([one.record], standing)
        except _REFUSALS as error:
            self._tell(path, one, Outcome.REFUSED, _in_words(error))
        else:
            self._tell(path, one, Outcome.BROUGHT)

    def _write(self, records: Sequence[ObjectRecord], standing: Standing) -> None:
        here = {
            one.identifier: standing.objects[one.identifier] for one in records if one.identifier in standing.objects
        }
        if records and not self.order.is_dry_run:
            self.tally.editions += write_objects(
                records, self.adapter, self.order.actor, standing=here, agreed=self.agreed
            )

    def _bring_research(self, path: Path, one: Assembled) -> None:
        try:
            is_dry = self.order.is_dry_run
            outcome = Outcome.BROUGHT if is_dry else write_research(one.record, self.adapter, self.order.actor)
            self._tell(path, one, outcome)
        except _REFUSALS as error:
            self._tell(path, one, Outcome.REFUSED, _in_words(error))

    def _tell(self, path: Path, one: Assembled, outcome: Outcome = Outcome.DAMAGED, reason: str = "") -> None:
        said = reason or (_fault_in_words(one) if outcome == Outcome.DAMAGED else "")
        self._count(Returned(one.kind, one.key, outcome, said, str(path), one.line))

    def _count(self, one: Returned) -> None:
        self.tally.add(one)
        self.order.returned(one)


def _chunks(found: Iterator[Assembled]) -> Iterator[list[Assembled]]:
    while chunk := list(islice(found, CHUNK)):
        yield chunk


def _in_words(error: Exception) -> str:
    if isinstance(error, PolyvocalError):
        return str(error)
    if isinstance(error, KeyError):
        return _("%(name)s is named, but stands neither here nor in the dump.") % {"name": error.args[0]}
    return _("The database refuses it: %(detail)s") % {"detail": error}


def _fault_in_words(one: Assembled) -> str:
    if one.fault == "incomplete":
        return _("Something is missing from this record (%(detail)s).") % {"detail": one.detail}
    return _("Line %(line)d is damaged; what it belonged to was left out.") % {"line": one.line}
