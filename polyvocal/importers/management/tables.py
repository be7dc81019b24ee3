"""Lays out the counts of a run as a table for the terminal."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from polyvocal.conf import label_of
from polyvocal.importers.models import Outcome
from polyvocal.importers.runs import Undone
from polyvocal.importers.runs.tally import TAKEN, Tally, reason_in_words, repair_in_words


def tally_lines(tally: Tally, *, is_dry_run: bool) -> Iterator[str]:
    """Yield the lines of the table."""
    yield ""
    yield _("Plan (nothing was written)") if is_dry_run else _("Import run %(number)d") % {"number": tally.run_id or 0}
    yield from _rows(
        [(_("records"), tally.records), *((str(Outcome(one).label), tally.outcomes[one]) for one in Outcome.values)]
    )
    yield ""
    yield from _rows(
        [
            (_("new objects"), tally.objects_new),
            (_("changed objects"), tally.objects_changed),
            (_("editions published"), tally.editions),
            (_("new voices"), len(tally.voices_new)),
        ]
    )
    yield ""
    for leaf, parts in _by_leaf(tally).items():
        yield f"  {leaf}: {sum(parts.values()):,} = " + " + ".join(f"{count:,} {name}" for name, count in parts.items())
    yield ""
    yield _("Occurrences of texts in these records")
    yield from _rows(
        [
            (f"{label_of('text_type', text_type)} · {language}", count)
            for (text_type, language), count in sorted(tally.occurrences.items())
        ]
    )
    yield from _rows([(_("together"), tally.occurrences.total())])
    if tally.skipped:
        yield ""
        yield _("Not taken in")
        yield from _rows(
            [(f"{what} – {reason_in_words(reason)}", count) for (reason, what), count in sorted(tally.skipped.items())]
        )
    if tally.repairs:
        yield ""
        yield _("Letters")
        yield from _rows(
            [(f"{one.leaf} – {repair_in_words(one)}", count) for one, count in sorted(tally.repairs.items())]
        )


def undone_lines(undone: Undone) -> Iterator[str]:
    """Yield what undoing a run did, and what it left."""
    named = {
        "texts-restored": _("texts that got their words from before"),
        "texts-withdrawn": _("texts withdrawn"),
        "showings-taken-back": _("showings taken back"),
        "objects-marked-gone": _("objects marked as gone"),
        "records-given-back": _("records no longer marked as gone"),
    }
    yield from _rows([(label, undone.counts[name]) for name, label in named.items()])
    if undone.left:
        yield ""
        yield _("Left as it is")
        yield from (f"  {one['record']} · {one['what']}: {one['reason']}" for one in undone.left)


def _by_leaf(tally: Tally) -> dict[str, dict[str, int]]:
    """Return, by leaf, how many occurrences there were of each sort, those with words first."""
    found: dict[str, dict[str, int]] = {}
    for (leaf, reason), count in sorted(tally.found.items(), key=lambda one: (one[0][0], one[0][1] != TAKEN)):
        found.setdefault(leaf, {})[_sort_in_words(reason)] = count
    return found


def _sort_in_words(reason: str) -> str:
    return {
        TAKEN: _("with words"),
        "file-only": _("with only a file"),
        "no-words": _("without words"),
        "confidential": _("confidential by their source"),
        "repeated": _("repeated word for word"),
        "unknown-type": _("of an unknown type"),
        "unknown-language": _("in an unknown language"),
    }.get(reason, reason)


def _rows(rows: list[tuple[str, int]]) -> Iterator[str]:
    for label, count in rows:
        yield f"  {count:>9,}  {label}"
