"""Triage: what rules flag of each object and why, the museum's watch lists, and how people judged what was found."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polyvocal.models.fields import time_ordered_uuid
from polyvocal.models.provenance import ProvenanceEvent
from polyvocal.object_model import get_object_model_string


class Verdict(models.TextChoices):
    """What a person made of a flag."""

    NO_CAUSE = "no-cause", _("no cause for research")
    RESEARCH = "research", _("to be researched")
    EXPLAINED = "explained", _("explained by research")


class TriageFlagQuerySet(models.QuerySet["TriageFlag"]):
    """Filters on flags."""

    def raised(self) -> "TriageFlagQuerySet":
        """Flags whose rule fired when triage last ran."""
        return self.filter(ended_at__isnull=True)


class TriageFlag(models.Model):
    """A rule that fires for an object. `grounds` are values that sentences are made of in the reader's language.

    The newest judgement counts as long as the grounds are those that were judged; `verdict` is '' where none does.
    """

    obj = models.ForeignKey(
        get_object_model_string(), on_delete=models.CASCADE, related_name="triage_flags", verbose_name=_("object")
    )
    rule = models.CharField(_("rule"), max_length=60, db_index=True)
    is_certain = models.BooleanField(_("certain"), default=True)
    grounds = models.JSONField(_("grounds"), default=list)
    bands = models.CharField(_("band of acquisition"), max_length=200, blank=True)
    raised_at = models.DateTimeField(_("raised"), default=timezone.now)
    changed_at = models.DateTimeField(_("grounds changed"), default=timezone.now)
    ended_at = models.DateTimeField(_("no longer raised"), null=True, blank=True)
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict.choices, blank=True)

    objects: ClassVar[TriageFlagQuerySet] = TriageFlagQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("flag of triage")
        verbose_name_plural = _("triage")
        ordering = ["obj", "id"]
        permissions = [
            ("run_triage", _("Can run triage and bring in watch lists")),
            ("judge_triage", _("Can judge what triage found")),
        ]
        indexes = [models.Index(fields=["ended_at", "rule"], name="polyvocal_flag_by_rule")]
        constraints = [
            models.UniqueConstraint(fields=["obj", "rule"], name="polyvocal_flag_once_per_rule"),
            models.CheckConstraint(condition=Q(verdict__in=["", *Verdict.values]), name="polyvocal_verdict_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.obj}: {self.rule}"


class TriageJudgement(models.Model):
    """A person's judgement of a flag, on the grounds that were there. Never changed: a later one takes its place."""

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid, editable=False)
    flag = models.ForeignKey(TriageFlag, on_delete=models.PROTECT, related_name="judgements", verbose_name=_("flag"))
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict.choices)
    reason = models.TextField(_("reason"))
    grounds = models.JSONField(_("grounds"), default=list)
    actor_name = models.CharField(_("entered by"), max_length=200)
    judged_at = models.DateTimeField(_("entered"), default=timezone.now)

    class Meta:
        verbose_name = _("judgement of a flag")
        verbose_name_plural = _("judgements of flags")
        ordering = ["judged_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="polyvocal_judged_verdict_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="polyvocal_judgement_has_a_reason"),
            models.CheckConstraint(condition=~Q(actor_name=""), name="polyvocal_judgement_has_an_actor"),
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()


class WatchedName(models.Model):
    """A name on a watch list that the museum brought in; polyvocal ships none."""

    watch_list = models.CharField(_("watch list"), max_length=200, db_index=True)
    name = models.CharField(_("name"), max_length=300)
    variants = models.JSONField(_("other spellings"), default=list, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    uri = models.URLField(_("web address"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("watched name")
        verbose_name_plural = _("watched names")
        ordering = ["watch_list", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["watch_list", "name"], name="polyvocal_watched_once_per_list"),
            models.CheckConstraint(condition=~Q(name=""), name="polyvocal_watched_name_is_given"),
        ]

    def __str__(self) -> str:
        return self.name


class NameHit(models.Model):
    """A provenance event that seems to name somebody on a watch list, and whether a person found it to be so."""

    class Verdict(models.TextChoices):
        """Whether the event names the one who is watched."""

        SAME = "same", _("the same")
        OTHER = "other", _("somebody else")

    watched = models.ForeignKey(
        WatchedName, on_delete=models.PROTECT, related_name="hits", verbose_name=_("watched name")
    )
    event = models.ForeignKey(
        ProvenanceEvent, on_delete=models.CASCADE, related_name="name_hits", verbose_name=_("provenance event")
    )
    written = models.CharField(_("as written"), max_length=500)
    score = models.PositiveSmallIntegerField(_("likeness"))
    found_at = models.DateTimeField(_("found"), default=timezone.now)
    ended_at = models.DateTimeField(_("no longer found"), null=True, blank=True)
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    judged_by = models.CharField(_("judged by"), max_length=200, blank=True)
    judged_at = models.DateTimeField(_("judged"), null=True, blank=True)

    class Meta:
        verbose_name = _("hit of a watched name")
        verbose_name_plural = _("hits of watched names")
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["watched", "event"], name="polyvocal_name_hit_once_per_event"),
            models.CheckConstraint(
                condition=Q(verdict="") | (Q(verdict__in=["same", "other"]) & ~Q(reason="") & ~Q(judged_by="")),
                name="polyvocal_name_verdict_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.written} = {self.watched}?"
