"""One invented object with everything that a record can hold, made without a database."""

from datetime import UTC, date, datetime

from polyvocal.records import (
    Acquisition,
    AttributionRecord,
    CitationRecord,
    Dimension,
    EditionRecord,
    Exhibition,
    Image,
    Maker,
    ObjectFacts,
    ObjectRecord,
    PerspectiveRecord,
    RelationRecord,
    ShowingRecord,
    Span,
    TermRecord,
    TextRecord,
    VoiceRecord,
    term_key,
)

MUSEUM = VoiceRecord("museum", {"nl": "Museum De Werf", "en": "De Werf Museum"}, "institution")
GROUP = VoiceRecord(
    "werkgroep-suiker",
    {"nl": "Werkgroep Suiker"},
    "source-community",
    {"nl": "Wij spreken over onze eigen geschiedenis."},
    ("https://example.org/groups/sugar group",),
    speaks_as="mandated",
    mandate="Ledenvergadering, 3 mei 2024",
    part_of=MUSEUM,
)
DESCENDANT = VoiceRecord("a-bron", {"en": "A. Bron"}, "descendant", part_of=GROUP)
HOUSE = PerspectiveRecord("museum", {"nl": "Museumtekst", "en": "Museum text"})
SLAVERY = PerspectiveRecord(
    "slavery", {"nl": "Slavernij", "en": "Relation to slavery"}, {"en": "Who worked, and for whom."}
)

FACTS = ObjectFacts(
    object_names=({"nl": "suikerpot", "en": "sugar bowl"},),
    makers=(
        Maker("Dirk Blom", {"nl": "zilversmid"}, "1690", "1751"),
        Maker("atelier Blom", qualifier="toegeschreven aan"),
    ),
    produced=Span("ca. 1720", "1720~"),
    places=({"nl": "Amsterdam"},),
    materials=({"nl": "zilver", "en": "silver"}, {"nl": "hout"}),
    techniques=({"nl": "drijven"},),
    keywords=({"nl": "plantages"}, {"nl": "Van Rossum"}, {"nl": "zoet"}),
    dimensions=(
        Dimension("hoogte", "12,5", "cm"),
        Dimension("breedte", "8", "cm"),
        Dimension("omtrek", "ca. 30", "cm"),
    ),
    acquisition=Acquisition("schenking", Span("1921", "1921"), "familie Vos"),
    ownership_history="Familie Vos, 1800–1921",
    credit_line={"nl": "Schenking familie Vos"},
    exhibitions=(Exhibition("Zoet en bitter", "Museum De Werf", Span("2009 – 2012", "2009/2012")),),
    images=(Image("https://images.example.org/204.jpg", {"en": "A round silver bowl"}, "CC0-1.0"),),
)

FIRST = EditionRecord(
    words="Suikerpot uit een rijk Amsterdams huis.",
    attributions=(AttributionRecord(MUSEUM),),
    published_from=datetime(2009, 3, 1, 9, tzinfo=UTC),
    published_until=datetime(2023, 7, 1, 9, tzinfo=UTC),
    recorded=Span("maart 2009", "2009-03"),
    licence="CC-BY-4.0",
    number=1,
    state="superseded",
    id="0e9d1f7a-41c3-4b1e-8f58-6a2b9c7d3e10",
    showings=(ShowingRecord("Zaal 3", "Zoet en bitter", date(2009, 3, 1), date(2012, 1, 8)),),
)
SECOND = EditionRecord(
    words='Zilveren suikerpot.\n\nSuiker was "wit goud": mensen in slavernij\\betaalden ervoor.',
    attributions=(AttributionRecord(MUSEUM), AttributionRecord(DESCENDANT, "consulted")),
    citations=(CitationRecord("Kasboek van de familie Vos", "f. 12r", "https://archive.example.org/vos/1"),),
    published_from=datetime(2023, 7, 1, 9, tzinfo=UTC),
    held=Span("sinds 2020", "2020/.."),
    content_note={"nl": "Gaat over slavernij."},
    reason="De eerste tekst verzweeg de slavernij.",
    licence="InC-1.0",
    number=2,
    state="current",
    id="5b0c2a52-8d6e-4f0e-9a5c-3f1d7e1b2c40",
)
WITHDRAWN = EditionRecord(
    words="",
    attributions=(AttributionRecord(DESCENDANT, "spoken-by"),),
    published_from=datetime(2024, 1, 1, 9, tzinfo=UTC),
    published_until=datetime(2025, 1, 1, 9, tzinfo=UTC),
    number=1,
    state="withdrawn",
    id="7c1d3b63-9e7f-4a1f-8b6d-4a2e8f2c3d51",
    withdrawn_at=datetime(2025, 1, 1, 9, tzinfo=UTC),
    withdrawal_reason="De spreker vroeg erom.",
)


