"""Dutch prose: sales by their seller, quoted catalogues, prices with their buyer."""

import pytest

from polyvocal.provenance import Event, read_statement


def read(text):
    return read_statement(text, notation="dutch", language="nl")


def only_event(text):
    (event,) = read(text).clauses
    assert isinstance(event, Event), event
    return event


SALE = (
    "Veiling Jan Roodhart, Amsterdam, 11 februari 1822, Kunstboek I, nr. 18: 'Een haas aan een boom; krachtig, "
    "door N.N., naar een ander.' (f 150,- aan Bolmeer); Collectie P.Q. Duinker, legaat 1860"
)


def test_a_sale_names_its_seller_and_the_quoted_catalogue_ends_no_clause():
    sale, collection = read(SALE).clauses
    assert (sale.method, sale.seller.name, sale.transfer_place.name) == ("consignment", "Jan Roodhart", "Amsterdam")
    assert (sale.lot, sale.dates.botb) == ("Kunstboek I, nr. 18", "1822-02-11")
    assert sale.description.startswith("'Een haas aan een boom; krachtig")
    assert (sale.price.currency, sale.price.amount, sale.price.buyer) == ("f", "150,-", "Bolmeer")
    assert (collection.receiver.kind, collection.receiver.name) == ("Collectie", "P.Q. Duinker")
    assert (collection.departure, collection.dates.bote) == ("bequest", "1860")


def test_behind_veiling_a_house_or_a_town_is_no_seller():
    by_house = only_event("veiling Frederik Muller, Amsterdam, 12-7-1907, nr. 1616")
    by_town = only_event("Veiling Amsterdam (R.W.P. de Vries), 17 maart 1910, nr. 1944")
    assert (by_house.seller, by_house.sellers_agent.name) == (None, "Frederik Muller")
    assert (by_town.seller, by_town.sellers_agent.name, by_town.transfer_place.name) == (
        None,
        "R.W.P. de Vries",
        "Amsterdam",
    )


@pytest.mark.parametrize(
    ("text", "method", "role", "name", "year"),
    [
        (
            "Legaat van mevrouw A. de Groot-Bolmeer, Amsterdam, 1890",
            "bequest",
            "seller",
            "mevrouw A. de Groot-Bolmeer",
            "1890",
        ),
        ("Geschenk van J. Duinker, Amsterdam, 1958.", "gift", "seller", "J. Duinker", "1958"),
        ("schenking J. Duinker, 1958", "gift", "seller", "J. Duinker", "1958"),
        ("Geschenk 1934 (van H.G. Bolmeer, Enschede)", "gift", "seller", "H.G. Bolmeer", "1934"),
        ("Aankoop 1937 van H. Krom, Voorburg (Fl. 75,-)", "sale", "seller", "H. Krom", "1937"),
        ("in bruikleen van de Duinker Stichting, Amsterdam, 1960", "on_loan", "seller", "de Duinker Stichting", "1960"),
        ("geveild bij Mak van Waay, Amsterdam, 1935", "consignment", "sellers_agent", "Mak van Waay", "1935"),
        ("in opdracht van de stad Amsterdam, 1656", "commission", "receiver", "de stad Amsterdam", "1656"),
        ("vererfd aan P. Duinker, 1901", "by_descent", "receiver", "P. Duinker", "1901"),
        ("door ruil met K. Bolmeer, 1901", "exchange", "seller", "K. Bolmeer", "1901"),
        ("buitgemaakt door het KNIL, 1894", "looting", "receiver", "het KNIL", "1894"),
        ("gerestitueerd aan de erven Duinker, 1948", "restitution", "receiver", "de erven Duinker", "1948"),
    ],
)
def test_the_words_of_a_method_say_who_is_named(text, method, role, name, year):
    event = only_event(text)
    assert (event.method, getattr(event, role).name, event.dates.botb) == (method, name, year)


@pytest.mark.parametrize("text", ["Kunsth. R. Bolmeer, Amsterdam, 1983.", "Kunsthandel R. Bolmeer, Amsterdam, 1983"])
def test_dealers_are_named_by_their_trade(text):
    party = only_event(text).receiver
    assert (party.kind.lower()[:6], party.name, party.place.name) == ("kunsth", "R. Bolmeer", "Amsterdam")


def test_numbers_of_lugt_are_marks():
    assert only_event("Verzameling P. Duinker, Haarlem (Lugt 474)").marks == ("474",)
