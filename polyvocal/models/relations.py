"""Typed ties between texts."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from polyvocal.conf import label_of
from polyvocal.models.texts import Edition, Text
from polyvocal.models.voices import Voice


class Relation(models.Model):
    """One text disputes, corrects, extends … another; `edition` narrows it to one edition of the other text."""

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="relations", verbose_name=_("text"))
    relation_type = models.CharField(_("relation"), max_length=40)
    other = models.ForeignKey(
        Text, on_delete=models.PROTECT, related_name="relations_from_others", verbose_name=_("other text")
    )
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("edition meant")
    )
    asserted_by = models.ForeignKey(
        Voice, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asserted by")
    )
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["text", "relation_type", "other"], name="polyvocal_relation_stated_once"),
            models.CheckConstraint(condition=~Q(text=F("other")), name="polyvocal_relation_ties_two_texts"),
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.relation_label} {self.other}"

    @property
    def relation_label(self) -> str:
        """The type of relation in the active language."""
        return label_of("relation_type", self.relation_type)
