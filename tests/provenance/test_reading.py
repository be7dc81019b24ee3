"""Clauses of provenance into events: by the notation of their source, and never by a guess."""

import pytest

from polyvocal.provenance import Event, Unparsed, read_statement


def read(text, *, notation="cmoa", language="en"):
    return read_statement(text, notation=notation, language=language)


def only_event(text, **given):
    (event,) = read(text, **given).clauses
    assert isinstance(event, Event), event
    return event


def bounds(event):
    return (event.dates.botb, event.dates.eotb, event.dates.bote, event.dates.eote)


FULL = (
    "Possibly purchased at auction by Ada Quill? [1910?-1995?], Boise, ID, for his daughter Sal Moss, Baroness of Lune "
    '[1940-], Pittsburgh, PA?, at "Sale of Pleasant, Lovely Goods", Brink\'s, in London, England, sometime after '
    "November 5, 1975 (stock no. 10, for $1000) [1][a][b]."
)


def test_a_full_clause_finds_a_field_for_each_word():
    event = only_event(FULL)
    assert (event.is_certain, event.method) == (False, "purchase_at_auction")
    assert (event.agent.name, event.agent.is_certain) == ("Ada Quill", False)
    assert (event.agent.life.birth, event.agent.life.death) == ("1910?", "1995?")
    assert (event.receiver.name, event.receiver.place.is_certain) == ("his daughter Sal Moss, Baroness of Lune", False)
    assert (event.named_event, event.sellers_agent.name) == ("Sale of Pleasant, Lovely Goods", "Brink's")
    assert event.transfer_place.name == "London, England"
    assert bounds(event) == ("1975-11-05", "", "", "")
    assert (event.stock, event.price.amount, event.price.currency) == ("stock no. 10", "1000", "$")
    assert event.note_keys == ("1", "a", "b")


def test_whether_a_transfer_was_direct_belongs_to_the_step():
    statement = read("Ada Quill; Bo Marsh. Cy Dune; Di Heath")
    assert statement.edges == ("direct", "unknown", "direct")


def test_abbreviations_and_initials_end_no_clause():
    statement = read("Mr. J. R. Quill, St. Louis, Mo.; Brink & Co., Ltd., London. Mme. Dune")
    assert [clause.verbatim for clause in statement.clauses] == [
        "Mr. J. R. Quill, St. Louis, Mo.",
        "Brink & Co., Ltd., London",
        "Mme. Dune",
    ]


def test_a_clause_that_is_not_understood_stays_in_its_place():
    text = "Ada Quill; yo, I ain't somebody February; Bo Marsh [1]. NOTES: [1] A note; with a mark."
    first, second, third = read(text).clauses
    assert isinstance(second, Unparsed)
    assert text[second.start : second.end] == second.verbatim == "yo, I ain't somebody February"
    assert (first.receiver.name, third.receiver.name, third.footnote) == (
        "Ada Quill",
        "Bo Marsh",
        "A note; with a mark.",
    )


@pytest.mark.parametrize(
    "text",
    ["It was received at the museum", "sample words", "The print hung in the hall", "1995", "lot 12", "Lugt 474"],
)
def test_a_sentence_a_date_or_a_number_is_nobody(text):
    assert isinstance(read(text).clauses[0], Unparsed)


@pytest.mark.parametrize(
    ("text", "method", "role", "name"),
    [
        ("gift to Museum, May 1964", "gift", "receiver", "Museum"),
        ("gift 1937 to NGA", "gift", "receiver", "NGA"),
        ("gift of Ada Quill to Museum of Art, 1964", "gift", "seller", "Ada Quill"),
        ("his gift to Museum", "gift", "receiver", "Museum"),
        ("purchased from the artist by Bo Marsh", "sale", "seller", "the artist"),
        ("sold privately ca. 1956 to Cy Dune, Ely", "private_sale", "receiver", "Cy Dune"),
        ("sold at Brink Gallery, Paris, June 9, 1932, no. 12", "consignment", "sellers_agent", "Brink Gallery"),
        ("Quill sale, Brink Galleries, Paris, June 9, 1932", "consignment", "seller", "Quill"),
        ("Brink Gallery as agent, London, 1895 until 1896", "possessed_by", "receiver", "Brink Gallery"),
        ("the Earl of Ely, acquired by exchange in 1881", "exchange", "receiver", "the Earl of Ely"),
        ("by descent to her grandson Al Moss, Montreal", "by_descent", "receiver", "her grandson Al Moss"),
        ("looted by the Einsatzgruppe, Riga, 1941", "looting", "receiver", "the Einsatzgruppe"),
        ("sold under duress to Bo Marsh, Berlin, 1938", "sale_under_duress", "receiver", "Bo Marsh"),
        ("restituted to the heirs of Ada Quill, 1947", "restitution", "receiver", "the heirs of Ada Quill"),
    ],
)
def test_the_words_of_a_method_say_who_is_named(text, method, role, name):
    event = only_event(text)
    assert (event.method, getattr(event, role).name) == (method, name)


