"""The mapping of our fields to the models of others says what the profiles really write."""

from dataclasses import replace

import pytest

from polyvocal.linkeddata.mapping import mapped, told_as
from polyvocal.linkeddata.own_vocabulary import vocabulary_document, vocabulary_writing
from polyvocal.linkeddata.profiles import EDM, LINKED_ART, SCHEMA_ORG
from polyvocal.linkeddata.writings import statements_in
from polyvocal.records import Image, TermRecord, term_key
from tests.linkeddata.contested import PAINTING
from tests.linkeddata.samples import FACTS, GROUP, OBJECT, SLAVERY

pytestmark = pytest.mark.once

_TERM = TermRecord(
    "https://example.org/t",
    {"nl": "zilver"},
    "https://example.org",
    "https://example.org/b",
    ("https://example.org/m",),
)


def _full():
    images = (*FACTS.images, Image("https://images.example.org/2.jpg", service="https://iiif.example.org/2"))
    more = {"keywords": ({"en": "sugar"},), "places": ({"nl": "Amsterdam"},), "categories": ({"nl": "zilver"},)}
    facts = replace(FACTS, images=images, manifests=("https://iiif.example.org/manifest",), **more)
    return replace(OBJECT, facts=facts, terms={**OBJECT.terms, term_key("materials", "nl", "zilver"): _TERM})


def _written(profile):
    """The properties that a profile writes of the samples."""
    documents = [document for obj in (_full(), PAINTING) for document in profile.documents_of(obj)]
    documents += [profile.documents[kind](one) for kind, one in (("voice", GROUP), ("perspective", SLAVERY))
                  if kind in profile.documents]  # fmt: skip
    return {
        line.split(" ")[1][1:-1] for document in documents for line in statements_in(profile.writing.lines(document))
    }


def test_every_property_of_the_mapping_is_written_by_its_profile():
    written = {profile.name: _written(profile) for profile in (EDM, SCHEMA_ORG, LINKED_ART)}
    for name in sorted(mapped()):
        for one in told_as(name):
            assert any(one["@id"] in found for found in written.values()), (name, one["@id"])


def test_the_vocabulary_tells_machines_where_each_field_stands_in_other_models():
    document = vocabulary_document()
    nodes = {one["@id"].partition("#")[2]: one for one in document["@graph"]}
    assert mapped() <= nodes.keys()
    assert {"@id": "http://purl.org/dc/elements/1.1/description"} in nodes["words"]["skos:broadMatch"]
    assert "core#broadMatch> <https://schema.org/text>" in vocabulary_writing().lines(document)
