"""Statements back into text: word for word where nothing changed, in the standard's form where something did."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyvocal.dates import read_ownership
from polyvocal.provenance import (
    NOTATIONS,
    Directness,
    Drift,
    Event,
    Party,
    Place,
    Price,
    Statement,
    drift,
    event_records,
    read_statement,
    rewritten,
    write_event,
    write_statement,
)

TEXT = (
    "Ada Quill [1880-1955], Ely; gift 1937 to Bo Marsh [1]. yo, not a clause; "
    "(sold at Brink's, London, 1940, lot 3).\n\nNotes:\n\n[1]. In her will.\n"
)


def read(text, **given):
    return read_statement(text, **({"notation": "cmoa", "language": "en"} | given))


def changed(statement, number, **fields):
    clauses = list(statement.clauses)
    clauses[number] = replace(clauses[number], **fields)
    return replace(statement, clauses=tuple(clauses))


def test_a_text_comes_back_as_it_was():
    assert write_statement(read(TEXT)) == TEXT


def test_a_changed_field_is_written_at_its_place():
    statement = read(TEXT)
    one = changed(statement, 0, receiver=replace(statement.clauses[0].receiver, place=Place("Ayr", is_certain=False)))
    assert write_statement(one) == TEXT.replace("Ely", "Ayr?")
    two = changed(statement, 1, receiver=Party("Cy Dune", is_certain=False))
    assert write_statement(two) == TEXT.replace("Bo Marsh", "Cy Dune?")
    three = changed(statement, 3, dates=read_ownership("by 1939"))
    assert write_statement(three) == TEXT.replace("1940", "by 1939")


def test_a_new_field_follows_before_the_note_marks():
    statement = changed(read(TEXT), 1, transfer_place=Place("Oxford"))
    assert "gift 1937 to Bo Marsh, in Oxford [1]." in write_statement(statement)


def test_a_new_doubt_or_method_stands_before_everything_else():
    statement = read(TEXT)
    assert "; Possibly gift 1937 to Bo Marsh [1]." in write_statement(changed(statement, 1, is_certain=False))
    assert "(Possibly sold at Brink's" in write_statement(changed(statement, 3, is_certain=False))
    bought = changed(statement, 0, method="sale", method_words="purchased by")
    assert write_statement(bought).startswith("purchased by Ada Quill [1880-1955], Ely; gift")


def test_a_field_that_is_gone_leaves_no_trace():
    statement = read(TEXT)
    receiver = replace(statement.clauses[0].receiver, place=None, lives=())
    assert write_statement(changed(statement, 0, receiver=receiver)).startswith("Ada Quill; gift")


def test_words_that_led_to_a_field_go_with_it():
    statement = read("Possibly gift of Ada Quill to Bo Marsh, 1937")
    assert write_statement(changed(statement, 0, receiver=None)) == "Possibly gift of Ada Quill, 1937"
    assert write_statement(changed(statement, 0, is_certain=True)) == "gift of Ada Quill to Bo Marsh, 1937"


def test_a_kinship_behind_the_place_is_written_there():
    statement = read("Ada Quill, Ely, Kent, daughter of sitter", notation="nga")
    assert write_statement(statement) == statement.text
    receiver = replace(statement.clauses[0].receiver, clause="niece of sitter")
    assert write_statement(changed(statement, 0, receiver=receiver)) == "Ada Quill, Ely, Kent, niece of sitter"


def test_another_step_is_another_mark():
    statement = read(TEXT)
    assert write_statement(replace(statement, edges=(Directness.UNKNOWN, *statement.edges[1:]))).startswith(
        "Ada Quill [1880-1955], Ely. gift"
    )


def test_a_changed_note_is_written_in_its_section():
    statement = read(TEXT)
    assert "[1]. By word of mouth." in write_statement(
        replace(statement, notes=(replace(statement.notes[0], text="By word of mouth."),))
    )


def test_an_event_that_was_never_read_is_written_as_the_standard_does():
    event = Event(
        verbatim="",
        start=0,
        end=0,
        is_certain=False,
        method="sale",
        receiver=Party("Bo Marsh", place=Place("Ely")),
        agent=Party("Cy Dune"),
        seller=Party("Ada Quill", is_certain=False),
        dates=read_ownership("1937"),
        lot="lot 3",
        price=Price("$100"),
        note_keys=("1",),
    )
    written = "Possibly purchased by Cy Dune for Bo Marsh, Ely, from Ada Quill?, 1937 (lot 3, for $100) [1]"
    assert write_event(event) == written


def test_a_statement_of_new_events_is_written_whole():
    events = (Event("", 0, 0, receiver=Party("the artist")), Event("", 0, 0, method="gift", receiver=Party("Bo Marsh")))
    statement = Statement("", "cmoa", "en", clauses=events, edges=(Directness.DIRECT,))
    assert write_statement(statement) == "The artist; gift to Bo Marsh."


def test_drift_names_the_words_and_the_clause():
    statement = read(TEXT)
    assert drift(statement, TEXT.replace("\n\n", " ")) == []
    assert drift(statement, TEXT.replace("Marsh", "Moss")) == [Drift("Marsh", "Moss", 1)]
    assert drift(statement, TEXT.replace("In her will", "In their will")) == [Drift("her", "their", None)]


WORDS = st.sampled_from(
    "Ada Quill Brink's de van the artist gift to sold at by purchased from , . ; ( ) [ ] [1] [1880-1955] 1934 until in "
    "Ely, lot 3 no. \n ' \" “ ” : aan veiling legaat NOTES: Notes: [a] * ** ? Possibly nr. f 100 $5 Inc. & - – /".split(
        " "
    )
)


@pytest.mark.parametrize("notation", NOTATIONS)
@settings(max_examples=150, deadline=None)
@given(words=st.lists(WORDS, max_size=40))
def test_no_word_is_ever_lost(notation, words):
    text = " ".join(words)
    for language in ("en", "nl"):
        statement = read(text, notation=notation, language=language)
        assert write_statement(statement).split() == text.split()


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_can_be_read_and_comes_back(text):
    assert write_statement(read(text)) == text


@pytest.mark.parametrize(
    "words",
    [
        "Geschenk van Jan Bol aan Griet Vis, 1920.",
        "Aankoop van Jan Bol, Edam, door Griet Vis, Hoorn, 4 maart 1920, lot 88 (f 120).",
        "Aankoop van Jan Bol, Edam, via kunsthandel Merel, Amsterdam, door Griet Vis, Hoorn, 1920.",
        "Mogelijk geschenk van Jan Bol aan Griet Vis, 1920.",
        "Legaat van Jan Bol, 1920.",
    ],
)
def test_what_was_never_read_is_written_in_dutch_as_dutch_is_read(words: str) -> None:
    (read,) = event_records(read_statement(words, notation="dutch", language="nl"))
    written, _kept = rewritten([replace(read, clause="")], "", notation="dutch", language="nl")
    (again,) = event_records(read_statement(written, notation="dutch", language="nl"))
    assert replace(again, clause="") == replace(read, clause="")
    assert written == words
