"""The importers' app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportersConfig(AppConfig):
    """polyvocal's importers."""

    name = "polyvocal.importers"
    label = "polyvocal_importers"
    verbose_name = _("Imports")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers and make the kinds of jobs known."""
        from polyvocal import signals
        from polyvocal.importers import jobs, receivers

        jobs.register_kinds()

        signals.edition_erased.connect(receivers.forget_erased_words, dispatch_uid="polyvocal_importers.erased")
