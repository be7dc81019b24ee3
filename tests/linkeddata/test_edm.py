"""What an aggregator of the Europeana Data Model is told of an object."""

from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from polyvocal.linkeddata import edm, edm_xml
from polyvocal.linkeddata.edm_rights import NOT_EVALUATED, rights_of, strictest
from polyvocal.linkeddata.profiles import EDM
from polyvocal.linkeddata.serialise import json_ld, n_triples, turtle
from polyvocal.records import (
    AttributionRecord,
    Image,
    Maker,
    ObjectFacts,
    ObjectRecord,
    Span,
    TermRecord,
    VoiceRecord,
    term_key,
)
from tests.linkeddata.contested import PAINTING
from tests.linkeddata.samples import FACTS, FIRST, LABEL, OBJECT, QUOTE, SECOND, SLAVERY

GOLDEN = Path(__file__).parent / "golden"
MACHINE = VoiceRecord("writer", {"en": "Writing machine"}, "machine")


def _nodes(obj=OBJECT, kind=None):
    graph = edm.object_document(obj)["@graph"]
    return [node for node in graph if kind in (None, node["@type"])]


def _thing(obj=OBJECT):
    return _nodes(obj)[0]


def _aggregation(obj=OBJECT):
    return _nodes(obj, "ore:Aggregation")[0]


def _with_facts(**facts):
    return replace(OBJECT, facts=replace(FACTS, **facts))


def _words(values):
    return [value["@value"] if isinstance(value, dict) else value for value in values]


@pytest.mark.once
def test_a_record_reads_as_the_golden_file_says():
    assert edm_xml.one(edm.object_document(OBJECT), EDM.writing) == (GOLDEN / "object.edm.xml").read_text("utf-8")


@pytest.mark.once
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD parser
def test_every_format_says_the_same():
    document = edm.object_document(OBJECT)
    expected = Graph().parse(data=n_triples(document, EDM.writing), format="nt")
    assert len(expected) > 100
    for data, name in (
        (edm_xml.one(document, EDM.writing), "xml"),
        (json_ld(document, EDM.writing), "json-ld"),
        (turtle(document, EDM.writing), "turtle"),
    ):
        assert isomorphic(Graph().parse(data=data, format=name), expected), name


def test_the_house_speaks_first_and_bare_and_every_other_text_begins_with_its_voice():
    described = _thing()["dc:description"]
    assert described[0] == {
        "@value": f"Inhoudswaarschuwing: Gaat over slavernij. {SECOND.words}",
        "@language": "nl",
    }
    assert described[1] == {
        "@value": "Voice: A. Bron (spoken by), Werkgroep Suiker (translator) (Relation to slavery): "
        "My ancestors cut this cane.",
        "@language": "en",
    }


def test_superseded_and_withdrawn_words_and_editions_are_in_no_record():
    written = edm_xml.record(edm.object_document(OBJECT))
    assert SECOND.words.splitlines()[0] in written
    assert FIRST.words not in written
    assert "7c1d3b63-9e7f-4a1f-8b6d-4a2e8f2c3d51" not in written
    assert "De spreker vroeg erom" not in written
    assert FIRST.id not in str(_thing()["dcterms:isReferencedBy"])


def test_what_a_machine_made_says_so():
    edition = replace(SECOND, attributions=(AttributionRecord(MACHINE),), content_note={})
    told = replace(OBJECT, texts=(replace(LABEL, editions=(edition,)),))
    assert _words(_thing(told)["dc:description"])[0].startswith(
        "Stem: Writing machine; door een machine gemaakt (Museumtekst): Zilveren suikerpot."
    )


