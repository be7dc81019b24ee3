"""Real provenance, measured: how much is understood in full, and that no word is lost."""

import csv
import html
import json
import re

import pytest

from polyvocal.provenance import read_statement, write_statement

pytestmark = [pytest.mark.shared, pytest.mark.once]


@pytest.fixture(scope="module")
def carnegie(shared):
    """The Carnegie Museum of Art's texts: 6,374, of which 1,241 chain events with `;`."""
    with (shared / "data/provenance/cmoa_provenance_dev.jsonl").open(encoding="utf-8") as lines:
        return [read_statement(json.loads(line)["text"], notation="cmoa", language="en") for line in lines]


def _share(statements):
    return sum(one.is_understood for one in statements) / len(statements)


def test_most_texts_of_the_carnegie_are_understood_in_full(carnegie):
    assert len(carnegie) == 6374
    assert _share(carnegie) >= 0.94
    assert _share({one.text: one for one in carnegie}.values()) >= 0.87


def test_texts_that_chain_events_are_understood_too(carnegie):
    chains = [one for one in carnegie if ";" in one.text]
    assert len(chains) == 1241
    assert _share(chains) >= 0.89


def test_every_text_of_the_carnegie_comes_back_without_losing_a_word(carnegie):
    assert [one.text for one in carnegie if write_statement(one) != one.text] == []


def test_what_is_understood_leaves_no_word_without_a_field(carnegie):
    """“In full” means that between the pieces of an event there is nothing but space and commas."""
    glue = {piece.words for one in carnegie for event in one.events for piece in event.layout if not piece.role}
    assert {words for words in glue if not re.fullmatch(r"[\s,]*", words)} == set()


def _clauses(statements):
    clauses = [clause for one in statements for clause in one.clauses]
    return len(clauses), sum(clause.is_understood for clause in clauses)


def test_most_clauses_of_the_portrait_gallery_are_understood(shared):
    path = shared / "data/tms/npg_smithsonian/NPGObjProvenance3.csv"
    with path.open(encoding="utf-8-sig", newline="") as rows:
        texts = [row["Provenance"] for row in csv.DictReader(rows) if row["Provenance"] != "NULL"]
    statements = [read_statement(text, notation="nga", language="en") for text in texts]
    assert [one.text for one in statements if write_statement(one) != one.text] == []
    total, understood = _clauses(statements)
    assert len(statements) == 938
    assert understood / total >= 0.84


def test_half_of_the_clauses_of_dutch_prose_are_understood(shared):
    """Catalogue descriptions without closing quotes and running prose are not, and stay as they stand."""
    texts = set()
    for path in (shared / "data/adlib/amsterdam_museum_2011").glob("*.xml"):
        found = re.findall(r"<ownership\.history\.free\.text[^>]*>(.*?)</ownership", path.read_text("utf-8"), re.DOTALL)
        texts |= {html.unescape(html.unescape(one)) for one in found}
    statements = [read_statement(text, notation="dutch", language="nl") for text in sorted(texts)]
    assert [one.text for one in statements if write_statement(one) != one.text] == []
    total, understood = _clauses(statements)
    assert understood / total >= 0.5
