"""Keeps who is in which set. Nobody leaves one wholly: a former member is still told of to those who harvest it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from polyvocal.models import Announced, Announcement, HarvestSet, SetMember
from polyvocal.records import Names


class Placed(Protocol):
    """A thing with the sets it is in."""

    @property
    def key(self) -> str: ...

    @property
    def sets(self) -> Mapping[str, Names]: ...


def write_members(placed: Sequence[Placed]) -> None:
    """Bring the sets of these objects up to date; they have been announced."""
    sets = _sets({spec: names for one in placed for spec, names in one.sets.items()})
    keys = dict(
        Announcement.objects.of(Announced.OBJECT).filter(key__in=[o.key for o in placed]).values_list("key", "pk")
    )
    wanted = {(keys[one.key], sets[spec]) for one in placed for spec in one.sets}
    rows = list(SetMember.objects.filter(announcement__in=keys.values()))
    there = {(row.announcement_id, row.harvest_set_id) for row in rows}
    new = sorted(wanted - there)
    SetMember.objects.bulk_create(SetMember(announcement_id=key, harvest_set_id=one) for key, one in new)
    for is_former in (True, False):
        turned = [
            row.pk
            for row in rows
            if row.is_former is not is_former and ((row.announcement_id, row.harvest_set_id) not in wanted) is is_former
        ]
        SetMember.objects.filter(pk__in=turned).update(is_former=is_former)


def _sets(named: Mapping[str, Names]) -> dict[str, int]:
    """Return the keys of sets by their names; new ones are made, and titles brought up to date."""
    found = _found(named)
    missing = [HarvestSet(spec=spec, names=names) for spec, names in named.items() if spec not in found]
    if missing:
        HarvestSet.objects.bulk_create(missing)
        found = _found(named)
    renamed = [row for spec, row in found.items() if named[spec].keys() - row.names.keys()]
    for row in renamed:
        row.names = {**named[row.spec], **row.names}
    HarvestSet.objects.bulk_update(renamed, ["names"])
    return {spec: row.pk for spec, row in found.items()}


def _found(specs: Iterable[str]) -> dict[str, HarvestSet]:
    return {row.spec: row for row in HarvestSet.objects.filter(spec__in=list(specs))}
