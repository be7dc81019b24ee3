"""Runs an import: reads, plans and applies chunk by chunk, and commits with each how far it has come."""

import time
from collections.abc import Callable, Iterator, Sequence

from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal.collecting import collecting_seldom
from polyvocal.exceptions import RunLostError, SourceError, StoppedError, TextMovedOnError
from polyvocal.importers.apply import mark_gone
from polyvocal.importers.models import ImportRun, Outcome, RunState, SourceRecord, SourceSystem
from polyvocal.importers.profiles import RecordReader
from polyvocal.importers.runs.chunks import FAULTS, Chunks, Decided, Met, Step
from polyvocal.importers.runs.fetched import shortcomings
from polyvocal.importers.runs.files import ReadFile
from polyvocal.importers.runs.holding import let_go
from polyvocal.importers.runs.ledgers import Ledger, RunLedger
from polyvocal.importers.runs.orders import ImportOrder, Listener
from polyvocal.importers.runs.pace import Pace
from polyvocal.importers.runs.problems import problem_in_words
from polyvocal.importers.runs.seen import Seen
from polyvocal.importers.runs.tally import Tally
from polyvocal.importers.sources import RawRecord, read_source
from polyvocal.publishing import Actor

CHUNK = 500
ATTEMPTS = 3
"""How often a chunk is tried where the database is busy or refuses two writers at once; then the run breaks off."""

NO_FAULT = (OperationalError, InterfaceError, StoppedError)
"""What no record is to blame for."""

IN_BETWEEN = (TextMovedOnError, IntegrityError)
"""What may come of somebody else who wrote between planning and writing: planned anew, it may fit."""


def carry_on(
    order: ImportOrder, system: SourceSystem, row: ImportRun | None, *, files: Sequence[ReadFile],
    listener: Listener | None = None, only: Sequence[frozenset[int]] = (),
) -> Tally:  # fmt: skip
    """Go on from the run's cursor to the end. `only` holds, by file, the numbers of the records to take, if not all.

    Whatever ends it early leaves the run broken off, to be resumed.
    """
    with collecting_seldom():
        run = Run(order, system, row, files=files, listener=listener or Listener(), only=only)
        try:
            if row is not None and listener is not None:
                listener.begun(row)
            return run.run()
        except BaseException as error:
            run.break_off(error)
            raise


