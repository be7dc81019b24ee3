"""Keeps what a plan shows of single records: some of each outcome for the page, all of them as a file."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from polyvocal.comparing import compared
from polyvocal.importers.models import Outcome, SourceRecord
from polyvocal.importers.planning import Plan, explained
from polyvocal.importers.runs.reports import ReportWriter, gone_in_words
from polyvocal.importers.sources import RawRecord
from polyvocal.models import Edition, Text
from polyvocal.object_model import adapter

MOST_SHOWN = 300
"""How many records of one outcome a plan shows; the counts are of all."""

_LONGEST_SHOWN = 600
_NOT_TOLD = ("findable_as",)


class Shown:
    """What a plan shows. With a `path`, the whole plan is written there."""

    def __init__(self, path: Path | None) -> None:
        self._writer = ReportWriter(path) if path is not None else None
        self._counts: Counter[str] = Counter()
        self._records: list[dict[str, Any]] = []
        self._changed: list[tuple[UUID, dict[str, Any]]] = []

    def planned(self, plan: Plan) -> None:
        """Keep what is planned for a record."""
        if plan.outcome == Outcome.UNCHANGED:
            return
        if self._writer is not None:
            self._writer.add_plan(plan)
        if self._has_room(plan.outcome):
            texts = self._changed_texts(plan)
            details = {"number": plan.read.obj.object_number, "facts": list(_facts(plan)), "texts": texts}
            begun = [_begun(one) for one in plan.editions if not (one.before and plan.record)]
            former = [number for number, _until in plan.former_numbers]
            self._add(plan.read.raw, plan.outcome, explained(plan), **details, begun=begun, former=former)

    def refused(self, raw: RawRecord, *, outcome: str, reason: str) -> None:
        """Keep why a record could not be planned."""
        if self._writer is not None:
            self._writer.add(raw, outcome=outcome, reason=reason)
        if self._has_room(outcome):
            self._add(raw, outcome, reason)

    def gone(self, record: SourceRecord) -> None:
        """Keep that a full export no longer holds a record."""
        if self._writer is not None:
            self._writer.add_gone(record)
        if self._has_room(Outcome.GONE):
            where = {"record": record.record_id, "file": "", "line": 0, "place": 0}
            number = adapter().to_record(record.obj).object_number if record.obj is not None else ""
            self._records.append({**where, "outcome": str(Outcome.GONE), "reason": gone_in_words(), "number": number})

    def finished(self, counts: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a job keeps, each changed text with the number of the edition that stands."""
        if self._writer is not None:
            self._writer.finish(counts)
        standing = Edition.objects.current().filter(text__in={pk for pk, _kept in self._changed})
        numbers = dict(standing.values_list("text_id", "number"))
        for pk, kept in self._changed:
            kept["standing"] = numbers.get(pk)
        not_shown = {one: count - MOST_SHOWN for one, count in self._counts.items() if count > MOST_SHOWN}
        return {"records": self._records, "not_shown": not_shown, "is_whole_kept": self._writer is not None}

    def _has_room(self, outcome: str) -> bool:
        self._counts[str(outcome)] += 1
        return self._counts[str(outcome)] <= MOST_SHOWN

    def _add(self, raw: RawRecord, outcome: str, reason: str, **details: Any) -> None:
        where = {"record": raw.record_id, "file": Path(raw.source).name, "line": raw.line, "place": raw.number}
        self._records.append({**where, "outcome": str(outcome), "reason": reason, **details})

    def _changed_texts(self, plan: Plan) -> list[dict[str, Any]]:
        """Return the texts that would change, with what differs word by word."""
        if plan.record is None:
            return []
        found = [(one.text, one.before, one.read, one.published_from, False) for one in plan.editions if one.before]
        found += [(one.source_text.text, one.before, one.read, None, True) for one in plan.offers]
        made = []
        for text, before, read, since, is_offer in found:
            pieces = compared(before, read.edition.words)
            kept = {
                "text": _name_of(text), "is_offer": is_offer, "since": since.isoformat() if since else "",
                "pieces": [{"kind": piece.kind, "words": piece.words} for piece in pieces],
            }  # fmt: skip
            self._changed.append((text.pk, kept))
            made.append(kept)
        return made


def _name_of(text: Text) -> str:
    return f"{text.text_type_label} · {text.language}"


def _begun(planned: Any) -> dict[str, Any]:
    edition = planned.read.edition
    speakers = dict.fromkeys(one.voice.slug for one in edition.attributions)
    return {"text": _name_of(planned.text), "words": _shortened(edition.words), "voices": ", ".join(speakers)}


def _facts(plan: Plan) -> Iterator[dict[str, str]]:
    """Yield the fields of an object that existed which change, facts one by one."""
    for change in plan.changes if plan.record is not None or not plan.is_new_object else ():
        if isinstance(change.before, Mapping) and isinstance(change.after, Mapping):
            names = dict.fromkeys([*change.before, *change.after])
            pairs = [(name, change.before.get(name), change.after.get(name)) for name in names]
        else:
            pairs = [(change.name, change.before, change.after)]
        for name, before, after in pairs:
            if before != after and name not in _NOT_TOLD:
                yield {"name": name, "before": _shortened(_in_words(before)), "after": _shortened(_in_words(after))}


def _in_words(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(filter(None, map(_in_words, value.values())))
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, map(_in_words, value)))
    return "" if value is None else str(value)


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]}…"
