"""Terms of terminology sources, how their labels changed, which words of the facts stand for them, and who said so."""

from typing import Any, ClassVar

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polyvocal.models.fields import LanguageField, NamesField, time_ordered_uuid
from polyvocal.object_model import get_object_model_string

LONGEST_URI = LONGEST_WORD = 500


class FactField(models.TextChoices):
    """A list of `ObjectFacts` whose words may stand for terms."""

    OBJECT_NAMES = "object_names", _("object name")
    CATEGORIES = "categories", _("category")
    MATERIALS = "materials", _("material")
    TECHNIQUES = "techniques", _("technique")
    KEYWORDS = "keywords", _("keyword")
    PLACES = "places", _("place")
    MAKERS = "makers", _("maker")


class Term(models.Model):
    """A term as its terminology source gave it when it was last asked.

    `alternatives` holds lists of other labels by language, `broader` the terms it is narrower than (`uri`, `labels`),
    `matches` the URIs of others for the same. A term that its source no longer gives stays, and is marked.
    """

    uri = models.CharField(
        _("URI"), max_length=LONGEST_URI, unique=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    source = models.CharField(_("terminology source"), max_length=LONGEST_URI, blank=True)
    source_name = models.CharField(_("name of the terminology source"), max_length=300, blank=True)
    labels = NamesField(_("labels"))
    alternatives = models.JSONField(_("other labels"), default=dict, blank=True)
    scope_note = NamesField(_("what it means"), blank=True)
    broader = models.JSONField(_("broader terms"), default=list, blank=True)
    matches = models.JSONField(_("the same elsewhere"), default=list, blank=True)
    findable_as = models.TextField(_("findable as"), blank=True)
    is_gone = models.BooleanField(_("gone from its source"), default=False)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )
    asked_at = models.DateTimeField(_("last asked"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["uri"]
        constraints = [models.CheckConstraint(condition=~Q(uri=""), name="polyvocal_term_has_a_uri")]

    def __str__(self) -> str:
        return next((words for words in self.labels.values() if words), self.uri)


class TermChange(models.Model):
    """What a source gave otherwise than before, of one term at one moment. Only ever added."""

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid, editable=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="changes", verbose_name=_("term"))
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    noticed_at = models.DateTimeField(_("noticed"), default=timezone.now)
    noticed_by = models.CharField(_("noticed by"), max_length=200)

    class Meta:
        verbose_name = _("change of a term")
        verbose_name_plural = _("changes of terms")
        ordering = ["-noticed_at", "-id"]

    def __str__(self) -> str:
        return f"{self.term}: {', '.join(self.after)}"


class TermTieQuerySet(models.QuerySet["TermTie"]):
    """Filters on ties."""

    def standing(self) -> "TermTieQuerySet":
        """Ties that hold now."""
        return self.filter(ended_at__isnull=True)

    def of_words(self) -> "TermTieQuerySet":
        """Ties that hold wherever the word is used."""
        return self.filter(obj__isnull=True)


class TermTie(models.Model):
    """That a word in a field and a language stands for a term, or (without one) for none, as somebody decided.

    With an object it holds for that object alone. A tie is never changed: it ends, and another may begin.
    """

    class Origin(models.TextChoices):
        """How it was decided."""

        CHOSEN = "chosen", _("chosen by a person")
        TOGETHER = "together", _("accepted together with others")
        FILE = "file", _("taken from a file")
        REPLACED = "replaced", _("moved on with a term that was replaced")

    id = models.UUIDField(primary_key=True, default=time_ordered_uuid, editable=False)
    field = models.CharField(_("field"), max_length=20, choices=FactField.choices)
    language = LanguageField(_("language"))
    key = models.CharField(_("word without capitals"), max_length=LONGEST_WORD)
    words = models.CharField(_("word"), max_length=LONGEST_WORD)
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, null=True, blank=True, related_name="ties", verbose_name=_("term")
    )
    obj = models.ForeignKey(
        get_object_model_string(), on_delete=models.PROTECT, null=True, blank=True, related_name="term_ties",
        verbose_name=_("for this object alone"),
    )  # fmt: skip
    origin = models.CharField(_("how"), max_length=10, choices=Origin.choices, default=Origin.CHOSEN)
    tied_at = models.DateTimeField(_("tied"), default=timezone.now)
    tied_by = models.CharField(_("tied by"), max_length=200)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.CharField(_("ended by"), max_length=200, blank=True)

    objects: ClassVar[TermTieQuerySet] = TermTieQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("tie of a word to a term")
        verbose_name_plural = _("ties of words to terms")
        ordering = ["-tied_at", "-id"]
        permissions = [("tie_terms", _("Can tie words to terms"))]
        indexes = [models.Index(fields=["key"], name="polyvocal_tie_by_word")]
        constraints = [
            models.UniqueConstraint(
                fields=["field", "language", "key"],
                condition=Q(ended_at__isnull=True, obj__isnull=True),
                name="polyvocal_one_tie_per_word",
            ),
            models.UniqueConstraint(
                fields=["field", "language", "key", "obj"],
                condition=Q(ended_at__isnull=True, obj__isnull=False),
                name="polyvocal_one_tie_per_word_of_an_object",
            ),
            models.CheckConstraint(condition=~Q(key=""), name="polyvocal_tie_has_a_word"),
            models.CheckConstraint(condition=~Q(tied_by=""), name="polyvocal_tie_names_who_made_it"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="") | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="polyvocal_tie_names_who_ended_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words} = {self.term}" if self.term_id else self.words


class UsedWord(models.Model):
    """A word of the facts and how many objects use it, as last counted; `given` have a term from their source."""

    field = models.CharField(_("field"), max_length=20, choices=FactField.choices)
    language = LanguageField(_("language"))
    key = models.CharField(_("word without capitals"), max_length=LONGEST_WORD)
    words = models.CharField(_("word"), max_length=LONGEST_WORD)
    uses = models.PositiveIntegerField(_("objects"))
    given = models.PositiveIntegerField(_("with a term of the source"), default=0)
    counted_at = models.DateTimeField(_("counted"), default=timezone.now)
    searched_at = models.DateTimeField(_("looked up"), null=True, blank=True)

    class Meta:
        verbose_name = _("word in use")
        verbose_name_plural = _("words and their terms")
        ordering = ["-uses", "field", "words", "id"]
        constraints = [
            models.UniqueConstraint(fields=["field", "language", "key"], name="polyvocal_word_counted_once"),
            models.CheckConstraint(condition=Q(uses__gt=0), name="polyvocal_word_is_in_use"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def place(self) -> dict[str, Any]:
        """What a tie of this word bears."""
        return {"field": self.field, "language": self.language, "key": self.key}
