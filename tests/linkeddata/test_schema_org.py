"""What is said in schema.org's terms for the Dutch heritage network (SCHEMA-AP-NDE)."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from polyvocal import publishing
from polyvocal.linkeddata.dumps import documents
from polyvocal.linkeddata.profiles import SCHEMA_ORG
from polyvocal.linkeddata.schema_parts import date_of, licence
from polyvocal.linkeddata.schemes import scheme_named
from polyvocal.linkeddata.serialise import json_ld, n_triples
from polyvocal.records import (
    EditionRecord,
    Image,
    Maker,
    ObjectFacts,
    ObjectRecord,
    TermRecord,
    TextRecord,
    VoiceRecord,
)
from polyvocal.records import term_key as key
from tests.factories import ACTOR, make_edition, make_rich_content, make_statement, make_text
from tests.linkeddata.contested import PAINTING, RESEARCH
from tests.linkeddata.samples import (
    DESCENDANT,
    FIRST,
    GROUP,
    HOUSE,
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
VALIDATOR = "validators/nde-schema-ap/validate.py"
CHANGED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def _made(kind, *records):
    return SCHEMA_ORG.documents[kind](*records)


def _values(found, language=None):
    return [one["@value"] for one in found if language in (None, one["@language"])]


@pytest.fixture
def described():
    return _made("object", replace(OBJECT, changed_at=CHANGED))


@pytest.mark.once
def test_the_sample_is_written_as_reviewed(described):
    assert json_ld(described, SCHEMA_ORG.writing) == (GOLDEN / "object.schema.jsonld").read_text("utf-8")


@pytest.mark.once
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD parser
def test_json_ld_and_n_triples_say_the_same(described):
    theirs = Graph().parse(data=json_ld(described, SCHEMA_ORG.writing), format="json-ld")
    assert isomorphic(theirs, Graph().parse(data=n_triples(described, SCHEMA_ORG.writing), format="nt"))


@pytest.mark.once
def test_one_name_and_one_house_description_stand_in_each_language(described):
    assert [one["@language"] for one in described["name"]] == ["nl", "en"]
    assert _values(described["description"]) == [SECOND.words]
    assert _values(described["alternateName"]) == ["Bittere pot"]


@pytest.mark.once
def test_the_label_describes_before_the_text_for_the_web():
    def text(kind, words, **more):
        return TextRecord(HOUSE, kind, "nl", (EditionRecord(words, number=1, id=f"{kind}-1", **more),), id=kind)

    obj = ObjectRecord("7", texts=(text("web-text", "Lang."), text("object-label", "Kort."), text("audio-script", "?")))
    assert _values(_made("object", obj)["description"]) == ["Kort."]


@pytest.mark.once
def test_every_current_text_is_a_work_of_its_own_with_its_voices(described):
    quote = next(one for one in described["subjectOf"] if one["@id"].endswith(QUOTE.editions[0].id))
    assert quote["@type"] == ["CreativeWork", "Quotation"]
    assert _values(quote["text"], "en") == ["My ancestors cut this cane."]
    assert [one["@id"].rpartition("/")[2] for one in quote["creator"]] == [DESCENDANT.slug, GROUP.slug]
    assert quote["keywords"]["@id"].endswith("/id/perspective/slavery")
    assert quote["inLanguage"] == "en"


@pytest.mark.once
def test_superseded_words_stand_in_their_edition_alone_and_say_so(described):
    assert FIRST.words not in json.dumps(described, ensure_ascii=False)
    edition = _made("edition", OBJECT, LABEL, FIRST)
    assert _values(edition["text"]) == [FIRST.words]
    assert edition["creativeWorkStatus"]["termCode"] == "superseded"
    assert edition["expires"]["@value"] == "2023-07-01T09:00:00Z"
    assert _values(edition["correction"][0]["text"]) == ["De eerste tekst verzweeg de slavernij."]
    assert FIRST.words not in json.dumps(_made("text", OBJECT, LABEL), ensure_ascii=False)


@pytest.mark.once
def test_an_edition_tells_number_time_ground_and_warning():
    edition = _made("edition", OBJECT, LABEL, SECOND)
    assert edition["version"] == 2
    assert edition["isBasedOn"] == [{"@id": f"https://museum.example.org/id/edition/{FIRST.id}"}]
    assert edition["citation"][0]["name"] == "Kasboek van de familie Vos, f. 12r"
    assert _values(edition["contentRating"]["ratingExplanation"]) == ["Gaat over slavernij."]
    assert _values(edition["temporal"]) == ["sinds 2020"]
    assert edition["license"]["@id"] == "http://rightsstatements.org/vocab/InC/1.0/"
    roles = {
        one["contributor"]["@id"].rpartition("/")[2]: _values(one["roleName"], "en")[0]
        for one in edition["contributor"]
    }
    assert roles == {"museum": "author", "a-bron": "consulted"}
    assert [one["@id"].rpartition("/")[2] for one in edition["creator"]] == ["museum"]


@pytest.mark.once
def test_where_an_edition_stood_is_an_exhibition():
    showing = _made("edition", OBJECT, LABEL, FIRST)["subjectOf"][0]
    assert (showing["@type"], showing["startDate"]["@value"]) == ("ExhibitionEvent", "2009-03-01")


@pytest.mark.once
def test_a_withdrawn_edition_is_a_tombstone():
    edition = _made("edition", OBJECT, TAKEN_BACK, WITHDRAWN)
    assert "text" not in edition
    assert edition["creativeWorkStatus"]["termCode"] == "withdrawn"
    assert edition["expires"]["@value"] == "2025-01-01T09:00:00Z"
    assert _values(edition["disambiguatingDescription"]) == ["De spreker vroeg erom."]


@pytest.mark.once
def test_a_text_names_its_editions_and_its_ties():
    text = _made("text", OBJECT, QUOTE)
    assert text["workExample"] == [{"@id": f"https://museum.example.org/id/edition/{QUOTE.editions[0].id}"}]
    assert text["translationOfWork"] == [{"@id": f"https://museum.example.org/id/text/{LABEL.id}"}]
    (dispute,) = text["mentions"]
    assert dispute["linkRelationship"].endswith("cito/disputes")
    assert dispute["mentions"]["@id"].endswith(FIRST.id)
    assert _values(dispute["description"]) == ["It was not only silver."]


@pytest.mark.once
def test_words_of_a_machine_are_said_to_be_generated():
    machine = VoiceRecord("model", {"en": "A language model"}, "machine")
    spoken = replace(SECOND, attributions=(replace(SECOND.attributions[0], voice=machine),))
    edition = _made("edition", OBJECT, LABEL, spoken)
    assert edition["digitalSourceType"]["@id"].endswith("TrainedAlgorithmicMediaDigitalSource")
    assert "@type" not in edition["creator"][0]
    assert "digitalSourceType" not in _made("edition", OBJECT, LABEL, SECOND)


@pytest.mark.once
def test_a_voice_tells_on_whose_behalf_it_speaks():
    voice = _made("voice", GROUP)
    assert voice["@type"] == ["Organization"]
    assert _values(voice["disambiguatingDescription"], "nl") == ["Mandaat: Ledenvergadering, 3 mei 2024"]
    assert {one["termCode"] for one in voice["additionalType"]} == {"source-community", "mandated"}
    assert voice["sameAs"] == [{"@id": "https://example.org/groups/sugar%20group"}]
    assert voice["memberOf"]["@id"].endswith("/id/voice/museum")
    assert _made("voice", DESCENDANT)["@type"] == ["Person"]


@pytest.mark.once
def test_pictures_bear_a_licence_even_where_nobody_stated_one():
    facts = ObjectFacts(
        images=(
            Image("https://images.example.org/a.jpg", licence="CC0-1.0"),
            Image("https://images.example.org/b.jpg", licence="Ask the photographer"),
            Image("https://iiif.example.org/c/full/max/0/default.jpg", service="https://iiif.example.org/c"),
        )
    )
    open_one, asked, served, manifest = _made("object", ObjectRecord("7", facts=facts))["associatedMedia"]
    assert open_one["license"]["@id"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert asked["license"]["@id"] == "http://rightsstatements.org/vocab/CNE/1.0/"
    assert _values(asked["copyrightNotice"]) == ["Ask the photographer"]
    assert served["thumbnailUrl"]["@id"] == "https://iiif.example.org/c/full/!400,400/0/default.jpg"
    assert manifest["@id"] == "https://museum.example.org/id/object/7.iiif.json"
    assert manifest["encodingFormat"].endswith("profile='http://iiif.io/api/presentation/3/context.json'")
    assert "associatedMedia" not in _made("object", ObjectRecord("8"))


@pytest.mark.once
def test_words_that_stand_for_terms_name_them():
    aat, geo = "http://vocab.getty.edu/aat/300033618", "https://sws.geonames.org/2759794/"
    rkd = "https://data.rkd.nl/artists/1"
    obj = ObjectRecord(
        "7",
        facts=ObjectFacts(
            object_names=({"nl": "doek"},),
            materials=({"nl": "Zilver"},),
            keywords=({"nl": "Amsterdam"}, {"nl": "haven"}),
            makers=(
                Maker("A. Maker"),
                Maker("A. Maker", qualifier="naar"),
                Maker("B. Maker", born="1690", died="ca. 1750"),
            ),
        ),
        terms={
            key("object_names", "nl", "doek"): TermRecord(aat),
            key("materials", "nl", "zilver"): TermRecord("http://vocab.getty.edu/aat/300011029"),
            key("keywords", "nl", "Amsterdam"): TermRecord(geo),
            key("makers", "und", "A. Maker"): TermRecord(rkd),
        },
    )  # fmt: skip
    made = _made("object", obj)
    assert made["@type"] == ["CreativeWork", "Painting"]
    assert [one["sameAs"]["@id"][-9:] for one in made["material"]] == ["300011029"]
    assert made["additionalType"][0]["sameAs"] == {"@id": aat}
    assert made["contentLocation"][0]["@type"] == ["DefinedTerm", "Place"]
    assert [_values(one["name"]) for one in made["about"]] == [["haven"]]
    known, after, person = made["creator"]
    assert known["sameAs"] == {"@id": rkd}
    assert "sameAs" not in after
    assert (person["@type"], person["birthDate"]["@value"], "deathDate" in person) == (["Person"], "1690", False)


@pytest.mark.once
@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("1889-06-15", ("1889-06-15", "xsd:date")),
        ("1889-06", ("1889-06", "xsd:gYearMonth")),
        ("1889", ("1889", "xsd:gYear")),
        ("1690~", ("1690", "xsd:gYear")),
        ("1980/1985", ("1980", "xsd:gYear")),
        ("17XX", None),
        ("", None),
    ],
)
def test_a_date_comes_down_to_what_is_sure(edtf, expected):
    made = date_of(edtf)
    assert ((made["@value"], made["@type"]) if made else None) == expected


@pytest.mark.once
def test_licences_are_spelled_as_the_network_wants_them():
    assert licence("http://creativecommons.org/licenses/by/4.0") == {
        "@id": "https://creativecommons.org/licenses/by/4.0/"
    }
    assert licence("All rights reserved") == {}


@pytest.mark.once
def test_a_claim_is_never_a_plain_fact_and_bears_its_judgements():
    made = [one for one in SCHEMA_ORG.documents_of(PAINTING) if "Claim" in one["@type"]]
    assert made
    reviewed = next(one for one in made if one.get("review"))
    review = reviewed["review"][0]
    assert review["itemReviewed"]["@id"] == reviewed["@id"]
    assert review["reviewBody"]
    assert reviewed["keywords"][0]["termCode"] in ("disputed", "disproved", "supported")


@pytest.mark.shared
@pytest.mark.once
@pytest.mark.django_db
def test_the_shapes_of_the_network_find_no_violation(shared, tmp_path):
    disputed, disputing = make_text(), make_text()
    publishing.publish(publishing.draft(disputed, ACTOR, content=make_rich_content()), ACTOR)
    publishing.withdraw(make_edition(disputed, "Taken back."), ACTOR, reason="On request.")
    make_edition(disputing)
    make_statement()
    records = [
        *SCHEMA_ORG.documents_of(OBJECT),
        *SCHEMA_ORG.documents_of(PAINTING),
        *(_made("voice", one) for one in (MUSEUM, GROUP, DESCENDANT)),
        _made("perspective", SLAVERY),
        _made("research", RESEARCH),
        *documents(SCHEMA_ORG),
    ]
    path = tmp_path / "all.nt"
    path.write_bytes(b"".join(n_triples(one, SCHEMA_ORG.writing) for one in records))
    alone = tmp_path / "object.jsonld"
    alone.write_text(json_ld(_made("object", OBJECT), SCHEMA_ORG.writing), "utf-8")
    verdict = _judged(shared, path, alone)
    assert verdict.returncode == 0, verdict.stdout
    warned = [line for line in verdict.stdout.splitlines() if "Warning" in line]
    assert all("renderable MediaObject" in line for line in warned), verdict.stdout


@pytest.mark.shared
@pytest.mark.once
def test_the_shapes_can_find_a_violation(shared, tmp_path):
    path = tmp_path / "wrong.jsonld"
    path.write_text(json_ld(_made("object", OBJECT) | {"name": "Untagged"}, SCHEMA_ORG.writing), "utf-8")
    assert _judged(shared, path).returncode == 1


def _judged(shared, *paths):
    return subprocess.run([sys.executable, shared / VALIDATOR, *paths], capture_output=True, text=True, check=False)


@pytest.mark.django_db
def test_withdrawn_and_unpublished_words_reach_no_document():
    edition = make_edition(words="Taken back.")
    publishing.withdraw(edition, ACTOR, reason="On request.")
    publishing.draft(make_text(), ACTOR, content=publishing.Content(words="Not yet."))
    written = "".join(json_ld(one, SCHEMA_ORG.writing) for one in documents(SCHEMA_ORG))
    assert str(edition.pk) in written
    assert "Taken back." not in written
    assert "Not yet." not in written


@pytest.mark.once
def test_a_scheme_is_a_set_of_terms():
    made = _made("scheme", scheme_named("text-types"))
    label = next(one for one in made["hasDefinedTerm"] if one["termCode"] == "object-label")
    assert label["@id"] == "https://museum.example.org/id/scheme/text-types#object-label"
    assert label["sameAs"]["@id"].endswith("aat/300048722")