def test_a_sale_behind_a_name_dates_the_end_of_the_ownership():
    event = only_event("Ada Quill, London, sold 1840")
    assert (event.method, event.departure, bounds(event)) == ("", "sale", ("", "", "1840", "1840"))


def test_names_keep_what_belongs_to_them():
    event = only_event("bequest to Bo Marsh, Jr., his nephew [1826-1904], London and Ely, Kent, 1873")
    party = event.receiver
    assert (party.name, party.clause, party.relation.kind) == ("Bo Marsh, Jr.", "his nephew", "nephew")
    assert (party.life.birth, party.place.name) == ("1826", "London and Ely, Kent")


@pytest.mark.parametrize(
    ("written", "birth", "death"),
    [
        ("[1880-1955]", "1880", "1955"),
        ("[1880-]", "1880", ""),
        ("[-1955]", "", "1955"),
        ("[1880?-1990]", "1880?", "1990"),
        ("(1703-63)", "1703", "1763"),
        ("(d. 1903)", "", "1903"),
        ("(b. 1980)", "1980", ""),
        ("[c. 1880-1955]", "1880~", "1955"),
        ("[500BCE-450BCE]", "-0499", "-0449"),
        ("(1861-?)", "1861", ""),
    ],
)
def test_years_behind_a_name_are_a_life(written, birth, death):
    life = only_event(f"Ada Quill {written}, Ely").receiver.life
    assert (life.birth, life.death) == (birth, death)


def test_how_it_left_one_is_how_it_came_to_the_next():
    first, second = read("Ada Quill, Ely, sold; to Bo Marsh, Ayr, 1950", notation="harvard").clauses
    assert (first.departure, second.method, second.receiver.name) == ("sale", "sale", "Bo Marsh")


def test_brackets_around_a_clause_are_a_dealer_where_the_notation_says_so():
    assert only_event("(Brink & Co., New York);").dealer_parentheses
    assert only_event("(Brink Fine Arts), New York, 2003").dealer_parentheses
    assert not only_event("(Ada) Quill, 1995").dealer_parentheses
    assert not only_event("(Brink & Co., New York)", notation="aic").dealer_parentheses


def test_one_bracket_means_five_things():
    words = "Ada Quill, Paris [archive of Brink]"
    assert only_event(words).footnote == "archive of Brink"
    assert only_event(words, notation="aic").sources == ("archive of Brink",)
    assert only_event("Ada Quill [Mrs. Bo Marsh], Ely", notation="nga").receiver.name == "Ada Quill [Mrs. Bo Marsh]"
    assert only_event("[ Brink Gallery, Paris (1928–1935) ]", notation="met").dealer_parentheses
    assert (
        only_event("Ada Quill, Paris [through Brink Gallery]", notation="harvard").sellers_agent.name == "Brink Gallery"
    )


def test_years_between_round_brackets_are_dates_of_ownership_in_the_met():
    event = only_event("Ada Quill, New York (1928–1935)", notation="met")
    assert bounds(event) == ("1928", "1928", "1935", "1935")
    assert event.receiver.lives == ()


def test_the_met_says_nothing_of_directness():
    assert read("Ada Quill; Bo Marsh", notation="met").edges == ("unknown",)


def test_sections_are_read_and_tied_to_their_clauses():
    text = (
        "Ada Quill, 1934 [1][a].\n\nNotes:\n\n[1]. Bought (see note [2] below).\n[2]. Another.\n\n"
        "Authorities:\n\nAda Quill:  https://example.org/ada\nBrink:  no record found.\n\n"
        "Citations:\n\n[a]. A letter.\n"
    )
    statement = read(text)
    (event,) = statement.events
    assert (event.footnote, event.citations) == ("Bought (see note [2] below).", ("A letter.",))
    assert event.receiver.uri == "https://example.org/ada"
    assert [note.key for note in statement.notes] == ["1", "2"]
    assert [(one.name, one.uri) for one in statement.authorities] == [
        ("Ada Quill", "https://example.org/ada"),
        ("Brink", ""),
    ]


def test_a_mark_behind_the_point_belongs_to_the_clause_before():
    first, second = read("sold August 1911 to Ada Quill.[1] Bo Marsh;[2] [1] One. [2] Two.").clauses
    assert (first.footnote, second.footnote) == ("One.", "Two.")


