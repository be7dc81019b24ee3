"""Two texts word by word."""

from hypothesis import given
from hypothesis import strategies as st

from polyvocal.comparing import _TOKENS, Piece, compared, side_by_side


def test_words_that_went_and_came_stand_between_the_shared_ones() -> None:
    assert compared("A bowl of silver.", "A pot of silver.") == [
        Piece("same", "A "),
        Piece("removed", "bowl"),
        Piece("added", "pot"),
        Piece("same", " of silver."),
    ]


def test_equal_texts_share_everything() -> None:
    assert compared("The same.", "The same.") == [Piece("same", "The same.")]


def test_a_short_run_of_shared_words_does_not_count_between_voices() -> None:
    first, second = side_by_side("He sold the house.", "She kept the garden.", shortest_shared=3)
    assert [piece.kind for piece in (*first, *second)] == ["removed", "added"]


def test_where_only_the_space_between_words_changed_the_words_are_shared() -> None:
    assert compared("One.\n\nTwo.", "One. Two.") == [
        Piece("same", "One."),
        Piece("removed", "\n\n"),
        Piece("added", " "),
        Piece("same", "Two."),
    ]


def test_spaces_are_no_tokens_so_that_the_cost_is_that_of_the_words() -> None:
    words, spaces = zip(*_TOKENS.findall("A bowl, of\n\nsilver."), strict=True)
    assert words == ("A", "bowl", ",", "of", "silver", ".")
    assert spaces == (" ", "", " ", "\n\n", "", "")


def test_a_changed_comma_does_not_change_the_words_around_it() -> None:
    pieces = compared("Made here, by hand.", "Made here by hand.")
    assert [piece.words for piece in pieces if piece.kind != "same"] == [","]


@given(st.text(alphabet="ab é\n.,'", max_size=40), st.text(alphabet="ab é\n.,'", max_size=40), st.integers(1, 3))
def test_each_side_holds_its_text_letter_by_letter(before: str, after: str, shortest: int) -> None:
    first, second = side_by_side(before, after, shortest_shared=shortest)
    assert "".join(piece.words for piece in first) == before
    assert "".join(piece.words for piece in second) == after
