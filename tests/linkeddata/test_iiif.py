"""IIIF Presentation 3.0: images with every voice beside them, and what the specification says a manifest MUST be."""

import gzip
import json
import re
from dataclasses import replace

import pytest

from polyvocal import publishing
from polyvocal.linkeddata import gather
from polyvocal.linkeddata.dumps import write_dump
from polyvocal.linkeddata.iiif import CONTEXT, JSON, manifest
from polyvocal.linkeddata.profiles import BY_ENDING, PROFILES
from polyvocal.object_model import adapter
from polyvocal.records import (
    CitationRecord,
    Dimension,
    Image,
    ObjectFacts,
    ObjectRecord,
    VoiceRecord,
)
from tests.factories import ACTOR, make_draft, make_edition, make_object, make_text
from tests.linkeddata.contested import PAINTING
from tests.linkeddata.samples import (
    FIRST,
    LABEL,
    OBJECT,
    PICTURED,
    QUOTE,
    SECOND,
    TAKEN_BACK,
    WITHDRAWN,
)

BASE = "https://museum.example.org"
SERVICE = Image("https://iiif.example.org/7/full/max/0/default.jpg", service="https://iiif.example.org/7")
WITH_SERVICE = ObjectRecord("7", facts=ObjectFacts(images=(SERVICE, Image("https://images.example.org/8.png"))))
LANGUAGE_MAP = re.compile(r"[a-zA-Z-]+")


def _rows(obj):
    return [(row["label"]["en"][0], row["value"]) for row in manifest(obj)["metadata"]]


def _annotations(obj, canvas=0):
    return [one for page in manifest(obj)["items"][canvas]["annotations"] for one in page["items"]]


def test_the_manifest_is_called_by_the_titles_and_sums_up_what_the_house_says():
    made = manifest(OBJECT)
    assert (made["id"], made["type"]) == (f"{BASE}/id/object/204.iiif.json", "Manifest")
    assert made["label"] == {"nl": ["Suikerpot"], "en": ["Sugar bowl"]}
    assert made["summary"] == {"nl": [SECOND.words]}


def _on(obj, label):
    """The words under a label, and the row about them that follows."""
    rows = _rows(obj)
    place = next(place for place, (found, _value) in enumerate(rows) if found.startswith(label))
    return rows[place][1], rows[place + 1][1]


def test_a_row_names_the_voices_and_the_next_holds_all_that_goes_with_the_words():
    words, notes = _on(OBJECT, "Relation to slavery: A. Bron (spoken by), Werkgroep Suiker (translator) (spoken word)")
    told = notes["en"]
    assert words == {"en": ["My ancestors cut this cane."]}
    assert told[0].startswith("Voice: A. Bron (spoken by), Werkgroep Suiker (translator). Perspective: Relation")
    assert told[2].endswith(f"with a mandate: Ledenvergadering, 3 mei 2024. {BASE}/id/voice/werkgroep-suiker")
    assert f"Perspective: Relation to slavery, {BASE}/id/perspective/slavery" in told
    assert any(one.startswith("This text disputes") for one in told)
    label = _on(OBJECT, "Museum text: De Werf Museum, A. Bron (consulted) (object label)")[1]["nl"]
    assert label[-1] == "Licentie: http://rightsstatements.org/vocab/InC/1.0/"
    assert "Bron: Kasboek van de familie Vos, f. 12r, https://archive.example.org/vos/1" in label


def test_a_content_note_comes_before_the_words():
    labels = [label for label, _value in _rows(OBJECT)]
    assert labels[labels.index("Content note") + 1].startswith("Museum text: De Werf Museum, A. Bron")
    assert dict(_rows(OBJECT))["Content note"] == {"nl": ["Gaat over slavernij."]}


def test_words_stand_in_their_own_language_whatever_that_of_the_notes():
    words, notes = _on(OBJECT, "Museum text: De Werf Museum (description of the image)")
    assert words == {"ar": [PICTURED.editions[0].words]}
    assert list(notes) == ["en"]


def test_lists_are_complete_in_every_language_they_are_shown_in():
    assert dict(_rows(OBJECT))["Materials and techniques"] == {
        "nl": ["zilver", "hout", "drijven"], "en": ["silver", "hout", "drijven"]
    }  # fmt: skip


