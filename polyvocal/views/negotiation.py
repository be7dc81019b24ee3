"""Which of the documents on offer a client likes best: by media type (RFC 9110, section 12.5.1) and by profile.

`Accept-Profile` is read as in the W3C's Content Negotiation by Profile: addresses between angle brackets or the short
names of profiles, with quality values; `*` is any. A `profile` parameter of a media type does the same within `Accept`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Anybody sends these: nothing that can fail stands behind what repeats, or a pattern would try every way to match.
_RANGE = re.compile(r"[^\s/]+/[^\s/]+")
_PROFILE = re.compile(r'<([^>]*)>|"?([^\s<>"]+)"?')
_PIECES = {mark: re.compile(rf'(?:[^{mark}"]|"[^"]*"|")+') for mark in ",;"}


@dataclass(frozen=True, slots=True)
class Offer:
    """One document on offer: its media type, the addresses and names of its profile, and its ending ('': a page)."""

    media_type: str
    profiles: tuple[str, ...] = ()
    ending: str = ""


@dataclass(frozen=True, slots=True)
class _Range:
    media_type: str
    profiles: tuple[str, ...]
    quality: float

    def __contains__(self, offer: Offer) -> bool:
        return not self.profiles or bool(set(self.profiles) & set(offer.profiles))

    @property
    def place(self) -> tuple[int, int]:
        """How specific the range is; the more specific decides."""
        return (-self.media_type.count("*"), len(self.profiles))


def preferred(accept: str, offers: Sequence[Offer], *, accept_profile: str = "") -> Offer | None:
    """Return the offer that is liked best, the first of equals; None where none is acceptable.

    The qualities of media type and profile are multiplied. A profile that nothing on offer has does not restrict a
    media type: JSON-LD has profiles of its own, for the forms it can take.
    """
    known = {one for offer in offers for one in offer.profiles}
    ranges = list(_ranges(accept, known)) or [_Range("*/*", (), 1.0)]
    liked = _profiles(accept_profile)
    rated = [
        (_quality(offer, ranges) * _profile_quality(offer, liked), -position) for position, offer in enumerate(offers)
    ]
    quality, position = max(rated)
    return offers[-position] if quality > 0 else None


def _ranges(accept: str, known: set[str]) -> Iterator[_Range]:
    for media_type, parameters in _parts(accept):
        if _RANGE.fullmatch(media_type):
            named = tuple(one for one in parameters.get("profile", "").strip("\"'").split() if one in known)
            yield _Range(media_type.lower(), named, _stated_quality(parameters))


def _profiles(accept_profile: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for said, parameters in _parts(accept_profile):
        if match := _PROFILE.fullmatch(said):
            name = match[1] or match[2]
            found[name] = max(found.get(name, 0.0), _stated_quality(parameters))
    return found


def _parts(header: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what stands between the commas of a header, each with its parameters."""
    for part in _PIECES[","].findall(header):
        said, *parameters = _PIECES[";"].findall(part) or [""]
        pairs = (one.partition("=") for one in parameters)
        yield said.strip(), {name.strip().lower(): value.strip() for name, _equals, value in pairs}


def _stated_quality(parameters: dict[str, str]) -> float:
    try:
        return max(0.0, min(1.0, float(parameters.get("q", "1"))))
    except ValueError:
        return 1.0


def _quality(offer: Offer, ranges: Sequence[_Range]) -> float:
    """The most specific range decides, so that `text/html;q=0, */*` does exclude HTML."""
    names = (offer.media_type, f"{offer.media_type.split('/')[0]}/*", "*/*")
    fitting = [(one.place, one.quality) for one in ranges if one.media_type in names and offer in one]
    return max(fitting)[1] if fitting else 0.0


def _profile_quality(offer: Offer, liked: dict[str, float]) -> float:
    named = [liked[one] for one in offer.profiles if one in liked]
    return max(named) if named else liked.get("*", 0.0) if liked else 1.0
