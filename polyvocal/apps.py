"""The app: registers what django-reversion records and re-arms the database's guards after every migrate."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PolyvocalConfig(AppConfig):
    """polyvocal, the core."""

    name = "polyvocal"
    verbose_name = _("Voices and texts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register models with reversion, connect receivers, load the system checks."""
        from polyvocal import checks, dumping, receivers
        from polyvocal.ledger import hearing
        from polyvocal.ledger import work as sweeping
        from polyvocal.publishing import revisions
        from polyvocal.sparql import work as asking
        from polyvocal.terms import work as terms_work
        from polyvocal.triage import work

        checks.register_checks()
        revisions.register_models()
        work.register_kind()
        sweeping.register_kind()
        hearing.connect()
        terms_work.register_kinds()
        dumping.register_kind()
        asking.register_kind()
        post_migrate.connect(receivers.arm_guards, sender=self)
        post_migrate.connect(receivers.create_roles, sender=self)
