"""Texts and their editions. An edition is one published state: the database itself refuses to change or delete it."""

import hashlib
import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from polyvocal.conf import label_of
from polyvocal.models.fields import EdtfField, LanguageField, NamesField, time_ordered_uuid
from polyvocal.models.voices import Perspective
from polyvocal.object_model import get_object_model_string


class Text(models.Model):
    """One thing said about one object from one perspective: text type × language. Its words are in its editions."""

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid, editable=False)
    obj = models.ForeignKey(
        get_object_model_string(), on_delete=models.PROTECT, related_name="texts", verbose_name=_("object")
    )
    perspective = models.ForeignKey(
        Perspective, on_delete=models.PROTECT, related_name="texts", verbose_name=_("perspective")
    )
    text_type = models.CharField(_("text type"), max_length=40)
    language = LanguageField(_("language"))
    part = models.PositiveSmallIntegerField(
        _("part"), default=1, help_text=_("Tells apart several texts of one type, language and perspective.")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["text_type", "language", "part"]
        constraints = [
            models.UniqueConstraint(
                fields=["obj", "perspective", "text_type", "language", "part"], name="polyvocal_text_has_one_place"
            ),
            models.CheckConstraint(condition=Q(part__gte=1), name="polyvocal_text_parts_start_at_one"),
        ]
        permissions = [
            ("draft_text", _("Can write drafts and submit them")),
            ("review_text", _("Can approve drafts")),
            ("publish_text", _("Can publish, supersede and restore texts")),
            ("withdraw_text", _("Can withdraw editions")),
            ("erase_edition", _("Can erase editions where the law demands it")),
        ]

    def __str__(self) -> str:
        return f"{self.text_type_label} · {self.language} · {self.perspective}"

    @property
    def text_type_label(self) -> str:
        """The text type in the active language."""
        return label_of("text_type", self.text_type)


class EditionState(models.TextChoices):
    """The states of an edition."""

    CURRENT = "current", _("current")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("withdrawn")


class EditionQuerySet(models.QuerySet["Edition"]):
    """Filters on editions alone."""

    def public(self) -> "EditionQuerySet":
        """Editions whose words the public may read: all but the withdrawn."""
        return self.exclude(state=EditionState.WITHDRAWN)

    def current(self) -> "EditionQuerySet":
        """Editions that stand now."""
        return self.filter(state=EditionState.CURRENT)

    def standing_at(self, moment: datetime) -> "EditionQuerySet":
        """Public editions that stood at `moment`."""
        return self.public().filter(
            Q(published_until__isnull=True) | Q(published_until__gt=moment), published_from__lte=moment
        )


class Edition(models.Model):
    """One published state of a text: immutable, numbered, dated, attributed, with the reason it replaced another.

    Only `publishing` makes and closes editions. Names of people are copied in, so that no account is needed to read
    who did what.
    """

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid, editable=False)
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="editions", verbose_name=_("text"))
    number = models.PositiveIntegerField(_("number"))
    words = models.TextField(_("words"))
    checksum = models.CharField(_("checksum"), max_length=64, editable=False)
    content_note = NamesField(_("content note"), blank=True)
    licence = models.CharField(_("licence"), max_length=40, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    held = EdtfField(_("view held"))
    held_as_written = models.CharField(_("view held, as written"), max_length=200, blank=True)
    recorded = EdtfField(_("recorded"))
    recorded_as_written = models.CharField(_("recorded, as written"), max_length=200, blank=True)
    published_from = models.DateTimeField(_("published from"))
    published_until = models.DateTimeField(_("published until"), null=True, blank=True)

    state = models.CharField(_("state"), max_length=12, choices=EditionState.choices, default=EditionState.CURRENT)
    published_by = models.CharField(_("published by"), max_length=200)
    created_at = models.DateTimeField(_("entered"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.CharField(_("withdrawn by"), max_length=200, blank=True)
    withdrawal_reason = models.TextField(_("reason for withdrawal"), blank=True)

    objects: ClassVar[Any] = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["number"]
        indexes = [
            models.Index(fields=["published_from"], name="polyvocal_edition_from"),
            models.Index(fields=["created_at"], name="polyvocal_edition_entered"),
            models.Index(
                fields=["published_until"], condition=Q(published_until__isnull=False), name="polyvocal_edition_until"
            ),
            models.Index(
                fields=["withdrawn_at"], condition=Q(withdrawn_at__isnull=False), name="polyvocal_edition_withdrawn"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["text", "number"], name="polyvocal_edition_number_once_per_text"),
            models.UniqueConstraint(
                fields=["text"], condition=Q(state="current"), name="polyvocal_one_current_edition_per_text"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="polyvocal_edition_numbers_start_at_one"),
            models.CheckConstraint(condition=Q(state__in=EditionState.values), name="polyvocal_edition_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="current", published_until__isnull=True)
                | (~Q(state="current") & Q(published_until__isnull=False)),
                name="polyvocal_edition_is_current_or_closed",
            ),
            models.CheckConstraint(
                condition=Q(published_until__isnull=True) | Q(published_until__gte=F("published_from")),
                name="polyvocal_edition_period_runs_forward",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | (~Q(withdrawal_reason="") & Q(withdrawn_at__isnull=False)),
                name="polyvocal_withdrawal_has_a_reason",
            ),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="polyvocal_later_edition_has_a_reason"),
            models.CheckConstraint(condition=~Q(published_by=""), name="polyvocal_edition_has_an_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.text}, {self.number}"

    @property
    def is_current(self) -> bool:
        """Whether this edition stands now."""
        return self.state == EditionState.CURRENT

    @property
    def is_superseded(self) -> bool:
        """Whether a later edition, or none, took its place while its words stay readable."""
        return self.state == EditionState.SUPERSEDED

    @property
    def is_withdrawn(self) -> bool:
        """Whether only a tombstone may be shown."""
        return self.state == EditionState.WITHDRAWN

    @property
    def licence_uri(self) -> str:
        """The web address of the licence, '' where there is none."""
        return LICENCES.get(self.licence, "")


LICENCES = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC-BY-NC-ND-4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
    "InC-1.0": "http://rightsstatements.org/vocab/InC/1.0/",
}


def checksum_of(words: str) -> str:
    """Return the SHA-256 of the words in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(words.encode()).hexdigest()


class Erasure(models.Model):
    """The audit of a lawful erasure. The database lets an edition lose its words only where such a row exists."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="erasure", verbose_name=_("edition"))
    legal_basis = models.TextField(_("legal basis"))
    actor_name = models.CharField(_("erased by"), max_length=200)
    erased_at = models.DateTimeField(_("erased"))

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        constraints = [models.CheckConstraint(condition=~Q(legal_basis=""), name="polyvocal_erasure_has_a_legal_basis")]

    def __str__(self) -> str:
        return str(self.edition_id)
