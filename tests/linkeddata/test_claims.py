"""What is said in Linked Art of an object's provenance: plainly, only as assigned, or not at all."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from polyvocal.linkeddata.claims import claims_in
from polyvocal.linkeddata.profiles import LINKED_ART
from polyvocal.linkeddata.serialise import json_ld
from polyvocal.records import AssessmentRecord, ObjectRecord, PartyRecord, ProvenanceEventRecord, TextRecord
from tests.linkeddata.contested import (
    BEFORE,
    BOUGHT,
    DISPROVED,
    FAMILY_STATEMENT,
    GARBLED,
    HEIRS,
    HOUSE_STATEMENT,
    LOOTED,
    NOW,
    OWNED,
    PAINTING,
    PERHAPS,
    SOLD,
)

GOLDEN = Path(__file__).parent / "golden"


def _claim(event, obj=PAINTING):
    return next(one for one in claims_in(obj.texts) if one.event.id == event.id)


def _document(event, obj=PAINTING):
    return LINKED_ART.documents["claim"](obj, _claim(event, obj))


def _alone(event: ProvenanceEventRecord, *judgements: AssessmentRecord) -> ObjectRecord:
    edition = replace(NOW, number=1, events=(event,))
    text = TextRecord(HOUSE_STATEMENT.perspective, "provenance-statement", "en", (edition,), assessments=judgements)
    return ObjectRecord("alone", texts=(text,))


def _types(nodes):
    return [one["type"] for one in nodes]


def _assigned(document):
    return [one for one in document["attributed_by"] if one.get("assigned_property") == "part"]


def _said(document):
    return [one["content"] for one in document["referred_to_by"]]


@pytest.mark.once
@pytest.mark.parametrize(("name", "event"), [("claim.jsonld", BOUGHT), ("claim-disproved.jsonld", SOLD)])
def test_a_claim_reads_as_the_golden_file_says(name, event):
    assert json_ld(_document(event)) == (GOLDEN / name).read_text("utf-8")


def test_what_nobody_contests_stands_plainly_in_the_activity():
    bought = _document(BOUGHT)
    acquisition, custody, payment = bought["part"]
    assert _types(bought["part"]) == ["Acquisition", "TransferOfCustody", "Payment"]
    assert acquisition["transferred_title_to"][0]["_label"] == "Salomon de Vries (1879–1943), Amsterdam"
    assert custody["carried_out_by"][0]["_label"] == "Jan Mol"
    assert payment["referred_to_by"][0]["content"] == "f 130"
    assert bought["timespan"]["end_of_the_end"] == "1921-12-31T23:59:59Z"
    assert bought["took_place_at"][0]["_label"] == "Haarlem"
    assert bought["part_of"]["_label"] == "the Blaak sale"
    assert bought["before"][0]["id"].endswith(SOLD.id)


@pytest.mark.parametrize("event", [SOLD, LOOTED])
def test_a_contested_claim_is_only_assigned_by_the_voice_that_states_it(event):
    document = _document(event)
    assert not {"part", "timespan", "took_place_at", "technique", "before", "after"} & document.keys()
    assert _assigned(document)[0]["carried_out_by"]


def test_what_somebody_disproves_says_so_and_who_and_why():
    document = _document(SOLD)
    judged = document["attributed_by"][-1]
    assert document["_label"].endswith("(disproved)")
    assert judged["classified_as"][0]["id"] == "http://purl.org/spar/cito/refutes"
    assert judged["carried_out_by"][0]["id"].endswith("/id/voice/heirs")
    assert judged["influenced_by"][0]["id"] == "https://archive.example.org/letters/4"
    assert _said(judged)[0] == "The stock book names a price that nobody received."


def test_the_object_names_its_claims_without_stating_them():
    document = LINKED_ART.documents["object"](PAINTING)
    named = [one for one in document["attributed_by"] if one["assigned_property"] == "present_at"]
    assert {one["assigned"][0]["id"].rpartition("/")[2] for one in named} == {
        one.id for one in (*NOW.events, LOOTED)
    }  # fmt: skip
    assert "changed_ownership_through" not in document


def test_looting_passes_custody_and_never_title():
    assert _types(_assigned(_document(LOOTED))[0]["assigned"]) == ["TransferOfCustody"]


def test_an_event_may_say_that_title_passed_all_the_same():
    taken = replace(LOOTED, transfers_title=True)
    assert _types(_document(taken, _alone(taken))["part"]) == ["Acquisition", "TransferOfCustody"]


def test_a_doubted_name_is_only_possibly_a_part():
    assigned = _assigned(_document(BOUGHT))
    assert [one["classified_as"][0]["_label"] for one in assigned] == ["possibly"]
    assert assigned[0]["assigned"][0]["transferred_title_from"][0]["_label"] == "Auction house De Klok"
    assert "transferred_title_from" not in _document(BOUGHT)["part"][0]


def test_what_is_possibly_so_is_assigned_as_possible():
    document = _document(PERHAPS)
    assert "part" not in document
    assert _assigned(document)[0]["classified_as"][0]["id"].endswith("300435722")


def test_where_nothing_says_what_passed_it_is_a_transfer_of_unknown_kind():
    came, left = (one["assigned"][0] for one in _assigned(_document(OWNED)))
    assert (came["type"], left["type"]) == ("Transfer", "Transfer")
    assert came["transferred_to"] == left["transferred_from"]
    assert left["timespan"]["begin_of_the_begin"] == "1711-01-01T00:00:00Z"


def test_what_was_not_understood_stays_words():
    document = _document(GARBLED)
    assert _assigned(document) == []
    assert GARBLED.clause in _said(document)


def test_a_find_is_an_encounter_and_a_return_a_move():
    found = replace(SOLD, method="excavated")
    assert _types(_document(found, _alone(found))["part"]) == ["Encounter"]
    back = replace(SOLD, method="returned", place="Hoorn")
    assert _types(_document(back, _alone(back))["part"]) == ["TransferOfCustody", "Move"]


def test_what_was_destroyed_went_to_nobody():
    gone = replace(SOLD, method="destruction")
    assert _assigned(_document(gone, _alone(gone))) == []


def test_the_same_voices_in_another_language_are_no_rivals_of_themselves():
    dutch = replace(NOW, id="e9a1e0c2-0c5d-4f1e-8d0b-3f6a7b8c9d09", events=(replace(BOUGHT, id="c9"),))
    translated = replace(HOUSE_STATEMENT, language="nl", editions=(dutch,), assessments=())
    assert not any(one.is_contested for one in claims_in((replace(HOUSE_STATEMENT, assessments=()), translated)))
    assert _claim(SOLD).has_rivals


def test_support_makes_no_claim_contested():
    supported = replace(DISPROVED, standing="supported")
    obj = _alone(SOLD, supported)
    assert _claim(SOLD, obj).standing == "supported"
    assert "part" in _document(SOLD, obj)


def test_an_event_that_is_no_longer_stated_has_its_words_alone():
    dropped = replace(HOUSE_STATEMENT, editions=(BEFORE, replace(NOW, events=(OWNED,))))
    document = _document(BOUGHT, replace(PAINTING, texts=(dropped,)))
    assert document["_label"].endswith("(no longer stated)")
    assert not {"part", "timespan"} & document.keys()
    assert "Bought by Salomon de Vries from a stranger" in _said(document)


def test_a_superseded_statement_of_an_event_is_nowhere_in_its_record():
    assert "stranger" not in json.dumps(_document(BOUGHT))


def test_withdrawn_editions_claim_nothing():
    withdrawn = replace(FAMILY_STATEMENT, editions=(replace(FAMILY_STATEMENT.editions[0], state="withdrawn"),))
    assert claims_in((withdrawn,)) == []


def test_dates_that_run_backwards_are_left_to_the_words():
    muddled = replace(SOLD, tenure=replace(SOLD.tenure, botb="1950", eotb="1940"))
    assert _document(muddled, _alone(muddled))["timespan"] == {
        "type": "TimeSpan",
        "identified_by": [{"type": "Name", "content": "1941"}],
    }


def test_a_voice_that_doubts_all_of_an_event_by_its_method_says_possibly():
    doubted = replace(SOLD, uncertain=("method",), receiver=PartyRecord("Merel"))
    assert "part" not in _document(doubted, _alone(doubted))


def test_the_newest_judgement_weighs_by_what_it_says():
    both = (replace(DISPROVED, standing="supported", voice=HEIRS), replace(DISPROVED, standing="disputed"))
    assert _claim(SOLD, _alone(SOLD, *both)).standing == "disputed"


def test_a_content_note_of_the_statement_stands_with_each_of_its_claims():
    warned = replace(NOW, content_note={"en": "Speaks of persecution."})
    obj = replace(PAINTING, texts=(replace(HOUSE_STATEMENT, editions=(BEFORE, warned)),))
    assert "Content note: Speaks of persecution." in _said(_document(BOUGHT, obj))


def test_an_edition_names_the_claims_that_it_makes():
    edition = LINKED_ART.documents["edition"](PAINTING, HOUSE_STATEMENT, NOW)
    assert [one["id"].rpartition("/")[2] for one in edition["about"][1:]] == [one.id for one in NOW.events]
