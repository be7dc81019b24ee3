"""Which of the media types on offer a client likes best (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Sequence

_RANGE = re.compile(r'\s*([^\s;,]+/[^\s;,]+)((?:\s*;\s*[^\s;,=]+=(?:"[^"]*"|[^;,]*))*)\s*')
_PART = re.compile(r',(?=(?:[^"]*"[^"]*")*[^"]*$)')
_PARAMETER = re.compile(r';\s*([^\s;,=]+)=("[^"]*"|[^;,]*)')


def preferred(accept: str, offers: Sequence[str]) -> str | None:
    """Return the offer with the highest quality, the first of equals; None where no offer is acceptable.

    Parameters other than q (profile, charset) do not count: there is one profile, and every offer is UTF-8.
    """
    ranges = _ranges(accept) or {"*/*": 1.0}
    rated = [(_quality(offer, ranges), -position, offer) for position, offer in enumerate(offers)]
    quality, _position, offer = max(rated)
    return offer if quality > 0 else None


def _ranges(accept: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in _PART.split(accept):
        if match := _RANGE.fullmatch(part):
            name = match[1].lower()
            found[name] = max(found.get(name, 0.0), _stated_quality(match[2]))
    return found


def _stated_quality(parameters: str) -> float:
    stated = {name.lower(): value.strip() for name, value in _PARAMETER.findall(parameters)}
    try:
        return min(1.0, float(stated.get("q", "1")))
    except ValueError:
        return 1.0


def _quality(offer: str, ranges: dict[str, float]) -> float:
    """The most specific range decides, so that `text/html;q=0, */*` does exclude HTML."""
    for name in (offer, f"{offer.split('/')[0]}/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0.0
