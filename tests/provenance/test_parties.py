"""Whether what stands behind “the artist”, “his widow” or “her heirs” says who that was, or where."""

import pytest

from polyvocal.provenance import Event, Unparsed, read_statement, write_statement


def clause_in(text):
    statement = read_statement(text, notation="cmoa", language="en")
    assert write_statement(statement) == text
    return statement.clauses[0]


@pytest.mark.parametrize(
    ("text", "name", "kind", "place"),
    [
        ("The artist, Ada Quill, Veere, until 1920", "Ada Quill", "artist", "Veere"),
        ("the sitter, Ada Quill", "Ada Quill", "sitter", None),
        ("his widow, Ada Quill, Veere", "Ada Quill", "widow", "Veere"),
        ("his sons, Al and Bo Quill, Veere", "Al and Bo Quill", "sons", "Veere"),
        ("his nephew, Lord Marsh [1826-1904], 1873", "Lord Marsh", "nephew", None),
    ],
)
def test_a_name_of_two_words_says_who(text, name, kind, place):
    party = clause_in(text).receiver
    assert (party.name, party.relation.kind, party.place.name if party.place else None) == (name, kind, place)


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("the artist, New York, until 1920", "the artist", "New York"),
        ("the artist, c/o Brink Gallery, London", "the artist", "c/o Brink Gallery, London"),
        ("his widow, Paris, 1920", "his widow", "Paris"),
        ("his widow, Ely, England", "his widow", "Ely, England"),
        ("heirs of Ada Quill, Ely, 1920", "heirs of Ada Quill", "Ely"),
        ("her heirs, Ghent, 1920", "her heirs", "Ghent"),
    ],
)
def test_a_town_says_where(text, name, place):
    party = clause_in(text).receiver
    assert (party.name, party.place.name) == (name, place)


@pytest.mark.parametrize(
    "text", ["his widow, Ely, 1920", "Location unknown", "sale of Quill, Christie's, London, 1920"]
)
def test_what_may_be_either_is_not_understood(text):
    assert isinstance(clause_in(text), Unparsed)


@pytest.mark.parametrize(
    ("text", "seller", "place"),
    [
        ("Paris sale, June 5, 1920", None, "Paris"),
        ("Ada Quill's sale, Brink's, London, 1920", "Ada Quill", None),
        ("Christie's sale, London, 1920", "Christie's", "London"),
    ],
)
def test_whose_sale_it_was_is_told_from_where(text, seller, place):
    event = clause_in(text)
    found = event.seller.name if event.seller else None
    assert (found, event.transfer_place.name if event.transfer_place else None) == (seller, place)


@pytest.mark.parametrize("remark", ["through the Ada Quill Fund", "until her death"])
def test_what_a_museum_adds_is_a_remark(remark):
    event = clause_in(f"purchased by Museum {remark}, 1920" if "Fund" in remark else f"Ada Quill, Ely, {remark}")
    assert isinstance(event, Event)
    assert (event.remark, event.sellers_agent) == (remark, None)


def test_whom_a_couple_names_last_is_no_place():
    pair = clause_in("Ada Quill and her husband, Bo Quill, Ely").receiver
    assert (pair.name, pair.place.name) == ("Ada Quill and her husband, Bo Quill", "Ely")
    assert clause_in("Ada Quill and her husband, Ely").receiver.place.name == "Ely"
