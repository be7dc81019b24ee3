"""Provenance events: what a statement's editions say about each step, what it rests on, and how it was judged."""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polyvocal.models.fields import time_ordered_uuid
from polyvocal.models.sources import Source
from polyvocal.models.texts import Edition, Text
from polyvocal.models.voices import Voice
from polyvocal.records import ProvenanceEventRecord


class ProvenanceEvent(models.Model):
    """One step in an object's ownership or custody, as one voice states it, through all editions of its statement.

    Events that claim the same step share `step`: rivals stand side by side. What an event says is in `EventStatement`.
    """

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid, editable=False)
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="events", verbose_name=_("statement"))
    step = models.UUIDField(_("step"), default=uuid.uuid4, db_index=True)

    class Meta:
        verbose_name = _("provenance event")
        verbose_name_plural = _("provenance events")
        ordering = ["id"]

    def __str__(self) -> str:
        last = self.statements.order_by("-edition__number").first()
        return last.clause if last else str(self.pk)


class EventStatement(models.Model):
    """A provenance event as one edition states it. Part of the edition: written with it, never changed.

    `stated` is a `records.ProvenanceEventRecord` as JSON; what is searched stands in columns of its own. The four days
    are those of the statement alone (null: not stated); nothing is concluded from its neighbours.
    """

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid, editable=False)
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="event_statements", verbose_name=_("edition")
    )
    event = models.ForeignKey(
        ProvenanceEvent, on_delete=models.PROTECT, related_name="statements", verbose_name=_("provenance event")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    clause = models.TextField(_("words"))
    stated = models.JSONField(_("stated"), default=dict)
    is_understood = models.BooleanField(_("understood"), default=True)
    is_certain = models.BooleanField(_("certain"), default=True)
    method = models.CharField(_("method"), max_length=60, blank=True, db_index=True)
    receiver = models.CharField(_("to"), max_length=500, blank=True)
    sender = models.CharField(_("from"), max_length=500, blank=True)
    earliest_possible = models.DateField(_("earliest possible"), null=True)
    earliest_definite = models.DateField(_("earliest definite"), null=True)
    latest_definite = models.DateField(_("latest definite"), null=True)
    latest_possible = models.DateField(_("latest possible"), null=True)

    class Meta:
        verbose_name = _("statement of an event")
        verbose_name_plural = _("statements of events")
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="polyvocal_event_has_one_place"),
            models.UniqueConstraint(fields=["edition", "event"], name="polyvocal_event_stated_once_per_edition"),
            models.CheckConstraint(condition=Q(position__gte=1), name="polyvocal_event_positions_start_at_one"),
            models.CheckConstraint(
                condition=Q(earliest_possible__isnull=True)
                | Q(earliest_definite__isnull=True)
                | Q(earliest_definite__gte=F("earliest_possible")),
                name="polyvocal_event_begins_forward",
            ),
            models.CheckConstraint(
                condition=Q(latest_definite__isnull=True)
                | Q(latest_possible__isnull=True)
                | Q(latest_possible__gte=F("latest_definite")),
                name="polyvocal_event_ends_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.clause

    @property
    def record(self) -> ProvenanceEventRecord:
        """What the edition states, with the keys of the event and its step."""
        kept: dict[str, Any] = {**self.stated, "clause": self.clause, "id": str(self.event_id)}
        return ProvenanceEventRecord.from_json(kept | {"step": str(self.event.step)})


class EventCitation(models.Model):
    """A provenance event's tie to a source, as one edition states it. Part of the edition."""

    statement = models.ForeignKey(
        EventStatement, on_delete=models.PROTECT, related_name="citations", verbose_name=_("statement of an event")
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="eventcitations", verbose_name=_("source")
    )
    locator = models.CharField(_("place in the source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("source of an event")
        verbose_name_plural = _("sources of events")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.source}, {self.locator}" if self.locator else str(self.source)


class Standing(models.TextChoices):
    """How an event stands, in the judgement of a voice."""

    STATED = "stated", _("stated")
    SUPPORTED = "supported", _("supported")
    DISPUTED = "disputed", _("disputed")
    DISPROVED = "disproved", _("disproved")


class EventAssessment(models.Model):
    """A voice's judgement of an event, with a reason. Never changed: a later one of the same voice takes its place."""

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid, editable=False)
    event = models.ForeignKey(
        ProvenanceEvent, on_delete=models.PROTECT, related_name="assessments", verbose_name=_("provenance event")
    )
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="+", verbose_name=_("voice"))
    standing = models.CharField(_("standing"), max_length=12, choices=Standing.choices)
    reason = models.TextField(_("reason"))
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )
    locator = models.CharField(_("place in the source"), max_length=300, blank=True)
    actor_name = models.CharField(_("entered by"), max_length=200)
    assessed_at = models.DateTimeField(_("entered"), default=timezone.now)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["assessed_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="polyvocal_standing_is_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="polyvocal_assessment_has_a_reason"),
            models.CheckConstraint(condition=~Q(actor_name=""), name="polyvocal_assessment_has_an_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.voice}: {self.get_standing_display()}"


class Place(models.Model):
    """Where a place named in provenance lies, so that events can be drawn on a map. Names are compared as written."""

    name = models.CharField(_("name"), max_length=300, unique=True)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5)
    uri = models.URLField(_("web address"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="polyvocal_place_lies_on_earth",
            )
        ]

    def __str__(self) -> str:
        return self.name
