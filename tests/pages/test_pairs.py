"""Two editions side by side."""

import pytest

from polyvocal import publishing
from polyvocal.pages.pairs import pair_of
from polyvocal.selectors import archive_of
from tests.factories import ACTOR, make_object
from tests.saying import say

pytestmark = pytest.mark.django_db
LONG = "It came by ship from a place that the museum did not name for a hundred years."


def test_nothing_chosen_is_no_problem() -> None:
    pair = pair_of(archive_of(make_object()), "", "")
    assert (pair.sides, pair.problem) == ((), "")


def test_two_editions_of_one_text_show_what_went_and_what_came() -> None:
    obj = make_object()
    first = say(obj, LONG, since="2000-01-01")
    second = say(obj, LONG.replace("ship", "boat"))
    pair = pair_of(archive_of(obj), str(first.pk), str(second.pk))
    assert pair.is_one_text
    assert [piece.words for side in pair.sides for piece in side.pieces if piece.kind != "same"] == ["ship", "boat"]


def test_two_voices_share_only_runs_of_words() -> None:
    obj = make_object()
    first = say(obj, LONG)
    second = say(
        obj,
        "It was stolen, by the men of the ship and not by the sea, on the day before the war.",
        perspective="descendants",
    )
    pair = pair_of(archive_of(obj), str(first.pk), str(second.pk))
    assert not pair.is_one_text
    assert {piece.kind for side in pair.sides for piece in side.pieces} == {"removed", "added"}


@pytest.mark.parametrize("other", ["", "nonsense", "019f0000-0000-7000-8000-000000000000"])
def test_an_edition_that_is_not_there_is_told_in_a_sentence(other: str) -> None:
    obj = make_object()
    first = say(obj, LONG)
    assert pair_of(archive_of(obj), str(first.pk), other).problem


def test_a_withdrawn_edition_cannot_be_compared() -> None:
    obj = make_object()
    first, second = say(obj, LONG), say(obj, "Mine.", perspective="maker")
    publishing.withdraw(second, ACTOR, reason="Asked for.")
    assert pair_of(archive_of(obj), str(first.pk), str(second.pk)).problem
