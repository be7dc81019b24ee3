"""Attributions (who says it) and citations (on what ground), of editions and of drafts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from polyvocal.conf import label_of
from polyvocal.models.drafts import Draft
from polyvocal.models.texts import Edition
from polyvocal.models.voices import Voice


class Source(models.Model):
    """Something that can be cited: a letter, an interview, an archive, a publication."""

    title = models.CharField(_("title"), max_length=500)
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    author = models.CharField(_("author"), max_length=300, blank=True)
    date = models.CharField(_("date"), max_length=100, blank=True)
    held_by = models.CharField(_("held by"), max_length=300, blank=True)
    uri = models.URLField(_("web address"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class _AttributionBase(models.Model):
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("voice"))
    role = models.CharField(_("role"), max_length=40, default="author")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.voice} ({self.role_label})"

    @property
    def role_label(self) -> str:
        """The role in the active language."""
        return label_of("role", self.role)


class Attribution(_AttributionBase):
    """An edition's tie to a voice. Part of the edition: written with it, never changed."""

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="attributions", verbose_name=_("edition")
    )

    class Meta(_AttributionBase.Meta):
        verbose_name = _("attribution")
        verbose_name_plural = _("attributions")
        constraints = [
            models.UniqueConstraint(fields=["edition", "voice", "role"], name="polyvocal_attribution_once_per_role")
        ]


class DraftAttribution(_AttributionBase):
    """A draft's tie to a voice."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="attributions", verbose_name=_("draft"))

    class Meta(_AttributionBase.Meta):
        verbose_name = _("attribution")
        verbose_name_plural = _("attributions")
        constraints = [
            models.UniqueConstraint(fields=["draft", "voice", "role"], name="polyvocal_draft_attribution_once_per_role")
        ]


class _CitationBase(models.Model):
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("source"))
    locator = models.CharField(_("place in the source"), max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.source}, {self.locator}" if self.locator else str(self.source)


class Citation(_CitationBase):
    """An edition's tie to a source. Part of the edition: written with it, never changed."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="citations", verbose_name=_("edition"))

    class Meta(_CitationBase.Meta):
        verbose_name = _("citation")
        verbose_name_plural = _("citations")


class DraftCitation(_CitationBase):
    """A draft's tie to a source."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="citations", verbose_name=_("draft"))

    class Meta(_CitationBase.Meta):
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
