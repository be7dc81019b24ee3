"""Runs an import: reads, reconciles, plans and applies chunk by chunk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal.collecting import collecting_seldom
from polyvocal.exceptions import PolyvocalError, SourceError
from polyvocal.importers.apply import Applied, apply_plans, record_outcome
from polyvocal.importers.models import (
    ImportRun,
    Outcome,
    RunState,
    SourceRecord,
    SourceSystem,
    checksum_of_raw,
)
from polyvocal.importers.planning import Plan, Planner
from polyvocal.importers.profiles import Profile, ReadRecord, RecordReader
from polyvocal.importers.reconcile import Standing, known_records, standing_of
from polyvocal.importers.runs.problems import problem_in_words
from polyvocal.importers.runs.seen import Seen
from polyvocal.importers.runs.tally import Tally
from polyvocal.importers.sources import RawRecord, files_in, read_source
from polyvocal.publishing import Actor

CHUNK = 500

_FAULTS = (DatabaseError, PolyvocalError, ValidationError, ObjectDoesNotExist, ValueError, TypeError, LookupError)
"""What a single record may do wrong, in its values or against the database, without ending the run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrder:
    """What to import: files or folders, by which profile, in the name of whom. A dry run writes nothing."""

    paths: Sequence[Path]
    profile: Profile
    actor: Actor
    system: str = ""
    is_dry_run: bool = False


class Listener:
    """Hears how a run goes on; a door overrides what it wants to show."""

    def read(self, size: int) -> None:
        """So many bytes more were read."""

    def planned(self, plan: Plan) -> None:
        """A record was planned and, unless this is a dry run, applied."""

    def refused(self, raw: RawRecord, *, outcome: str, reason: str) -> None:
        """A record could not be planned or applied."""


def run_import(order: ImportOrder, listener: Listener | None = None) -> Tally:
    """Import what is ordered and return the counts; files that cannot be read (further) are in its `errors`.

    Raises SourceError only where a path does not exist or a folder holds no file: then nothing was begun.
    """
    files = [file for path in order.paths for file in files_in(path, kind=order.profile.source)]
    with collecting_seldom():
        return _Run(order, files, listener or Listener()).run()