def _title(words: str, language: str, key: str, *, perspective: PerspectiveRecord = HOUSE) -> TextRecord:
    edition = EditionRecord(
        words=words, attributions=(AttributionRecord(MUSEUM),), number=1, id=key,
        published_from=datetime(2009, 3, 1, 9, tzinfo=UTC),
    )  # fmt: skip
    return TextRecord(perspective, "title", language, (edition,), id=key.replace("-4", "-5", 1))


LABEL = TextRecord(HOUSE, "object-label", "nl", (FIRST, SECOND), id="88a1e0c2-0c5d-4f1e-8d0b-3f6a7b8c9d01")
QUOTE = TextRecord(
    SLAVERY,
    "quote",
    "en",
    (
        EditionRecord(
            words="My ancestors cut this cane.",
            attributions=(AttributionRecord(DESCENDANT, "spoken-by"), AttributionRecord(GROUP, "translator")),
            published_from=datetime(2025, 5, 1, 9, tzinfo=UTC),
            recorded=Span("2025", "2025"),
            number=1,
            id="6d2e4c74-af80-4b20-9c7e-5b3f903d4e62",
        ),
    ),
    id="99b2f1d3-1d6e-4a2f-9e1c-4a7b8c9d0e12",
    relations=(
        RelationRecord("disputes", LABEL.id, FIRST.id, asserted_by=DESCENDANT, note="It was not only silver."),
        RelationRecord("translates", LABEL.id),
    ),
)
TAKEN_BACK = TextRecord(SLAVERY, "quote", "srn", (WITHDRAWN,), id="aac3a2e4-2e7f-4b30-8f2d-5b8c9dae1f23")
PICTURED = TextRecord(
    HOUSE,
    "alt-text",
    "ar",
    (
        EditionRecord(
            words="وعاء سكر من الفضة",
            attributions=(AttributionRecord(MUSEUM),),
            published_from=datetime(2025, 5, 1, 9, tzinfo=UTC),
            number=1,
            id="8e3f5d85-ba91-4c31-8d8f-6c40a14e5f73",
        ),
    ),
    id="bbd4b3f5-3f80-4c41-9a3e-6c9daebf2a34",
)

OBJECT = ObjectRecord(
    identifier="204",
    object_number="Z-0204",
    former_numbers=("KA 17/2",),
    facts=FACTS,
    texts=(
        _title("Suikerpot", "nl", "11111111-1111-4111-8111-111111111111"),
        _title("Sugar bowl", "en", "22222222-2222-4222-8222-222222222222"),
        _title("Bittere pot", "nl", "33333333-3333-4333-8333-333333333333", perspective=SLAVERY),
        LABEL,
        QUOTE,
        TAKEN_BACK,
        PICTURED,
    ),
    titles={"nl": "Suikerpot", "en": "Sugar bowl"},
    terms={
        term_key(field, tag, words): TermRecord(uri, {"en": label, "nl": words})
        for field, tag, words, uri, label in (
            ("object_names", "nl", "suikerpot", "https://terms.example.org/sugar-bowls", "sugar bowls"),
            ("materials", "nl", "zilver", "http://vocab.getty.edu/aat/300011029", "silver"),
            ("techniques", "nl", "drijven", "https://terms.example.org/chasing", "chasing"),
            ("places", "nl", "Amsterdam", "https://sws.geonames.org/2759794/", "Amsterdam"),
            ("makers", "und", "Dirk Blom", "https://data.rkd.nl/artists/0", "Dirk Blom"),
            ("keywords", "nl", "plantages", "https://terms.example.org/plantations", "plantations"),
            ("keywords", "nl", "Van Rossum", "http://www.wikidata.org/entity/Q0", "Van Rossum"),
        )
    },
    fallback_title="Z-0204",
)
