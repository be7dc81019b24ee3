"""Texts that nobody writes are kept as they are; they do not keep a reader busy."""

import pytest

from polyvocal.dates import bounds
from polyvocal.provenance import NOTATIONS, Unparsed, read_statement, write_statement
from polyvocal.provenance.bounded import LONGEST_CLAUSE, LONGEST_TEXT

_OWNER = "Jan de Boer, Hoorn, 1921"


def _read(text):
    return read_statement(text, notation="cmoa", language="en")


@pytest.mark.parametrize("text", [f"{_OWNER}{' ' * 10_000}; Griet.", f" {'a' * (LONGEST_TEXT + 1)}\n", " " * 300])
def test_a_text_that_does_not_end_is_one_clause_that_is_not_understood(text):
    read = _read(text)
    assert [one.verbatim for one in read.clauses] == ([text.strip()] if text.strip() else [])
    assert all(text[one.start : one.end] == one.verbatim for one in read.clauses)
    assert write_statement(read) == text


def test_a_clause_that_does_not_end_leaves_the_others_understood():
    first, second = _read(f"{_OWNER}; {'a' * (LONGEST_CLAUSE + 1)}.").clauses
    assert not isinstance(first, Unparsed)
    assert isinstance(second, Unparsed)


@pytest.mark.parametrize("notation", sorted(NOTATIONS))
def test_space_that_does_not_end_is_read_in_every_notation(notation):
    assert read_statement(" " * 20_000 + ".", notation=notation, language="en").unparsed


@pytest.mark.parametrize("edtf", ["/" * 5_000, "1900/" * 2_000, "1900/1910/1920"])
def test_a_period_has_two_ends(edtf):
    assert bounds(edtf) is None