def test_what_the_collection_system_states_is_in_rows():
    rows = dict(_rows(OBJECT))
    assert rows["Acquired"] == {"none": ["schenking, familie Vos, 1921"]}
    assert rows["Ownership"] == {"none": ["Familie Vos, 1800–1921"]}
    assert rows["Exhibitions"] == {"none": ["Zoet en bitter, Museum De Werf, 2009 – 2012"]}
    assert rows["Made by"]["none"][0] == "Dirk Blom (zilversmid, 1690–1751)"


def test_every_current_text_is_an_annotation_by_its_voices_that_bears_the_address_of_its_edition():
    made = {one["id"]: one for one in _annotations(OBJECT)}
    assert len(made) == 6
    quoted = made[f"{BASE}/id/edition/{QUOTE.editions[0].id}"]
    assert quoted["motivation"] == "commenting"
    assert quoted["creator"] == [
        {"id": f"{BASE}/id/voice/a-bron", "type": "Person", "name": "A. Bron"},
        {"id": f"{BASE}/id/voice/werkgroep-suiker", "type": "Organization", "name": "Werkgroep Suiker"},
    ]
    assert quoted["body"][0] == {
        "type": "TextualBody", "value": "My ancestors cut this cane.", "format": "text/plain", "language": "en"
    }  # fmt: skip
    assert quoted["body"][1]["value"].startswith("Voice: A. Bron (spoken by)")
    assert quoted["created"] == "2025-05-01T09:00:00Z"


def test_who_shows_the_bodies_shows_the_content_note_before_the_words():
    said = next(one for one in _annotations(OBJECT) if one["id"].endswith(SECOND.id))
    assert [one["value"] for one in said["body"][:2]] == ["Inhoudswaarschuwing: Gaat over slavernij.", SECOND.words]
    assert said["rights"] == "http://rightsstatements.org/vocab/InC/1.0/"


def test_a_machine_is_software_and_says_so():
    machine = VoiceRecord("model", {"en": "A language model"}, "machine")
    spoken = replace(SECOND, attributions=(replace(SECOND.attributions[0], voice=machine),))
    (said,) = _annotations(replace(OBJECT, texts=(replace(LABEL, editions=(FIRST, spoken)),)))
    assert said["creator"][0]["type"] == "Software"
    assert said["body"][-1]["value"] == "Hier sprak een machine (AI)."


def test_of_superseded_editions_only_the_address_is_cited_and_of_withdrawn_ones_nothing():
    written = json.dumps(manifest(OBJECT), ensure_ascii=False)
    assert FIRST.words not in written
    assert f"{BASE}/id/edition/{FIRST.id}" in written
    assert WITHDRAWN.id not in written
    closed = replace(OBJECT, texts=(replace(LABEL, editions=(FIRST,)), TAKEN_BACK))
    written = json.dumps(manifest(closed), ensure_ascii=False)
    assert FIRST.words not in written
    assert FIRST.id not in written
    assert "summary" not in manifest(closed)


@pytest.mark.django_db
def test_words_that_are_not_public_never_reach_the_manifest():
    text = make_text()
    make_edition(text, "Once said.")
    make_edition(text, "Now said.", reason="It is so.")
    publishing.withdraw(make_edition(make_text(text.obj), "Never again."), ACTOR, reason="On request.")
    make_draft(make_text(text.obj), "Not yet.")
    make_draft(text, "Nor this.")
    written = json.dumps(manifest(gather.object_record(adapter().identifier(text.obj))))
    assert "Now said." in written
    for words in ("Once said.", "Never again.", "Not yet.", "Nor this.", "On request."):
        assert words not in written


def test_a_contested_claim_is_a_row_with_its_standing_and_every_judgement():
    contested = [value["en"] for label, value in _rows(PAINTING) if label == "Contested provenance"]
    assert contested == [
        ["sold to Kunsthandel Merel, Amsterdam, 1941"], ["taken from Salomon de Vries in 1941"]
    ]  # fmt: skip
    _claim, told = _on(PAINTING, "Contested provenance")
    assert told["en"][:2] == [
        "Standing of this claim: disproved.", "Others claim otherwise about this step."
    ]  # fmt: skip
    assert told["en"][2].startswith("Heirs of Salomon de Vries, 2025-06-01: disproved.")


