"""Takes up a run again: resumes one that was broken off, or retries the records that it could not use."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from polyvocal.exceptions import RunStateError
from polyvocal.importers.models import ImportRun, Outcome, RecordOutcome, RunState, SourceRecord
from polyvocal.importers.profiles import Profile, parse_profile
from polyvocal.importers.runs.files import ReadFile, unchanged
from polyvocal.importers.runs.holding import hold, keep
from polyvocal.importers.runs.orders import Listener, order_of
from polyvocal.importers.runs.running import carry_on
from polyvocal.importers.runs.sharing import lead
from polyvocal.importers.runs.tally import Tally
from polyvocal.publishing import Actor

RETRIED = (Outcome.INVALID, Outcome.HELD)
"""The outcomes of records that a better profile, or an object made since, may let in."""


def resume_import(run: ImportRun, actor: Actor, listener: Listener | None = None, *, is_gentle: bool = False) -> Tally:
    """Go on where a run was broken off, with its own profile and files, and return the counts of the whole run.

    Raises RunStateError where there is nothing to go on with, SourceBusyError where the run, or another one, is alive.
    """
    run.refresh_from_db()  # the row may have been read while the run was still at work
    if run.state not in (RunState.RUNNING, RunState.BROKEN_OFF):
        raise RunStateError(_("Run %(number)d has come to its end.") % {"number": run.pk})
    if run.undo_reason:
        raise RunStateError(_("Undoing run %(number)d has begun; it cannot go on.") % {"number": run.pk})
    if ImportRun.objects.filter(system=run.system, pk__gt=run.pk).exclude(report={}).exists():
        raise RunStateError(
            _("A later run has read this source since run %(number)d; begin a new one.") % {"number": run.pk}
        )
    files = unchanged(run.files_read)
    if run.cursor.get("file", 0) >= len(files) and run.state == RunState.BROKEN_OFF and not _is_unfinished(run):
        raise RunStateError(_("Run %(number)d has read all that could be read.") % {"number": run.pk})
    profile = parse_profile(run.profile_text, file=run.profile_name)
    order = order_of(run, actor, profile=profile, is_gentle=is_gentle)
    only = _wanted(run.retry_of, files) if run.retry_of else ()
    hold(run)
    if run.shares.exists():
        return lead(order, run, files=files, listener=listener)
    tally = carry_on(order, run.system, run, files=files, listener=listener, only=only)
    if run.retry_of is not None:
        _settle(run.retry_of, run)
    return tally


def retry_import(
    of: ImportRun, actor: Actor, *, profile: Profile, listener: Listener | None = None, is_gentle: bool = False
) -> Tally:
    """Read the records that a run could not use once more, alone, by a profile that was mended since.

    What such a record became later, through another run, is left as it is. Raises RunStateError where nothing is left.
    """
    files = unchanged(of.files_read)
    only = _wanted(of, files)
    if not any(only):
        raise RunStateError(_("Run %(number)d left no record that could be retried.") % {"number": of.pk})
    order = order_of(of, actor, profile=profile, is_gentle=is_gentle)
    with transaction.atomic():
        row = ImportRun(
            system=of.system, actor_name=actor.name, paths=of.paths, files_read=of.files_read, fetched=of.fetched,
            retry_of=of, profile_name=profile.name, profile_text=profile.text,
        )  # fmt: skip
        hold(row)
        row.name = _("Import run %(number)d") % {"number": row.pk}
        keep(row, "name")
    tally = carry_on(order, of.system, row, files=files, listener=listener, only=only)
    _settle(of, row)
    return tally


def records_to_retry(run: ImportRun) -> int:
    """Return how many records of a run could be retried."""
    return RecordOutcome.objects.filter(run=run, outcome__in=RETRIED, settled_in=None).count()


def _wanted(run: ImportRun, files: list[ReadFile]) -> list[frozenset[int]]:
    """Return, by file, the numbers of the records to be retried; those that a later run took in are left out."""
    found: dict[int, set[int]] = defaultdict(set)
    later = set(
        SourceRecord.objects.filter(system=run.system, last_run__gt=run, last_run__retry_of=None).values_list(
            "record_id", flat=True
        )
    )
    for outcome in RecordOutcome.objects.filter(run=run, outcome__in=RETRIED).defer("packed", "reason"):
        if not outcome.record_id or outcome.record_id not in later:
            found[_read_with(outcome.file, files)].add(int(outcome.position.rpartition(":")[2]))
    return [frozenset(found.get(at, ())) for at in range(len(files))]


def _read_with(place: str, files: list[ReadFile]) -> int:
    """Return which file a record was read with: its own, else the folder, workbook or table around its table."""
    paths = [str(file.path) for file in files]
    own = [at for at, path in enumerate(paths) if path[-500:] == place]
    around = [at for at, path in enumerate(paths) if place.startswith((f"{path}/", f"{path} ["))]
    beside = [at for at, file in enumerate(files) if place.startswith(f"{file.path.parent}/")]
    return next(iter((*own, *around, *beside)), 0)


def _settle(of: ImportRun, row: ImportRun) -> None:
    """Note which outcomes of the first run were settled by the retry."""
    bad = RecordOutcome.objects.filter(run=row, outcome__in=RETRIED).values("position", "file")
    still = Q(pk__in=())
    for one in bad:
        still |= Q(**one)
    RecordOutcome.objects.filter(run=of, outcome__in=RETRIED, settled_in=None).exclude(still).update(settled_in=row)


def _is_unfinished(run: ImportRun) -> bool:
    """Whether a run that has read all its files was broken off before it could mark what is gone."""
    return run.is_full and not run.report.get("errors")
