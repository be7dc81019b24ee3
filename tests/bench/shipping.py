"""Measures what a visitor's browser has to fetch for the carousel."""

import gzip
from collections.abc import Iterator
from pathlib import Path

from tests.bench.exports import CHECKOUT
from tests.bench.figures import Figure

SCRIPT = CHECKOUT / "polyvocal" / "static" / "polyvocal" / "carousel.js"


def measure(_folder: Path) -> Iterator[Figure]:
    """Yield the size of the script as a server sends it."""
    script = SCRIPT.read_bytes()
    size = len(gzip.compress(script, 9)) / 1000
    yield Figure(work="carousel script, gzipped", value=size, unit="kB", at_most=4, note=f"{len(script):,} bytes plain")
