"""manage.py update_feeds: looks for what changed and tells those who harvest."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from polyvocal import streams
from polyvocal.exceptions import LedgerBusyError
from polyvocal.ledger import Swept, sweep


class Command(BaseCommand):
    """Bring the feeds up to date."""

    help = "Tells those who harvest what changed. With --full it looks at every object; run that every night."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be asked for."""
        parser.add_argument(
            "--full", action="store_true",
            help="Look at every object: what was written past the admin left no hint. Goes on where it stopped.",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Look; the bar goes to standard error."""
        bar = tqdm(unit=" objects", disable=True if options["verbosity"] == 0 else None)

        def told(swept: Swept) -> None:
            bar.total = swept.of
            bar.update(swept.objects - bar.n)

        try:
            with bar:
                swept = sweep(is_whole=options["full"], came_to=told)
        except LedgerBusyError as error:
            raise CommandError(str(error)) from error
        streams.extend()
        self.stdout.write(
            _("%(objects)d objects were looked at; %(told)d changes were told.")
            % {"objects": swept.objects, "told": swept.told}
        )
