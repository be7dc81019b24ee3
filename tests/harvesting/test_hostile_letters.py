"""Words that hold any letter reach harvesters and pages unharmed, in answers that a parser reads."""

import html
import json
import re

import pytest
from lxml import etree
from rdflib import Graph

from polyvocal import streams
from polyvocal.harvesting.oai_formats import FORMATS
from polyvocal.linkeddata.serialise import xml_safe
from polyvocal.object_model import adapter
from polyvocal.records import ObjectFacts
from tests.factories import make_edition, make_object, make_text, make_voice
from tests.harvesting.telling import tell

pytestmark = pytest.mark.django_db

# No NUL: PostgreSQL keeps none, and none gets past the forms and the importer.
LETTERS = (
    "\x01\x1f\x7f\x85\ufffe\u202e\u2066\u2028 \U0001f3fa Z"
    + "\u0300" * 50
    + " ]]><!-- </script> x\"><' \\u0041 &amp;\r\n\tz"
)
WORDS = f"Suiker{LETTERS}"


@pytest.fixture
def edition():
    """An edition in hostile letters, of a voice and an object that are called so."""
    voice = make_voice(names={"nl": f"Stem{LETTERS}", "en": f"Voice{LETTERS}"})
    facts = ObjectFacts(object_names=({"nl": f"pot{LETTERS}"},), materials=({"nl": f"zilver{LETTERS}"},))
    text = make_text(obj=make_object(facts=facts), text_type="object-label", language="nl")
    made = make_edition(text, WORDS, voices=[voice])
    tell()
    streams.extend()
    return made


@pytest.mark.parametrize("prefix", FORMATS)
def test_whoever_harvests_reads_the_words(client, edition, prefix):
    answer = client.get("/oai", {"verb": "ListRecords", "metadataPrefix": prefix})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    said = "".join(etree.fromstring(content).itertext())
    assert xml_safe(WORDS) in said


def test_whoever_follows_the_stream_reads_the_words(client, edition):
    for address in ("/ldes/", "/ldes/by-time/", "/ldes/by-time/stretch/1/"):
        assert Graph().parse(data=client.get(address).content, format="turtle")
    page = Graph().parse(data=client.get("/ldes/by-time/page/1/").content, format="turtle")
    assert any(WORDS in str(one) for one in page.objects())


def test_a_page_shows_the_words_and_tells_them_to_machines(client, edition):
    page = client.get(f"/object/{adapter().identifier(edition.text.obj)}/").content.decode()
    (told,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert WORDS in _strings(json.loads(told))
    assert "]]><!-- </script>" not in page
    assert html.escape("]]><!-- </script> x\"><'") in page


def _strings(value):
    if isinstance(value, dict | list):
        return [one for inner in (value.values() if isinstance(value, dict) else value) for one in _strings(inner)]
    return [value]
