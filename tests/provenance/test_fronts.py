"""Dates that open a clause, where a method or somebody with a place follows; never a date before a place alone."""

import pytest

from polyvocal.provenance import Event, Unparsed, read_statement, write_statement


def read(text, *, notation="cmoa", language="en"):
    statement = read_statement(text, notation=notation, language=language)
    assert write_statement(statement) == text
    return statement.clauses[0]


@pytest.mark.parametrize(
    ("text", "bounds", "receiver"),
    [
        ("1920, purchased by Bo Marsh, Ayr", ("1920", "1920", "", ""), "Bo Marsh"),
        ("1920: Bo Marsh, Ayr", ("1920", "1920", "", ""), "Bo Marsh"),
        ("By 1920, with Brink Gallery, London", ("", "1920", "", ""), "Brink Gallery"),
        ("Until 1920, Bo Marsh, Ayr", ("", "", "1920", "1920"), "Bo Marsh"),
        ("1912-1920, Dr. Bo Marsh, Ayr", ("1912", "1912", "1920", "1920"), "Dr. Bo Marsh"),
        ("Between 1920 and 1925, probably sold by Ada Quill to Bo Marsh", ("1920", "1925", "", ""), "Bo Marsh"),
        ("June 1920, Quill sale, Brink's, London, lot 12, to Bo Marsh", ("1920-06", "1920-06", "", ""), "Bo Marsh"),
    ],
)  # fmt: skip
def test_a_date_may_open_a_clause(text, bounds, receiver):
    event = read(text)
    assert isinstance(event, Event)
    assert (event.dates.botb, event.dates.eotb, event.dates.bote, event.dates.eote) == bounds
    assert event.receiver.name == receiver


@pytest.mark.parametrize(
    "text",
    ["June 5, 1920, Ghent", "1920, New York, NY", "1920, Ghent, Belgium", "1920 Gallery, Ayr", "1925, Marsh"],
)
def test_a_date_before_a_place_or_a_bare_name_is_left_as_it_stands(text):
    assert isinstance(read(text), Unparsed)


@pytest.mark.parametrize(
    ("text", "method", "botb"),
    [
        ("op 5 juni 1929 gekocht van B. Duinker", "sale", "1929-06-05"),
        ("5-6-1929 aangekocht van B. Duinker", "sale", "1929-06-05"),
        ("1929: schenking van B. Duinker", "gift", "1929"),
    ],
)
def test_dutch_dates_open_clauses_too(text, method, botb):
    event = read(text, notation="dutch", language="nl")
    assert (event.method, event.dates.botb, event.seller.name) == (method, botb, "B. Duinker")
