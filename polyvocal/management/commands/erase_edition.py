"""Erases the words of an edition where the law demands it. What remains is told before and after."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from polyvocal.exceptions import PolyvocalError
from polyvocal.models import Edition
from polyvocal.publishing import Actor, erase


class Command(BaseCommand):
    """The one audited way in which words leave the archive."""

    help = (
        "Erases the words of an edition for ever: from the edition, from drafts that hold them and from their history. "
        "Number, dates, voices, checksum, the withdrawal and an audit row with the legal basis stay."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("edition", type=UUID, help="The edition's UUID, as in /edition/<uuid>/.")
        parser.add_argument("--legal-basis", required=True, help="The law and article, or the court's decision.")
        parser.add_argument("--by", required=True, help="Who decided it: a name that stays in the audit row.")
        parser.add_argument("--no-input", action="store_true", help="Do not ask for confirmation.")

    def handle(self, *args: Any, edition: UUID, legal_basis: str, by: str, no_input: bool, **options: Any) -> None:
        found = Edition.objects.select_related("text__perspective", "text__obj").filter(pk=edition).first()
        if found is None:
            raise CommandError(_("There is no edition %(key)s.") % {"key": edition})
        if not by.strip():
            raise CommandError(_("Say who decided the erasure: --by."))
        self._tell(found)
        if not no_input and input(_("Type the number of the edition to erase its words: ")) != str(found.number):
            raise CommandError(_("Nothing was erased."))
        try:
            made = erase(found, Actor.system(by.strip()), legal_basis=legal_basis)
        except PolyvocalError as error:
            raise CommandError(str(error)) from error
        told = _("The words of edition %(number)d are erased. The audit row is %(key)s.")
        self.stdout.write(self.style.SUCCESS(told % {"number": found.number, "key": made.pk}))

    def _tell(self, edition: Edition) -> None:
        lines = (
            _("Object: %(name)s") % {"name": edition.text.obj},
            _("Text: %(name)s, edition %(number)d") % {"name": edition.text, "number": edition.number},
            _("First words: %(words)s") % {"words": edition.words[:60]},
            _("This cannot be undone. A tombstone with number, dates and voices stays at its address."),
        )
        self.stdout.write("\n".join(lines))
