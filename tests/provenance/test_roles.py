"""Whom and what the small words of a clause lead to: a giver, a buyer, a house, a place, or the rest of a name."""

import pytest

from polyvocal.provenance import Event, Unparsed, read_statement, write_statement


def event_in(text, *, notation="cmoa", language="en"):
    (event,) = read_statement(text, notation=notation, language=language).clauses
    assert isinstance(event, Event), event
    assert write_statement(read_statement(text, notation=notation, language=language)) == text
    return event


def names(event):
    return {role: party.name for role, party in event.parties}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Purchased by Ada Quill in Lyon, France, 1920", "Lyon, France"),
        ("Purchased by Ada Quill, Ely, England, in Lyon, France, 1920", "Lyon, France"),
        ("Brink Institute, in Lyon, France, 1920", "Lyon, France"),
        ("found at Carchemish by Ada Quill, 1920", "Carchemish"),
        ("excavated by Ada Quill at Carchemish, 1920", "Carchemish"),
        ("discovered by Ada Quill, in Carchemish, 1920", "Carchemish"),
        ("Estate sale in Lyon, France, 1920", "Lyon, France"),
        ("made by Ada Quill in Ely, 1920", "Ely"),
    ],
)
def test_where_it_happened_is_neither_a_party_nor_the_home_of_one(text, place):
    event = event_in(text)
    assert event.transfer_place.name == place
    assert "sellers_agent" not in names(event)
    assert event.receiver is None or event.receiver.place is None or event.receiver.place.name == "Ely, England"


@pytest.mark.parametrize("text", ["opgegraven te Veere, 1920", "gevonden in Veere", "geveild te Veere, 1920"])
def test_a_dutch_place_of_finding_is_nobody(text):
    event = event_in(text, notation="dutch", language="nl")
    assert (event.transfer_place.name, names(event)) == ("Veere", {})


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("given by the artist to Bo Marsh, 1920", {"receiver": "Bo Marsh", "seller": "the artist"}),
        ("given to Museum by Bo Marsh, 1920", {"receiver": "Museum", "seller": "Bo Marsh"}),
        ("purchased by Museum from Brink Gallery, 1920", {"receiver": "Museum", "seller": "Brink Gallery"}),
        ("commissioned from Bo Marsh, for Ada Quill, 1920", {"receiver": "Ada Quill", "seller": "Bo Marsh"}),
        ("sold by Bo Marsh at Brink's, London, 1920", {"seller": "Bo Marsh", "sellers_agent": "Brink's"}),
        ("consigned by Bo Marsh to Brink Galleries, 1920", {"receiver": "Brink Galleries", "seller": "Bo Marsh"}),
        ("Bo Marsh for Ada Quill at Cy", {"agent": "Bo Marsh", "receiver": "Ada Quill", "sellers_agent": "Cy"}),
        ('Ada Quill at "Sale of Goods", Brink\'s, London', {"receiver": "Ada Quill", "sellers_agent": "Brink's"}),
        ("purchased by the Brink Centre for British Art, 1920", {"receiver": "the Brink Centre for British Art"}),
        ("purchased by Brink Gallery for Ada Quill", {"agent": "Brink Gallery", "receiver": "Ada Quill"}),
        ("Jan Bolmeer, New York, LLC", {"receiver": "Jan Bolmeer, New York, LLC"}),
    ],
)  # fmt: skip
def test_each_party_stands_in_its_own_field(text, roles):
    assert names(event_in(text)) == roles


@pytest.mark.parametrize(
    ("text", "method", "receiver"),
    [
        ("confiscated by the Einsatzstab Reichsleiter Rosenberg, Paris, 1941", "err_seizure",
         "the Einsatzstab Reichsleiter Rosenberg"),
        ("looted by the ERR, 1941", "err_seizure", "the ERR"),
        ("sold 1920 through (Brink, London) to Museum", "sale", "Museum"),
    ],
)  # fmt: skip
def test_who_took_it_tells_the_method(text, method, receiver):
    event = event_in(text)
    assert (event.method, event.receiver.name) == (method, receiver)


@pytest.mark.parametrize(
    ("text", "departure"),
    [
        ("Ada Quill, Vienna, aryanised 1938", "aryanisation"),
        ("Ada Quill, Paris, confiscated by the ERR, 1941", "err_seizure"),
        ("Ada Quill, Ely, and by descent", "by_descent"),
        ("Ada Quill, Ely, thence by descent", "by_descent"),
    ],
)
def test_a_verb_behind_a_name_may_tell_how_it_left_that_name(text, departure):
    event = event_in(text)
    assert (event.method, event.departure, event.receiver.name) == ("", departure, "Ada Quill")


def test_a_second_house_is_no_second_place():
    text = "Sold to Brink Gallery, Paris, and Marsh Gallery, Berlin, 1920"
    (clause,) = read_statement(text, notation="aic", language="en").clauses
    assert isinstance(clause, Unparsed)


@pytest.mark.parametrize(
    ("text", "number", "botb"),
    [
        ("(Brink Gallery, London, stock no. 1234, 1920)", "stock no. 1234", "1920"),
        ("Brink Gallery, London, lot 12, 1920", "lot 12", "1920"),
        ("Brink Gallery, London, stock nos. 1922, 1923", "stock nos. 1922, 1923", ""),
    ],
)
def test_a_year_behind_a_number_is_a_date_and_no_second_number(text, number, botb):
    event = event_in(text)
    assert (event.stock or event.lot, event.dates.botb) == (number, botb)


def test_dutch_days_between_the_words_of_a_method_put_the_day_first():
    event = event_in("verkocht 5-6-1929 aan B. Duinker", notation="dutch", language="nl")
    assert event.dates.botb == "1929-06-05"
