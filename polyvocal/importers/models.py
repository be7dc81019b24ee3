"""What an import leaves behind besides the archive itself: systems, runs, source records kept whole, and their ties."""

import hashlib
import zlib

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from polyvocal.models import Edition, Text
from polyvocal.object_model import get_object_model_string


class SourceSystem(models.Model):
    """A collection system, or one database of it: record identifiers are unique within it."""

    name = models.SlugField(_("name"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("source system")
        verbose_name_plural = _("source systems")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RunState(models.TextChoices):
    """How far a run has come."""

    RUNNING = "running", _("running")
    FINISHED = "finished", _("finished")
    BROKEN_OFF = "broken-off", _("broken off")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


WORKING_STATES = (RunState.RUNNING, RunState.UNDOING)
"""The states in which a run holds its source system: no other run may work on it."""


class ImportRun(models.Model):
    """One import: who started it, what it read and by which profile, and what came of it.

    `cursor` says how far it has come ({"file": index in files_read, "record": number}); it is committed with what was
    written up to there, and so are `counts` and `report`. `holder` and `heartbeat_at` tell whether its process lives.
    """

    system = models.ForeignKey(
        SourceSystem, on_delete=models.PROTECT, related_name="runs", verbose_name=_("source system")
    )
    name = models.CharField(_("name"), max_length=200, blank=True, help_text=_("What the editions say made them."))
    actor_name = models.CharField(_("started by"), max_length=200)
    is_full = models.BooleanField(_("full export"), default=False)
    retry_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="retries", verbose_name=_("retry of")
    )
    paths = models.JSONField(_("files"), default=list)
    files_read = models.JSONField(_("files as they were"), default=list)
    fetched = models.JSONField(_("fetched from"), default=list)
    profile_name = models.CharField(_("profile"), max_length=200)
    profile_text = models.TextField(_("text of the profile"))
    state = models.CharField(_("state"), max_length=12, choices=RunState.choices, default=RunState.RUNNING)
    message = models.TextField(_("message"), blank=True, help_text=_("Why the run was broken off."))
    counts = models.JSONField(_("counts"), default=dict)
    report = models.JSONField(_("report"), default=dict)
    cursor = models.JSONField(_("how far it has come"), default=dict)
    holder = models.CharField(_("process"), max_length=200, blank=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.CharField(_("undone by"), max_length=200, blank=True)
    undo_reason = models.TextField(_("reason for undoing"), blank=True)
    undo_report = models.JSONField(_("what undoing did"), default=dict)

    class Meta:
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        ordering = ["-id"]
        permissions = [("run_import", "Can run, resume and retry imports")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="polyvocal_run_state_is_known"),
            models.CheckConstraint(condition=~Q(actor_name=""), name="polyvocal_run_has_an_actor"),
            models.CheckConstraint(
                condition=~Q(state__in=("undoing", "undone")) | ~Q(undo_reason=""),
                name="polyvocal_undone_run_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["system"], condition=Q(state__in=("running", "undoing")), name="polyvocal_one_run_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} · {self.system}"

    @property
    def is_working(self) -> bool:
        """Whether the run holds its source system."""
        return self.state in WORKING_STATES


class ShareState(models.TextChoices):
    """How far a share of a run has come."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")


class RunShare(models.Model):
    """The records of a run that one process takes in, while others take in theirs; which they are, `shares` says.

    `cursor` and `report` are those of the share, as a run that is not shared has them; one process holds it at a time.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="shares", verbose_name=_("run"))
    number = models.PositiveSmallIntegerField(_("number"))
    of = models.PositiveSmallIntegerField(_("of how many"))
    state = models.CharField(_("state"), max_length=12, choices=ShareState.choices, default=ShareState.WAITING)
    cursor = models.JSONField(_("how far it has come"), default=dict)
    report = models.JSONField(_("report"), default=dict)
    holder = models.CharField(_("process"), max_length=200, blank=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)

    class Meta:
        verbose_name = _("share of a run")
        verbose_name_plural = _("shares of runs")
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="polyvocal_share_once_per_run"),
            models.CheckConstraint(condition=Q(state__in=ShareState.values), name="polyvocal_share_state_is_known"),
            models.CheckConstraint(condition=Q(number__lt=models.F("of")), name="polyvocal_share_is_one_of_them"),
        ]

    def __str__(self) -> str:
        return f"{self.run} · {self.number + 1}/{self.of}"


class SourceRecord(models.Model):
    """The record as the collection system last gave it, kept whole, and the object it belongs to.

    `checksum` is of the bytes the source gave, also where words were erased from `packed` since. `recipe` is that of
    the profile which read them. Both equal: nothing to do. `last_run` is the run that last changed something.
    """

    system = models.ForeignKey(
        SourceSystem, on_delete=models.PROTECT, related_name="records", verbose_name=_("source system")
    )
    record_id = models.CharField(_("record identifier"), max_length=200)
    obj = models.ForeignKey(
        get_object_model_string(), on_delete=models.PROTECT, related_name="source_records", verbose_name=_("object")
    )
    packed = models.BinaryField(_("record, compressed"))
    encoding = models.CharField(_("encoding"), max_length=40, default="UTF-8")
    checksum = models.CharField(_("checksum"), max_length=64, editable=False)
    recipe = models.CharField(_("recipe"), max_length=64, editable=False)
    file = models.CharField(_("file"), max_length=500)
    position = models.CharField(_("position"), max_length=60)
    is_gone = models.BooleanField(_("gone from the source"), default=False)
    first_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+", verbose_name=_("first run"))
    last_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+", verbose_name=_("last change"))

    class Meta:
        verbose_name = _("source record")
        verbose_name_plural = _("source records")
        ordering = ["system", "id"]
        constraints = [
            models.UniqueConstraint(fields=["system", "record_id"], name="polyvocal_source_record_once_per_system")
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.record_id}"

    @property
    def raw(self) -> bytes:
        """The record's bytes, as they stood in the file."""
        return unpacked(self.packed)


