"""manage.py import_linked_data: brings the archive of another installation back from its dumps."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from polyvocal.exceptions import SourceError
from polyvocal.importers.returning import Outcome, Returned, ReturnOrder, Tally, bring_back_dumps
from polyvocal.importers.returning.outcomes import NOT_BROUGHT
from polyvocal.importers.runs.problems import problem_in_words
from polyvocal.publishing import Actor


class Command(BaseCommand):
    """Read dumps that `export_linked_data --profile linked-art` wrote, and bring back what is not here."""

    help = "Brings the archive of another installation back from its dumps of Linked Art (.nq, .jsonld, also .gz)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be asked for."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE", help="A dump: N-Quads or JSON-LD.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would come back; write nothing.")
        parser.add_argument("--report", type=Path, metavar="FILE.json", help="Write every outcome as JSON.")
        parser.add_argument("--quiet", action="store_true", help="Print nothing but errors.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring back the dumps and print what came of it; the exit status is 1 where something did not come back."""
        paths: list[Path] = options["paths"]
        # A dump is read twice: for its voices first.
        size = 2 * sum(path.stat().st_size for path in paths if path.is_file())
        returned: list[Returned] = []
        with tqdm(total=size, unit="B", unit_scale=True, disable=options["quiet"] or None) as bar:

            def told(size: int) -> None:
                bar.update(size)

            def came(one: Returned) -> None:
                if options["report"] is not None:
                    returned.append(one)
                if one.outcome in NOT_BROUGHT:
                    bar.clear()
                    self.stderr.write(_in_words(one))

            order = ReturnOrder(
                paths, Actor.system(_("the command import_linked_data")), is_dry_run=options["dry_run"], told=told,
                returned=came,
            )  # fmt: skip
            try:
                tally = bring_back_dumps(order)
            except SourceError as error:
                raise CommandError(problem_in_words(error)) from error
        if options["report"] is not None:
            _write_report(options["report"], returned, tally)
        if not options["quiet"]:
            self.stdout.write("\n".join(_lines(tally, is_dry_run=options["dry_run"])))
        if left := tally.of(*NOT_BROUGHT):
            raise CommandError(_("%(number)d records did not come back; they are named above.") % {"number": left})


def _in_words(one: Returned) -> str:
    where = _("%(file)s, line %(line)d") % {"file": one.file, "line": one.line} if one.line else one.file
    return f"{where} {one.kind} {one.key}: {one.reason}"


def _lines(tally: Tally, *, is_dry_run: bool) -> list[str]:
    named = {
        Outcome.BROUGHT: _("would come back") if is_dry_run else _("brought back"),
        Outcome.STANDING: _("here already"),
        Outcome.KEPT: _("kept as described here"),
        Outcome.REFUSED: _("refused"),
        Outcome.DAMAGED: _("damaged"),
    }
    lines = [
        f"  {count:>9,}  {kind or '–'}: {named[outcome]}" for (kind, outcome), count in sorted(tally.counts.items())
    ]
    lines += [f"  {tally.editions:>9,}  " + _("editions"), f"  {tally.relations:>9,}  " + _("ties between texts")]
    return ["", *lines]


def _write_report(path: Path, returned: list[Returned], tally: Tally) -> None:
    try:
        path.write_text(
            json.dumps(
                {"outcomes": [one.as_json() for one in returned], **tally.as_json()}, ensure_ascii=False, indent=1
            ),
            encoding="utf-8",
        )
    except OSError as error:
        raise CommandError(
            _("The report %(file)s cannot be written: %(detail)s") % {"file": path, "detail": error}
        ) from error
