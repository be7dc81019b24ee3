"""LIDO 1.1: every current text with its voice, every claim with its standing, and nothing that is not current."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import etree

from polyvocal import publishing
from polyvocal.linkeddata import gather
from polyvocal.linkeddata.dumps import write_dump
from polyvocal.linkeddata.lido import XML, object_document
from polyvocal.linkeddata.profiles import PROFILES
from polyvocal.linkeddata.writings import WITHOUT_RDF
from polyvocal.object_model import adapter
from polyvocal.records import (
    Dimension,
    Image,
    Maker,
    ObjectFacts,
    ObjectRecord,
    Span,
    TermRecord,
    VoiceRecord,
    term_key,
)
from tests.factories import ACTOR, make_draft, make_edition, make_object, make_text
from tests.linkeddata.contested import PAINTING
from tests.linkeddata.samples import (
    FIRST,
    LABEL,
    OBJECT,
    QUOTE,
    SECOND,
    TAKEN_BACK,
    WITHDRAWN,
)

LIDO = "http://www.lido-schema.org"
SPACES = {"l": LIDO}
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def _written(obj):
    return XML.one(object_document(obj), WITHOUT_RDF).encode()


def _read(obj):
    return etree.fromstring(_written(obj))


def _said(root, path):
    return [one.text for one in root.iterfind(f".//l:{path.replace('/', '/l:')}", SPACES)]


def _notes(root, edition, label):
    for told in root.iterfind(".//l:objectDescriptionSet", SPACES):
        if told.findtext("l:descriptiveNoteID", namespaces=SPACES).endswith(edition.id):
            return [
                one.text
                for one in told.iterfind("l:sourceDescriptiveNote", SPACES)
                if one.get(f"{{{LIDO}}}label") == label
            ]
    return None


def _event(root, name):
    return [
        one
        for one in root.iterfind(".//l:event", SPACES)
        if one.findtext("l:eventType/l:term", namespaces=SPACES) == name
    ]


def test_every_current_text_is_a_description_that_is_cited_by_its_edition():
    root = _read(OBJECT)
    assert _said(root, "objectDescriptionSet/descriptiveNoteValue") == [SECOND.words, "My ancestors cut this cane."]
    first = root.find(".//l:objectDescriptionSet", SPACES)
    assert first.findtext("l:descriptiveNoteID", namespaces=SPACES) == (
        f"https://museum.example.org/id/edition/{SECOND.id}"
    )
    assert first.find("l:descriptiveNoteValue", SPACES).get(XML_LANGUAGE) == "nl"
    assert first.get(f"{{{LIDO}}}type") == "http://vocab.getty.edu/aat/300048722"


def test_whoever_takes_a_description_takes_its_voice_along():
    root = _read(OBJECT)
    assert _notes(root, QUOTE.editions[0], "voice") == [
        "Voice: A. Bron (spoken by), Werkgroep Suiker (translator). Perspective: Relation to slavery. Edition 1, "
        f"public since 2025-05-01. Cite https://museum.example.org/id/edition/{QUOTE.editions[0].id}"
    ]
    about = _notes(root, QUOTE.editions[0], "about the voice")
    assert about[1] == (
        "About this voice: Werkgroep Suiker, source community; speaks with a mandate: Ledenvergadering, 3 mei 2024. "
        "https://museum.example.org/id/voice/werkgroep-suiker"
    )
    assert _notes(root, QUOTE.editions[0], "perspective") == [
        "Perspective: Relation to slavery, https://museum.example.org/id/perspective/slavery"
    ]
    assert _notes(root, SECOND, "content note") == ["Gaat over slavernij."]
    assert _notes(root, SECOND, "held") == ["Zienswijze van: sinds 2020 (2020/..)"]
    assert _notes(root, SECOND, "reason") == ["Reden van deze uitgave: De eerste tekst verzweeg de slavernij."]
    assert _notes(root, SECOND, "source") == [
        "Bron: Kasboek van de familie Vos, f. 12r, https://archive.example.org/vos/1"
    ]
    assert _notes(root, QUOTE.editions[0], "relation") == [
        f"This text disputes https://museum.example.org/id/edition/{FIRST.id} (A. Bron): It was not only silver.",
        f"This text translates https://museum.example.org/id/text/{LABEL.id}",
    ]


def test_a_description_has_its_own_licence_and_credits_its_voices():
    rights = _read(OBJECT).find(".//l:objectDescriptionRights", SPACES)
    assert rights.findtext("l:rightsType/l:conceptID", namespaces=SPACES) == (
        "http://rightsstatements.org/vocab/InC/1.0/"
    )
    assert rights.findtext("l:creditLine", namespaces=SPACES) == "Museum De Werf, A. Bron (geraadpleegd)"


def test_a_machine_is_called_a_machine():
    machine = VoiceRecord("model", {"en": "A language model"}, "machine")
    spoken = replace(SECOND, attributions=(replace(SECOND.attributions[0], voice=machine),))
    root = _read(replace(OBJECT, texts=(replace(LABEL, editions=(FIRST, spoken)),)))
    assert _notes(root, SECOND, "machine") == ["Hier sprak een machine (AI)."]
    assert _notes(_read(OBJECT), SECOND, "machine") == []


def test_of_a_superseded_edition_only_the_address_is_cited():
    written = _written(OBJECT).decode()
    assert FIRST.words not in written
    assert _notes(_read(OBJECT), SECOND, "earlier edition") == [
        f"Vervangen uitgave 1, openbaar van 2009-03-01 tot 2023-07-01: https://museum.example.org/id/edition/{FIRST.id}"
    ]


def test_a_text_that_no_longer_stands_and_a_withdrawn_one_leave_no_trace():
    closed = replace(LABEL, editions=(FIRST,))
    written = _written(replace(OBJECT, texts=(closed, TAKEN_BACK))).decode()
    for gone in (FIRST.words, FIRST.id, WITHDRAWN.id, WITHDRAWN.withdrawal_reason):
        assert gone not in written


@pytest.mark.django_db
def test_words_that_are_not_public_never_reach_the_record():
    text = make_text()
    make_edition(text, "Once said.")
    make_edition(text, "Now said.", reason="It is so.")
    other = make_text(text.obj)
    taken = make_edition(other, "Never again.")
    publishing.withdraw(taken, ACTOR, reason="On request.")
    make_draft(make_text(text.obj), "Not yet.")
    make_draft(text, "Nor this.")
    written = _written(gather.object_record(adapter().identifier(text.obj))).decode()
    assert "Now said." in written
    for words in ("Once said.", "Never again.", "Not yet.", "Nor this.", "On request."):
        assert words not in written


def test_the_first_title_of_each_language_is_preferred():
    titles = _read(OBJECT).iterfind(".//l:titleSet/l:appellationValue", SPACES)
    assert [(one.text, one.get(f"{{{LIDO}}}pref")[-5:]) for one in titles] == [
        ("Suikerpot", "00169"), ("Sugar bowl", "00169"), ("Bittere pot", "00170")
    ]  # fmt: skip


def test_an_object_without_titles_bears_its_number():
    root = _read(ObjectRecord("7", "N-7"))
    assert _said(root, "titleSet/appellationValue") == ["N-7"]
    assert root.find(".//l:titleSet", SPACES).get(f"{{{LIDO}}}type") == "label"
    assert root.find(".//l:appellationValue", SPACES).get(XML_LANGUAGE) == "und"


def test_an_object_without_a_number_bears_that_of_the_system():
    assert _said(_read(ObjectRecord("7")), "repositorySet/workID") == ["7"]


def test_what_the_collection_system_states_is_classified_where_that_is_certain():
    root = _read(OBJECT)
    assert _said(root, "objectWorkType/term") == ["suikerpot", "sugar bowl"]
    assert _said(root, "termMaterialsTech/conceptID") == [
        "http://vocab.getty.edu/aat/300011029",
        "https://terms.example.org/chasing",
    ]
    assert _said(root, "termMaterialsTech/term") == ["zilver", "silver", "hout", "drijven"]
    assert _said(root, "measurementValue") == ["12.5", "8"]
    assert _said(root, "displayObjectMeasurements")[-1] == "omtrek ca. 30 cm"
    assert _said(root, "repositorySet/workID") == ["Z-0204", "KA 17/2"]


def test_a_term_that_somebody_chose_goes_before_the_words_that_we_know():
    same = ("http://www.wikidata.org/entity/Q1090",)
    term = TermRecord("https://terms.example.org/silver", {"en": "silver"}, "https://terms.example.org/", matches=same)
    known = replace(OBJECT, terms={term_key("materials", "nl", "zilver"): term})
    found = _read(known).find(".//l:termMaterialsTech/l:conceptID", SPACES)
    assert (found.text, found.get(f"{{{LIDO}}}source")) == (term.uri, term.source)
    assert found.getnext().text == "http://www.wikidata.org/entity/Q1090"


def test_the_production_names_makers_with_their_lives_and_what_is_not_sure():
    (made,) = _event(_read(OBJECT), "Production")
    sure, unsure = made.iterfind("l:eventActor", SPACES)
    assert sure.findtext("l:displayActorInRole", namespaces=SPACES) == "Dirk Blom (zilversmid, 1690–1751)"
    assert _said(sure, "earliestDate") + _said(sure, "latestDate") == ["1690-01-01", "1751-12-31"]
    assert _said(unsure, "attributionQualifierActor/term") == ["toegeschreven aan"]
    (date,) = made.iterfind("l:eventDate", SPACES)
    assert (_said(date, "displayDate"), _said(date, "earliestDate")) == (["ca. 1720"], ["1720-01-01"])


def test_acquisition_ownership_and_exhibitions_are_events():
    root = _read(OBJECT)
    (acquired,) = _event(root, "Acquisition")
    assert _said(acquired, "displayActorInRole")[0] == "familie Vos"
    assert _said(acquired, "eventMethod/term") == ["schenking"]
    (shown,) = _event(root, "Exhibition")
    assert _said(shown, "displayPlace") == ["Museum De Werf"]
    assert "Familie Vos, 1800–1921" in _said(root, "displayEvent")


def test_an_event_without_actor_date_or_place_is_only_displayed():
    facts = ObjectFacts(makers=(Maker(""),), produced=Span())
    assert _event(_read(ObjectRecord("7", facts=facts)), "Production") == []


def test_rival_claims_stand_side_by_side_each_with_its_voice_and_its_standing():
    claims = _event(_read(PAINTING), "Provenance")
    sold = next(one for one in claims if _said(one, "eventID")[0].endswith("d03"))
    looted = next(one for one in claims if "Looting" in _said(one, "eventMethod/term"))
    told = {
        one.get(f"{{{LIDO}}}type"): one.findtext("l:descriptiveNoteValue", namespaces=SPACES)
        for one in sold.iterfind("l:eventDescriptionSet", SPACES)
    }
    assert told["standing"] == "Standing of this claim: disproved."
    assert told["rivals"] == "Others claim otherwise about this step."
    assert told["judgement"].startswith("Heirs of Salomon de Vries, 2025-06-01: disproved. The stock book names")
    assert set(_said(sold, "attributionQualifierActor/term")) == {"disproved", "weerlegd"}
    assert "Voice: Heirs of Salomon de Vries" in _said(looted, "sourceDescriptiveNote")[0]
    assert _said(looted, "sourceDescriptiveNote")[1].startswith("Source: Letter of Rosa de Vries, l. 4")


def test_whoever_only_displays_a_claim_displays_its_voice_and_that_it_is_disproved():
    shown = _said(_read(PAINTING), "displayEvent")
    assert shown[2].startswith("sold to Kunsthandel Merel, Amsterdam, 1941 (disproved. Voice: De Werf Museum.")
    assert "[…] by way of the south (Voice: De Werf Museum." in shown[4]


def test_what_a_statement_doubts_is_qualified():
    claims = _event(_read(PAINTING), "Provenance")
    bought = next(one for one in claims if _said(one, "eventID")[0].endswith("d02"))
    qualified = [
        one.findtext("l:displayActorInRole", namespaces=SPACES)
        for one in bought.iterfind("l:eventActor", SPACES)
        if _said(one, "attributionQualifierActor/term")
    ]
    assert qualified == ["Auction house De Klok"]
    owned = next(one for one in claims if _said(one, "eventID")[0].endswith("d01"))
    assert _said(owned.find("l:eventDate", SPACES), "latestDate") == ["1690-12-31"]
    assert _said(owned.find("l:eventDate", SPACES), "earliestDate") == []


def test_what_is_no_longer_stated_is_not_claimed():
    assert "a stranger" not in _written(PAINTING).decode()


def test_an_image_says_what_is_seen_in_it_by_whom_and_under_which_licence():
    root = _read(OBJECT)
    (image, _manifest) = root.iterfind(".//l:resourceSet", SPACES)
    assert _said(image, "linkResource") == ["https://images.example.org/204.jpg"]
    assert _said(image, "resourceDescription")[:2] == ["A round silver bowl", "وعاء سكر من الفضة"]
    assert _said(image, "resourceDescription")[2].startswith("Voice: De Werf Museum.")
    assert _said(image, "rightsType/conceptID") == ["https://creativecommons.org/publicdomain/zero/1.0/"]


def test_an_image_service_gives_a_preview():
    image = Image("https://iiif.example.org/7/full/max/0/default.jpg", service="https://iiif.example.org/7")
    (shown, _manifest) = _read(ObjectRecord("7", facts=ObjectFacts(images=(image,)))).iterfind(
        ".//l:resourceSet", SPACES
    )
    assert _said(shown, "linkResource")[1] == "https://iiif.example.org/7/full/!400,400/0/default.jpg"


def test_what_is_seen_stands_with_the_descriptions_where_there_is_no_image():
    bare = replace(OBJECT, facts=ObjectFacts())
    assert "وعاء سكر من الفضة" in _said(_read(bare), "objectDescriptionSet/descriptiveNoteValue")


def test_the_museums_own_manifests_are_resources_beside_ours():
    facts = ObjectFacts(manifests=("https://museum.example.org/manifest.json",))
    assert _said(_read(ObjectRecord("7", facts=facts)), "linkResource") == [
        "https://museum.example.org/manifest.json", "https://museum.example.org/id/object/7.iiif.json"
    ]  # fmt: skip


def test_the_record_says_when_what_is_said_last_changed_and_not_when_it_was_asked_for():
    assert _said(_read(OBJECT), "recordMetadataDate") == ["2025-05-01T11:00:00+02:00"]
    assert _said(_read(ObjectRecord("7")), "recordMetadataDate") == []
    to_come = replace(SECOND, published_until=datetime(2999, 1, 1, tzinfo=UTC))
    planned = replace(OBJECT, texts=(replace(LABEL, editions=(FIRST, to_come)),))
    assert _said(_read(planned), "recordMetadataDate") == ["2023-07-01T11:00:00+02:00"]
    assert _notes(_read(planned), SECOND, "valid") == ["Openbaar sinds 2023-07-01, tot 2999-01-01."]


def test_words_may_hold_whatever_xml_cannot():
    odd = replace(OBJECT, object_number='<&"\x00\r')
    assert _said(_read(odd), "repositorySet/workID")[0] == '<&"\N{REPLACEMENT CHARACTER}\r'


def test_a_language_that_xml_does_not_know_is_not_given():
    facts = ObjectFacts(keywords=({"nl_NL!": "suiker"},), dimensions=(Dimension("hoogte", "", "cm"),))
    root = _read(ObjectRecord("7", facts=facts))
    assert root.find(".//l:subjectConcept/l:term", SPACES).get(XML_LANGUAGE) is None
    assert _said(root, "displayObjectMeasurements") == []


def test_many_records_are_one_document_of_the_same_records():
    root = etree.fromstring(b"".join(XML.stream(map(object_document, (OBJECT, PAINTING)), WITHOUT_RDF)))
    assert [one.tag for one in root] == [f"{{{LIDO}}}lido"] * 2
    assert etree.tostring(root[0], method="c14n").count(b"Suikerpot") == _written(OBJECT).count(b"Suikerpot")


@pytest.mark.django_db
@pytest.mark.parametrize("asked", [{"accept": "application/xml"}, {"accept-profile": "<http://www.lido-schema.org>"}])
def test_an_aggregator_is_led_to_the_record(client, asked):
    key = adapter().identifier(make_edition().text.obj)
    led = client.get(f"/id/object/{key}", headers={"accept": "*/*"} | asked)
    assert (led.status_code, led["Location"]) == (303, f"/id/object/{key}.lido.xml")
    answer = client.get(led["Location"])
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert etree.fromstring(answer.content).tag == f"{{{LIDO}}}lido"
    again = client.get(led["Location"], headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.django_db
def test_editions_and_voices_have_no_record_of_their_own(client):
    assert client.get(f"/id/edition/{make_edition().pk}.lido.xml").status_code == 404


@pytest.mark.django_db
def test_a_dump_holds_the_record_of_every_object(tmp_path):
    for number in range(3):
        make_edition(make_text(make_object(identifier=f"dumped-{number}")))
    dump = write_dump(tmp_path, PROFILES["lido"], XML)
    root = etree.parse(dump.path).getroot()
    assert (dump.path.name, len(root), dump.counts) == ("lido.xml", 3, {"objects": 3})
