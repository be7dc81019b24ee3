"""Stock and lot numbers, collectors' marks and prices."""

import re

from polyvocal.provenance.statements import Price

_SIGNS = "$ƒ£€¢¥₱"
_AMOUNT = r"\d[\d.,:\-/]*(?:\s?(?:M|K|million|thousand|miljoen)|\s\d+s\.?(?:\s\d+d\.?)?)?"
UNITS = (
    r"(?:(?:Swiss|French|Belgian|gold)\s)?"
    r"(?:Hfl\.?|Dfl\.?|Fl\.|fl\.|fl|f\.|f|US\$|USD|Fr\. fr\.|Fr\.|frs?\.?|francs?|florins?|guineas?|gns?|pounds?|"
    r"dollars?|[Mm]arks?|[Rr]eichsmarks?|RM|DM|gulden|guilders?|lire|shillings|livres)"
)
_PRICE = re.compile(
    rf"(?P<sign>[{_SIGNS}]|{UNITS})\s?(?P<amount>{_AMOUNT})(?:[,.]?[-–=]+)?"
    rf"|(?P<amount_first>{_AMOUNT})\s?(?P<unit>[{_SIGNS}]|{UNITS})(?:\s?[\d-]+)?"
)
_BUYER = re.compile(r"\s*,?\s*(?:aan|to|voor)\s+(?P<buyer>[^,;()]+)$")

_NUMBER = r"(?:[A-Z]{0,4}[-./]?\d[\w./-]*|[A-Z]+[-.]?\d*|[IVXLC]+\b)"
_YEAR = r"(?:1[5-9]|20)\d\d\b(?![\w./-])"
# Behind a comma, a year is a date: “stock no. 12, 1920”.
_NUMBERS = rf"{_NUMBER}(?:\s?(?:(?:-|–|/|and|en|&|t/m)\s?|,\s?(?!{_YEAR}))\d[\w./-]*)*"
_MANY = rf"{_NUMBER}(?:\s?(?:-|–|/|,|and|en|&|t/m)\s?\d[\w./-]*)*"
# NK: the inventory of what the Stichting Nederlands Kunstbezit recovered.
STOCK = (
    rf"(?:(?i:stock|inv(?:entory|\.)?)\s(?:(?i:nos|nrs|numbers)\.?\s?{_MANY}|(?i:no|nr|number)?\.?\s?{_NUMBERS})"
    r"|NK\s?\d{1,4}(?:\s?[-/]\s?\d+)?)"
)
_ALBUM = r"(?i:kunst-?boek|konst-?boek|omslag|portefeuille|livre|lijst)\s[\w/]{1,4}"
_NUMBERED = (
    rf"(?:(?i:lots|nos|nrs|kavels)\.?\s?(?:nos\.\s?)?{_MANY}"
    rf"|(?i:lot|kavel|no|nr|number|cat\. no|cat\.?\s?nr)\.?\s?(?:no\.\s?)?{_NUMBERS})"
)
_PAGE = r"(?:dl\.?\s\d,\s)?p\.\s?\d+(?:-\d+)?"
LOT = rf"(?:(?:{_PAGE}\s?,\s)?(?:{_ALBUM}\s?,\s)?{_NUMBERED}|(?:{_PAGE}\s?,\s)?{_ALBUM}|{_PAGE})"
_LUGT = re.compile(
    r"\((?:Lugt|L)\.?,?\s?(?:[Ss]uppl(?:\.|[eé]ment)?,?\s?)?(?P<first>\d{1,5}[a-z]?)"
    r"(?:\s?(?:and|en|&|,|-)\s?(?:L\.\s?)?(?P<second>\d{1,5}[a-z]?))?\)?"
    r"|(?:Lugt|L\.)\s?(?:[Ss]uppl\.?\s?)?(?P<bare>\d{1,5}[a-z]?)"
)


def read_price(written: str) -> Price | None:
    """Read “$350”, “100 florins” or “f 150,- aan Praetorius”; None where it is no price."""
    words = re.sub(r"^(?:for|voor)\s+", "", written.strip())
    if words.startswith("("):
        words = words.strip("()").strip()
    buyer = ""
    if found := _BUYER.search(words):
        buyer, words = found["buyer"].strip(), words[: found.start()].strip().rstrip(",").strip()
    price = _PRICE.fullmatch(words)
    if price is None:
        return None
    return Price(written, price["amount"] or price["amount_first"], price["sign"] or price["unit"], buyer)


def read_marks(written: str) -> tuple[str, ...]:
    """Read collectors' marks by their numbers in Lugt: “(Lugt 474)”, “(L.2617)”; () where it is no mark."""
    found = _LUGT.fullmatch(written.strip())
    return tuple(number for number in found.groups() if number) if found else ()
