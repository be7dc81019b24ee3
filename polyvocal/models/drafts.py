"""Drafts: words on their way to becoming an edition. Their history is kept by django-reversion."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from polyvocal.models.fields import EdtfField, NamesField
from polyvocal.models.texts import Edition, Text


class DraftState(models.TextChoices):
    """Where a draft is on its way."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in-review", _("in review")
    APPROVED = "approved", _("approved")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")
    DISCARDED = "discarded", _("discarded")


OPEN_STATES = (DraftState.DRAFT, DraftState.IN_REVIEW, DraftState.APPROVED, DraftState.SCHEDULED)


class DraftQuerySet(models.QuerySet["Draft"]):
    """Filters on drafts alone."""

    def open(self) -> "DraftQuerySet":
        """Drafts that may still become an edition."""
        return self.filter(state__in=OPEN_STATES)


class Draft(models.Model):
    """Words being written for a text. Several may be open at once; each knows the edition it started from."""

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="drafts", verbose_name=_("text"))
    based_on = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("based on")
    )
    restores = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("restores")
    )
    published_as = models.OneToOneField(
        Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="draft", verbose_name=_("published as")
    )
    words = models.TextField(_("words"), blank=True)
    content_note = NamesField(_("content note"), blank=True)
    licence = models.CharField(_("licence"), max_length=40, blank=True)
    reason = models.TextField(_("reason"), blank=True, help_text=_("Why these words replace the ones before."))
    held = EdtfField(_("view held"), help_text=_("When this view was held, as EDTF: 1978, 1978/1995, 1690~."))
    held_as_written = models.CharField(_("view held, as written"), max_length=200, blank=True)
    recorded = EdtfField(_("recorded"), help_text=_("When the words were written or recorded, as EDTF."))
    recorded_as_written = models.CharField(_("recorded, as written"), max_length=200, blank=True)
    published_from = models.DateTimeField(
        _("public since"), null=True, blank=True,
        help_text=_("Only if the public could read these words earlier than today, for example in the gallery."),
    )  # fmt: skip
    events = models.JSONField(_("provenance events"), default=list, blank=True)
    notation = models.CharField(_("notation"), max_length=40, blank=True)
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=DraftState.choices, default=DraftState.DRAFT)
    created_by = models.CharField(_("begun by"), max_length=200)
    submitted_by = models.CharField(_("submitted by"), max_length=200, blank=True)
    approved_by = models.CharField(_("approved by"), max_length=200, blank=True)
    note = models.TextField(_("note of the reviewer"), blank=True)
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects: ClassVar[DraftQuerySet] = DraftQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-changed_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DraftState.values), name="polyvocal_draft_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(publish_at__isnull=False),
                name="polyvocal_scheduled_draft_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_as__isnull=False),
                name="polyvocal_published_draft_has_an_edition",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} ({self.get_state_display()})"

    @property
    def is_open(self) -> bool:
        """Whether it may still become an edition."""
        return self.state in OPEN_STATES
