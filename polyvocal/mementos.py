"""Mementos (RFC 7089): at which moments a thing changed, and where what was said from then on can still be read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date

from polyvocal.linkeddata.addresses import absolute, base_uri
from polyvocal.models import Edition
from polyvocal.object_model import adapter
from polyvocal.selectors import find_object

LINK_FORMAT = "application/link-format"

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_TEXT = re.compile(rf"(?:id/text/(?P<id>{_UUID})|text/(?P<page>{_UUID})/?)")
_OBJECT = re.compile(r"id/object/(?P<id>.+)|object/(?P<page>[^/]+)/?")


@dataclass(frozen=True, slots=True)
class Memento:
    """What was said from `moment` on, to the second; `path` is where it can be read."""

    moment: datetime
    path: str


@dataclass(frozen=True, slots=True)
class Past:
    """Everything that an original ever said and that may still be read, oldest first."""

    original: str
    mementos: tuple[Memento, ...]

    def at(self, moment: datetime | None) -> Memento | None:
        """Return the last memento that began by `moment`, else the first; without a moment the last of all."""
        begun = [one for one in self.mementos if moment is None or one.moment <= moment]
        return begun[-1] if begun else next(iter(self.mementos), None)

    def beside(self, path: str) -> dict[str, Memento]:
        """Return the mementos first, last, before and after the one at `path`, by link relation."""
        if not self.mementos:
            return {}
        found = {"first": self.mementos[0], "last": self.mementos[-1]}
        place = next((place for place, one in enumerate(self.mementos) if one.path == path), None)
        if place:
            found["prev"] = self.mementos[place - 1]
        if place is not None and place + 1 < len(self.mementos):
            found["next"] = self.mementos[place + 1]
        return found

    def around(self, moment: datetime) -> dict[str, Memento]:
        """Return the mementos first, last, before and after a moment at which nothing need have changed."""
        found = self.beside("")
        before = [one for one in self.mementos if one.moment < moment]
        after = [one for one in self.mementos if one.moment > moment]
        return found | ({"prev": before[-1]} if before else {}) | ({"next": after[0]} if after else {})


def past_at(original: str) -> Past | None:
    """Return the past of an original by its address or its path, or None where there is no such original."""
    path = _path_of(original)
    if match := _TEXT.fullmatch(path):
        return past_of_text(UUID(match["id"] or match["page"]))
    if match := _OBJECT.fullmatch(path):
        obj = find_object(match["id"] or match["page"])
        return past_of_object(obj, is_page=match["page"] is not None) if obj is not None else None
    return None


def past_of_text(key: UUID) -> Past | None:
    """Return the editions of a text that may be read; one query. None where nothing of it was ever public."""
    published = Edition.objects.filter(text=key, text__obj__in=adapter().visible()).order_by("number")
    rows = list(published.values_list("pk", "published_from", "state"))
    if not rows:
        return None
    readable = tuple(
        Memento(whole_second(begun), edition_path(pk)) for pk, begun, state in rows if state != "withdrawn"
    )
    return Past(reverse("polyvocal:text-id", args=[key]), readable)


def past_of_object(obj: Any, *, is_page: bool = True) -> Past:
    """Return every moment at which something said about an object came or went; one query."""
    identifier = adapter().identifier(obj)
    page = reverse("polyvocal:object", args=[identifier])
    rows = Edition.objects.public().filter(text__obj=obj).values_list("published_from", "published_until")
    now = timezone.now()
    moments = sorted({whole_second(one) for row in rows for one in row if one is not None and one <= now})
    original = page if is_page else reverse("polyvocal:object-id", args=[identifier])
    return Past(original, tuple(Memento(one, f"{page}?as_of={written(one)}") for one in moments))


def edition_path(key: UUID) -> str:
    """Return the path under which an edition is a memento: its identifier, which leads to its page or its document."""
    return reverse("polyvocal:edition-id", args=[key])


def written(moment: datetime) -> str:
    """Return a moment as `?as_of=` takes it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def whole_second(moment: datetime) -> datetime:
    """Return the second in which a moment lies; the dates of HTTP know nothing smaller."""
    return moment.replace(microsecond=0)


def date_of_http(moment: datetime) -> str:
    """Return a moment as HTTP writes it."""
    return http_date(moment.timestamp())


def timegate(original: str) -> str:
    """Return the address that leads to what an original said at a moment."""
    return absolute(reverse("polyvocal:timegate", args=[original.lstrip("/")]))


def timemap(original: str, form: str = "link") -> str:
    """Return the address that lists the mementos of an original, as `link` or as `json`."""
    return absolute(reverse("polyvocal:timemap", args=[form, original.lstrip("/")]))


def links_of_original(original: str) -> list[str]:
    """Return the links by which who reads something finds what it said before."""
    return [
        f'<{timegate(original)}>; rel="timegate"',
        f'<{timemap(original)}>; rel="timemap"; type="{LINK_FORMAT}"',
    ]


def links_of_memento(past: Past, beside: dict[str, Memento]) -> list[str]:
    """Return the links from a memento to its original and to the mementos beside it."""
    return [
        f'<{absolute(past.original)}>; rel="original"',
        *links_of_original(past.original),
        *_links(beside),
    ]


def _links(beside: dict[str, Memento]) -> Iterator[str]:
    relations: dict[Memento, list[str]] = {}
    for relation, memento in beside.items():
        relations.setdefault(memento, []).append(relation)
    for memento, named in relations.items():
        relation = " ".join([*named, "memento"])
        yield f'<{absolute(memento.path)}>; rel="{relation}"; datetime="{date_of_http(memento.moment)}"'


def _path_of(original: str) -> str:
    """Return the path of an address; a server before this one may have made one slash of two."""
    host = base_uri().partition("://")[2]
    return re.sub(rf"^https?:/+{re.escape(host)}/", "", original)
