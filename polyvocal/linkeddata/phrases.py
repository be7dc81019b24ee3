"""The few sentences that stand inside the graphs, in Dutch and English.

They are no gettext messages: their language is that of the text they stand beside, not that of the reader, and a dump
must not change with the language in which somebody starts it.
"""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

_PHRASES: Mapping[str, Mapping[str, str]] = {
    "voice": {
        "en": "Voice: {voices}. Perspective: {perspective}. Edition {number}, public since {since}. Cite {uri}",
        "nl": "Stem: {voices}. Perspectief: {perspective}. Uitgave {number}, openbaar sinds {since}. Citeer {uri}",
    },
    "edition": {"en": "{kind} ({perspective}), edition {number}", "nl": "{kind} ({perspective}), uitgave {number}"},
    "text": {"en": "{kind} ({perspective})", "nl": "{kind} ({perspective})"},
    "number": {"en": "Edition {number} of this text.", "nl": "Uitgave {number} van deze tekst."},
    "replaced": {
        "en": "Superseded on {day} by edition {number}: {reason}",
        "nl": "Op {day} vervangen door uitgave {number}: {reason}",
    },
    "replaced by a withdrawn one": {
        "en": "Superseded on {day} by edition {number}.",
        "nl": "Op {day} vervangen door uitgave {number}.",
    },
    "closed": {"en": "Not the public text since {day}.", "nl": "Sinds {day} niet meer de openbare tekst."},
    "withdrawn": {"en": "Withdrawn on {day}: {reason}", "nl": "Op {day} ingetrokken: {reason}"},
    "reason": {"en": "Reason for this edition: {reason}", "nl": "Reden van deze uitgave: {reason}"},
    "held": {"en": "View held: {when}", "nl": "Zienswijze van: {when}"},
    "spoken": {"en": "Voice: {voices}", "nl": "Stem: {voices}"},
    "content note": {"en": "Content note: {note}", "nl": "Inhoudswaarschuwing: {note}"},
    "former number": {"en": "Former object number", "nl": "Eerder objectnummer"},
    "kind of voice": {
        "en": "Kind of voice: {kind}; speaks {speaks_as}",
        "nl": "Soort stem: {kind}; spreekt {speaks_as}",
    },
    "mandate": {"en": "Mandate: {mandate}", "nl": "Mandaat: {mandate}"},
    "part of": {"en": "Part of: {name}", "nl": "Onderdeel van: {name}"},
    "claim": {"en": "Provenance: {clause}{standing}", "nl": "Herkomst: {clause}{standing}"},
    "standing": {
        "en": "Standing of this claim: {standing}.",
        "nl": "Zo staat deze bewering: {standing}.",
    },
    "stated": {"en": "stated", "nl": "beweerd"},
    "supported": {"en": "supported", "nl": "bevestigd"},
    "disputed": {"en": "disputed", "nl": "betwist"},
    "disproved": {"en": "disproved", "nl": "weerlegd"},
    "no longer stated": {"en": "no longer stated", "nl": "niet meer beweerd"},
    "rivals": {
        "en": "Others claim otherwise about this step.",
        "nl": "Anderen beweren iets anders over deze stap.",
    },
    "direct": {
        "en": "The object went straight on to the next event of the statement.",
        "nl": "Het object ging rechtstreeks over naar de volgende gebeurtenis van de verklaring.",
    },
    "way": {"en": "How: {way}", "nl": "Hoe: {way}"},
    "stock": {"en": "Stock number: {number}", "nl": "Voorraadnummer: {number}"},
    "lot": {"en": "Lot number: {number}", "nl": "Kavelnummer: {number}"},
    "not read": {
        "en": "This part of the statement is not taken apart.",
        "nl": "Dit deel van de verklaring is niet ontleed.",
    },
    "question": {"en": "Question", "nl": "Vraag"},
    "period": {"en": "Period looked at", "nl": "Onderzochte periode"},
    "method": {"en": "Method", "nl": "Werkwijze"},
    "findings": {"en": "Findings", "nl": "Bevindingen"},
    "outcome": {"en": "Restitution or advice", "nl": "Teruggave of advies"},
    "status": {"en": "{day}: {status}. {reason}", "nl": "{day}: {status}. {reason}"},
    "status of research": {"en": "Status", "nl": "Status"},
    "keywords": {"en": "Keywords", "nl": "Trefwoorden"},
    "said by": {"en": "Voice: {voices} ({view}):", "nl": "Stem: {voices} ({view}):"},
    "by machine": {"en": "made by a machine", "nl": "door een machine gemaakt"},
    "of a claim": {"en": "On “{clause}”: {said}", "nl": "Over “{clause}”: {said}"},
    "left": {"en": "Left this party", "nl": "Verliet deze partij"},
    "who": {
        "en": "About this voice: {name}, {kind}; speaks {speaks_as}. {uri}",
        "nl": "Over deze stem: {name}, {kind}; spreekt {speaks_as}. {uri}",
    },
    "who with a mandate": {
        "en": "About this voice: {name}, {kind}; speaks {speaks_as}: {mandate}. {uri}",
        "nl": "Over deze stem: {name}, {kind}; spreekt {speaks_as}: {mandate}. {uri}",
    },
    "machine": {"en": "A machine (AI) spoke here.", "nl": "Hier sprak een machine (AI)."},
    "perspective": {"en": "Perspective: {name}, {uri}", "nl": "Perspectief: {name}, {uri}"},
    "recorded": {"en": "Recorded: {when}", "nl": "Opgetekend: {when}"},
    "valid": {"en": "Public since {since}, until {until}.", "nl": "Openbaar sinds {since}, tot {until}."},
    "source": {"en": "Source: {source}", "nl": "Bron: {source}"},
    "showing": {"en": "Shown: {where}", "nl": "Getoond: {where}"},
    "relation": {"en": "This text {kind} {uri}", "nl": "Deze tekst {kind} {uri}"},
    "earlier": {
        "en": "Superseded edition {number}, public from {since} until {until}: {uri}",
        "nl": "Vervangen uitgave {number}, openbaar van {since} tot {until}: {uri}",
    },
    "licence": {"en": "Licence: {licence}", "nl": "Licentie: {licence}"},
    "price": {"en": "Price: {price}", "nl": "Prijs: {price}"},
    "doubted": {"en": "Doubted by the statement itself: {fields}", "nl": "De verklaring twijfelt zelf aan: {fields}"},
    "judgement": {"en": "{voice}, {day}: {standing}. {reason}", "nl": "{voice}, {day}: {standing}. {reason}"},
    "text by voices": {"en": "{perspective}: {voices} ({kind})", "nl": "{perspective}: {voices} ({kind})"},
    "object number": {"en": "Object number", "nl": "Objectnummer"},
    "object name": {"en": "Object", "nl": "Object"},
    "makers": {"en": "Made by", "nl": "Gemaakt door"},
    "produced": {"en": "Date", "nl": "Datering"},
    "places": {"en": "Place", "nl": "Plaats"},
    "materials": {"en": "Materials and techniques", "nl": "Materiaal en techniek"},
    "dimensions": {"en": "Measurements", "nl": "Afmetingen"},
    "acquisition": {"en": "Acquired", "nl": "Verworven"},
    "ownership history": {"en": "Ownership", "nl": "Eigenaren"},
    "exhibitions": {"en": "Exhibitions", "nl": "Tentoonstellingen"},
    "credit line": {"en": "Credit line", "nl": "Verwervingsvermelding"},
    "contested": {"en": "Contested provenance", "nl": "Betwiste herkomst"},
    "attribution": {"en": "Attribution", "nl": "Naamsvermelding"},
    "show the voices": {
        "en": "{institution}. Show every text with the voice that is named beside it.",
        "nl": "{institution}. Toon elke tekst met de stem die ernaast staat.",
    },
    "on this text": {"en": "On this text", "nl": "Over deze tekst"},
    "on this claim": {"en": "On this claim", "nl": "Over deze bewering"},
    "content notes": {"en": "Content note", "nl": "Inhoudswaarschuwing"},
    "no image": {"en": "No image", "nl": "Geen beeld"},
    "image": {"en": "Image {number}", "nl": "Beeld {number}"},
    "all texts": {"en": "What is said of this object", "nl": "Wat over dit object gezegd wordt"},
    "own manifest": {"en": "Manifest of the collection system", "nl": "Manifest van het collectiesysteem"},
    "current": {"en": "current", "nl": "geldend"},
    "superseded": {"en": "superseded", "nl": "vervangen"},
    "withdrawn state": {"en": "withdrawn", "nl": "ingetrokken"},
}


def language_of_notes(tag: str) -> str:
    """Return the language in which notes beside a text in language `tag` are written."""
    return "nl" if tag.split("-")[0].lower() == "nl" else "en"


def phrase(name: str, language: str, /, **values: object) -> str:
    """Return a sentence in `language` (nl or en), filled in."""
    return _PHRASES[name][language].format(**values)


def day(moment: datetime | None) -> str:
    """Return the day of a moment where the museum is, as ISO 8601, which reads the same in every language."""
    return timezone.localtime(moment).date().isoformat() if moment else ""
