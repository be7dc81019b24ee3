"""What is written at once is as much as fits into a short time, on a database that has one lock for all."""

from pathlib import Path

import pytest
from django.db import connection

from polyvocal.importers.runs import Listener, Tally
from polyvocal.importers.runs.pace import LEAST, LONGEST, Pace
from tests.importers.exports import imported, label, record


def test_where_writers_do_not_share_a_lock_all_is_written_at_once() -> None:
    pace = Pace(is_shared=False)
    pace.took(10.0, 500)
    assert pace.size == float("inf")


def test_pieces_grow_by_steps_to_what_fits_and_shrink_to_it_at_once() -> None:
    pace = Pace(is_shared=True)
    for _time in range(20):
        pace.took(LONGEST * pace.size / 1000, int(pace.size))
    assert 990 < pace.size < 1010
    pace.took(LONGEST * 2, int(pace.size))
    assert 490 < pace.size < 510


def test_a_busy_machine_makes_no_piece_smaller_than_the_least() -> None:
    pace = Pace(is_shared=True)
    for _time in range(5):
        pace.took(4.0, LEAST)
    assert pace.size == LEAST


def test_a_small_piece_says_nothing() -> None:
    pace = Pace(is_shared=True)
    pace.took(0.0001, 1)
    assert pace.size == LEAST


class _Counting(Listener):
    def __init__(self) -> None:
        self.pieces: list[int] = []

    def came_to(self, tally: Tally) -> None:
        self.pieces.append(tally.records)


@pytest.mark.django_db
@pytest.mark.importers
@pytest.mark.parametrize("is_gentle", [False, True])
def test_a_chunk_is_written_in_pieces_only_gently_and_only_where_writers_share_a_lock(
    tmp_path: Path, is_gentle: bool
) -> None:
    counting = _Counting()
    records = [record(str(number), label("Een touw.")) for number in range(1, LEAST + 1)]
    imported(tmp_path, *records, listener=counting, is_gentle=is_gentle)
    is_in_pieces = is_gentle and connection.vendor == "sqlite"
    assert (len(counting.pieces) > 1) is is_in_pieces
    assert counting.pieces[-1] == LEAST
