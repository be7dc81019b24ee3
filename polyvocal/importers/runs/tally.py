"""Counts what a run did: records by outcome, objects, texts by type and language, what was skipped and why."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.utils.translation import gettext as _

from polyvocal.importers.models import Outcome
from polyvocal.importers.planning import Plan
from polyvocal.importers.sources import Found

TAKEN = "with-words"
"""The occurrences that hold words of a known type, beside the reasons for which others are left out."""


@dataclass(slots=True)
class Tally:
    """The counts of one run, and what went wrong with its files."""

    run_id: int | None = None
    outcomes: Counter[str] = field(default_factory=Counter)
    objects_new: int = 0
    objects_changed: int = 0
    texts_new: Counter[tuple[str, str]] = field(default_factory=Counter)
    occurrences: Counter[tuple[str, str]] = field(default_factory=Counter)
    editions: int = 0
    voices_new: set[str] = field(default_factory=set)
    skipped: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    repairs: Counter[Found] = field(default_factory=Counter)
    damaged: int = 0
    errors: list[str] = field(default_factory=list)

    @classmethod
    def from_json(cls, report: Mapping[str, Any], *, run_id: int | None) -> Self:
        """Return the counts that `as_json` gave: those of a run that goes on."""
        if not report:
            return cls(run_id)
        return cls(
            run_id=run_id,
            outcomes=Counter({outcome: count for outcome, count in report["outcomes"].items() if count}),
            objects_new=report["objects"]["new"],
            objects_changed=report["objects"]["changed"],
            texts_new=Counter({(one["type"], one["language"]): one["count"] for one in report["texts_new"]}),
            occurrences=Counter({(one["type"], one["language"]): one["count"] for one in report["occurrences"]}),
            editions=report["editions"],
            voices_new=set(report["voices_new"]),
            skipped=Counter({(one["reason"], one["what"]): one["count"] for one in report["skipped"]}),
            found=Counter({(one["leaf"], one["as"]): one["count"] for one in report["found"]}),
            repairs=Counter(
                {
                    Found(one["leaf"], one["what"], is_repaired): one["count"]
                    for name, is_repaired in (("repaired", True), ("suspected", False))
                    for one in report.get(name, ())
                }
            ),
            damaged=report.get("damaged", 0),
            errors=list(report["errors"]),
        )

    def merged(self, other: "Tally") -> "Tally":
        """Return the counts of both."""
        return Tally(
            run_id=self.run_id,
            outcomes=self.outcomes + other.outcomes,
            objects_new=self.objects_new + other.objects_new,
            objects_changed=self.objects_changed + other.objects_changed,
            texts_new=self.texts_new + other.texts_new,
            occurrences=self.occurrences + other.occurrences,
            editions=self.editions + other.editions,
            voices_new=self.voices_new | other.voices_new,
            skipped=self.skipped + other.skipped,
            found=self.found + other.found,
            repairs=self.repairs + other.repairs,
            damaged=self.damaged + other.damaged,
            errors=self.errors + other.errors,
        )

    @property
    def records(self) -> int:
        """How many records were read."""
        return self.outcomes.total() - self.outcomes[Outcome.GONE]

    def count(self, plans: Iterable[Plan]) -> None:
        """Count what plans do."""
        for plan in plans:
            self.outcomes[plan.outcome] += 1
            self.repairs.update(plan.read.repairs)
            self.skipped.update((one.reason, one.what) for one in plan.skipped)
            self.found.update((one.leaf, one.reason) for one in plan.read.skipped if one.leaf)
            self.found.update((one.leaf, TAKEN) for one in plan.read.texts)
            if plan.outcome == Outcome.HELD:
                continue
            self.objects_new += plan.is_new_object
            self.objects_changed += bool(plan.changes)
            self.editions += len(plan.editions)
            self.texts_new.update((text.text_type, text.language) for text in plan.new_texts)
            self.occurrences.update((one.record.text_type, one.record.language) for one in plan.read.texts)

    def as_json(self) -> dict[str, Any]:
        """Return the counts as they are kept on the run and written to the report."""
        return {
            "records": self.records,
            "outcomes": {outcome: self.outcomes[outcome] for outcome in Outcome.values},
            "objects": {"new": self.objects_new, "changed": self.objects_changed},
            "texts_new": _by_type(self.texts_new),
            "occurrences": _by_type(self.occurrences),
            "found": [
                {"leaf": leaf, "as": reason, "count": count} for (leaf, reason), count in sorted(self.found.items())
            ],
            "editions": self.editions,
            "voices_new": sorted(self.voices_new),
            "skipped": [
                {"reason": reason, "what": what, "count": count, "explanation": reason_in_words(reason)}
                for (reason, what), count in sorted(self.skipped.items())
            ],
            "repaired": _by_leaf(self.repairs, is_repaired=True),
            "suspected": _by_leaf(self.repairs, is_repaired=False),
            "damaged": self.damaged,
            "errors": self.errors,
        }


def _by_type(counted: Counter[tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        {"type": text_type, "language": language, "count": count}
        for (text_type, language), count in sorted(counted.items())
    ]


def _by_leaf(found: Counter[Found], *, is_repaired: bool) -> list[dict[str, Any]]:
    return [
        {"leaf": one.leaf, "what": one.code, "count": count, "explanation": repair_in_words(one)}
        for one, count in sorted(found.items())
        if one.is_repaired is is_repaired
    ]


def repair_in_words(found: Found) -> str:
    """Return what was wrong with words and whether it was repaired, as a sentence."""
    repairs = {
        "mark": _("A byte order mark stood amid the words; it was taken out."),
        "twice": _("UTF-8 had been encoded twice; it was repaired."),
        "encoding": _("The file is in another encoding than it declares; it was read in that one."),
        "cp437": _("Letters of the MS-DOS code page 437 were repaired."),
        "cp1252": _("Letters of the Windows code page 1252 were repaired."),
        "mac-roman": _("Letters of the old Macintosh were repaired."),
    }
    suspicions = {
        "twice": _("UTF-8 may have been encoded twice; that is not certain, and nothing was changed."),
        "control": _("Control characters may be letters of several code pages; nothing was changed."),
        "lost": _("Letters were lost before the export; look them up at the source."),
    }
    return (repairs if found.is_repaired else suspicions).get(found.code, found.code)


def reason_in_words(reason: str) -> str:
    """Return why an occurrence was not taken in, as a sentence."""
    return {
        TAKEN: _("The occurrence holds words of a known type."),
        "ended": _("The source says that this text has ended; close or withdraw it by hand."),
        "file-only": _("The occurrence names a file but holds no words."),
        "no-words": _("The occurrence holds no words."),
        "confidential": _("The source says that these words are confidential; they were left out."),
        "repeated": _("The record says the same words twice in one place; they were taken in once."),
        "unknown-type": _("The profile has no rule for this type term."),
        "unknown-language": _("This is not a language tag."),
        "unpaired": _("The values could not be tied to their neighbours: their counts differ."),
        "not-yet-public": _("The text begins in the future."),
        "taken-over": _("A curator has published this text since."),
        "rewritten-history": _("The source gives another past than the one that was published."),
        "superseded": _("The source calls these words superseded, but gives nothing that took their place."),
        "unclear-order": _("The source calls these words earlier, but not clearly which ones took their place."),
        "unknown-relation": _("The text that is answered is not in this record."),
        "undone": _("The run that had brought these words was undone."),
        "erased": _("The words were lawfully erased and do not come back."),
    }.get(reason, reason)
