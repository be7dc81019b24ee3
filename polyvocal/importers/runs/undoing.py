"""Undoes a whole run: with new editions and withdrawals, never by deleting; what somebody touched since stays."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal import publishing
from polyvocal.exceptions import RunStateError
from polyvocal.importers.apply.gone import mark_objects, unmark_gone
from polyvocal.importers.models import ImportRun, Outcome, RecordOutcome, RunState, SourceRecord, SourceText
from polyvocal.importers.runs.holding import hold, keep, let_go
from polyvocal.importers.runs.undoing_showings import carry_showings, undo_showings
from polyvocal.models import Draft, Edition, Text
from polyvocal.object_model import ObjectAdapter, adapter
from polyvocal.publishing import Actor, Publication, content_of, required_reason

CHUNK = 200
_TOUCHING = (Outcome.CREATE, Outcome.UPDATE, Outcome.CONFLICT, Outcome.GONE)


@dataclass(slots=True)
class Undone:
    """What undoing a run did: counts by what was done, and what was left as it is with the reason."""

    counts: Counter[str] = field(default_factory=Counter)
    left: list[dict[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return what the run keeps."""
        return {"counts": dict(self.counts), "left": self.left}

    def leave(self, record: SourceRecord, what: object, reason: str) -> None:
        """Note something that is left as it is."""
        self.left.append({"record": record.record_id, "what": str(what), "reason": reason})


def undo_import(run: ImportRun, actor: Actor, *, reason: str) -> Undone:
    """Undo a run and return what was done. Undoing that was itself broken off goes on when it is asked for again.

    Texts the run changed get their words from before as a new edition; texts it made are withdrawn; objects it made
    are marked as gone. Raises RunStateError, SourceBusyError, ReasonMissingError, NotPermittedError.
    """
    actor.require("publish_text")
    actor.require("withdraw_text")
    why = required_reason(reason)
    run.refresh_from_db()
    if run.state == RunState.UNDONE:
        raise RunStateError(_("Run %(number)d was already undone by %(name)s.") % {
            "number": run.pk, "name": run.undone_by,
        })  # fmt: skip
    ended_as = RunState.BROKEN_OFF if run.state == RunState.RUNNING else run.state
    run.undo_reason, run.undone_by = why, actor.name
    hold(run, state=RunState.UNDOING)
    try:
        return _Undoing(run, actor, why).undo()
    except BaseException:
        let_go(run, state=RunState.FINISHED if ended_as == RunState.UNDOING else RunState(ended_as))
        raise


