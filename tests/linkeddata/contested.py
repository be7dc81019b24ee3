"""An invented painting whose provenance is told by two voices, made without a database."""

from dataclasses import replace
from datetime import UTC, datetime

from polyvocal.linkeddata.dossiers import DocumentRecord, ResearchRecord, ResearchStepRecord
from polyvocal.records import (
    AssessmentRecord,
    AttributionRecord,
    CitationRecord,
    EditionRecord,
    ObjectRecord,
    PartyRecord,
    PerspectiveRecord,
    ProvenanceEventRecord,
    TenureRecord,
    TextRecord,
    VoiceRecord,
)
from tests.linkeddata.samples import HOUSE, MUSEUM

HEIRS = VoiceRecord("heirs", {"en": "Heirs of Salomon de Vries"}, "descendant")
FAMILY = PerspectiveRecord("family", {"en": "The family"})
LETTER = CitationRecord("Letter of Rosa de Vries", "l. 4", "https://archive.example.org/letters/4")
SALOMON = PartyRecord("Salomon de Vries", born="1879", died="1943", place="Amsterdam")
MEREL = PartyRecord("Kunsthandel Merel", place="Amsterdam", role="dealer", uri="https://example.org/merel")

OWNED = ProvenanceEventRecord(
    "Cornelis Blaak, Hoorn, by 1690 until his death in 1711",
    id="c1a1e0c2-0c5d-4f1e-8d0b-3f6a7b8c9d01",
    step="51a1e0c2-0c5d-4f1e-8d0b-3f6a7b8c9d01",
    receiver=PartyRecord("Cornelis Blaak", born="1632", died="1711", place="Hoorn"),
    tenure=TenureRecord("by 1690 until 1711", "", "1690", "1711", "1711"),
)
BOUGHT = ProvenanceEventRecord(
    "Salomon de Vries, Amsterdam, purchased 1921",
    id="c2a1e0c2-0c5d-4f1e-8d0b-3f6a7b8c9d02",
    step="52a1e0c2-0c5d-4f1e-8d0b-3f6a7b8c9d02",
    method="sale",
    receiver=SALOMON,
    receiver_agent=PartyRecord("Jan Mol"),
    sender=PartyRecord("Auction house De Klok", is_certain=False),
    occasion="the Blaak sale",
    place="Haarlem",
    tenure=TenureRecord("1921", "1921", "1921"),
    price="f 130",
    lot_number="12",
    is_direct=True,
    citations=(CitationRecord("Inventory of the De Vries household", "f. 12"),),
)
SOLD = ProvenanceEventRecord(
    "sold to Kunsthandel Merel, Amsterdam, 1941",
    id="c3a1e0c2-0c5d-4f1e-8d0b-3f6a7b8c9d03",
    step="53a1e0c2-0c5d-4f1e-8d0b-3f6a7b8c9d03",
    method="sale",
    receiver=MEREL,
    sender=SALOMON,
    tenure=TenureRecord("1941", "1941", "1941"),
)
LOOTED = replace(
    SOLD,
    clause="taken from Salomon de Vries in 1941",
    id="c4a1e0c2-0c5d-4f1e-8d0b-3f6a7b8c9d04",
    method="looting",
    citations=(LETTER,),
)
PERHAPS = ProvenanceEventRecord(
    "Possibly a gift to the museum, 1951",
    id="c5a1e0c2-0c5d-4f1e-8d0b-3f6a7b8c9d05",
    step="55a1e0c2-0c5d-4f1e-8d0b-3f6a7b8c9d05",
    is_certain=False,
    method="gift",
    receiver=PartyRecord("Museum De Werf"),
    tenure=TenureRecord("1951", "1951", "1951"),
)
GARBLED = ProvenanceEventRecord(
    "[…] by way of the south",
    id="c6a1e0c2-0c5d-4f1e-8d0b-3f6a7b8c9d06",
    step="56a1e0c2-0c5d-4f1e-8d0b-3f6a7b8c9d06",
    is_understood=False,
)

BEFORE = EditionRecord(
    words="Cornelis Blaak, until 1711. Bought by Salomon de Vries from a stranger.",
    attributions=(AttributionRecord(MUSEUM),),
    published_from=datetime(2015, 1, 1, 9, tzinfo=UTC),
    published_until=datetime(2024, 1, 1, 9, tzinfo=UTC),
    licence="CC0-1.0",
    number=1,
    state="superseded",
    id="e1a1e0c2-0c5d-4f1e-8d0b-3f6a7b8c9d01",
    events=(
        replace(OWNED, clause="Cornelis Blaak, until 1711"),
        replace(BOUGHT, clause="Bought by Salomon de Vries from a stranger", sender=PartyRecord("a stranger")),
    ),
)
NOW = EditionRecord(
    words="…",
    attributions=(AttributionRecord(MUSEUM),),
    citations=(CitationRecord("Stock book of Kunsthandel Merel"),),
    published_from=datetime(2024, 1, 1, 9, tzinfo=UTC),
    licence="CC0-1.0",
    number=2,
    id="e2a1e0c2-0c5d-4f1e-8d0b-3f6a7b8c9d02",
    events=(OWNED, BOUGHT, SOLD, PERHAPS, GARBLED),
)
TOLD_BY_HEIRS = EditionRecord(
    words="Taken from Salomon de Vries in 1941.",
    attributions=(AttributionRecord(replace(HEIRS, part_of=MUSEUM)),),
    published_from=datetime(2025, 5, 1, 9, tzinfo=UTC),
    number=1,
    id="e3a1e0c2-0c5d-4f1e-8d0b-3f6a7b8c9d03",
    events=(LOOTED,),
)
DISPROVED = AssessmentRecord(
    SOLD.id, HEIRS, "disproved", "The stock book names a price that nobody received.",
    "a1a1e0c2-0c5d-4f1e-8d0b-3f6a7b8c9d01", datetime(2025, 6, 1, 9, tzinfo=UTC), LETTER,
)  # fmt: skip
HOUSE_STATEMENT = TextRecord(
    HOUSE, "provenance-statement", "en", (BEFORE, NOW), id="d1a1e0c2-0c5d-4f1e-8d0b-3f6a7b8c9d01",
    assessments=(DISPROVED,),
)  # fmt: skip
FAMILY_STATEMENT = TextRecord(
    FAMILY, "provenance-statement", "en", (TOLD_BY_HEIRS,), id="d2a1e0c2-0c5d-4f1e-8d0b-3f6a7b8c9d02"
)
PAINTING = ObjectRecord("stilleven", "P.1951.12", texts=(HOUSE_STATEMENT, FAMILY_STATEMENT))
RESEARCH = ResearchRecord(
    "de-vries",
    "The De Vries collection",
    "What happened to the paintings of Salomon de Vries between 1940 and 1945?",
    period="1933/1945",
    method="Archives.",
    findings="He was robbed.",
    outcome="The museum gave the painting back.",
    begun="2021",
    ended="2024-03",
    steps=(ResearchStepRecord("in-progress", "The heirs asked.", datetime(2021, 2, 1, 9, tzinfo=UTC)),),
    researchers=(MUSEUM, HEIRS),
    documents=(
        DocumentRecord(LETTER.title, LETTER.locator, LETTER.uri),
        DocumentRecord("Advice of the committee", "p. 7", kind="advice"),
    ),
    objects=(PAINTING,),
)
