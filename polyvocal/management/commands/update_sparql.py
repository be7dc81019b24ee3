"""manage.py update_sparql: brings the store of the SPARQL endpoint up to date."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from polyvocal import ledger, sparql
from polyvocal.exceptions import LedgerBusyError, StoreBusyError
from polyvocal.sparql import Filled


class Command(BaseCommand):
    """Bring the store up to date."""

    help = "Takes what changed into the store of the SPARQL endpoint. With --full at everything: run that every night."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be asked for."""
        parser.add_argument("--full", action="store_true", help="Look at every object, and free the room of what went.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill; the bar goes to standard error."""
        if not sparql.is_switched_on():
            raise CommandError(_("Name a folder for the store in POLYVOCAL[“SPARQL_STORE”] first."))
        if not sparql.is_installed():
            raise CommandError(_("The package pyoxigraph is missing: pip install polyvocal[sparql]."))
        bar = tqdm(unit=" objects", disable=True if options["verbosity"] == 0 else None)

        def told(filled: Filled) -> None:
            bar.total = filled.of
            bar.update(filled.objects - bar.n)

        try:
            with bar:
                ledger.sweep(is_whole=options["full"])
                filled = sparql.bring_up_to_date(is_whole=options["full"], came_to=told)
        except (LedgerBusyError, StoreBusyError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(_("The store cannot be written: %(reason)s.") % {"reason": error}) from error
        self.stdout.write(
            _("%(objects)d objects were looked at; %(replaced)d things were replaced, %(removed)d removed.")
            % filled.as_json()
        )
