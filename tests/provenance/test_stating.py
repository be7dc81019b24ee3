"""Statements as the records that editions keep."""

from polyvocal.provenance import read_statement, records_of
from polyvocal.records import PartyRecord, ProvenanceEventRecord, TenureRecord


def records(text):
    return records_of(read_statement(text, notation="cmoa", language="en"))


def test_an_event_keeps_its_fields():
    (first, _second) = records(
        "Possibly purchased by Bo Marsh [1880-], Ely?, 1937? (lot 3, for $10) [a]; Cy Dune. Citations: [a]. A."
    )
    assert (first.is_certain, first.method, first.lot_number, first.price) == (False, "sale", "lot 3", "$10")
    assert first.receiver == PartyRecord("Bo Marsh", born="1880", place="Ely", is_place_certain=False)
    assert first.tenure == TenureRecord("1937?", "1937?", "1937?")
    assert (first.uncertain, first.is_direct) == (("tenure",), True)
    assert [one.title for one in first.citations] == ["A."]


def test_a_clause_not_understood_keeps_its_words_alone():
    first, second = records("yo, it was not a clause [1]. Bo Marsh. NOTES: [1] Why.")
    assert first == ProvenanceEventRecord("yo, it was not a clause [1]", is_understood=False, note="Why.")
    assert second.is_direct is None


def test_records_survive_being_stored():
    for record in records("gift of Ada Quill to Museum, 1937; sold at Brink's, in London, 1950"):
        assert ProvenanceEventRecord.from_json(record.as_json()) == record
