"""Imports the records of a collection system."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from polyvocal.exceptions import PolyvocalError, SourceError
from polyvocal.importers.fetching import Progress, is_address
from polyvocal.importers.management.tables import tally_lines
from polyvocal.importers.models import ImportRun, Outcome, SourceRecord
from polyvocal.importers.planning import Plan, plan_lines
from polyvocal.importers.profiles import load_profile
from polyvocal.importers.runs import (
    ImportOrder,
    Listener,
    ReportWriter,
    Tally,
    fetched_in_words,
    remembered,
    resume_import,
    retry_import,
    run_import,
)
from polyvocal.importers.runs.problems import problem_in_words
from polyvocal.importers.runs.reports import gone_in_words
from polyvocal.importers.sources import RawRecord, files_in, size_of
from polyvocal.importers.suggesting import SAMPLE, suggested_profile
from polyvocal.publishing import Actor


class Command(BaseCommand):
    """Read exports by a profile; print a plan (dry run) or import, and print what came of it."""

    help = "Imports exports of a collection system (files or folders) by a profile. A dry run only prints the plan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="*", metavar="PATH", help="A file, a folder, or a web address.")
        parser.add_argument("--profile", default="", help="The name of a shipped profile, or the path of your own.")
        parser.add_argument("--dry-run", action="store_true", help="Print what would change; write nothing.")
        parser.add_argument(
            "--full", action="store_true", help="These files hold all records: mark the others as gone."
        )
        parser.add_argument(
            "--since", default="", metavar="DAY", help="Fetch only what changed on YYYY-MM-DD or later; or since: last."
        )
        parser.add_argument(
            "--encoding", default="", metavar="NAME", help="The encoding of the files, whatever they declare: cp1252, …"
        )
        parser.add_argument(
            "--gently", action="store_true", help="Write a little at a time, while curators work; for SQLite."
        )
        again = parser.add_mutually_exclusive_group()
        again.add_argument("--resume", type=int, metavar="RUN", help="Go on where this run was broken off.")
        again.add_argument("--retry", type=int, metavar="RUN", help="Read only the records this run could not use.")
        parser.add_argument("--report", type=Path, metavar="FILE.json", help="Write every outcome as JSON.")
        suggesting = parser.add_argument_group("suggesting a profile")
        suggesting.add_argument(
            "--suggest-profile", type=Path, metavar="PATH", help="Write a first profile for this file or folder."
        )
        suggesting.add_argument("--sample", type=int, default=SAMPLE, metavar="N", help="Look through N records.")
        suggesting.add_argument("--output", type=Path, metavar="FILE.toml", help="Write it here, not on the terminal.")
        parser.add_argument("--system", default="", help="The name of the source system, if not the profile's.")
        parser.add_argument("--quiet", action="store_true", help="Print nothing but errors.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["suggest_profile"]:
            self._suggest(options["suggest_profile"], options)
            return
        is_quiet, is_dry_run = options["quiet"], options["dry_run"]
        with _said_to_the_caller():
            work = _work_ordered(options)
        report = _report(options["report"])
        if report is not None and options["resume"]:
            report.add_kept(ImportRun.objects.get(pk=options["resume"]))
        with tqdm(total=work.size, unit="B", unit_scale=True, disable=is_quiet or None) as bar, _said_to_the_caller():
            shown = _Shown(self, is_quiet=is_quiet, shows_plans=is_dry_run and not is_quiet, bar=bar, report=report)
            tally = work.do(shown)
        if report is not None:
            report.finish({"run": tally.run_id, "dry_run": is_dry_run, "fetched": shown.memories, **tally.as_json()})
        if not is_quiet:
            self.stdout.write("\n".join(tally_lines(tally, is_dry_run=is_dry_run)))
        if tally.errors:
            raise CommandError("\n".join(tally.errors))

    def _suggest(self, path: Path, options: dict[str, Any]) -> None:
        """Write a suggested profile to a file or to standard output; nothing is imported."""
        if options["paths"] or options["profile"] or options["resume"] or options["retry"]:
            raise CommandError(_("A profile is suggested for one file or folder, and nothing is imported."))
        with _said_to_the_caller():
            written = suggested_profile(path, system=options["system"], records=max(options["sample"], 1))
        if options["output"] is None:
            self.stdout.write(written, ending="")
            return
        try:
            options["output"].write_text(written, encoding="utf-8")
        except OSError as error:
            raise CommandError(
                _("The profile %(file)s cannot be written: %(detail)s") % {"file": options["output"], "detail": error}
            ) from error


@dataclass(frozen=True, slots=True)
class _Work:
    """What is to be done, and how many bytes are to be read for it."""

    size: int
    do: Callable[[Listener], Tally]


def _work_ordered(options: dict[str, Any]) -> _Work:
    actor = Actor.system(_("the command import_collection"))
    given = [str(one) for one in options["paths"]]
    number = options["resume"] or options["retry"]
    if bool(given) == bool(number):
        raise CommandError(_("Give files or a folder; or a run to resume or to retry, and then no files."))
    if options["profile"] == "" and not options["resume"]:
        raise CommandError(_("Say by which profile to read: --profile NAME."))
    if not number:
        order = ImportOrder(
            paths=[Path(one) for one in given if not is_address(one)],
            addresses=[one for one in given if is_address(one)], since=options["since"],
            profile=load_profile(options["profile"]), actor=actor, system=options["system"],
            encoding=_known(options["encoding"]),
            is_dry_run=options["dry_run"], is_full=options["full"], is_gentle=options["gently"],
        )  # fmt: skip
        files = [file for path in order.paths for file in files_in(path, kind=order.profile.source)]
        return _Work(size_of(files), lambda listener: run_import(order, listener))
    if options["dry_run"] or options["full"] or options["system"] or options["since"] or options["encoding"]:
        raise CommandError(_("A run is resumed or retried as it was begun: leave out what it was begun with."))
    run = ImportRun.objects.filter(pk=number).first()
    if run is None:
        raise CommandError(_("There is no import run %(number)d.") % {"number": number})
    size = sum(file["size"] for file in run.files_read)
    is_gentle = options["gently"]
    if options["resume"]:
        return _Work(size, lambda listener: resume_import(run, actor, listener, is_gentle=is_gentle))
    profile = load_profile(options["profile"])
    return _Work(
        size, lambda listener: retry_import(run, actor, profile=profile, listener=listener, is_gentle=is_gentle)
    )


def _known(encoding: str) -> str:
    """Return the encoding's name as given. Raises CommandError where there is no such encoding."""
    try:
        is_text = not encoding or isinstance("".encode(encoding), bytes)
    except LookupError:
        is_text = False
    if not is_text:
        raise CommandError(_("There is no encoding %(name)s.") % {"name": encoding})
    return encoding


