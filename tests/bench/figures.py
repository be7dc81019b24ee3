"""One line of the table: what was measured, the figure, the goal, and the costs it comes from."""

from dataclasses import asdict, dataclass, field
from typing import Any

from tests.bench.measuring import Cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure with its goal: at least `at_least`, at most `at_most`. `ours` and `other` are the costs it compares."""

    work: str
    value: float
    unit: str
    at_least: float | None = None
    at_most: float | None = None
    ours: Cost | None = None
    other: Cost | None = None
    note: str = ""
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        if self.at_least is None and self.at_most is None:
            return None
        return (self.at_least is None or self.value >= self.at_least) and (
            self.at_most is None or self.value <= self.at_most
        )

    @property
    def goal(self) -> str:
        """The goal in words."""
        sides = (("≥", self.at_least), ("≤", self.at_most))
        return " ".join(f"{sign} {value:,.10g}" for sign, value in sides if value is not None)

    def as_json(self) -> dict[str, Any]:
        """Return the figure for bench.json."""
        return {**asdict(self), "goal": self.goal, "is_met": self.is_met}


def table(rows: list[dict[str, Any]]) -> str:
    """Return figures, as JSON gives them, as lines for people."""
    lines = [
        (one["work"], f"{one['value']:,.2f} {one['unit']}", one["goal"], _MET[one["is_met"]], _cost(one), one["note"])
        for one in rows
    ]
    head = ("work", "figure", "goal", "", "cpu (wall) in s: ours / other", "note")
    widths = [max(len(line[at]) for line in [head, *lines]) for at in range(len(head) - 1)]
    return "\n".join(
        "  ".join([*(words.ljust(width) for words, width in zip(line, widths, strict=False)), line[-1]]).rstrip()
        for line in [head, *lines]
    )


_MET = {True: "met", False: "MISSED", None: ""}


def _cost(one: dict[str, Any]) -> str:
    given = [one[side] for side in ("ours", "other") if one[side]]
    return " / ".join(f"{cost['cpu']:.3g} ({cost['wall']:.3g})" for cost in given)
