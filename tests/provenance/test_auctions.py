"""Sales as houses and museums write them: in brackets, with the buyer behind the number, with the town alone."""

import pytest

from polyvocal.provenance import Event, read_statement, write_statement


def event_in(text, *, notation="cmoa", language="en"):
    statement = read_statement(text, notation=notation, language=language)
    (event,) = statement.clauses
    assert isinstance(event, Event), event
    assert write_statement(statement) == text
    return event


@pytest.mark.parametrize(
    "text",
    [
        "her sale (Brink's, London, June 5, 1920, lot 12)",
        "her sale, Brink's, London, June 5, 1920, lot 12",
        "possibly her sale (Brink's, London, June 5, 1920, lot 12 [not in the catalogue])",
    ],
)
def test_the_house_may_stand_in_brackets(text):
    event = event_in(text)
    assert (event.sellers_agent.name, event.sellers_agent.place.name) == ("Brink's", "London")
    assert (event.dates.botb, event.lot, event.receiver) == ("1920-06-05", "lot 12", None)


@pytest.mark.parametrize(
    ("text", "seller", "price"),
    [
        ("Quill sale, Brink's, London, June 5, 1920, lot 12, to Marsh", "Quill", ""),
        ("sale, Brink's, London, June 5, 1920, lot 12, for £120, to Marsh", "", "£120"),
        ("sold at Brink's, London, June 5, 1920, lot 12 to Marsh", "", ""),
        ("sold, Brink's, London, June 5, 1920, lot 12, to Marsh for 500 Swiss francs", "", "500 Swiss francs"),
    ],
)
def test_behind_the_number_of_a_sale_stands_the_buyer(text, seller, price):
    event = event_in(text)
    assert (event.method, event.receiver.name, event.sellers_agent.name) == ("sale", "Marsh", "Brink's")
    assert (event.seller.name if event.seller else "", event.price.written if event.price else "") == (seller, price)
    assert (event.dates.botb, event.lot) == ("1920-06-05", "lot 12")


@pytest.mark.parametrize("place", ["Perugia, Italy", "Boston, MA", "Veere Palace, Veere, Zeeland"])
def test_behind_a_sale_a_town_with_its_country_is_no_house(place):
    event = event_in(f"Quill sale, {place}, 1920")
    assert (event.transfer_place.name, event.sellers_agent) == (place, None)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Ada Quill, Ely, 1920 (stock no. 12, for £1,200 10s.)", "1,200 10s."),
        ("Ada Quill, Ely, 1920, for $1,350", "1,350"),
        ("Ada Quill, Ely, 1920, $350", "350"),
    ],
)
def test_what_was_paid_is_a_price(text, amount):
    event = event_in(text)
    assert (event.price.amount, event.dates.botb, event.receiver.place.name) == (amount, "1920", "Ely")


def test_guilders_need_no_brackets():
    event = event_in("veiling Amsterdam, 5 juni 1929, nr. 12, f 150 aan Duinker", notation="dutch", language="nl")
    assert (event.price.amount, event.price.buyer, event.dates.botb) == ("150", "Duinker", "1929-06-05")


def test_a_folio_is_no_price():
    event = read_statement("Ada Quill, Ely, 1920, f. 150", notation="cmoa", language="en").clauses[0]
    assert not isinstance(event, Event) or event.price is None
