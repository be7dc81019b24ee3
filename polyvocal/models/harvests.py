"""What those who harvest were told: one row for each public thing, numbered in the order in which changes were told."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from polyvocal.models.fields import NamesField
from polyvocal.object_model import get_object_model_string


class Announced(models.TextChoices):
    """The kinds of things whose changes are told."""

    OBJECT = "object", _("object")
    EDITION = "edition", _("edition")


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    """Filters on announcements."""

    def of(self, kind: str) -> "AnnouncementQuerySet":
        """Announcements of one kind of thing."""
        return self.filter(kind=kind)

    def standing(self) -> "AnnouncementQuerySet":
        """Announcements of things that are still public."""
        return self.filter(is_gone=False)


class Announcement(models.Model):
    """What was told of one public thing: `digest` stands for all that was said of it. The row stays when it has gone.

    `seq` rises with every change and no two rows share one; whoever sees a number sees all before it. `changed_at`
    never falls as `seq` rises. `first_seq` and `first_told_at` are those of the first time. `mark` tells cheaply that
    nothing can have changed, `is_due` that something may have of which the mark knows nothing. The object is no
    foreign key to the database: the row outlives it.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=Announced.choices)
    key = models.CharField(_("key"), max_length=200)
    obj = models.ForeignKey(
        get_object_model_string(), on_delete=models.DO_NOTHING, db_constraint=False, related_name="+",
        verbose_name=_("object"),
    )  # fmt: skip
    digest = models.CharField(_("digest"), max_length=32)
    mark = models.CharField(_("mark"), max_length=32, blank=True)
    seq = models.BigIntegerField(_("number"), unique=True)
    first_seq = models.BigIntegerField(_("first number"))
    changed_at = models.DateTimeField(_("changed"))
    first_told_at = models.DateTimeField(_("first told"))
    is_gone = models.BooleanField(_("gone"), default=False)
    is_due = models.BooleanField(_("to be looked at again"), default=False)

    objects: ClassVar[AnnouncementQuerySet] = AnnouncementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="polyvocal_announced_once")]
        indexes = [
            models.Index(fields=["kind", "seq"], name="polyvocal_announced_by_number"),
            models.Index(fields=["kind", "changed_at", "seq"], name="polyvocal_announced_by_date"),
            models.Index(fields=["kind", "first_seq"], name="polyvocal_announced_by_first"),
            # Counted each time a feed is asked for.
            models.Index(fields=["kind"], condition=models.Q(is_gone=False), name="polyvocal_announced_standing"),
            models.Index(fields=["obj"], condition=models.Q(is_due=True), name="polyvocal_announced_due"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def is_new(self) -> bool:
        """Whether the last thing told of it is that it is there."""
        return self.seq == self.first_seq and not self.is_gone


class HarvestSet(models.Model):
    """A part of the collection that may be harvested alone; `spec` is its name in OAI-PMH, such as `voice:museum`."""

    spec = models.CharField(_("name"), max_length=200, unique=True)
    names = NamesField(_("title"), blank=True)

    class Meta:
        verbose_name = _("set of a harvest")
        verbose_name_plural = _("sets of a harvest")
        ordering = ["spec"]

    def __str__(self) -> str:
        return self.spec


class SetMember(models.Model):
    """That a thing is in a set. Who left stays a former member, so that those who harvest the set learn of changes."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("announcement")
    )
    harvest_set = models.ForeignKey(HarvestSet, on_delete=models.CASCADE, related_name="members", verbose_name=_("set"))
    is_former = models.BooleanField(_("former"), default=False)

    class Meta:
        verbose_name = _("member of a set")
        verbose_name_plural = _("members of a set")
        constraints = [
            models.UniqueConstraint(fields=["harvest_set", "announcement"], name="polyvocal_member_of_a_set_once")
        ]

    def __str__(self) -> str:
        return f"{self.announcement}, {self.harvest_set}"


class HintKind(models.TextChoices):
    """What a hint is about."""

    VOICE = "voice", _("voice")
    PERSPECTIVE = "perspective", _("perspective")
    SOURCE = "source", _("source")
    TEXT = "text", _("text")
    EDITION = "edition", _("edition")
    OBJECT = "object", _("object")
    WORD = "word", _("word")
    TERM = "term", _("term")


class Hint(models.Model):
    """That something changed which no object bears a timestamp of, such as a name; the next sweep takes it in.

    `about` holds the keys of what changed, of words their field, language and key. Hints are never brought together:
    one that is taken in is deleted, and a change behind it has a hint of its own.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=HintKind.choices)
    about = models.JSONField(_("about"), encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("hint for the ledger")
        verbose_name_plural = _("hints for the ledger")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"


class Ledger(models.Model):
    """The one row behind all announcements: the last number and moment given, how far was looked, whose turn it is."""

    last_seq = models.BigIntegerField(_("last number"), default=0)
    last_moment = models.DateTimeField(_("last moment"), null=True)
    begun_at = models.DateTimeField(_("begun"), auto_now_add=True)
    looked_until = models.DateTimeField(_("looked at changes until"), null=True)
    looked_whole_at = models.DateTimeField(_("looked at everything"), null=True)
    whole_begun_at = models.DateTimeField(_("began to look at everything"), null=True)
    whole_cursor = models.CharField(_("how far a look at everything has come"), max_length=64, blank=True)
    holder = models.CharField(_("process"), max_length=200, blank=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True)

    class Meta:
        verbose_name = _("ledger")
        verbose_name_plural = _("ledgers")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="polyvocal_one_ledger")]

    def __str__(self) -> str:
        return str(self.last_seq)
