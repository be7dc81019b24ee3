"""What Dutch collections write around a clause: reports, pages, buyers, and two steps in one breath."""

import pytest

from polyvocal.provenance import Event, Unparsed, read_statement, write_statement


def read(text):
    return read_statement(text, notation="dutch", language="nl")


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Aankoop 1936, vermeld in het jaarverslag over dat jaar, p. 16", "sources",
         ("vermeld in het jaarverslag over dat jaar, p. 16",)),
        ("Aankoop 1937 (Jaarverslag 1938, p. 15)", "sources", ("Jaarverslag 1938, p. 15",)),
        ("Veiling De Groot 1883, p. 80, nr. 469", "lot", "p. 80, nr. 469"),
        ("Geschenk van J. Duinker, plaats en jaar van verwerving onbekend", "remark",
         "plaats en jaar van verwerving onbekend"),
    ],
)  # fmt: skip
def test_what_stands_at_the_end_finds_its_field(text, field, value):
    (event,) = read(text).clauses
    assert isinstance(event, Event)
    assert getattr(event, field) == value


def test_the_owner_may_stand_before_the_sale():
    (event,) = read("Collectie N. Duinker, veiling Amsterdam (Fred. Muller) 9 april 1940, nr. 196, aan Bolmeer").clauses
    assert (event.seller.name, event.sellers_agent.name, event.price.buyer) == ("N. Duinker", "Fred. Muller", "Bolmeer")


def test_two_steps_without_a_mark_between_them_are_not_understood():
    text = "Veiling De Groot 1908, nr. 3 (f 10,- aan Bolmeer) Aankoop 1937"
    statement = read(text)
    assert isinstance(statement.clauses[0], Unparsed)
    assert write_statement(statement) == text
