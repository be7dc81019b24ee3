"""The stream of editions: what came and went, in the order in which harvesters learn of it. It only ever grows."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from polyvocal.models.texts import Edition


class StreamAct(models.TextChoices):
    """What a member of the stream says of its edition."""

    PUBLISHED = "published", _("published")
    ENDED = "ended", _("no longer shown")
    WITHDRAWN = "withdrawn", _("withdrawn")
    RESTORED = "restored", _("public again")


class StreamMember(models.Model):
    """One member of the stream. `issued` never falls as the number rises, and no two members of a text share it.

    `is_of_text` says whether it is a version of the text: an edition that goes when another has its place is not.
    """

    number = models.BigIntegerField(_("number"), primary_key=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", verbose_name=_("edition"))
    act = models.CharField(_("act"), max_length=12, choices=StreamAct.choices)
    is_of_text = models.BooleanField(_("of the text as a whole"), default=True)
    issued = models.DateTimeField(_("issued"))

    class Meta:
        verbose_name = _("member of the stream")
        verbose_name_plural = _("members of the stream")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=models.Q(act__in=StreamAct.values), name="polyvocal_stream_act_is_known"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="polyvocal_stream_starts_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.act} {self.edition_id}"


class Stream(models.Model):
    """The one row behind the stream: the last number given, and up to where in the ledger it was read."""

    last_number = models.BigIntegerField(_("last number"), default=0)
    last_issued = models.DateTimeField(_("last issued"), null=True)
    read_until = models.BigIntegerField(_("read until"), default=0)

    objects: ClassVar[models.Manager["Stream"]] = models.Manager()

    class Meta:
        verbose_name = _("stream")
        verbose_name_plural = _("streams")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="polyvocal_one_stream")]

    def __str__(self) -> str:
        return str(self.last_number)
