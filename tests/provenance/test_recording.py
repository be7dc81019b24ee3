"""Between words and events: what is kept of a statement, how edited events are written, and which continue which."""

from dataclasses import replace

import pytest

from polyvocal.provenance import read_statement, write_statement
from polyvocal.provenance.recording import carried_over, event_records, rewritten, statement_of
from polyvocal.records import PartyRecord, ProvenanceEventRecord, TenureRecord


def _events(*clauses: str, known: bool = False) -> list[ProvenanceEventRecord]:
    def key(kind: str, clause: str) -> str:
        return f"{kind} {clause[0]}" if known else ""

    return [ProvenanceEventRecord(one, id=key("event", one), step=key("step", one)) for one in clauses]


def _keys(before, *clauses):
    return [one.id[-1:] for one in carried_over(_events(*before, known=True), _events(*clauses))]


def test_equal_clauses_keep_their_keys_whatever_stands_between():
    assert _keys(["Anna, Delft", "Bram, Hoorn"], "Anna, Delft", "Unknown dealer", "Bram, Hoorn.") == ["A", "", "B"]


def test_a_clause_that_was_mended_continues_the_one_at_its_place():
    assert _keys(["Anna, Delft, 1921", "Bram"], "Anna de Boer, Delft, 1921", "Bram") == ["A", "B"]


def test_a_clause_that_says_something_else_is_a_new_event():
    assert _keys(["Anna, Delft, 1921", "Bram"], "Confiscated by the occupier", "Bram") == ["", "B"]


def test_of_several_changed_clauses_the_order_is_kept():
    before = ["Anna, Delft, until 1921", "Bram, Hoorn, until 1935", "Cor"]
    assert _keys(before, "Anna, Delft, 1921", "Bram, Hoorn, 1935", "Cor") == ["A", "B", "C"]


def test_the_step_is_carried_over_with_the_key():
    (event,) = carried_over(_events("Anna", known=True), _events("Anna"))
    assert event.step == "step A"


def test_nothing_is_carried_over_from_nothing():
    assert carried_over([], _events("Anna")) == tuple(_events("Anna"))


WORDS = (
    "Dirk Kelk [1868-1951], Paris; possibly Jan Kwint?, Hoorn, by 1921. Blah 12 xx 99 !!; purchased by Museum, 1966."
)


def _read(words=WORDS):
    return read_statement(words, notation="cmoa", language="en")


def test_each_clause_is_a_record_in_its_place():
    kelk, kwint, blah, museum = event_records(_read())
    assert kelk.receiver == PartyRecord("Dirk Kelk", born="1868", died="1951", place="Paris")
    assert (kelk.is_direct, kwint.is_direct, blah.is_direct, museum.is_direct) == (True, False, True, None)
    assert (kwint.is_certain, kwint.uncertain) == (False, ("receiver",))
    assert (kwint.tenure.eotb, kwint.tenure.as_written) == ("1921", "by 1921")
    assert (blah.is_understood, blah.clause) == (False, "Blah 12 xx 99 !!")
    assert museum.method == "sale"


def test_unchanged_records_are_written_word_for_word():
    assert write_statement(statement_of(event_records(_read()), read=_read())) == WORDS


def _rewritten(records, words=WORDS):
    return rewritten(records, words, notation="cmoa", language="en")


def test_a_field_that_changes_rewrites_only_its_clause():
    first, *others = event_records(_read())
    changed = replace(first, tenure=TenureRecord("", "", "1920"))
    words, records = _rewritten([changed, *others])
    assert words.startswith("Dirk Kelk [1868-1951], Paris, by 1920; possibly Jan Kwint?, Hoorn, by 1921. Blah")
    assert records[0].clause == "Dirk Kelk [1868-1951], Paris, by 1920"
    assert event_records(_read(words))[0].tenure.eotb == "1920"


def test_another_method_puts_the_clause_in_the_form_of_the_standard():
    first, *others = event_records(_read())
    words, _records = _rewritten([replace(first, method="gift"), *others])
    assert words.startswith("Gift to Dirk Kelk [1868-1951], Paris;")


