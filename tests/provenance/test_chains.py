"""How an object left one party is how it came to the next, and what was read so comes back as it was."""

import pytest

from polyvocal.provenance import read_statement, write_statement


def read(text, *, notation="harvard"):
    statement = read_statement(text, notation=notation, language="en")
    assert write_statement(statement) == text
    return statement.clauses


def test_one_way_leads_on_from_step_to_step():
    clauses = read("Ada Quill, Ely, sold; to Brink Gallery, Ayr, sold; to Bo Marsh, 1920, gift; to Museum, 1930.")
    assert [one.receiver.name for one in clauses] == ["Ada Quill", "Brink Gallery", "Bo Marsh", "Museum"]
    assert [one.method for one in clauses] == ["", "sale", "sale", "gift"]
    assert [one.departure for one in clauses] == ["sale", "sale", "gift", ""]


@pytest.mark.parametrize("way", ["by descent", "by inheritance", "by exchange"])
def test_what_stands_before_a_to_is_how_it_left(way):
    first, second = read(f"Ada Quill, Ely, {way}; to Bo Marsh, Ayr")
    assert (first.method, first.departure) == ("", second.method)


def test_a_date_before_the_verb_is_that_of_the_ownership():
    (first, _second) = read("Ada Quill, Ely, by 1920, sold; to Bo Marsh, Ayr")
    assert (first.dates.eotb, first.dates.eote) == ("1920", "")


def test_a_clause_in_square_brackets_is_a_dealer():
    (clause,) = read("[Brink's, London, 5 June 1920, lot 12]")
    assert (clause.dealer_parentheses, clause.receiver.name) == (True, "Brink's")
