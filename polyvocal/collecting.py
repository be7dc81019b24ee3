"""Keeps Python from searching for cyclic garbage all the time: records hold none, and the search takes a third."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (500_000, 20, 100)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Collect cyclic garbage seldom within the block."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
