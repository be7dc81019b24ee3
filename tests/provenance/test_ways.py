"""The Metropolitan's brackets: how an ownership ended stands among its dates, and comes back as it was."""

import pytest

from polyvocal.provenance import Event, Unparsed, read_statement, write_statement


def event_in(text, *, notation="met"):
    statement = read_statement(text, notation=notation, language="en")
    (event,) = statement.clauses
    assert isinstance(event, Event), event
    assert write_statement(statement) == text
    return event


@pytest.mark.parametrize(
    ("text", "bounds", "departure", "remark"),
    [
        ("Bo Marsh, Ayr (until 1920; sold to Brink)", ("", "", "1920", "1920"), "sale", "sold to Brink"),
        ("[Brink, Ayr, 1920–25; sold to Marsh]", ("1920", "1920", "1925", "1925"), "sale", "sold to Marsh"),
        ("[Brink, Ayr (1926–sold 1930)]", ("1926", "1926", "1930", "1930"), "sale", ""),
        ("Bo Marsh, Ayr (1925–d. 1950)", ("1925", "1925", "1950", "1950"), "", ""),
        ("Bo Marsh, Ayr (1925–his d. 1950)", ("1925", "1925", "1950", "1950"), "", ""),
        ("Bo Marsh, Ayr (by 1920–1925)", ("", "1920", "1925", "1925"), "", ""),
    ],
)
def test_how_it_ended_stands_among_the_dates(text, bounds, departure, remark):
    event = event_in(text)
    assert (event.dates.botb, event.dates.eotb, event.dates.bote, event.dates.eote) == bounds
    assert (event.departure, event.remark) == (departure, remark)


@pytest.mark.parametrize(
    ("written", "birth", "death"),
    [
        ("(b. 1880 - d. 1950)", "1880", "1950"),
        ("(born 1880, died 1950)", "1880", "1950"),
        ("(English, 1880-1950)", "1880", "1950"),
        ("[est. 1880]", "1880", ""),
    ],
)
def test_lives_as_museums_write_them(written, birth, death):
    life = event_in(f"Bo Marsh {written}, Ayr", notation="cmoa").receiver.life
    assert (life.birth, life.death) == (birth, death)


@pytest.mark.parametrize("text", ["Vendor: Brink, Paris", "Bo Marsh (Ayr, 1920-1925), Ely"])
def test_a_label_or_a_short_stay_is_no_name_and_no_life(text):
    statement = read_statement(text, notation="cmoa", language="en")
    assert isinstance(statement.clauses[0], Unparsed)
