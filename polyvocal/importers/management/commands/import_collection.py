"""Imports the records of a collection system."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from polyvocal.exceptions import ProfileError, SourceError, UnknownProfileError
from polyvocal.importers.management.tables import tally_lines
from polyvocal.importers.models import Outcome
from polyvocal.importers.planning import Plan, plan_lines
from polyvocal.importers.profiles import load_profile
from polyvocal.importers.runs import ImportOrder, Listener, ReportWriter, Tally, run_import
from polyvocal.importers.runs.problems import problem_in_words
from polyvocal.importers.sources import RawRecord, files_in, size_of
from polyvocal.publishing import Actor


class Command(BaseCommand):
    """Read exports by a profile; print a plan (dry run) or import, and print what came of it."""

    help = "Imports exports of a collection system (files or folders) by a profile. A dry run only prints the plan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="A file, or a folder.")
        parser.add_argument("--profile", required=True, help="The name of a shipped profile, or the path of your own.")
        parser.add_argument("--dry-run", action="store_true", help="Print what would change; write nothing.")
        parser.add_argument("--report", type=Path, metavar="FILE.json", help="Write every outcome as JSON.")
        parser.add_argument("--system", default="", help="The name of the source system, if not the profile's.")
        parser.add_argument("--quiet", action="store_true", help="Print nothing but errors.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            order = _order(options)
            size = size_of([file for path in order.paths for file in files_in(path, kind=order.profile.source)])
        except (ProfileError, UnknownProfileError) as error:
            raise CommandError(str(error)) from error
        except SourceError as error:
            raise CommandError(problem_in_words(error)) from error
        report = _report(options["report"])
        with tqdm(total=size, unit="B", unit_scale=True, disable=options["quiet"] or None) as bar:
            tally = run_import(order, _Shown(self, order, bar=bar, report=report, is_quiet=options["quiet"]))
        if report is not None:
            report.finish({"run": tally.run_id, "dry_run": order.is_dry_run, **tally.as_json()})
        self._conclude(tally, order, is_quiet=options["quiet"])

    def _conclude(self, tally: Tally, order: ImportOrder, *, is_quiet: bool) -> None:
        if not is_quiet:
            self.stdout.write("\n".join(tally_lines(tally, is_dry_run=order.is_dry_run)))
        if tally.errors:
            raise CommandError("\n".join(tally.errors))


class _Shown(Listener):
    """Shows a run on the terminal and in the report."""

    def __init__(
        self, command: Command, order: ImportOrder, *, bar: Any, report: ReportWriter | None, is_quiet: bool
    ) -> None:
        self._command = command
        self._shows_plans = order.is_dry_run and not is_quiet
        self._bar = bar
        self._report = report

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


def _order(options: dict[str, Any]) -> ImportOrder:
    return ImportOrder(
        paths=options["paths"] if isinstance(options["paths"], list) else [options["paths"]],
        profile=load_profile(options["profile"]),
        actor=Actor.system(_("the command import_collection")),
        system=options["system"],
        is_dry_run=options["dry_run"],
    )


def _report(path: Path | None) -> ReportWriter | None:
    try:
        return ReportWriter(path) if path is not None else None
    except OSError as error:
        raise CommandError(
            _("The report %(file)s cannot be written: %(detail)s") % {"file": path, "detail": error}
        ) from error
