"""Whether rows are such as this archive could have made itself: a dump may have been written by anybody.

Many rows are written at once without their forms; what a form would refuse is refused here. A slug that is none would
leave every page without an address that leads to it.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from polyvocal.exceptions import UnfitRecordError

_Field = Any


def refuse_unfit(rows: Iterable[models.Model]) -> None:
    """Raise UnfitRecordError where a field of a row holds what its validators refuse, or a key of words is empty."""
    for row in rows:
        for field in _checked(type(row)):
            value = getattr(row, field.attname)
            try:
                if isinstance(value, str) and "\0" in value:
                    raise ValidationError(_("It holds a character that is none."))
                if value == "" and (field.unique or isinstance(field, models.SlugField)):
                    raise ValidationError(_("It is empty."))
                field.run_validators(value)
            except ValidationError as error:
                raise UnfitRecordError(
                    _("The field “%(name)s” of “%(row)s” cannot be as the dump has it: %(reason)s")
                    % {"name": field.verbose_name, "row": _named(row), "reason": " ".join(error.messages)}
                ) from error


@cache
def _checked(model: type[models.Model]) -> tuple[_Field, ...]:
    """Return the fields that hold values of their own: keys are made by us, and ties hold by the database."""
    return tuple(
        one
        for one in model._meta.concrete_fields
        if not one.is_relation and not one.primary_key and (one.validators or one.unique or _holds_words(one))
    )


def _holds_words(field: _Field) -> bool:
    return isinstance(field, models.CharField | models.TextField)


def _named(row: models.Model) -> str:
    return str(getattr(row, "slug", "") or getattr(row, "identifier", "") or row.pk or row._meta.verbose_name)[:100]