def test_each_image_is_a_canvas_with_its_service_and_its_own_licence():
    first, second = manifest(WITH_SERVICE)["items"]
    painted = first["items"][0]["items"][0]
    assert (painted["motivation"], painted["target"]) == ("painting", first["id"])
    assert painted["body"]["service"] == [
        {"@id": SERVICE.service, "@type": "ImageService2", "profile": "http://iiif.io/api/image/2/level2.json"}
    ]
    assert second["items"][0]["items"][0]["body"] == {
        "id": "https://images.example.org/8.png", "type": "Image", "format": "image/png"
    }  # fmt: skip
    assert manifest(OBJECT)["items"][0]["rights"] == "http://creativecommons.org/publicdomain/zero/1.0/"


def test_a_service_of_the_third_version_is_known_by_its_address():
    image = Image("https://x.example.org/iiif/3/7/full/max/0/default.jpg", service="https://x.example.org/iiif/3/7")
    made = manifest(ObjectRecord("7", facts=ObjectFacts(images=(image,))))
    assert made["thumbnail"][0]["service"][0]["type"] == "ImageService3"
    assert made["thumbnail"][0]["id"] == "https://x.example.org/iiif/3/7/full/!400,400/0/default.jpg"


def test_a_description_of_the_second_image_stands_on_the_second_canvas():
    second = replace(PICTURED, part=2)
    said = replace(WITH_SERVICE, texts=(second,))
    assert _annotations(said, 1)[0]["id"].endswith(PICTURED.editions[0].id)
    assert "annotations" not in manifest(said)["items"][0]


def test_an_object_without_images_has_one_empty_canvas_on_which_the_texts_stand():
    (canvas,) = manifest(PAINTING)["items"]
    assert (canvas["items"], canvas["label"]["en"]) == ([], ["No image"])
    assert len(_annotations(PAINTING)) == 2


def test_the_manifest_leads_to_the_other_profiles_and_to_the_museums_own_manifest():
    facts = ObjectFacts(manifests=("https://own.example.org/manifest.json",))
    links = manifest(ObjectRecord("7", facts=facts))["seeAlso"]
    endings = [one["id"].removeprefix(f"{BASE}/id/object/7.") for one in links[:-1]]
    assert set(endings) <= set(BY_ENDING)
    for ending, link in zip(endings, links[:-1], strict=True):
        profile, written_as = BY_ENDING[ending]
        assert (link["format"], link["profile"]) == (written_as.media_type, profile.uri)
    assert (links[-1]["id"], links[-1]["type"]) == ("https://own.example.org/manifest.json", "Manifest")


@pytest.mark.parametrize(
    ("licence", "rights"),
    [
        ("CC0-1.0", "http://creativecommons.org/publicdomain/zero/1.0/"),
        ("InC-1.0", "http://rightsstatements.org/vocab/InC/1.0/"),
        ("https://creativecommons.org/licenses/by/4.0/deed.nl", "http://creativecommons.org/licenses/by/4.0/"),
        ("https://rightsstatements.org/page/UND/1.0/?language=nl", "http://rightsstatements.org/vocab/UND/1.0/"),
        ("https://creativecommons.org/about/", None),
        ("http://creativecommons.org/licenses/by/4.0/ (the photographer)", None),
        ("our own terms", None),
    ],
)
def test_only_licences_that_iiif_knows_are_rights_and_they_are_spelled_with_http(settings, licence, rights):
    settings.POLYVOCAL = {**settings.POLYVOCAL, "LICENCE": licence}
    assert manifest(OBJECT).get("rights") == rights
    pictured = ObjectRecord(
        "7", facts=ObjectFacts(images=(Image("https://images.example.org/8.png", licence=licence),))
    )
    assert manifest(pictured)["items"][0].get("rights") == rights


def test_the_institution_is_not_its_page():
    (provider,) = manifest(OBJECT)["provider"]
    assert provider["id"] not in [page["id"] for page in provider["homepage"]]


def test_what_a_viewer_would_take_for_html_is_escaped():
    odd = replace(OBJECT, object_number="<b>7</b>")
    assert dict(_rows(odd))["Object number"] == {"none": ["<p>&lt;b&gt;7&lt;/b&gt;</p>"]}


def test_the_credit_line_and_the_wish_to_show_voices_are_required():
    stated = manifest(OBJECT)["requiredStatement"]["value"]
    assert stated["nl"][0].endswith("Toon elke tekst met de stem die ernaast staat.")
    assert stated["en"][1] == "Schenking familie Vos"


def _is_language_map(value):
    assert value
    for tag, words in value.items():
        assert LANGUAGE_MAP.fullmatch(tag)
        assert words
        assert all(isinstance(one, str) and one for one in words)


