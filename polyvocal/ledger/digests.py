"""What is said of a thing, in one digest: equal as long as nothing that is told of it in public changed."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from polyvocal.records import EditionRecord, ObjectRecord, TextRecord


def object_digest(record: ObjectRecord) -> str:
    """Return the digest of an object with everything said about it."""
    return _digest(_plain(record))


def edition_digest(record: ObjectRecord, text: TextRecord, edition: EditionRecord) -> str:
    """Return the digest of one edition and of the text it belongs to."""
    about = (record.identifier, text.id, text.perspective, text.text_type, text.language, text.part, text.relations)
    return _digest([_plain(about), _plain(edition)])


def _digest(plain: Any) -> str:
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]


def _plain(value: Any) -> Any:
    """Return plain values without the empty ones, so that a field that nobody fills changes no digest."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    # The slots of a dataclass are its fields.
    given = value.items() if isinstance(value, Mapping) else ((name, getattr(value, name)) for name in value.__slots__)
    return {_name(key): plain for key, item in given if (plain := _plain(item)) not in ("", {}, [], None)}


def _name(key: Any) -> str:
    """Return the name of a value; where a mapping has several words for one, as one."""
    return key if isinstance(key, str) else "\x1f".join(key)
