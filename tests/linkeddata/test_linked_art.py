"""What is said in Linked Art, and what is not."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from polyvocal.linkeddata.profiles import LINKED_ART
from polyvocal.linkeddata.serialise import json_ld
from polyvocal.records import AttributionRecord, Dimension, ObjectFacts, ObjectRecord, VoiceRecord
from tests.linkeddata.samples import (
    DESCENDANT,
    FIRST,
    GROUP,
    LABEL,
    MUSEUM,
    OBJECT,
    QUOTE,
    SECOND,
    SLAVERY,
    TAKEN_BACK,
    WITHDRAWN,
)

GOLDEN = Path(__file__).parent / "golden"


def _object() -> dict:
    return LINKED_ART.documents["object"](OBJECT)


def _notes(node: dict) -> str:
    return "\n".join(note["content"] for note in node["referred_to_by"])


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("object.jsonld", lambda: LINKED_ART.documents["object"](OBJECT)),
        ("edition.jsonld", lambda: LINKED_ART.documents["edition"](OBJECT, LABEL, FIRST)),
    ],
)
def test_a_record_reads_as_the_golden_file_says(name, document):
    assert json_ld(document()) == (GOLDEN / name).read_text("utf-8")


def test_current_words_stand_in_the_object_and_superseded_words_do_not():
    written = json.dumps(_object(), ensure_ascii=False)
    assert "wit goud" in written
    assert FIRST.words not in written


def test_every_statement_of_a_text_carries_its_voice_and_edition_within_itself():
    said = next(one for one in _object()["referred_to_by"] if one["content"] == SECOND.words)
    assert said["identified_by"][0]["content"] == "Museum De Werf, A. Bron (geraadpleegd), 2023"
    assert said["referred_to_by"][0]["content"] == (
        "Stem: Museum De Werf, A. Bron (geraadpleegd). Perspectief: Museumtekst. Uitgave 2, openbaar sinds 2023-07-01. "
        f"Citeer https://museum.example.org/id/edition/{SECOND.id}"
    )


def test_a_statement_carries_its_content_note_and_that_a_machine_spoke_within_itself():
    machine = VoiceRecord("writer", {"en": "Writing machine"}, "machine")
    edition = replace(SECOND, attributions=(AttributionRecord(machine),))
    told = LINKED_ART.documents["object"](replace(OBJECT, texts=(replace(LABEL, editions=(edition,)),)))
    said = next(one for one in told["referred_to_by"] if one["content"] == SECOND.words)
    assert "Inhoudswaarschuwing: Gaat over slavernij." in _notes(said)
    assert "Hier sprak een machine (AI)." in _notes(said)
    assert "Hier sprak een machine (AI)." in _notes(LINKED_ART.documents["edition"](OBJECT, LABEL, edition))


def test_a_statement_is_classified_by_its_perspective():
    said = next(one for one in _object()["referred_to_by"] if one["content"] == "My ancestors cut this cane.")
    assert "https://museum.example.org/id/perspective/slavery" in [one["id"] for one in said["classified_as"]]


def test_the_house_gives_the_primary_name_and_another_view_an_alternate_one():
    names = {
        one["content"]: one["classified_as"][0]["_label"] for one in _object()["identified_by"] if one["type"] == "Name"
    }
    assert names == {"Suikerpot": "primary name", "Sugar bowl": "primary name", "Bittere pot": "alternate name"}


def test_an_object_without_titles_bears_its_number_as_label():
    assert LINKED_ART.documents["object"](ObjectRecord("7", "N.7"))["_label"] == "N.7"


def test_a_maker_is_a_person_only_where_that_is_sure():
    made = _object()["produced_by"]
    assert [one["_label"] for one in made["carried_out_by"]] == ["Dirk Blom"]
    assert "toegeschreven aan atelier Blom" in _notes(made)


def test_a_measure_that_is_no_plain_number_stays_words():
    described = _object()
    assert [one["value"] for one in described["dimension"]] == [12.5, 8]
    assert "omtrek ca. 30 cm" in [one["content"] for one in described["referred_to_by"]]


def test_a_measure_of_something_unknown_is_no_measure_of_the_object():
    facts = ObjectFacts(dimensions=(Dimension("hoogte stoel", "68", "cm"), Dimension("hoogte", "9", "cm", "voet")))
    described = LINKED_ART.documents["object"](ObjectRecord("7", facts=facts))
    assert "dimension" not in described
    assert [one["content"] for one in described["referred_to_by"]] == ["hoogte stoel 68 cm", "voet: hoogte 9 cm"]


def test_a_description_of_the_image_stands_with_the_image():
    described = _object()
    words = "وعاء سكر من الفضة"
    assert words in _notes(described["representation"][0])
    assert words not in _notes(described)


def test_validity_is_the_period_of_the_publishing_activity():
    use = LINKED_ART.documents["edition"](OBJECT, LABEL, FIRST)["used_for"][0]
    assert use["timespan"]["begin_of_the_begin"] == "2009-03-01T09:00:00Z"
    assert use["timespan"]["end_of_the_end"] == "2023-07-01T09:00:00Z"
    assert "end_of_the_end" not in LINKED_ART.documents["edition"](OBJECT, LABEL, SECOND)["used_for"][0]["timespan"]


def test_an_edition_follows_the_one_before_and_says_why():
    edition = LINKED_ART.documents["edition"](OBJECT, LABEL, SECOND)
    assert f"https://museum.example.org/id/edition/{FIRST.id}" in [
        one["id"] for one in edition["created_by"]["influenced_by"]
    ]
    assert "Reden van deze uitgave: De eerste tekst verzweeg de slavernij." in _notes(edition)


def test_who_was_consulted_did_not_write_but_had_influence():
    created = LINKED_ART.documents["edition"](OBJECT, LABEL, SECOND)["created_by"]
    assert [one["_label"] for one in created["carried_out_by"]] == ["De Werf Museum"]
    assert "A. Bron" in [one["_label"] for one in created["influenced_by"]]


def test_a_withdrawn_edition_says_so_and_has_no_words():
    edition = LINKED_ART.documents["edition"](OBJECT, TAKEN_BACK, WITHDRAWN)
    assert "content" not in edition
    assert "(withdrawn)" in edition["_label"]
    assert "Withdrawn on 2025-01-01: De spreker vroeg erom." in _notes(edition)


def test_a_text_names_all_its_editions_and_its_ties():
    claims = LINKED_ART.documents["text"](OBJECT, QUOTE)["attributed_by"]
    assert [one.get("assigned_property") for one in claims] == ["conceptual_part", None, None]
    disputed = claims[1]
    assert disputed["classified_as"][0]["id"].endswith("disputes")
    assert disputed["assigned"][0]["id"].endswith(FIRST.id)
    assert disputed["carried_out_by"][0]["_label"] == "A. Bron"


def test_a_voice_gives_its_statement_and_its_mandate_and_where_it_belongs():
    voice = LINKED_ART.documents["voice"](GROUP)
    assert voice["type"] == "Group"
    assert voice["member_of"][0]["id"].endswith("/id/voice/museum")
    assert "Wij spreken over onze eigen geschiedenis." in _notes(voice)
    assert "Mandaat: Ledenvergadering, 3 mei 2024" in _notes(voice)
    assert voice["equivalent"][0]["id"] == "https://example.org/groups/sugar%20group"


def test_kinds_of_voice_become_persons_or_groups():
    assert LINKED_ART.documents["voice"](DESCENDANT)["type"] == "Person"
    assert LINKED_ART.documents["voice"](MUSEUM)["type"] == "Group"
    assert LINKED_ART.documents["voice"](VoiceRecord("x", {"en": "X"}, "unknown"))["type"] == "Group"


def test_a_voice_without_a_name_is_called_by_its_slug():
    assert LINKED_ART.documents["voice"](VoiceRecord("nameless", {}))["_label"] == "nameless"


def test_a_perspective_is_a_concept_with_a_description():
    perspective = LINKED_ART.documents["perspective"](SLAVERY)
    assert perspective["type"] == "Type"
    assert _notes(perspective) == "Who worked, and for whom."


def test_the_language_of_the_interface_changes_no_record():
    from django.utils.translation import override

    with override("en"):
        english = json_ld(_object())
    with override("nl"):
        assert json_ld(_object()) == english


def test_the_words_of_the_facts_become_terms_where_they_stand_for_one():
    described = _object()
    made = described["produced_by"]
    assert "https://terms.example.org/sugar-bowls" in [one["id"] for one in described["classified_as"]]
    assert [one["_label"] for one in described["made_of"]] == ["silver"]
    assert [one["_label"] for one in made["technique"]] == ["chasing"]
    assert [one["id"] for one in made["took_place_at"]] == ["https://sws.geonames.org/2759794/"]
    assert made["carried_out_by"][0]["equivalent"][0]["id"] == "https://data.rkd.nl/artists/0"
    assert "hout" in _notes(described)


def test_a_keyword_is_assigned_where_its_term_is_a_concept_and_else_stays_words():
    described = _object()
    assigned = [one for one in described["attributed_by"] if one.get("_label", "").startswith("Keyword")]
    assert [one["assigned"][0]["_label"] for one in assigned] == ["plantations"]
    assert "plantages, Van Rossum, zoet" in _notes(described)


def test_words_that_stand_for_no_term_stay_words():
    described = LINKED_ART.documents["object"](ObjectRecord("7", facts=ObjectFacts(materials=({"en": "silver"},))))
    assert "made_of" not in described
    assert "silver" in _notes(described)