class Run:
    """One run, from its cursor to its end."""

    def __init__(
        self, order: ImportOrder, system: SourceSystem, row: ImportRun | None, *, files: Sequence[ReadFile],
        listener: Listener, only: Sequence[frozenset[int]] = (), ledger: Ledger | None = None,
        belongs: Callable[[RawRecord], bool] | None = None,
    ) -> None:  # fmt: skip
        self._order = order
        self._system = system
        self._row = row
        self._files = files
        self._listener = listener
        self._only = only
        self._belongs = belongs
        self._seen = Seen()
        self._ledger = ledger or (RunLedger(row) if row else Ledger())
        self._tally = Tally.from_json(self._ledger.report, run_id=row.pk if row else None)
        self._file, self._number = self._ledger.cursor.get("file", 0), self._ledger.cursor.get("record", 0)
        self._reader = RecordReader(order.profile)
        name = row.name if row else _("Import run")
        self._actor = Actor(name, order.actor.user)
        now = row.started_at if row else timezone.now()
        self._chunks = Chunks(self._reader, system, recipe=order.profile.recipe, now=now, run_name=name)
        self._pace = Pace(is_shared=order.is_gentle and row is not None and connection.vendor == "sqlite")

    def run(self) -> Tally:
        """Take in all files, mark what is gone, and end the run."""
        self.take_in()
        return self.end(self._seen)

    def take_in(self) -> Seen:
        """Take in all files, or this share of them, and return the identifiers met, of whatever share.

        What is wrong with one file does not keep the others from being read.
        """
        for at, file in enumerate(self._files):
            try:
                for chunk in _chunks(self._ahead(self._records_of(file), at)):
                    self._take([(raw, self._was_met(raw)) for raw in chunk])
            except SourceError as error:
                if at >= self._file:
                    self._tally.errors.append(problem_in_words(error))
            if at >= self._file:
                self._file, self._number = at + 1, 0
        return self._seen

    def end(self, seen: Seen) -> Tally:
        """Mark what is not among the identifiers that were met, and end the run."""
        self._note_shortcomings()
        self._mark_gone(seen)
        self._finish()
        return self._tally

    def keep(self) -> None:
        """Keep what is known at the end of all files."""
        self._ledger.keep(self._tally, file=self._file, record=self._number)

    def _note_shortcomings(self) -> None:
        """What was fetched may be less than the source has: then the run has not come to its end."""
        if not self._only:
            known = self._tally.errors
            known += [one for one in shortcomings(self._order.paths) if one not in known]

    def break_off(self, error: BaseException) -> None:
        """Let go of the source; what is committed stays, the rest is for a later resumption."""
        if self._row is None or isinstance(error, RunLostError):
            return
        self._row.message = "\n".join([*self._tally.errors, str(error) or type(error).__name__])
        try:
            let_go(self._row, "message", state=RunState.BROKEN_OFF)
        except (DatabaseError, RunLostError):
            return  # its heart stops here, which says the same a little later

    def _records_of(self, file: ReadFile) -> Iterator[RawRecord]:
        profile = self._order.profile
        return read_source(
            file.path, kind=profile.source, tables=profile.tables, leaves=self._reader.leaves,
            progress=self._listener.read, encoding=file.encoding,
        )  # fmt: skip

    def _ahead(self, raws: Iterator[RawRecord], at: int) -> Iterator[RawRecord]:
        """Leave out what was done before the run was broken off, and what is not asked for; remember all it met."""
        for raw in raws:
            if at < self._file or (at == self._file and raw.number <= self._number):
                self._was_met(raw)
                self._ledger.show_life()
            elif self._belongs is not None and not self._belongs(raw):
                self._was_met(raw)
            elif not self._only or raw.number in self._only[at]:
                yield raw

    def _was_met(self, raw: RawRecord) -> bool:
        """Whether a record's identifier was met before. That of a damaged one may be another's."""
        return bool(raw.record_id) and not raw.fault and self._seen.add(raw.record_id)

    def _take(self, chunk: Sequence[Met]) -> None:
        for made in self._carried_out(chunk):
            self._tell(made)
            self._ledger.show_life()

    def _carried_out(self, chunk: Sequence[Met]) -> Iterator[Decided]:
        """Carry out a chunk piece by piece. What somebody else got in the way of is planned anew, on what stands now;
        where a piece fails, each of its records is tried alone, so that only the bad one is left out.
        """
        attempt = 1
        while chunk:
            made = None
            try:
                for made in self._chunks.decided(chunk).pieces(self._pace):
                    self._commit(made)
                    chunk = chunk[len(made.steps) :]
                    yield made
            except NO_FAULT as error:
                if not isinstance(error, OperationalError) or attempt == ATTEMPTS or _is_within_another():
                    raise
                time.sleep(attempt)
                attempt += 1
            except FAULTS as error:
                attempt += 1
                if not isinstance(error, IN_BETWEEN) or attempt > ATTEMPTS:
                    size = len(made.steps) if made else len(chunk)
                    yield from self._one_by_one(chunk[:size], error)
                    chunk, attempt = chunk[size:], 1

    def _one_by_one(self, chunk: Sequence[Met], error: Exception) -> Iterator[Decided]:
        if len(chunk) > 1:
            for one in chunk:
                yield from self._carried_out([one])
            return
        made = Decided([Step(chunk[0][0], Outcome.INVALID, str(error))])
        self._commit(made)
        yield made

    def _commit(self, made: Decided) -> None:
        """Write what was decided together with how far the run has come: both, or neither."""
        number = made.steps[-1].raw.number
        if self._row is None:
            self._chunks.imagine(made)
            tally = self._tally.merged(made.tally)
        else:
            application = self._chunks.prepared(made, run=self._row, actor=self._actor)
            with transaction.atomic():
                began = time.perf_counter()
                self._chunks.write(made, application, run=self._row)
                tally = self._tally.merged(made.tally)
                self._ledger.keep(tally, file=self._file, record=number)
            self._pace.took(time.perf_counter() - began, made.weight)
        self._tally, self._number = tally, number

    def _tell(self, made: Decided) -> None:
        for plan in made.plans:
            self._listener.planned(plan)
        for one in made.refusals:
            self._listener.refused(one.raw, outcome=one.outcome, reason=one.reason)
        self._listener.came_to(self._tally)

    def _mark_gone(self, seen: Seen) -> None:
        """Mark the records that a full export no longer holds; only where every file could be read to its end."""
        if not self._order.is_full or self._only or self._system.pk is None:
            return
        if self._tally.errors or self._tally.damaged:
            told = _("No record was marked as gone, because not every file or record could be read.")
            self._tally.errors.append(told)
            return
        last = 0
        standing = SourceRecord.objects.filter(system=self._system, is_gone=False).order_by("pk")
        while batch := list(standing.filter(pk__gt=last).select_related("obj").defer("packed")[:CHUNK]):
            last = batch[-1].pk
            if gone := [record for record in batch if record.record_id not in seen]:
                self._take_as_gone(gone)

    def _take_as_gone(self, gone: Sequence[SourceRecord]) -> None:
        part = Tally()
        part.outcomes[Outcome.GONE] = len(gone)
        tally = self._tally.merged(part)
        if self._row is not None:
            with transaction.atomic():
                mark_gone(gone, run=self._row, actor=self._actor)
                self._ledger.keep(tally, file=self._file, record=0)
        self._tally = tally
        for record in gone:
            self._listener.gone(record)
        self._listener.came_to(tally)

    def _finish(self) -> None:
        if self._row is None:
            return
        self._row.message = "\n".join(self._tally.errors)
        with transaction.atomic():
            self._ledger.keep(self._tally, file=self._file, record=0)
            state = RunState.BROKEN_OFF if self._tally.errors else RunState.FINISHED
            let_go(self._row, "message", state=state)


def _is_within_another() -> bool:
    """Whether a transaction around this one would have to be tried again with it."""
    return bool(connection.in_atomic_block)


def _chunks(raws: Iterator[RawRecord]) -> Iterator[list[RawRecord]]:
    """Cut a stream into chunks in which no identifier occurs twice. What was read before an error comes first."""
    chunk: dict[str, RawRecord] = {}
    try:
        for raw in raws:
            key = raw.record_id if not raw.fault else f"\0{raw.number}"
            if len(chunk) >= CHUNK or key in chunk:
                yield list(chunk.values())
                chunk = {}
            chunk[key] = raw
    except SourceError:
        if chunk:
            yield list(chunk.values())
        raise
    if chunk:
        yield list(chunk.values())
