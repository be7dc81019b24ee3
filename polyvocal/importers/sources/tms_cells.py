"""Turns a cell as a workbook or a database gives it into the words that a table in CSV would hold."""

import json
import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

_EXACT = 15
"""How many digits of a fraction a spreadsheet keeps: it shows 0.1 + 0.2 as 0.3."""


def cell_words(value: Any) -> str:
    """Return the words of a cell: whole numbers without “.0”, dates in ISO 8601, claims as 1 and 0, nothing as ''."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return str(int(value))
        case float():
            return _number(value)
        case Decimal():
            return _decimal(value)
        case datetime() | date() | time() | timedelta():
            return _moment(value)
        case bytes() | bytearray() | memoryview():
            return _text(bytes(value))
        case list() | dict():
            return json.dumps(value, ensure_ascii=False, default=cell_words)
    return str(value)


def _number(value: float) -> str:
    if not math.isfinite(value):
        return ""
    return str(int(value)) if value.is_integer() else f"{value:.{_EXACT}g}"


def _decimal(value: Decimal) -> str:
    """Databases pad decimals: 41.5000000000 is 41.5."""
    if not value.is_finite():
        return ""
    words = f"{value:f}"
    words = words.rstrip("0").rstrip(".") if "." in words else words
    return "0" if words == "-0" else words


def _moment(value: datetime | date | time | timedelta) -> str:
    """A moment at midnight without a zone is a day: TMS and spreadsheets keep days so."""
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, datetime) and value.tzinfo is None and value.time() == time.min:
        return value.date().isoformat()
    return value.isoformat()


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.hex()
