"""manage.py import_watch_list: brings in a list of names that triage looks for in provenance."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from polyvocal.exceptions import PolyvocalError
from polyvocal.publishing import Actor
from polyvocal.triage import take_in_list


class Command(BaseCommand):
    """Read a CSV file of names; say what is new and which lines were left out."""

    help = "Brings in a CSV file of names (columns name, variants, note, source, uri), or brings one up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what is to be given."""
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--list", required=True, metavar="NAME", help="What the list is called.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring it in."""
        actor = Actor.system(_("the command import_watch_list"))
        try:
            report = take_in_list(options["file"].read_bytes(), actor, watch_list=options["list"])
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(reason)s") % {"file": options["file"], "reason": error.strerror}
            ) from error
        except PolyvocalError as error:
            raise CommandError(str(error)) from error
        for number, problem in report.problems:
            self.stderr.write(_("Line %(number)d: %(problem)s") % {"number": number, "problem": problem})
        told = _("New names: %(new)d; changed: %(changed)d; as before: %(unchanged)d.")
        counts = {"new": report.new, "changed": report.changed, "unchanged": report.unchanged}
        self.stdout.write(told % counts)
