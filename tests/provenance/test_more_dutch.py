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


@pytest.mark.parametrize(
    "text",
    ["Aankoop 1937 (P. Bolmeer, Amsterdam)", "Göttingen, Universiteitsbibliotheek", "Paul Duinker (1950-1962)"],
)
def test_what_may_mean_two_things_is_not_understood(text):
    assert isinstance(read(text).clauses[0], Unparsed)


def test_an_editors_brackets_around_a_seller_and_te_before_a_town():
    (sale,) = read("Veiling [Duinker], Amsterdam, 7 juli 1845 e.v.d., Kunstboek K, nr. 458").clauses
    (purchase,) = read("Aankoop 1936 bij F.R. Bolmeer te Londen").clauses
    assert (sale.seller.name, purchase.seller.place.name) == ("Duinker", "Londen")


def test_fathers_names_end_no_clause():
    assert len(read("Erven Wouter Pietersz. Bolmeer; D. Duinker Dzn. te Haarlem").clauses) == 2


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        ("B. Duinker, zijn zoon, Veere", "receiver", "B. Duinker"),
        ("zijn weduwe, C. Duinker, Veere", "receiver", "C. Duinker"),
        ("Kunsthandel Van Duinker, Veere", "receiver", "Van Duinker"),
        ("koning Willem II, Den Haag", "receiver", "koning Willem II"),
        ("Dienst voor 's Rijks Prenten, Den Haag", "receiver", "Dienst voor 's Rijks Prenten"),
        ("uit de verzameling van B. Duinker", "seller", "B. Duinker"),
        ("via kunsthandel Duinker, 1929", "sellers_agent", "Duinker"),
        ("in beslag genomen door de Duitse bezetter, 1941", "receiver", "de Duitse bezetter"),
        ("erven B. Duinker, Veere, tot 1929", "receiver", "erven B. Duinker"),
    ],
)
def test_who_is_named_keeps_the_whole_name(text, role, name):
    (event,) = read(text).clauses
    assert getattr(event, role).name == name


def test_a_place_may_begin_with_an_article_cut_short():
    assert read("B. Duinker, 's-Gravenhage, 1929").clauses[0].receiver.place.name == "'s-Gravenhage"


@pytest.mark.parametrize(
    ("text", "method", "role"),
    [
        ("door het museum aangekocht, 1929", "sale", "receiver"),
        ("door de erven Duinker geschonken, 1929", "gift", "seller"),
    ],
)
def test_who_did_it_may_stand_within_the_words_of_the_method(text, method, role):
    statement = read(text)
    (event,) = statement.clauses
    assert (event.method, getattr(event, role) is not None, event.dates.botb) == (method, True, "1929")
    assert write_statement(statement) == text


def test_support_is_a_remark_and_not_a_way_of_acquiring():
    (event,) = read("aangekocht van B. Duinker, Veere, met steun van de Vereniging Veere, 1929").clauses
    assert (event.seller.place.name, event.remark) == ("Veere", "met steun van de Vereniging Veere")
    assert isinstance(read("B. Duinker, Veere, 1929, verworven met steun van de stad").clauses[0], Unparsed)


def test_a_dutch_price_stands_behind_voor():
    (event,) = read("gekocht van B. Duinker, 1929, voor f 1.500,-").clauses
    assert (event.price.written, event.dates.botb) == ("f 1.500,-", "1929")


@pytest.mark.parametrize(
    ("text", "field", "name"),
    [
        ("verworven door het Instituut voor de Tropen, 1929", "receiver", "het Instituut voor de Tropen"),
        ("gekocht door de Vereniging Veere voor het Rijksmuseum, 1929", "agent", "de Vereniging Veere"),
        ("gekocht door kunsthandel Bolmeer voor B. Duinker, 1929", "receiver", "B. Duinker"),
        ("verzameld door B. Duinker op Java, 1900", "transfer_place", "Java"),
        ("Wed. B. Duinker, Veere", "receiver", "Wed. B. Duinker"),
        ("in langdurig bruikleen van het Rijksmuseum", "seller", "het Rijksmuseum"),
        ("geschenk van een particulier, 1929", "seller", "een particulier"),
        ("vóór 1929 in het bezit van B. Duinker", "receiver", "B. Duinker"),
    ],
)
def test_for_op_and_possession_are_read_as_dutch_uses_them(text, field, name):
    (event,) = read(text).clauses
    assert getattr(event, field).name == name


def test_an_anonymous_gift_has_no_giver_and_an_nk_number_is_an_inventory_number():
    (gift,) = read("anonieme schenking, 1929").clauses
    (recovered,) = read("gerecupereerd door de SNK, 1946 (NK 1234)").clauses
    assert (gift.method, gift.receiver, gift.seller) == ("gift", None, None)
    assert (recovered.stock, recovered.dates.botb) == ("NK 1234", "1946")