def test_the_page_of_an_edition_carries_voice_text_type_perspective_language_dates_licence_reason_and_sources():
    page = next(one for one in _nodes(kind="edm:WebResource") if one["@id"].endswith(f"/edition/{SECOND.id}/"))
    assert page["dc:creator"] == [{"@id": "https://museum.example.org/id/voice/museum"}]
    assert {"@id": "https://museum.example.org/id/perspective/museum"} in page["dc:type"]
    assert {"@value": "objecttekst", "@language": "nl"} in page["dc:type"]
    assert page["dc:language"] == "nl"
    assert page["dcterms:issued"] == "2023-07-01"
    assert page["edm:rights"] == {"@id": "http://rightsstatements.org/vocab/InC/1.0/"}
    assert page["dc:source"] == [
        "Kasboek van de familie Vos, f. 12r",
        {"@id": "https://archive.example.org/vos/1"},
    ]
    notes = _words(page["dc:description"])
    assert notes[0].startswith("Stem: Museum De Werf, A. Bron (geraadpleegd). Perspectief: Museumtekst. Uitgave 2")
    assert "Reden van deze uitgave: De eerste tekst verzweeg de slavernij." in notes
    assert "Zienswijze van: sinds 2020 (2020/..)" in notes
    assert "Inhoudswaarschuwing: Gaat over slavernij." in notes
    assert notes[-1] == (
        f"Vervangen uitgave 1, openbaar van 2009-03-01 tot 2023-07-01: https://museum.example.org/id/edition/{FIRST.id}"
    )


def test_relations_and_showings_are_told_of_with_the_edition():
    page = next(one for one in _nodes(kind="edm:WebResource") if QUOTE.editions[0].id in one["@id"])
    assert (
        f"This text disputes https://museum.example.org/id/edition/{FIRST.id} (A. Bron): It was not only silver."
        in _words(page["dc:description"])
    )
    shown = replace(SECOND, showings=FIRST.showings)
    told = replace(OBJECT, texts=(replace(LABEL, editions=(shown,)),))
    page = next(one for one in _nodes(told, "edm:WebResource") if SECOND.id in one["@id"])
    assert "Getoond: Zoet en bitter, Zaal 3, 2009-03-01 – 2012-01-08" in _words(page["dc:description"])


def test_a_voice_is_an_agent_with_kind_mandate_and_what_it_is_part_of():
    agents = {one["@id"].rpartition("/")[2]: one for one in _nodes(kind="edm:Agent")}
    group = agents["werkgroep-suiker"]
    assert "Mandaat: Ledenvergadering, 3 mei 2024" in _words(group["skos:note"])
    assert "Soort stem: gemeenschap van herkomst; spreekt met een mandaat" in _words(group["skos:note"])
    assert "Wij spreken over onze eigen geschiedenis." in _words(group["skos:note"])
    assert group["dcterms:isPartOf"] == {"@id": "https://museum.example.org/id/voice/museum"}
    assert group["owl:sameAs"] == [{"@id": "https://example.org/groups/sugar%20group"}]


def test_a_perspective_is_a_concept():
    concept = next(one for one in _nodes(kind="skos:Concept") if one["@id"].endswith("/slavery"))
    assert _words(concept["skos:prefLabel"]) == list(SLAVERY.names.values())
    assert _words(concept["skos:note"]) == ["Who worked, and for whom."]


def test_one_title_a_language_and_the_others_beside_it():
    assert _words(_thing()["dc:title"]) == ["Suikerpot", "Sugar bowl"]
    assert _words(_thing()["dcterms:alternative"]) == ["Stem: Museum De Werf (Slavernij): Bittere pot"]


def test_only_a_maker_who_is_sure_becomes_an_agent():
    untied = replace(OBJECT, terms={})
    assert _thing(untied)["dc:creator"] == [
        {"@id": "https://museum.example.org/id/object/204#maker-1"},
        "toegeschreven aan atelier Blom",
    ]
    maker = next(one for one in _nodes(untied, "edm:Agent") if one["@id"].endswith("#maker-1"))
    assert (maker["rdaGr2:dateOfBirth"], maker["rdaGr2:dateOfDeath"]) == ("1690", "1751")


def test_a_maker_with_a_term_is_known_by_it():
    assert _thing()["dc:creator"][0] == {"@id": "https://data.rkd.nl/artists/0"}
    assert "https://data.rkd.nl/artists/0" in [one["@id"] for one in _nodes(kind="edm:Agent")]


@pytest.mark.parametrize("role", ["Copy after:", "Former attribution:", "naar", "toegeschreven aan"])
def test_a_role_of_doubt_makes_no_agent(role):
    told = _with_facts(makers=(Maker("Gilbert Stuart", {"en": role}, "1755", "1828"),))
    assert _thing(told)["dc:creator"] == [f"Gilbert Stuart ({role.rstrip(':')})"]


