"""Where and when an edition stood before the public's eyes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from polyvocal.models.texts import Edition


class Showing(models.Model):
    """An edition stood in a room, an exhibition or on a screen, from – until."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="showings", verbose_name=_("edition"))
    place = models.CharField(_("place"), max_length=300)
    exhibition = models.CharField(_("exhibition"), max_length=300, blank=True)
    shown_from = models.DateField(_("from"), null=True, blank=True)
    shown_until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("showing")
        verbose_name_plural = _("showings")
        ordering = ["shown_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_from__isnull=True)
                | Q(shown_until__isnull=True)
                | Q(shown_until__gte=F("shown_from")),
                name="polyvocal_showing_runs_forward",
            )
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.shown_from or ''}–{self.shown_until or ''}"
