"""Makes exports of a fictitious collection: grouped Adlib XML in the shape of the demo's, the same bytes every time."""

from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from xml.sax.saxutils import escape

CHECKOUT = Path(__file__).parents[2]
PROFILE = CHECKOUT / "fixtures" / "pakhuis" / "profile.toml"

_THINGS = (("theepot", "teapot"), ("scheepsmodel", "ship model"), ("weegschaal", "pair of scales"), ("kist", "chest"))
_MATERIALS = (("zilver", "silver"), ("eikenhout", "oak"), ("messing", "brass"), ("aardewerk", "earthenware"))
_PEOPLE = ("marije-oostwoud", "w-f-haverkorn", "joost-terlaak", "noor-van-waveren", "anna-duim", "elias-roodzant")
_SENTENCES = (
    "Dit voorwerp kwam met een schip uit het oosten en stond jaren in een pakhuis aan de haven.",
    "Wie het maakte, schreef zijn naam nergens op; de rekening noemt alleen wat het kostte.",
    "De familie die het kocht, verdiende haar geld met suiker die mensen in slavernij verbouwden.",
    "Een kleindochter vertelde dat het op feestdagen op tafel stond en dat niemand het mocht aanraken.",
    "Aan de slijtage is te zien dat het lang en vaak gebruikt is, ook na 1800 & in een andere stad.",
    "In 1934 schonk de laatste eigenaar het aan het museum, dat het eerst in een vitrine met zilver toonde.",
)


def write_export(path: Path, records: int, *, first: int = 1) -> Path:
    """Write an export of so many records, each with four to five texts, and return its path."""
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="utf-8"?>\n<adlibXML>\n  <recordList>\n')
        file.writelines(_record(number) for number in range(first, first + records))
        file.write("  </recordList>\n</adlibXML>\n")
    return path


def _record(number: int) -> str:
    dutch, english = _THINGS[number % len(_THINGS)]
    material = _MATERIALS[number // 3 % len(_MATERIALS)]
    lines = [
        f"<object_number>B-{number:06d}</object_number>",
        _labelled("object_name", dutch, english),
        _labelled("object_category", "nijverheid", "trade"),
        _labelled("material", *material),
        *(_labelled("content.subject", f"onderwerp {number % many}", f"subject {number % many}") for many in (7, 40)),
        "<production.place>Zandermeer</production.place>",
        f"<production.date.start>{1650 + number % 250}</production.date.start>",
        f"<production.date.end>{1660 + number % 250}</production.date.end>",
        _group("Production", {"creator": f"Maker {number % 300}", "creator.qualifier": "", "creator.role": "maker"}),
        *(
            _group("Dimension", {"dimension.type": kind, "dimension.value": f"{number % most}", "dimension.unit": "cm"})
            for kind, most in (("hoogte", 90), ("breedte", 60))
        ),
        _group("Alternative_number", {"alternative_number": f"OUD {number}", "alternative_number.type": "oud nummer"}),
        "<acquisition.method>schenking</acquisition.method>",
        f"<acquisition.date>{1900 + number % 100}</acquisition.date>",
        f"<credit_line>Schenking familie {number % 500}</credit_line>",
        _group("Current_location", {"current_location": f"Zolder {number % 9}", "current_location.notes": ""}),
        *_texts(number, dutch, english),
    ]
    inner = "".join(f"      {one}\n" for one in lines)
    return f'    <record priref="{number}" selected="False">\n{inner}    </record>\n'


def _texts(number: int, dutch: str, english: str) -> Iterator[str]:
    yield _text(number, "TITEL", f"{dutch.capitalize()} nummer {number}")
    yield _text(number, "TITEL", f"{english.capitalize()} number {number}", language="en")
    yield _text(number, "OBJECTTEKST", _words(number, 2), published_from="1978-05-01", published_until="2021-06-30")
    yield _text(number, "OBJECTTEKST", _words(number + 1, 4), published_from="2021-07-01", reason="Nieuw onderzoek.")
    if number % 2:
        yield _text(number, "OBJECTTEKST", _words(number + 2, 3), perspective="nazaten", person=_PEOPLE[number % 6])


def _text(
    number: int, term: str, words: str, *, language: str = "nl", perspective: str = "museum", person: str = "",
    published_from: str = "2015-03-01", published_until: str = "", reason: str = "",
) -> str:  # fmt: skip
    leaves = {
        "tekst.bron": f"Brief {number % 50}" if perspective != "museum" else "", "tekst.bron.plaats": "",
        "tekst.datum": published_from[:4], "tekst.deel": "1", "tekst.geldig.tot": published_until,
        "tekst.geldig.van": published_from, "tekst.inhoud": words, "tekst.opmerking.nl": "", "tekst.opmerking.en": "",
        "tekst.perspectief": perspective, "tekst.reden": reason, "tekst.soort": term,
        "tekst.stem": person or _PEOPLE[number % 3], "tekst.stem.rol": "author", "tekst.taal": language,
        "tekst.visie": "",
    }  # fmt: skip
    return _group("Objecttekst", leaves)


def _words(number: int, sentences: int) -> str:
    chosen = islice(cycle(_SENTENCES), number % len(_SENTENCES), number % len(_SENTENCES) + sentences)
    return f"{' '.join(chosen)} Inventaris {number}."


def _group(name: str, leaves: dict[str, str]) -> str:
    inner = "".join(f"\n        <{leaf}>{escape(words)}</{leaf}>" for leaf, words in leaves.items())
    return f"<{name}>{inner}\n      </{name}>"


def _labelled(name: str, dutch: str, english: str) -> str:
    return f'<{name}><value lang="nl">{dutch}</value><value lang="en">{english}</value></{name}>'
