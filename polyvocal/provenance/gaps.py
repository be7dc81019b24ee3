"""When an object was surely and possibly in somebody's hands, and the times for which no statement says where it was.

A tenure has a window in which it began and one in which it ended (`records.TenureRecord`); an open side is None. Where
a statement says that an event went straight on to the next, the end of the one and the beginning of the other are the
same moment. Nothing else is concluded. No Django.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Tenure:
    """The days between which something came to a party (`began`) and left it (`ended`).

    `is_direct` says whether it went straight on to the next tenure; `is_read` whether the statement was understood.
    """

    began: tuple[date | None, date | None] = (None, None)
    ended: tuple[date | None, date | None] = (None, None)
    is_direct: bool = False
    is_read: bool = True

    @property
    def surely(self) -> tuple[date, date] | None:
        """The first and last day on which the party surely had it; None where no day is sure."""
        first, last = self.began[1], self.ended[0]
        if first is None and last is None:
            return None
        start, end = first or last, last or first
        return (start, end) if start and end and start <= end else None


@dataclass(frozen=True, slots=True)
class Gap:
    """A time for which nothing says who had it, after the tenure at `after` (0-based; -1: before the first).

    `start` or `end` is None where no day bounds it. A gap that `is_certain` is left open even if every date is read in
    the way that closes most of it.
    """

    after: int
    start: date | None
    end: date | None
    is_certain: bool

    @property
    def years(self) -> int | None:
        """How many calendar years it touches; None where it is open at an end."""
        return self.end.year - self.start.year + 1 if self.start and self.end else None

    def touches(self, first: date, last: date) -> bool:
        """Whether it may lie within these days; an open end reaches everywhere."""
        return (self.start is None or self.start <= last) and (self.end is None or self.end >= first)


def concluded(tenures: Sequence[Tenure]) -> list[Tenure]:
    """Return the tenures with what direct transfers say of their ends and beginnings."""
    found = list(tenures)
    for index, one in enumerate(found[:-1]):
        if one.is_direct:
            following = found[index + 1]
            moment = _shared(one.ended, following.began)
            if moment is not None:
                found[index] = replace(one, ended=moment)
                found[index + 1] = replace(following, began=moment)
    return found


def gaps_between(tenures: Sequence[Tenure], *, made: date | None = None, acquired: date | None = None) -> list[Gap]:
    """Return the gaps between tenures in their order, the first after the object was `made`, the last until `acquired`.

    Tenures that were not read bound no gap: the gap reaches across them. Consecutive dates that leave less than a year
    open are no gap; museums date by the year.
    """
    read = [(index, one) for index, one in enumerate(concluded(tenures)) if one.is_read]
    if not read:
        return [Gap(-1, made, acquired, is_certain=False)] if tenures or made else []
    found = [_before(read[0][1], made)]
    for (index, one), (_next, following) in pairwise(read):
        found.append(_between(index, one, following))
    if acquired is not None:
        found.append(_after(*read[-1], acquired))
    return [gap for gap in found if gap is not None and not _is_closed(gap)]


def _shared(
    ended: tuple[date | None, date | None], began: tuple[date | None, date | None]
) -> tuple[date | None, date | None] | None:
    """Return the window in which both lie; None where they contradict each other."""
    first = max((day for day in (ended[0], began[0]) if day is not None), default=None)
    last = min((day for day in (ended[1], began[1]) if day is not None), default=None)
    return None if first and last and last < first else (first, last)


def _between(index: int, one: Tenure, following: Tenure) -> Gap | None:
    if one.is_direct:
        return None
    surely, next_surely = one.surely, following.surely
    latest, earliest = one.ended[1], following.began[0]
    is_certain = latest is not None and earliest is not None and (earliest - latest).days > 366
    return Gap(index, surely[1] if surely else None, next_surely[0] if next_surely else None, is_certain=is_certain)


def _before(first: Tenure, made: date | None) -> Gap | None:
    if made is None:
        return None
    earliest, surely = first.began[0], first.surely
    return Gap(
        -1, made, surely[0] if surely else None,
        is_certain=earliest is not None and (earliest - made).days > 366,
    )  # fmt: skip


def _after(index: int, last: Tenure, acquired: date) -> Gap | None:
    surely, latest = last.surely, last.ended[1]
    return Gap(
        index, surely[1] if surely else None, acquired,
        is_certain=latest is not None and (acquired - latest).days > 366,
    )  # fmt: skip


def _is_closed(gap: Gap) -> bool:
    return gap.start is not None and gap.end is not None and (gap.end - gap.start).days <= 366
