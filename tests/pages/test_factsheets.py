"""The key facts as labelled lines."""

from django.utils import translation

from polyvocal.pages.factsheets import caption_of, facts_shown, ownership_steps
from polyvocal.records import Acquisition, Dimension, Exhibition, Maker, ObjectFacts, ObjectRecord, Span

RECORD = ObjectRecord(
    identifier="1001",
    object_number="1934-0012",
    former_numbers=("H 212",),
    facts=ObjectFacts(
        object_names=({"nl": "suikerpot", "en": "sugar bowl"},),
        makers=(Maker("Dirck Almers", {"nl": "zilversmid", "en": "silversmith"}, "1728", "1791"),),
        produced=Span("ca. 1765", "1765~"),
        materials=({"nl": "zilver", "en": "silver"}, {"nl": "zilver", "en": "silver"}),
        dimensions=(Dimension("height", "12.4", "cm"),),
        acquisition=Acquisition("bequest", Span("in or before 1934"), "J. Verduyn-Maas"),
        exhibitions=(Exhibition("Sugar", "Weigh House", Span("2009 – 2012", "2009/2012")), Exhibition("Salt")),
        ownership_history="Verduyn; unknown ; Verduyn-Maas;",
    ),
)


def test_only_what_is_known_is_shown_in_the_order_of_a_caption() -> None:
    with translation.override("en"):
        shown = {fact.label: [str(phrase) for phrase in fact.phrases] for fact in facts_shown(RECORD, language="en")}
    assert shown == {
        "Object": ["sugar bowl"],
        "Made by": ["Dirck Almers (silversmith, 1728–1791)"],
        "Made": ["around 1765"],
        "Material and technique": ["silver"],
        "Size": ["height 12.4 cm"],
        "Acquired": ["bequest, J. Verduyn-Maas, in or before 1934"],
        "Exhibited": ["Sugar (Weigh House, 2009 – 2012)", "Salt"],
        "Object number": ["1934-0012"],
        "Former number": ["H 212"],
    }


def test_each_phrase_knows_its_language() -> None:
    assert facts_shown(RECORD, language="fr")[0].phrases[0].language == "nl"


def test_the_caption_is_maker_and_date() -> None:
    with translation.override("nl"):
        assert caption_of(RECORD) == "Dirck Almers, omstreeks 1765"
    assert caption_of(ObjectRecord(identifier="x")) == ""


def test_ownership_falls_into_its_clauses() -> None:
    assert ownership_steps(RECORD.facts) == ["Verduyn", "unknown", "Verduyn-Maas"]
