"""manage.py triage: which objects ask for provenance research first, and why."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from polyvocal.models import TriageFlag
from polyvocal.triage import Counts, csv_lines, rule_labels, run_triage


class Command(BaseCommand):
    """Run triage over the collection, print how many objects each rule flags, and write the flags as a table."""

    help = "Looks at every object by the rules of triage, keeps what is flagged, and prints a count for each rule."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be asked for."""
        parser.add_argument("--json", action="store_true", help="Print the counts as JSON.")
        parser.add_argument("--csv", type=Path, metavar="FILE", help="Write every flag that is raised to this file.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it; the bar goes to standard error."""
        bar = tqdm(unit=" objects", disable=True if options["verbosity"] == 0 else None)

        def told(counts: Counts) -> None:
            bar.total = counts.of
            bar.update(counts.objects - bar.n)

        with bar:
            counts = run_triage(told)
        if options["csv"]:
            self._write(options["csv"])
        self.stdout.write(json.dumps(counts.as_json(), indent=1) if options["json"] else _summary(counts))

    def _write(self, path: Path) -> None:
        try:
            with path.open("w", encoding="utf-8", newline="") as file:
                file.writelines(csv_lines(TriageFlag.objects.raised()))
        except OSError as error:
            raise CommandError(
                _("The table %(file)s cannot be written: %(reason)s") % {"file": path, "reason": error.strerror}
            ) from error


def _summary(counts: Counts) -> str:
    rows = [(label, counts.rules[rule]) for rule, label in rule_labels(counts.rules)]
    lines = [f"{number:>9}  {label}" for label, number in sorted(rows, key=lambda row: -row[1])]
    told = _("%(flagged)d of %(objects)d objects are flagged; new %(raised)d, changed %(changed)d, ended %(ended)d.")
    return "\n".join([*lines, told % counts.as_json()])
