"""Publishes the drafts whose moment has come; for cron, where no Celery beat runs."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polyvocal.publishing import publish_due


class Command(BaseCommand):
    """Publish what is due. A draft that cannot be published goes back to a curator and does not stop the others."""

    help = "Publishes scheduled drafts whose moment has come. Run it every minute where no Celery beat does."

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        made, failed = publish_due()
        for draft, error in failed:
            told = _("%(text)s was not published: %(error)s") % {"text": draft.text, "error": error}
            self.stderr.write(self.style.ERROR(told))
        if verbosity and (made or verbosity > 1):
            told = ngettext("Published %(number)d edition.", "Published %(number)d editions.", len(made))
            self.stdout.write(self.style.SUCCESS(told % {"number": len(made)}))
