"""Fields and keys that several models share."""

import os
import re
import time
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from polyvocal.dates import bounds

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def time_ordered_uuid() -> uuid.UUID:
    """Return a UUID version 7 (RFC 9562): new keys sort last, so that indexes of large archives stay compact."""
    moment = time.time_ns() // 1_000_000
    value = (moment << 80) | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | (7 << 76)
    return uuid.UUID(int=value & ~(0x3 << 62) | (2 << 62))


def validate_language(tag: str) -> None:
    """Refuse what is not shaped like a BCP 47 language tag."""
    if not LANGUAGE_TAG.fullmatch(tag):
        raise ValidationError(_("“%(tag)s” is not a language tag such as “nl” or “en-GB”."), params={"tag": tag})


def validate_names(value: Any) -> None:
    """Refuse anything but words by language tag."""
    if not isinstance(value, dict) or not all(isinstance(words, str) for words in value.values()):
        raise ValidationError(_("Give words by language."))
    for tag in value:
        validate_language(tag)


class NamesField(models.JSONField):
    """Words by BCP 47 language tag: {"nl": "…", "en": "…"}."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        kwargs.setdefault("validators", [validate_names])
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, path, args, kwargs


class LanguageField(models.CharField):  # type: ignore[type-arg]
    """A BCP 47 language tag; `und` where the language is not known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 35)
        kwargs.setdefault("validators", [validate_language])
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, path, args, kwargs


class EdtfField(models.CharField):  # type: ignore[type-arg]
    """A date or period as EDTF (ISO 8601-2, levels 0 and 1); '' where not given or not understood."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 64)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("validators", [validate_edtf])
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, path, args, kwargs


def validate_edtf(value: str) -> None:
    """Refuse what is not valid EDTF."""
    if value and bounds(value) is None:
        raise ValidationError(
            _("“%(value)s” is not an EDTF date such as 1978, 2007-11, 1978/1995 or 1690~."), params={"value": value}
        )
