"""manage.py register_dataset: make the dataset known at a register of datasets."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from polyvocal.exceptions import RegisterError
from polyvocal.linkeddata.registering import register_dataset


class Command(BaseCommand):
    """Hand the dataset's address to the register."""

    help = "Make the dataset known at the register of datasets (POLYVOCAL['DATASET_REGISTER'])."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what may be asked for."""
        parser.add_argument("--check", action="store_true", help="Only have the description judged.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Register, or say why the register refuses."""
        try:
            remarks = register_dataset(is_check=options["check"])
        except RegisterError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("The register finds the description good.") if options["check"] else _("Handed over."))
        for remark in remarks:
            self.stdout.write(f"- {remark}")
