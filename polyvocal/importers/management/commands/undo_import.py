"""Undoes a whole import run."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from polyvocal.exceptions import PolyvocalError
from polyvocal.importers.management.tables import undone_lines
from polyvocal.importers.models import ImportRun
from polyvocal.importers.runs import undo_import
from polyvocal.publishing import Actor


class Command(BaseCommand):
    """Undo a run, print what was done and what was left because somebody has worked on it since."""

    help = "Undoes an import run by new editions and withdrawals; nothing is deleted, and what was touched since stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("run", type=int, metavar="RUN", help="The number of the run.")
        parser.add_argument("--reason", required=True, help="Why; it stays readable beside the texts.")

    def handle(self, *args: Any, run: int, reason: str, **options: Any) -> None:
        found = ImportRun.objects.filter(pk=run).first()
        if found is None:
            raise CommandError(_("There is no import run %(number)d.") % {"number": run})
        try:
            undone = undo_import(found, Actor.system(_("the command undo_import")), reason=reason)
        except PolyvocalError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("\n".join(undone_lines(undone)))