def test_stars_are_marks_of_notes():
    first, second = read("Ada Quill, Ely*; Bo Marsh, Ayr**; *I live here. **I live there.").clauses
    assert (first.footnote, second.footnote) == ("I live here.", "I live there.")


def test_stars_may_stand_behind_the_mark_that_ends_a_clause():
    first, second = read("Ada Quill, Ely;* Bo Marsh, Ayr;** *In her will. **By letter.").clauses
    assert (first.footnote, second.receiver.name, second.footnote) == ("In her will.", "Bo Marsh", "By letter.")


@pytest.mark.parametrize("mark", ["[1]:", "[1].", "[1]"])
def test_a_note_may_open_with_a_colon(mark):
    assert only_event(f"Ada Quill [1].\n\nNotes:\n\n{mark} In her will.").footnote == "In her will."


def test_a_section_may_open_with_any_mark():
    assert only_event("Ada Quill [b].\n\nNotes:\n\n[b]: In her will.").footnote == "In her will."


def test_three_points_end_a_clause_of_which_nothing_more_is_known():
    statement = read("Ada Quill...Bo Marsh, 1968")
    assert [one.receiver.name for one in statement.clauses] == ["Ada Quill", "Bo Marsh"]
    assert statement.edges == ("unknown",)


def test_no_note_begins_with_a_nought():
    assert isinstance(read("Ada Quill [01]").clauses[0], Unparsed)


def test_a_source_may_end_in_its_year():
    event = only_event("Ada Quill (d. 1903), Ely, 1890-1903 [Brink 1950]", notation="aic")
    assert (event.sources, bounds(event)) == (("Brink 1950",), ("1890", "1890", "1903", "1903"))


def test_collectors_marks_are_numbers_in_lugt():
    assert only_event("Ada Quill, Ely (Lugt Suppl. 633b)").marks == ("633b",)
    assert only_event("Ada Quill, Ely (Lugt 1606 and 2398), 1949").marks == ("1606", "2398")


def test_an_unknown_notation_is_an_error():
    with pytest.raises(KeyError):
        read("Ada Quill", notation="nobody")


@pytest.mark.parametrize(
    "text",
    [
        "Count Ada Quill, Milan 1783-1861",
        "Provenance from Bo Marsh, The Paintings of Ada Quill (1981) no. 632",
        "Quill sale, Brink Galleries, Ely, March 31, April 1, and April 2, 1913, lot 12",
        "Ada Quill to Bo Marsh, 1938",
        "Ada Quill Who Purchased Them from Brink Galleries in Winter of 1933",
    ],
)
def test_a_date_that_may_be_something_else_is_not_taken(text):
    assert isinstance(read(text).clauses[0], Unparsed)


def test_california_is_not_circa():
    event = only_event("gift of Ada Quill, Berkeley, CA, 2008")
    assert (event.seller.place.name, bounds(event)) == ("Berkeley, CA", ("2008", "2008", "", ""))


def test_a_doubt_counts_even_where_the_rest_is_not_understood():
    (clause,) = read("Probably maybe.").clauses
    assert (clause.is_understood, clause.is_certain) == (False, False)


def test_a_kinship_may_stand_behind_the_place():
    party = only_event("Ada Quill, Beverly, Mass., granddaughter of sitter", notation="nga").receiver
    assert (party.clause, party.relation.of, party.place.name) == (
        "granddaughter of sitter",
        "sitter",
        "Beverly, Mass.",
    )


def test_the_met_says_between_the_years_how_an_ownership_ended():
    event = only_event("[ Brink Gallery, Paris and New York (1928–sold 1935) ]", notation="met")
    assert (event.departure, bounds(event)) == ("sale", ("1928", "1928", "1935", "1935"))


@pytest.mark.parametrize(
    ("text", "method", "names"),
    [
        (
            "sold by the artist to Brink Gallery, Paris, 1890",
            "sale",
            {"seller": "the artist", "receiver": "Brink Gallery"},
        ),
        ("sold by Brink's, New York, September 16, 1989, lot 233", "consignment", {"sellers_agent": "Brink's"}),
        (
            "sold, Brink's, London, May 3, 1920, lot 4, to Bo Marsh, Ely",
            "sale",
            {"sellers_agent": "Brink's", "receiver": "Bo Marsh"},
        ),
    ],
)
def test_who_sold_by_himself_is_the_seller_where_a_buyer_is_named(text, method, names):
    event = only_event(text, notation="aic")
    assert (event.method, {role: party.name for role, party in event.parties}) == (method, names)


def test_shares_given_over_years_say_nothing_of_an_end():
    assert bounds(only_event("partial gifts to Museum, 1977 to 1985")) == ("1977", "1985", "", "")
