"""A run remembers the identifiers it met."""

from polyvocal.importers.runs.seen import Seen


def test_every_identifier_is_new_once() -> None:
    seen = Seen()
    given = ["1", "4096", "01", "A 54", "1", "A 54", "4096", "999999999999999", "0", "0"]
    assert [seen.add(one) for one in given] == [False, False, False, False, True, True, True, False, False, True]
