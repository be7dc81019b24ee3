"""The sets of OAI-PMH: perspectives, voices and categories of the collection, as far as the public knows of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef

from polyvocal.ledger import COLLECTION, PERSPECTIVE, VOICE
from polyvocal.models import Announcement, HarvestSet, Perspective, SetMember
from polyvocal.records import Names
from polyvocal.selectors import public_voices

LIMIT = 500


@dataclass(frozen=True, slots=True)
class ShownSet:
    """A set as a list of sets gives it: its name in the protocol, its titles, and what is to be said of it."""

    spec: str
    names: Names
    description: Names = field(default_factory=dict)


def shown_specs(rows: Sequence[Announcement]) -> Mapping[int, Sequence[str]]:
    """Return the names of the sets that each thing is or was in, but for voices that the public does not know."""
    members = SetMember.objects.filter(announcement__in=[row.pk for row in rows]).order_by("harvest_set__spec")
    found = list(members.values_list("announcement_id", "harvest_set__spec"))
    known = {f"{VOICE}:{slug}" for slug in _voices(spec for _key, spec in found).values_list("slug", flat=True)}
    specs: dict[int, list[str]] = defaultdict(list)
    for key, spec in found:
        if not spec.startswith(f"{VOICE}:") or spec in known:
            specs[key].append(spec)
    return specs


def sets_behind(spec: str, *, limit: int = LIMIT) -> tuple[list[ShownSet], str]:
    """Return the sets whose names follow a name, and the name to go on behind; '' at the end of the list."""
    members = SetMember.objects.filter(harvest_set=OuterRef("pk"), is_former=False, announcement__is_gone=False)
    shown: list[ShownSet] = []
    while not shown:
        rows = list(HarvestSet.objects.filter(Exists(members), spec__gt=spec).order_by("spec")[: limit + 1])
        if len(rows) <= limit:
            return _shown(rows), ""
        spec = rows[limit - 1].spec
        shown = _shown(rows[:limit])
    return shown, spec


def _shown(rows: Sequence[HarvestSet]) -> list[ShownSet]:
    titled = _titled([row.spec for row in rows])
    found = (
        ShownSet(row.spec, row.names) if row.spec.startswith(f"{COLLECTION}:") else titled.get(row.spec) for row in rows
    )
    return [one for one in found if one is not None]


def _titled(specs: Sequence[str]) -> dict[str, ShownSet]:
    """Return the sets of perspectives and of voices that the public knows, with their names of today."""
    sets = [
        ShownSet(f"{PERSPECTIVE}:{one.slug}", one.names, one.description)
        for one in Perspective.objects.filter(slug__in=_slugs(specs, PERSPECTIVE))
    ]
    sets += [ShownSet(f"{VOICE}:{one.slug}", one.names, one.statement) for one in _voices(specs)]
    return {one.spec: one for one in sets}


def _voices(specs: Iterable[str]) -> Any:
    return public_voices().filter(slug__in=_slugs(specs, VOICE))


def _slugs(specs: Iterable[str], kind: str) -> list[str]:
    return [slug for spec in set(specs) for found, _colon, slug in [spec.partition(":")] if found == kind]
