"""Says how much is written at once, so that a curator who saves meanwhile does not wait for long."""

LONGEST = 0.025
"""Seconds for which SQLite's one lock is held at once. A writer that waits asks again every 25 milliseconds or less."""

LEAST = 120
"""Editions and records. On a busy machine everything takes longer; smaller pieces would only cost more of it."""


class Pace:
    """How much goes into one transaction: all at once, or as much as was written in a short time lately."""

    def __init__(self, *, is_shared: bool) -> None:
        self._is_shared = is_shared
        self.size = float(LEAST) if is_shared else float("inf")

    def took(self, seconds: float, weight: int) -> None:
        """Note how long it took to write so much."""
        if self._is_shared and weight * 2 > self.size:
            fitting = weight * LONGEST / max(seconds, LONGEST / 100)
            self.size = max(LEAST, min(fitting, self.size * 1.5))
