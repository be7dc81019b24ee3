"""The importers' app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportersConfig(AppConfig):
    """polyvocal's importers."""

    name = "polyvocal.importers"
    label = "polyvocal_importers"
    verbose_name = _("Imports")
    default_auto_field = "django.db.models.BigAutoField"
