"""What triage looks at, and what it finds: an object's dates and tellings, and flags with their grounds. No Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from polyvocal.provenance.gaps import Tenure

Days = tuple[date | None, date | None]
"""The first and last day that a date allows; None where it is open or not known."""

UNKNOWN: Days = (None, None)


@dataclass(frozen=True, slots=True)
class CaseStep:
    """One event as a statement puts it, as far as rules look at it. `names` and `places` are as written."""

    clause: str
    method: str = ""
    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    tenure: Tenure = Tenure()
    passes_title: bool = True

    @property
    def is_understood(self) -> bool:
        """Whether the clause was read into fields."""
        return self.tenure.is_read

    @property
    def is_dated(self) -> bool:
        """Whether any day of it is known."""
        return any(self.tenure.began) or any(self.tenure.ended)


@dataclass(frozen=True, slots=True)
class WatchedHit:
    """A name of a watch list that an event seems to name; `is_same` where a person found it to be so."""

    watch_list: str
    name: str
    written: str
    is_same: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One object: when it was made and acquired, each telling of its provenance, what the record says besides."""

    made: Days = UNKNOWN
    acquired: Days = UNKNOWN
    tellings: tuple[tuple[CaseStep, ...], ...] = ()
    places: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    hits: tuple[WatchedHit, ...] = ()

    @property
    def steps(self) -> tuple[CaseStep, ...]:
        """The events of all tellings; what several tell alike counts once."""
        return tuple(dict.fromkeys(step for telling in self.tellings for step in telling))


@dataclass(frozen=True, slots=True)
class Flag:
    """A rule that fires for an object, and on what grounds: values that a sentence is made of, in any language.

    A flag `is_certain` when the dates leave no other reading. It says what is to be looked at, and nothing of guilt.
    """

    rule: str
    grounds: tuple[Mapping[str, Any], ...]
    is_certain: bool = True

    def as_json(self) -> dict[str, Any]:
        """Return plain values; equal facts give equal JSON."""
        return {"is_certain": self.is_certain, "grounds": [dict(ground) for ground in self.grounds]}