def test_a_date_is_a_period_where_it_is_understood_and_words_where_it_is_not():
    assert _thing()["dcterms:created"] == [{"@id": "https://museum.example.org/id/object/204#produced"}]
    span = _nodes(kind="edm:TimeSpan")[0]
    assert span["skos:prefLabel"] == "ca. 1720"
    assert (span["edm:begin"], span["edm:end"]) == ("1720-01-01", "1720-12-31")
    assert _thing(_with_facts(produced=Span("in grootmoeders tijd")))["dcterms:created"] == ["in grootmoeders tijd"]


def test_a_term_stands_for_its_word_and_another_word_stands_beside_it():
    term = TermRecord(
        "http://vocab.getty.edu/aat/300011029",
        {"nl": "zilver", "en": "silver (metal)"},
        "http://vocab.getty.edu/aat/",
        "http://vocab.getty.edu/aat/300010900",
        ("http://www.wikidata.org/entity/Q1090",),
    )
    told = replace(OBJECT, terms={term_key("materials", "nl", "zilver"): term})
    assert _thing(told)["dcterms:medium"] == [
        {"@id": term.uri},
        {"@value": "silver", "@language": "en"},
        {"@value": "hout", "@language": "nl"},
    ]
    concept = next(one for one in _nodes(told, "skos:Concept") if one["@id"] == term.uri)
    assert concept["skos:broader"] == [{"@id": term.broader}]
    assert concept["skos:exactMatch"] == [{"@id": "http://www.wikidata.org/entity/Q1090"}]


def test_a_place_with_a_term_is_a_place():
    place = TermRecord("https://sws.geonames.org/2759794/", {"nl": "Amsterdam"})
    told = replace(_with_facts(places=({"nl": "Amsterdam"},)), terms={term_key("places", "nl", "Amsterdam"): place})
    assert _thing(told)["dcterms:spatial"] == [{"@id": place.uri}]
    assert _nodes(told, "edm:Place")[0]["skos:prefLabel"] == [{"@value": "Amsterdam", "@language": "nl"}]


def test_a_keyword_that_may_be_a_person_or_a_place_is_a_bare_reference():
    person = TermRecord("http://www.wikidata.org/entity/Q30449", {"en": "Lucille Ball"})
    told = replace(
        _with_facts(keywords=({"en": "Lucille Ball"},)), terms={term_key("keywords", "en", "Lucille Ball"): person}
    )
    assert _thing(told)["dc:subject"] == [{"@id": person.uri}, {"@value": "Lucille Ball", "@language": "en"}]
    assert person.uri not in [one["@id"] for one in _nodes(told)]


def test_rights_are_spelled_as_the_rules_want_them():
    assert rights_of("CC-BY-SA-4.0") == "http://creativecommons.org/licenses/by-sa/4.0/"
    assert rights_of("https://creativecommons.org/publicdomain/mark/1.0/deed.nl") == (
        "http://creativecommons.org/publicdomain/mark/1.0/"
    )
    assert rights_of("https://rightsstatements.org/page/InC-EDU/1.0/?language=nl") == (
        "http://rightsstatements.org/vocab/InC-EDU/1.0/"
    )
    assert rights_of("http://rightsstatements.org/vocab/NKC/1.0/") == rights_of("ask us") == rights_of("") == ""


@pytest.mark.parametrize(
    ("licence", "is_taken"),
    [
        ("by-sa/3.0/nl", True),
        ("by/3.0/igo", True),
        ("by-nc-nd/2.5/scotland", True),
        ("by-nd-nc/1.0", True),
        ("by-nd-nc/2.0", False),
        ("by/2.1/jp", True),
        ("by/2.1", False),
        ("by/4.0", True),
        ("by/4.0/nl", False),
        ("by-sa/2.0/us", False),
        ("by/5.0", False),
        ("nc/1.0", False),
    ],
)
def test_rights_are_licences_that_there_are_in_their_version_and_country(licence, is_taken):
    uri = f"http://creativecommons.org/licenses/{licence}/"
    assert rights_of(uri) == (uri if is_taken else "")


def test_of_several_licences_the_strictest_holds_for_all():
    assert strictest({"CC0-1.0", "CC-BY-NC-4.0"}) == "http://creativecommons.org/licenses/by-nc/4.0/"
    assert strictest({"CC0-1.0", "ask us"}) == strictest(set()) == NOT_EVALUATED