class _Undoing:
    """The undoing of one run, a chunk of its outcomes after the other, each in one transaction with its cursor."""

    def __init__(self, run: ImportRun, actor: Actor, reason: str) -> None:
        self._run = run
        self._name = run.name or _("Import run %(number)d") % {"number": run.pk}
        self._actor = Actor(_("Undoing of %(run)s, by %(name)s") % {"run": self._name, "name": actor.name}, actor.user)
        self._reason = _("%(run)s was undone: %(reason)s") % {"run": self._name, "reason": reason}
        kept = run.undo_report
        self._undone = Undone(Counter(kept.get("counts", {})), list(kept.get("left", [])))
        self._last = kept.get("cursor", 0)

    def undo(self) -> Undone:
        outcomes = RecordOutcome.objects.filter(run=self._run, outcome__in=_TOUCHING).order_by("pk")
        while chunk := list(outcomes.filter(pk__gt=self._last).defer("packed", "reason")[:CHUNK]):
            with transaction.atomic():
                self._undo_chunk(chunk)
                self._last = chunk[-1].pk
                self._run.undo_report = {**self._undone.as_json(), "cursor": self._last}
                keep(self._run, "undo_report")
        self._run.undone_at = timezone.now()
        finished = self._run.finished_at
        let_go(self._run, "undone_at", state=RunState.UNDONE)
        ImportRun.objects.filter(pk=self._run.pk).update(finished_at=finished or self._run.undone_at)
        return self._undone

    def _undo_chunk(self, outcomes: Sequence[RecordOutcome]) -> None:
        by_outcome = {outcome.record_id: outcome.outcome for outcome in outcomes}
        records = SourceRecord.objects.filter(system=self._run.system, record_id__in=by_outcome)
        rows = list(records.select_related("obj", "last_run").defer("packed").order_by("pk"))
        mine = SourceText.objects.filter(record__in=[record.pk for record in rows]).select_related("text")
        source_texts: dict[UUID, list[SourceText]] = {}
        for source_text in mine.order_by("pk"):
            source_texts.setdefault(source_text.text_id, []).append(source_text)
        self._give_back([one for one in rows if by_outcome[one.record_id] == Outcome.GONE])
        record_of = {record.pk: record for record in rows}
        editions = self._editions(source_texts)
        for text_id, found in source_texts.items():
            self._undo_text(record_of[found[0].record_id], found, editions.get(text_id, []))
        self._undo_showings(source_texts, editions)
        made = [one for one in rows if by_outcome[one.record_id] == Outcome.CREATE and one.first_run_id == self._run.pk]
        self._mark_made(made)

    def _undo_showings(
        self, source_texts: Mapping[UUID, Sequence[SourceText]], editions: Mapping[UUID, Sequence[Edition]]
    ) -> None:
        rows, standing = chain.from_iterable(source_texts.values()), chain.from_iterable(editions.values())
        if taken_back := undo_showings(self._run, rows, standing, self._actor, reason=self._reason):
            self._undone.counts["showings-taken-back"] += taken_back

    def _editions(self, text_ids: Any) -> dict[UUID, list[Edition]]:
        """Lock the texts, so that nobody publishes while it is decided, and return their editions."""
        list(Text.objects.select_for_update().filter(pk__in=list(text_ids)).order_by("pk").values_list("pk"))
        found: dict[UUID, list[Edition]] = {}
        for edition in Edition.objects.filter(text__in=list(text_ids)).select_related("text").order_by("number"):
            found.setdefault(edition.text_id, []).append(edition)
        return found

    def _undo_text(self, record: SourceRecord, rows: Sequence[SourceText], editions: Sequence[Edition]) -> None:
        of_run = [edition for edition in editions if edition.published_by == self._name]
        if not of_run:
            return
        last = editions[-1]
        if last.published_by != self._name or (last.is_withdrawn and last.withdrawn_by != self._actor.name):
            told = _("%(name)s has worked on this text since.") % {"name": last.withdrawn_by or last.published_by}
            self._undone.leave(record, last.text, told)
            return
        before = next((one for one in reversed(editions[: of_run[0].number - 1])), None)
        if before is not None and before.words and not before.is_withdrawn and last.is_current:
            self._restore(before, rows, record)
        else:
            self._withdraw(of_run, rows, record)

    def _restore(self, before: Edition, rows: Sequence[SourceText], record: SourceRecord) -> None:
        publication = Publication(before.text, content_of(before), reason=self._reason)
        (edition,) = publishing.publish_many([publication], self._actor)
        with publishing.recorded(self._actor, reason=self._reason):
            carry_showings(before, edition, today=timezone.localdate())
        self._undone.counts["texts-restored"] += 1
        self._remember(rows, record, edition=edition)

    def _withdraw(self, editions: Sequence[Edition], rows: Sequence[SourceText], record: SourceRecord) -> None:
        for edition in editions:
            if not edition.is_withdrawn:
                publishing.withdraw(edition, self._actor, reason=self._reason)
                self._undone.counts["editions-withdrawn"] += 1
        self._undone.counts["texts-withdrawn"] += 1
        self._remember(rows, record, edition=None)

    @staticmethod
    def _remember(rows: Sequence[SourceText], record: SourceRecord, *, edition: Edition | None) -> None:
        """By the same profile the same words stay away; another profile, or other words, may follow them."""
        for row in rows:
            row.undone_recipe = record.recipe
        if edition is not None:
            rows[-1].edition = edition
        SourceText.objects.bulk_update(rows, ["undone_recipe", "edition"])

    def _give_back(self, records: Sequence[SourceRecord]) -> None:
        gone = [record for record in records if record.is_gone and record.last_run_id == self._run.pk]
        if gone:
            unmark_gone(gone, self._actor)
            self._undone.counts["records-given-back"] += len(gone)

    def _mark_made(self, records: Sequence[SourceRecord]) -> None:
        """Mark the objects the run made, unless another text or source speaks of them by now."""
        if type(adapter()).build is ObjectAdapter.build:
            return  # the objects were there before; the run only attached texts to them
        keys = [record.obj_id for record in records]
        others = SourceRecord.objects.filter(obj__in=keys).exclude(pk__in=[record.pk for record in records])
        kept = set(others.values_list("obj_id", flat=True))
        kept |= set(Edition.objects.current().filter(text__obj__in=keys).values_list("text__obj_id", flat=True))
        kept |= set(Draft.objects.open().filter(text__obj__in=keys).values_list("text__obj_id", flat=True))
        kept |= set(Text.objects.filter(obj__in=keys, sources=None).values_list("obj_id", flat=True))
        for record in records:
            if record.obj_id in kept:
                self._undone.leave(record, record.obj, _("Other texts, drafts or sources speak of this object by now."))
        marked = mark_objects([one.obj for one in records if one.obj_id not in kept], self._actor, is_gone=True)
        self._undone.counts["objects-marked-gone"] += marked