class _Run:
    """One run."""

    def __init__(self, order: ImportOrder, files: Sequence[Path], listener: Listener) -> None:
        self._order = order
        self._files = files
        self._listener = listener
        self._reader = RecordReader(order.profile)
        self._seen = Seen()
        self._tally = Tally()
        self._now: datetime = timezone.now()
        self._system = self._source_system()
        self._row: ImportRun | None = None if order.is_dry_run else self._begun()
        self._name = _("Import run %(number)d") % {"number": self._row.pk} if self._row else _("Import run")
        self._actor = Actor(self._name, order.actor.user)

    def run(self) -> Tally:
        """Read all files; what is wrong with one does not keep the others from being read."""
        for file in self._files:
            try:
                for chunk in _chunks(self._records_of(file)):
                    self._take(chunk)
            except SourceError as error:
                self._tally.errors.append(problem_in_words(error))
        self._finish()
        return self._tally

    def _records_of(self, file: Path) -> Iterator[RawRecord]:
        profile = self._order.profile
        return read_source(
            file, kind=profile.source, tables=profile.tables, leaves=self._reader.leaves, progress=self._listener.read
        )

    def _source_system(self) -> SourceSystem:
        name = self._order.system or self._order.profile.system
        found = SourceSystem.objects.filter(name=name).first()
        if found is None:
            found = SourceSystem(name=name)
            if not self._order.is_dry_run:
                found.save()
        return found

    def _begun(self) -> ImportRun:
        profile = self._order.profile
        row = ImportRun.objects.create(
            system=self._system, actor_name=self._order.actor.name, paths=[str(path) for path in self._order.paths],
            profile_name=profile.name, profile_text=profile.text,
        )  # fmt: skip
        self._tally.run_id = row.pk
        return row

    def _finish(self) -> None:
        if self._row is None:
            return
        self._row.state = RunState.BROKEN_OFF if self._tally.errors else RunState.FINISHED
        self._row.message = "\n".join(self._tally.errors)
        report = self._tally.as_json()
        self._row.counts, self._row.report = report["outcomes"], report
        self._row.finished_at = timezone.now()
        self._row.save()

    def _take(self, chunk: Sequence[RawRecord]) -> None:
        known = known_records(self._system, chunk)
        reads = [read for raw in chunk if (read := self._read(raw, known.get(raw.record_id))) is not None]
        if reads:
            self._carry_out(reads, known)

    def _read(self, raw: RawRecord, known: SourceRecord | None) -> ReadRecord | None:
        """Read a record, unless it is what was read before, or cannot be used."""
        was_met = bool(raw.record_id) and self._seen.add(raw.record_id)
        if raw.is_deleted and raw.record_id:
            self._refuse(raw, Outcome.HELD, _deleted_in_words(is_known=known is not None))
            return None
        if known is not None and known.checksum == checksum_of_raw(raw.raw):
            if known.recipe == self._order.profile.recipe or was_met:
                self._tally.outcomes[Outcome.UNCHANGED] += 1
                return None
        elif was_met:
            self._refuse(
                raw, Outcome.CONFLICT, _("This identifier occurs a second time in this run; the first was kept.")
            )
            return None
        try:
            return self._reader.read(raw)
        except _FAULTS as error:
            self._refuse(raw, Outcome.INVALID, str(error))
            return None

    def _carry_out(self, reads: Sequence[ReadRecord], known: dict[str, SourceRecord]) -> None:
        """Carry out a chunk; where it fails, each of its records alone, so that only the bad one is left out."""
        try:
            plans, applied = self._plan_and_apply(reads, known)
        except _FAULTS as error:
            if len(reads) == 1:
                self._refuse(reads[0].raw, Outcome.INVALID, str(error))
                return
            for read in reads:
                self._carry_out([read], known_records(self._system, [read.raw]))
            return
        self._tally.count(plans)
        self._tally.voices_new.update(applied.new_voices)
        for plan in plans:
            self._listener.planned(plan)

    def _plan_and_apply(
        self, reads: Sequence[ReadRecord], known: dict[str, SourceRecord]
    ) -> tuple[list[Plan], Applied]:
        standing = standing_of(reads, system=self._system, known=known, house=self._reader.house)
        planner = Planner(standing, now=self._now, run_name=self._name)
        plans = [planner.plan(read) for read in reads]
        if self._row is None:
            return plans, Applied(0, _voices_to_come(plans, standing))
        recipe = self._order.profile.recipe
        return plans, apply_plans(plans, standing, run=self._row, actor=self._actor, recipe=recipe)

    def _refuse(self, raw: RawRecord, outcome: Outcome, reason: str) -> None:
        self._tally.outcomes[outcome] += 1
        self._listener.refused(raw, outcome=outcome, reason=reason)
        if self._row is not None:
            record_outcome(raw, run=self._row, outcome=outcome, reason=reason)


def _chunks(raws: Iterator[RawRecord]) -> Iterator[list[RawRecord]]:
    """Cut a stream into chunks in which no identifier occurs twice. What was read before an error comes first."""
    chunk: dict[str, RawRecord] = {}
    try:
        for raw in raws:
            if len(chunk) >= CHUNK or raw.record_id in chunk:
                yield list(chunk.values())
                chunk = {}
            chunk[raw.record_id] = raw
    except SourceError:
        if chunk:
            yield list(chunk.values())
        raise
    if chunk:
        yield list(chunk.values())


def _deleted_in_words(*, is_known: bool) -> str:
    if is_known:
        return _("The source says that this record was deleted. Its object and texts stay; withdraw them by hand.")
    return _("The source says that this record was deleted; nothing of it was taken in.")


def _voices_to_come(plans: Sequence[Plan], standing: Standing) -> tuple[str, ...]:
    named = {one.voice.slug for plan in plans for edition in plan.editions for one in edition.read.edition.attributions}
    named |= {voice.slug for plan in plans for voice in plan.read.named}
    return tuple(named - set(standing.voices))