def test_rights_are_those_of_the_first_image_and_of_the_words_where_there_is_none():
    assert _aggregation()["edm:rights"] == {"@id": "http://creativecommons.org/publicdomain/zero/1.0/"}
    unknown = _with_facts(images=(Image("https://images.example.org/1.jpg", licence="ask us"),))
    assert _aggregation(unknown)["edm:rights"] == {"@id": NOT_EVALUATED}
    free = tuple(
        replace(text, editions=tuple(replace(one, licence="CC-BY-4.0") for one in text.editions))
        for text in OBJECT.texts
    )
    wordy = replace(_with_facts(images=()), texts=free)
    assert _aggregation(wordy)["edm:rights"] == {"@id": "http://creativecommons.org/licenses/by/4.0/"}
    assert "edm:isShownBy" not in _aggregation(wordy)


def test_images_are_shown_with_their_service_their_description_and_manifests():
    service = "https://iiif.example.org/204"
    images = (
        Image("https://images.example.org/a b.jpg", {"en": "A bowl"}, "CC0-1.0", service),
        Image("https://images.example.org/2.jpg"),
    )
    told = _with_facts(images=images, manifests=("https://iiif.example.org/204/manifest",))
    first = "https://images.example.org/a%20b.jpg"
    assert _aggregation(told)["edm:isShownBy"] == _aggregation(told)["edm:object"] == {"@id": first}
    assert _aggregation(told)["edm:hasView"] == [{"@id": "https://images.example.org/2.jpg"}]
    picture = next(one for one in _nodes(told, "edm:WebResource") if one["@id"] == first)
    assert picture["svcs:has_service"] == {"@id": service}
    assert picture["dcterms:isReferencedBy"] == [
        {"@id": "https://museum.example.org/id/object/204.iiif.json"},
        {"@id": "https://iiif.example.org/204/manifest"},
    ]
    assert _words(picture["dc:description"]) == ["A bowl", "وعاء سكر من الفضة"]
    assert _nodes(told, "svcs:Service")[0]["dcterms:conformsTo"] == {"@id": "http://iiif.io/api/image"}


def test_rival_claims_and_judgements_stand_beside_the_statements():
    told = _words(_thing(PAINTING)["dcterms:provenance"])
    assert told[0] == "…"
    assert told[1] == "Voice: Heirs of Salomon de Vries (The family): Taken from Salomon de Vries in 1941."
    assert (
        "On “sold to Kunsthandel Merel, Amsterdam, 1941”: Heirs of Salomon de Vries, 2025-06-01: disproved. "
        "The stock book names a price that nobody received. "
        "(Letter of Rosa de Vries, l. 4, https://archive.example.org/letters/4)" in told
    )
    assert "On “taken from Salomon de Vries in 1941”: Others claim otherwise about this step." in told
    assert "a stranger" not in " ".join(told)


def test_what_cannot_be_told_says_why():
    assert edm.lacks(OBJECT) == []
    assert edm.lacks(PAINTING) == ["It has no title, no description and no name for what it is."]


def test_an_object_without_title_bears_the_name_of_what_it_is():
    told = ObjectRecord("7", "N.7", facts=ObjectFacts(object_names=({"nl": "kom"},)))
    assert edm.lacks(told) == []
    assert _thing(told)["dc:title"] == [{"@value": "kom", "@language": "nl"}]
    assert _thing(replace(told, fallback_title="Blue bowl"))["dc:title"] == ["Blue bowl"]
    assert edm.lacks(ObjectRecord("7", "N.7", fallback_title="N.7")) != []


def test_an_object_of_which_nothing_is_known_is_a_collection_item():
    told = ObjectRecord("7", "N.7", titles={"nl": "Iets"})
    assert _thing(told)["dc:type"] == [{"@id": "http://vocab.getty.edu/aat/300404024"}]
    filed = replace(told, facts=ObjectFacts(categories=({"nl": "glas"},)))
    assert _thing(filed)["dc:type"] == [{"@value": "glas", "@language": "nl"}]


def test_xml_holds_any_words():
    told = ObjectRecord("7", "<&\x00>", titles={"nl": 'a < b & "c"\x0b'})
    graph = Graph().parse(data=edm_xml.one(edm.object_document(told), EDM.writing), format="xml")
    assert 'a < b & "c"\N{REPLACEMENT CHARACTER}' in {str(one) for one in graph.objects()}
