"""Gaps between tenures."""

from datetime import date

from polyvocal.provenance.gaps import Gap, Tenure, concluded, gaps_between


def _year(first: int, last: int | None = None) -> tuple[date, date]:
    return date(first, 1, 1), date(last or first, 12, 31)


NOTHING = (None, None)


def test_the_years_between_an_end_and_the_next_beginning_are_a_certain_gap():
    gaps = gaps_between([Tenure(_year(1900), _year(1930)), Tenure(_year(1946), NOTHING)])
    assert gaps == [Gap(0, date(1930, 1, 1), date(1946, 12, 31), is_certain=True)]
    assert gaps[0].years == 17


def test_a_direct_transfer_leaves_no_gap_and_dates_the_end_by_the_beginning():
    tenures = [Tenure(_year(1900), NOTHING, is_direct=True), Tenure(_year(1946), NOTHING)]
    assert gaps_between(tenures) == []
    assert concluded(tenures)[0].ended == _year(1946)


def test_a_transfer_not_known_to_be_direct_leaves_an_uncertain_gap():
    gaps = gaps_between([Tenure(_year(1900), NOTHING), Tenure(_year(1946), NOTHING)])
    assert gaps == [Gap(0, date(1900, 12, 31), date(1946, 12, 31), is_certain=False)]


def test_a_window_that_reaches_over_the_gap_makes_it_uncertain():
    gaps = gaps_between([Tenure(_year(1900), (date(1920, 1, 1), None)), Tenure((None, date(1946, 12, 31)), NOTHING)])
    assert [gap.is_certain for gap in gaps] == [False]


def test_consecutive_years_are_no_gap():
    assert gaps_between([Tenure(_year(1900), _year(1930)), Tenure(_year(1930), NOTHING)]) == []


def test_a_tenure_without_dates_bounds_nothing():
    gaps = gaps_between([Tenure(), Tenure(_year(1946), NOTHING)])
    assert gaps == [Gap(0, None, date(1946, 12, 31), is_certain=False)]
    assert gaps[0].years is None


def test_a_gap_reaches_across_what_was_not_understood():
    gaps = gaps_between([Tenure(_year(1900), _year(1930)), Tenure(is_read=False), Tenure(_year(1946), NOTHING)])
    assert [(gap.after, gap.years) for gap in gaps] == [(0, 17)]


def test_before_the_first_and_after_the_last_are_looked_at_where_the_dates_are_given():
    gaps = gaps_between([Tenure(_year(1900), _year(1910))], made=date(1850, 12, 31), acquired=date(1950, 1, 1))
    assert [(gap.after, gap.is_certain) for gap in gaps] == [(-1, True), (0, True)]


def test_without_a_tenure_that_was_read_everything_is_open():
    assert gaps_between([Tenure(is_read=False)]) == [Gap(-1, None, None, is_certain=False)]
    assert gaps_between([]) == []
    assert gaps_between([], made=date(1900, 1, 1)) == [Gap(-1, date(1900, 1, 1), None, is_certain=False)]


def test_direct_transfers_that_contradict_their_dates_are_left_as_stated():
    tenures = [Tenure(_year(1900), _year(1910), is_direct=True), Tenure(_year(1946), NOTHING)]
    assert concluded(tenures) == tenures
    assert gaps_between(tenures) == []


def test_a_gap_says_whether_it_touches_a_period():
    gap = Gap(0, date(1930, 1, 1), None, is_certain=False)
    assert gap.touches(date(1933, 1, 30), date(1945, 5, 8))
    assert not gap.touches(date(1900, 1, 1), date(1929, 12, 31))


def test_surely_is_none_where_a_tenure_ends_before_it_surely_began():
    assert Tenure((None, date(1930, 1, 1)), (date(1920, 1, 1), None)).surely is None