class SourceText(models.Model):
    """Where a text of the archive comes from: one occurrence in a source record, as it was last taken from there.

    `edition` is the last edition made from it. When a curator has published since, the source's new words are kept in
    `offered_words` beside the text and not published. Where a run was undone, `undone_recipe` is that of the profile
    which had read the words: they come back only when the source or the profile gives something else.
    """

    record = models.ForeignKey(
        SourceRecord, on_delete=models.PROTECT, related_name="texts", verbose_name=_("source record")
    )
    key = models.CharField(_("occurrence"), max_length=200)
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="sources", verbose_name=_("text"))
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", verbose_name=_("edition"))
    term = models.CharField(_("text type in the source"), max_length=300, blank=True)
    checksum = models.CharField(_("checksum of the words"), max_length=64, editable=False)
    details = models.CharField(_("checksum of what belongs to them"), max_length=64, editable=False)
    is_taken_over = models.BooleanField(_("taken over by a curator"), default=False)
    is_gone = models.BooleanField(_("gone from the source"), default=False)
    offered_words = models.TextField(_("words offered by the source"), blank=True)
    undone_recipe = models.CharField(_("recipe that was undone"), max_length=64, blank=True, editable=False)
    showings = models.JSONField(_("showings in the source"), default=list, blank=True, editable=False)

    class Meta:
        verbose_name = _("text of a source")
        verbose_name_plural = _("texts of sources")
        ordering = ["record", "key"]
        constraints = [models.UniqueConstraint(fields=["record", "key"], name="polyvocal_source_text_once_per_record")]

    def __str__(self) -> str:
        return f"{self.record} · {self.key}"


class ObjectTie(models.Model):
    """A person's decision which object a record of a source is about, where the record itself does not make it clear.

    It holds until the record is in; from then on the source record says so.
    """

    system = models.ForeignKey(
        SourceSystem, on_delete=models.PROTECT, related_name="ties", verbose_name=_("source system")
    )
    record_id = models.CharField(_("record identifier"), max_length=200)
    obj = models.ForeignKey(
        get_object_model_string(), on_delete=models.CASCADE, related_name="+", verbose_name=_("object")
    )
    tied_by = models.CharField(_("tied by"), max_length=200)
    tied_at = models.DateTimeField(_("tied"), auto_now=True)

    class Meta:
        verbose_name = _("tie of a record to an object")
        verbose_name_plural = _("ties of records to objects")
        ordering = ["system", "record_id"]
        constraints = [
            models.UniqueConstraint(fields=["system", "record_id"], name="polyvocal_one_tie_per_record"),
            models.CheckConstraint(condition=~Q(tied_by=""), name="polyvocal_tie_has_a_maker"),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.record_id}"


class Outcome(models.TextChoices):
    """What came of a record."""

    CREATE = "create", _("new")
    UPDATE = "update", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    CONFLICT = "conflict", _("to be looked at")
    HELD = "held", _("held back")
    INVALID = "invalid", _("not usable")
    GONE = "gone", _("gone from the source")


class RecordOutcome(models.Model):
    """What came of one record in one run. Unchanged records are counted on the run and have no row."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="outcomes", verbose_name=_("run"))
    record_id = models.CharField(_("record identifier"), max_length=200, blank=True)
    file = models.CharField(_("file"), max_length=500)
    position = models.CharField(_("position"), max_length=60)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices)
    reason = models.TextField(_("reason"), blank=True)
    packed = models.BinaryField(_("record, compressed"), null=True, blank=True)
    object_number = models.CharField(
        _("object number"), max_length=200, blank=True, db_default="",
        help_text=_("Of a record that waits for its object: the number it gives."),
    )  # fmt: skip
    settled_in = models.ForeignKey(
        ImportRun,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="settled",
        verbose_name=_("settled in"),
    )

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["id"]
        indexes = [models.Index(fields=["run", "outcome"], name="polyvocal_outcome_of_run")]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="polyvocal_outcome_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.record_id}: {self.get_outcome_display()}"


def packed(raw: bytes) -> bytes:
    """Return bytes compressed for keeping."""
    return zlib.compress(raw, 1)


def unpacked(kept: bytes | memoryview | None) -> bytes:
    """Return what `packed` compressed."""
    return zlib.decompress(bytes(kept)) if kept else b""


def checksum_of_raw(raw: bytes) -> str:
    """Return the SHA-256 of a record's bytes."""
    return hashlib.sha256(raw).hexdigest()
