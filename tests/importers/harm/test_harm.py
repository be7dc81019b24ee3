"""Damaged exports: nothing crashes, no good record is lost, every bad one is named.

POLYVOCAL_TEST_HARM=20 damages twenty times as often. A failure names its seed: POLYVOCAL_TEST_HARM_SEED=… repeats it.
"""

import os
import random
from pathlib import Path

import pytest

from tests.importers.harm.mutations import MUTATIONS, Mutation
from tests.importers.harm.oracle import came_as, complaints, read_whole
from tests.importers.harm.shapes import SHAPES, Shape

pytestmark = [pytest.mark.importers, pytest.mark.once]

TIMES = 14 * int(os.environ.get("POLYVOCAL_TEST_HARM", "1"))
SEED = os.environ.get("POLYVOCAL_TEST_HARM_SEED", "")


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("shape", SHAPES, ids=lambda one: one.name)
def test_no_good_record_is_lost_and_every_bad_one_is_named(tmp_path: Path, shape: Shape, mutation: Mutation) -> None:
    export = shape.build()
    expected = read_whole(shape, export, tmp_path)
    for seed in [int(SEED)] if SEED else range(TIMES):
        harmed = mutation(shape, export, random.Random(f"{shape.name} {mutation.__name__} {seed}"))
        came = came_as(shape, harmed.held, tmp_path)
        if harmed.is_head_touched and (shape.is_rows or not came.good):
            assert came.good or came.bad or came.error  # a header names every cell: no row is the same without it
            continue
        found = list(complaints(shape, harmed, came, expected))
        assert not found, f"POLYVOCAL_TEST_HARM_SEED={seed}: {found}, {came.error!r}, {[raw.fault for raw in came.bad]}"