def _is_row(row):
    assert set(row) == {"label", "value"}
    _is_language_map(row["label"])
    _is_language_map(row["value"])


def _is_resource(one, *types):
    assert re.match("https?://[^ ]+$", one["id"])
    assert one["type"] in types
    if "label" in one:
        _is_language_map(one["label"])
    if "format" in one:
        assert re.match("[a-z]+/", one["format"])


def _is_annotation(one, canvas):
    _is_resource(one, "Annotation")
    assert one["target"] == canvas["id"]
    bodies = one["body"] if isinstance(one["body"], list) else [one["body"]]
    for body in bodies:
        if one["motivation"] == "painting":
            _is_resource(body, "Image")
        else:
            assert "id" not in body
            assert body["value"]


def _is_canvas(canvas):
    _is_resource(canvas, "Canvas")
    assert "#" not in canvas["id"]
    assert canvas["height"] > 0
    assert canvas["width"] > 0
    for page in (*canvas["items"], *canvas.get("annotations", ())):
        _is_resource(page, "AnnotationPage")
        assert set(page) <= {"id", "type", "label", "items"}
        for one in page["items"]:
            _is_annotation(one, canvas)


ODD = ObjectRecord(
    "odd one",
    facts=ObjectFacts(
        keywords=({"": "x"},), dimensions=(Dimension("", "", ""),), credit_line={"de-1996": "Gabe", "und": "Gift"},
        images=(Image("https://images.example.org/no suffix|"),),
    ),
    texts=(replace(LABEL, editions=(replace(SECOND, citations=(CitationRecord("", "", ""),)),), language="es-419"),),
)  # fmt: skip


@pytest.mark.parametrize("obj", [OBJECT, PAINTING, WITH_SERVICE, ObjectRecord("bare"), ODD])
def test_a_manifest_is_what_the_specification_says_it_must_be(obj):
    made = manifest(obj)
    assert next(iter(made)) == "@context"
    assert made["@context"] == CONTEXT
    _is_resource(made, "Manifest")
    for one in (made["label"], *([made["summary"]] if "summary" in made else [])):
        _is_language_map(one)
    for one in (*made.get("metadata", ()), made["requiredStatement"]):
        _is_row(one)
    for one in made["provider"]:
        _is_resource(one, "Agent")
        _is_language_map(one["label"])
    for one in (*made["homepage"], *made["seeAlso"], *made.get("thumbnail", ())):
        _is_resource(one, "Text", "Dataset", "Manifest", "Image")
    assert made["items"]
    for canvas in made["items"]:
        _is_canvas(canvas)
    known = {"@context", "id", "type", "label", "summary", "metadata", "requiredStatement", "rights", "provider"}
    assert set(made) <= known | {"homepage", "seeAlso", "thumbnail", "items"}


@pytest.mark.django_db
def test_a_viewer_on_another_site_may_read_the_manifest(client):
    key = adapter().identifier(make_edition().text.obj)
    answer = client.get(f"/id/object/{key}.iiif.json")
    assert answer["Content-Type"] == f'application/ld+json;profile="{CONTEXT}"'
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert json.loads(answer.content)["id"] == f"{BASE}/id/object/{key}.iiif.json"
    asked = {"accept": f'application/ld+json;profile="{CONTEXT}"'}
    assert client.get(f"/id/object/{key}", headers=asked)["Location"] == f"/id/object/{key}.iiif.json"
    assert client.get(f"/id/object/{key}", headers={"accept": "application/ld+json"})["Location"].endswith(".jsonld")


@pytest.mark.django_db
def test_a_dump_is_a_collection_that_names_every_manifest(tmp_path):
    for number in range(3):
        make_edition(make_text(make_object(identifier=f"dumped-{number}")))
    dump = write_dump(tmp_path, PROFILES["iiif"], JSON, part=2)
    whole = json.loads(dump.path.read_text("utf-8"))
    assert (whole["type"], whole["id"]) == ("Collection", f"{BASE}/dataset/iiif.json")
    packed = write_dump(tmp_path, PROFILES["iiif"], JSON, is_compressed=True)
    assert json.loads(gzip.decompress(packed.path.read_bytes()))["id"] == f"{BASE}/dataset/{packed.path.name}"
    named = sorted(one["id"] for one in whole["items"])
    assert named == [f"{BASE}/id/object/dumped-{number}.iiif.json" for number in range(3)]
    assert all("items" not in one and one["label"] for one in whole["items"])
