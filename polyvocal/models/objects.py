"""The collection object, swappable by POLYVOCAL_OBJECT_MODEL, and the numbers it bore before."""

import secrets

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from polyvocal.object_model import DEFAULT_OBJECT_MODEL, get_object_model_string

IDENTIFIER = RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9._-]*$", _("Use letters, digits, points, dashes and underscores."))


def new_identifier() -> str:
    """Return an identifier for an object made by hand: ten letters and digits that carry no meaning."""
    return secrets.token_hex(5)


class AbstractCollectionObject(models.Model):
    """What polyvocal itself needs of an object. `identifier` is assigned once; the object number may change."""

    identifier = models.CharField(
        _("identifier"), max_length=64, unique=True, default=new_identifier, validators=[IDENTIFIER],
        help_text=_("Part of every address of this object. Assigned once; it never changes."),
    )  # fmt: skip
    object_number = models.CharField(_("object number"), max_length=200, blank=True, db_index=True)
    facts = models.JSONField(_("facts from the collection system"), default=dict, blank=True)
    findable_as = models.TextField(_("findable as"), blank=True, default="")
    is_marked_gone = models.BooleanField(
        _("gone from the source"),
        default=False,
        help_text=_("The source no longer gives this record; nothing was removed."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        abstract = True
        verbose_name = _("collection object")
        verbose_name_plural = _("collection objects")
        ordering = ["object_number", "id"]

    def __str__(self) -> str:
        return self.object_number or self.identifier


class CollectionObject(AbstractCollectionObject):
    """The default object model."""

    class Meta(AbstractCollectionObject.Meta):
        swappable = "POLYVOCAL_OBJECT_MODEL"
        indexes = [models.Index(fields=["changed_at"], name="polyvocal_object_changed")]


class FormerNumber(models.Model):
    """An object number that an object bore before; its address keeps redirecting."""

    obj = models.ForeignKey(
        get_object_model_string(), on_delete=models.CASCADE, related_name="former_numbers", verbose_name=_("object")
    )
    number = models.CharField(_("number"), max_length=200, db_index=True)
    until = models.CharField(_("until"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("former number")
        verbose_name_plural = _("former numbers")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["obj", "number"], name="polyvocal_former_number_once_per_object")
        ]

    def __str__(self) -> str:
        return self.number


__all__ = ["DEFAULT_OBJECT_MODEL", "AbstractCollectionObject", "CollectionObject", "FormerNumber", "new_identifier"]