@contextmanager
def _said_to_the_caller() -> Iterator[None]:
    """Turn what keeps a run from beginning or ends it into a sentence on the terminal."""
    try:
        yield
    except SourceError as error:
        raise CommandError(problem_in_words(error)) from error
    except PolyvocalError as error:
        raise CommandError(str(error)) from error


class _Shown(Listener):
    """Shows a run on the terminal and in the report."""

    def __init__(
        self, command: Command, *, is_quiet: bool, shows_plans: bool, bar: Any, report: ReportWriter | None
    ) -> None:
        self.memories: list[dict[str, Any]] = []
        self._command = command
        self._is_quiet = is_quiet
        self._shows_plans = shows_plans
        self._bar = bar
        self._report = report

    def fetched(self, progress: Progress) -> None:
        self._bar.total, self._bar.unit, self._bar.n = progress.hits, _(" records"), progress.records
        self._bar.refresh()

    def brought(self, folders: Sequence[Path]) -> None:
        self.memories = remembered(folders)
        self._bar.unit = "B"
        self._bar.reset(total=size_of(folders))
        if not self._is_quiet:
            told = [line for folder in folders for line in fetched_in_words(folder)]
            self._command.stdout.write("\n".join(told))

    def read(self, size: int) -> None:
        self._bar.update(size)

    def planned(self, plan: Plan) -> None:
        if plan.outcome == Outcome.UNCHANGED:
            return
        if self._shows_plans:
            self._command.stdout.write("\n".join(plan_lines(plan)))
        if self._report is not None:
            self._report.add_plan(plan)

    def refused(self, raw: RawRecord, *, outcome: str, reason: str) -> None:
        where = _("%(file)s, line %(line)d, record %(number)d") % {
            "file": raw.source, "line": raw.line, "number": raw.number,
        }  # fmt: skip
        self._bar.clear()
        self._command.stderr.write(f"{where} {raw.record_id}: {reason}")
        if self._report is not None:
            self._report.add(raw, outcome=outcome, reason=reason)

    def gone(self, record: SourceRecord) -> None:
        if self._shows_plans:
            self._command.stdout.write(f"{record.record_id}: {gone_in_words()}")
        if self._report is not None:
            self._report.add_gone(record)


def _report(path: Path | None) -> ReportWriter | None:
    try:
        return ReportWriter(path) if path is not None else None
    except OSError as error:
        raise CommandError(
            _("The report %(file)s cannot be written: %(detail)s") % {"file": path, "detail": error}
        ) from error
