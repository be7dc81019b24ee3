"""What is measured: CPU time beside wall time, the best of several, and the most memory a process ever held."""

import gc
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

TIMES = 3


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of this process on a CPU, and seconds that went by."""

    cpu: float
    wall: float


def cost_of(work: Callable[[], Any]) -> Cost:
    """Do the work once and return what it cost."""
    gc.collect()
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return Cost(time.process_time() - cpu, time.perf_counter() - wall)


def best_of(*works: Callable[[], Any], times: int = TIMES, before: Callable[[], Any] = lambda: None) -> list[Cost]:
    """Do several works by turns, `times` times, and return the least cost of each; `before` comes before each, untimed.

    By turns, so that a machine that is busy for a while is busy for all of them.
    """
    found: list[list[Cost]] = [[] for _work in works]
    for _time in range(times):
        for costs, work in zip(found, works, strict=True):
            before()
            costs.append(cost_of(work))
    return [min(costs, key=lambda cost: cost.cpu) for costs in found]


def peak_memory() -> int:
    """Return the most memory this process held at once, in bytes (Linux counts kilobytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