def test_an_event_that_is_added_or_taken_away_leaves_the_others_as_they_were():
    records = list(event_records(_read()))
    new = ProvenanceEventRecord("", method="bequest", receiver=PartyRecord("Griet", place="Delft"))
    words, kept = _rewritten([records[0], new, *records[2:]])
    again = event_records(_read(words))
    assert [one.clause for one in again] == [one.clause for one in kept]
    assert again[1].receiver == PartyRecord("Griet", place="Delft")
    assert "Blah 12 xx 99 !!" in words


def test_what_words_cannot_carry_stays_in_the_record():
    first, *others = event_records(_read())
    _words, (kept, *_rest) = _rewritten([replace(first, transfers_title=False), *others])
    assert kept.transfers_title is False


def test_a_party_is_replaced_by_another():
    first, *others = event_records(_read())
    words, _records = _rewritten(
        [replace(first, receiver=PartyRecord("Anna", is_certain=False, place="Delft")), *others]
    )
    assert event_records(_read(words))[0].receiver == PartyRecord("Anna", is_certain=False, place="Delft")


def test_dates_counted_as_the_notation_does_keep_their_words():
    read = read_statement("Ada Quill, c. 1955; Bo Marsh", notation="cmoa", language="en")
    first, second = event_records(read)
    assert first.tenure.botb == "1955?"
    words, _kept = rewritten([first, replace(second, is_certain=False)], read.text, notation="cmoa", language="en")
    assert words == "Ada Quill, c. 1955; Possibly Bo Marsh"


def test_a_doubt_is_kept_of_a_clause_that_is_not_understood():
    (record,) = event_records(read_statement("Possibly yo, it was", notation="cmoa", language="en"))
    assert (record.is_understood, record.is_certain) == (False, False)


@pytest.mark.parametrize(
    ("words", "came", "left"),
    [
        ("Purchased by Jan Kwint, Hoorn, on May 3, 1921.", "1921-05-03", ""),
        ("(sold at Veilinghuis Vlagman, Hoorn, on May 3, 1921).", "1921-05-03", "1921-05-03"),
        ("Purchased by Jan Kwint, Hoorn, on May 3, 1921 until 1930.", "1921-05-03", "1930"),
    ],
)
def test_a_purchase_on_a_day_says_nothing_of_when_it_left(words, came, left):
    (record,) = event_records(_read(words))
    assert (record.tenure.botb, record.tenure.bote) == (came, left)
    assert _rewritten([record], words)[0] == words


@pytest.mark.parametrize(
    ("words", "tenure"),
    [
        ("Purchased at auction by Jan Kwint, Hoorn, May 6-8, 1921.", ("1921-05-06", "1921-05-08", "", "")),
        ("Purchased by Jan Kwint, Hoorn, May 6 and 7, 1921.", ("1921-05-06", "1921-05-07", "", "")),
        ("Purchased by Jan Kwint, Hoorn, May 30, 1921 until June 2, 1921.", ("1921-05-30",) * 2 + ("1921-06-02",) * 2),
        ("Purchased by Jan Kwint, Hoorn, in 1921.", ("1921", "1921", "", "")),
        ("Jan Kwint, Hoorn, in 1921.", ("", "1921", "1921", "")),
        ("Purchased by Jan Kwint, Hoorn, 1921-1922.", ("1921",) * 2 + ("1922",) * 2),
        ("Jan Kwint, Hoorn, May 6-8, 1921.", ("1921-05-06",) * 2 + ("1921-05-08",) * 2),
        ("(sold at Veilinghuis Vlagman, Hoorn, May 6-8, 1921).", ("1921-05-06",) * 2 + ("1921-05-08",) * 2),
    ],
)
def test_what_was_bought_says_when_it_came(words, tenure):
    (record,) = event_records(_read(words))
    said = record.tenure
    assert (said.botb, said.eotb, said.bote, said.eote) == tenure
    assert _rewritten([record], words)[0] == words
