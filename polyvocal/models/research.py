"""Provenance research: dossiers, what they bear on, the texts that rest on them, and calls to read those again."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polyvocal.conf import label_of
from polyvocal.models.fields import EdtfField, time_ordered_uuid
from polyvocal.models.provenance import ProvenanceEvent
from polyvocal.models.sources import Source
from polyvocal.models.texts import Text
from polyvocal.models.voices import Voice
from polyvocal.object_model import get_object_model_string


class ProvenanceResearch(models.Model):
    """A dossier: question, period, method, findings and outcome. Its status is in its steps, the newest counts."""

    slug = models.SlugField(
        _("slug"), max_length=100, unique=True, help_text=_("Part of the address. It never changes.")
    )
    title = models.CharField(_("title"), max_length=300)
    question = models.TextField(_("question"))
    period = EdtfField(_("period looked at"), help_text=_("As EDTF: 1933/1945."))
    method = models.TextField(_("method"), blank=True)
    findings = models.TextField(_("findings"), blank=True)
    outcome = models.TextField(_("restitution or advice"), blank=True)
    begun = EdtfField(_("begun"))
    ended = EdtfField(_("ended"))
    is_public = models.BooleanField(_("public"), default=False, help_text=_("Visitors can read this dossier."))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("provenance research")
        verbose_name_plural = _("provenance research")
        ordering = ["-changed_at"]
        constraints = [models.CheckConstraint(condition=~Q(question=""), name="polyvocal_research_asks_a_question")]

    def __str__(self) -> str:
        return self.title

    @property
    def status(self) -> "ResearchStep | None":
        """The newest step."""
        return self.steps.order_by("-taken_at", "-id").first()


class ResearchStep(models.Model):
    """A status given to a dossier: which, by whom, when and why. Never changed; the newest counts."""

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid, editable=False)
    research = models.ForeignKey(
        ProvenanceResearch, on_delete=models.PROTECT, related_name="steps", verbose_name=_("provenance research")
    )
    status = models.CharField(_("status"), max_length=40)
    reason = models.TextField(_("reason"))
    actor_name = models.CharField(_("entered by"), max_length=200)
    taken_at = models.DateTimeField(_("entered"), default=timezone.now)

    class Meta:
        verbose_name = _("research status")
        verbose_name_plural = _("research statuses")
        ordering = ["taken_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="polyvocal_research_step_has_a_reason")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The status in the active language."""
        return label_of("research_status", self.status)


class Researcher(models.Model):
    """Who works on a dossier."""

    research = models.ForeignKey(
        ProvenanceResearch, on_delete=models.CASCADE, related_name="researchers", verbose_name=_("provenance research")
    )
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="+", verbose_name=_("voice"))

    class Meta:
        verbose_name = _("researcher")
        verbose_name_plural = _("researchers")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["research", "voice"], name="polyvocal_researcher_named_once")]

    def __str__(self) -> str:
        return str(self.voice)


class ResearchedObject(models.Model):
    """An object that a dossier is about."""

    research = models.ForeignKey(
        ProvenanceResearch, on_delete=models.CASCADE, related_name="objects_researched",
        verbose_name=_("provenance research"),
    )  # fmt: skip
    obj = models.ForeignKey(
        get_object_model_string(), on_delete=models.PROTECT, related_name="researched_in", verbose_name=_("object")
    )

    class Meta:
        verbose_name = _("object researched")
        verbose_name_plural = _("objects researched")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["research", "obj"], name="polyvocal_object_researched_once")]

    def __str__(self) -> str:
        return str(self.obj)


class ResearchDocument(models.Model):
    """A publication, an archival document, an advice or a decision that belongs to a dossier."""

    class Kind(models.TextChoices):
        """What the document is to the dossier."""

        PUBLICATION = "publication", _("publication")
        DOCUMENT = "document", _("document")
        ADVICE = "advice", _("advice of a committee")
        DECISION = "decision", _("decision or restitution")

    research = models.ForeignKey(
        ProvenanceResearch, on_delete=models.CASCADE, related_name="documents", verbose_name=_("provenance research")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.DOCUMENT)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", verbose_name=_("source"))
    locator = models.CharField(_("place in the source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["kind", "id"]

    def __str__(self) -> str:
        return str(self.source)


class Reliance(models.Model):
    """A text rests on a provenance event or on the findings of a dossier: when those change, it is read again."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="reliances", verbose_name=_("text"))
    event = models.ForeignKey(
        ProvenanceEvent, on_delete=models.PROTECT, null=True, blank=True, related_name="relied_on_by",
        verbose_name=_("provenance event"),
    )  # fmt: skip
    research = models.ForeignKey(
        ProvenanceResearch, on_delete=models.PROTECT, null=True, blank=True, related_name="relied_on_by",
        verbose_name=_("provenance research"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("ground of a text")
        verbose_name_plural = _("grounds of texts")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(event__isnull=True, research__isnull=False) | Q(event__isnull=False, research__isnull=True),
                name="polyvocal_reliance_has_one_ground",
            ),
            models.UniqueConstraint(
                fields=["text", "event"], condition=Q(event__isnull=False), name="polyvocal_relies_once_on_an_event"
            ),
            models.UniqueConstraint(
                fields=["text", "research"], condition=Q(research__isnull=False),
                name="polyvocal_relies_once_on_research",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.text} → {self.event or self.research}"


class ReviewCall(models.Model):
    """A text has to be read again, because what it rests on has changed. Kept when it is settled, with how."""

    class Cause(models.TextChoices):
        """What has changed."""

        EVENT_CHANGED = "event-changed", _("a provenance event was stated anew")
        EVENT_GONE = "event-gone", _("a provenance event is no longer stated")
        EVENT_ASSESSED = "event-assessed", _("a provenance event was judged")
        FINDINGS_CHANGED = "findings-changed", _("the findings of a dossier changed")

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="review_calls", verbose_name=_("text"))
    cause = models.CharField(_("cause"), max_length=20, choices=Cause.choices)
    words = models.TextField(_("what changed"), blank=True)
    event = models.ForeignKey(
        ProvenanceEvent, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("provenance event"),
    )  # fmt: skip
    research = models.ForeignKey(
        ProvenanceResearch, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("provenance research"),
    )  # fmt: skip
    raised_at = models.DateTimeField(_("raised"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.CharField(_("settled by"), max_length=200, blank=True)
    settlement = models.TextField(_("how it was settled"), blank=True)

    class Meta:
        verbose_name = _("call to review a text")
        verbose_name_plural = _("calls to review texts")
        ordering = ["raised_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(settlement=""), name="polyvocal_settled_call_says_how"
            )
        ]

    def __str__(self) -> str:
        return f"{self.text}: {self.get_cause_display()}"
