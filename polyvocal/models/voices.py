"""Who speaks, and from which viewpoint."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from polyvocal.models.fields import EdtfField, NamesField
from polyvocal.records import UNKNOWN_LANGUAGE, Phrase, in_language

UNKNOWN_VOICE = "unknown"


class _Named(models.Model):
    """Something with a slug that never changes and a name in several languages."""

    slug = models.SlugField(
        _("slug"), max_length=100, unique=True, help_text=_("Part of the address. It never changes.")
    )
    names = NamesField(_("name"), help_text=_("By language."))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name.words

    @property
    def name(self) -> Phrase:
        """The name in the active language; the slug where there is none, so that no link is without words."""
        name = in_language(self.names, get_language() or "en")
        return name if name.words else Phrase(self.slug, UNKNOWN_LANGUAGE)


class Voice(_Named):
    """Who speaks: a person, community, institution, maker … with a position statement in its own words."""

    kind = models.CharField(_("kind"), max_length=40, default=UNKNOWN_VOICE)
    statement = NamesField(_("position statement"), blank=True, help_text=_("In the voice's own words, by language."))
    speaks_as = models.CharField(_("speaks"), max_length=20, default="self")
    mandate = models.CharField(
        _("mandate"), max_length=300, blank=True, help_text=_("By whom, when, where it is recorded.")
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="members", verbose_name=_("part of")
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    active_period = EdtfField(_("active period"))
    uris = models.JSONField(_("URIs"), default=list, blank=True, help_text=_("Of the same person or body elsewhere."))
    private_contact = models.TextField(_("contact (private)"), blank=True, help_text=_("Never shown in public."))

    class Meta:
        verbose_name = _("voice")
        verbose_name_plural = _("voices")
        ordering = ["slug"]


class Perspective(_Named):
    """The viewpoint offered to visitors, reusable over many objects."""

    description = NamesField(_("description"), blank=True)
    position = models.PositiveIntegerField(
        _("position"), default=100, help_text=_("Low comes first where an order is declared.")
    )
    accent = models.PositiveSmallIntegerField(
        _("accent"), default=0, help_text=_("Which of the eight marks and colours it bears.")
    )

    class Meta:
        verbose_name = _("perspective")
        verbose_name_plural = _("perspectives")
        ordering = ["position", "slug"]
