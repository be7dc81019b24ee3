"""Where and when an edition stood before the public's eyes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from polyvocal.models.fields import EdtfField
from polyvocal.models.texts import Edition


class Showing(models.Model):
    """An edition stood in a room, an exhibition or on a screen, from – until."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="showings", verbose_name=_("edition"))
    place = models.CharField(_("place"), max_length=300, blank=True)
    exhibition = models.CharField(_("exhibition"), max_length=300, blank=True)
    shown_from = models.DateField(_("from"), null=True, blank=True)
    shown_until = models.DateField(_("until"), null=True, blank=True)
    dates = EdtfField(_("dates"), default="", editable=False)
    dates_as_written = models.CharField(
        _("dates, as written"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Only where the days are not known."),
    )

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
            ),
            models.CheckConstraint(
                condition=~Q(place="", exhibition=""),
                name="polyvocal_showing_is_somewhere",
                violation_error_message=_("Say in which place or exhibition the words stood."),
            ),
        ]

    def __str__(self) -> str:
        if self.dates_as_written and not (self.shown_from or self.shown_until):
            return f"{self.called} {self.dates_as_written}"
        return f"{self.called} {self.shown_from or ''}–{self.shown_until or ''}"

    @property
    def called(self) -> str:
        """The place and the exhibition, as far as they are known."""
        return ", ".join(words for words in (self.place, self.exhibition) if words)
