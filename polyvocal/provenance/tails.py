"""What stands at the end of a clause: note marks, sale data, collectors' marks and dates, in any order."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from polyvocal.dates import OwnershipDates, find_dates, read_ownership
from polyvocal.provenance.cutting import Cutting
from polyvocal.provenance.lexicon import spoken
from polyvocal.provenance.lives import read_life
from polyvocal.provenance.names import looks_like_party
from polyvocal.provenance.notations import Notation, Round, Square
from polyvocal.provenance.parties import read_party, segments_in
from polyvocal.provenance.remarks import find_remark
from polyvocal.provenance.sales import LOT, STOCK, UNITS, read_marks, read_price
from polyvocal.provenance.statements import Party, Price
from polyvocal.provenance.ways import find_sold_on, says_sold, without_ways


@dataclass(slots=True)
class Tail:
    """The fields found at the end of a clause."""

    dates: OwnershipDates = field(default_factory=OwnershipDates)
    stock: str = ""
    lot: str = ""
    marks: tuple[str, ...] = ()
    price: Price | None = None
    description: str = ""
    remark: str = ""
    sources: tuple[str, ...] = ()
    note_keys: tuple[str, ...] = ()
    inline_notes: tuple[str, ...] = ()
    parties: tuple[tuple[str, Party], ...] = ()
    is_sold: bool = False


_SINGLE = ("stock", "lot", "price", "description", "remark", "parties")


def merge(tail: Tail, other: Tail) -> bool:
    """Give a tail what another has found beside it; return False where both have what a clause can have but once."""
    if any(getattr(tail, name) and getattr(other, name) for name in _SINGLE):
        return False
    if tail.dates.is_understood and other.dates.is_understood:
        return False
    for name in _SINGLE:
        setattr(tail, name, getattr(tail, name) or getattr(other, name))
    tail.dates = tail.dates if tail.dates.is_understood else other.dates
    tail.marks += other.marks
    tail.sources += other.sources
    tail.note_keys += other.note_keys
    tail.inline_notes += other.inline_notes
    return True


_KEY = re.compile(r"\s*(?:\[(?:.{0,24}note )?(?P<key>[1-9]\d{0,2}|[a-zA-Z]{1,2})\]|(?P<stars>\*+))$")
_STOCK = re.compile(rf"(?:^|[\s,])(?P<stock>{STOCK})$")
_LOT = re.compile(rf"(?:^|[\s,(])(?P<lot>{LOT})$")
_ROUND = re.compile(r"\s*,?\s*(?P<inside>\((?P<words>[^()]*(?:\([^()]*\)[^()]*)*)\))$")
_SQUARE = re.compile(r"\s*(?P<inside>\[(?P<words>[^\[\]]{2,})\])$")
_QUOTE = re.compile(r"\s*:?\s*(?P<quote>(?:['‘“„\"]).{8,}['’”\"])$", re.DOTALL)
_FOR = re.compile(rf"\s*,?\s+(?P<price>(?:for|voor)\s+(?=[$£€ƒ\d]|{UNITS}\s?\d)(?:[^,()]|,(?=\d{{3}}|-))+)$")
_PAID = re.compile(r",\s*(?P<price>(?:[$£€ƒ]|Hfl\.?|Dfl\.?)\s?\d[\d.,]*)$")
_GUILDERS = re.compile(r",\s*(?P<price>(?:[ƒ]|Hfl\.?|fl?\.?)\s?\d[\d.,]*(?:,-|,--)?(?:\s+aan\s+[A-Z][^,()]*)?)$")
_PER = re.compile(r"(?:^|[\s,])(?P<words>(?:as\s+)?per\s+(?P<who>[A-Z][^()]*|her [^()]*|his [^()]*))$")
_SOURCE = re.compile(
    r"\s*(?:[Ss]ource|[Bb]ron|volgens|[Jj]aarversla[gk]|[Jj]aarverlag|[Ss]ee|[Zz]ie|according to|cat\.|vermeld)\b"
)
_REPORTED = re.compile(r"(?:^|[\s,;])(?P<words>[Vv]ermeld in (?:het|de) [^;]*)$")
_SALE_BEFORE = re.compile(r"\bsale\s*$", re.IGNORECASE)


def read_tail(cutting: Cutting, *, start: int, end: int, notation: Notation, language: str) -> tuple[Tail, int]:
    """Take what stands at the end of a clause; return it and where the rest of the clause ends."""
    tail, reader = Tail(), _Reader(cutting, notation, language)
    while True:
        while end > start and cutting.text[end - 1] in " \t\n,":
            end -= 1
        taken = next((place for step in reader.steps if (place := step(tail, start, end)) is not None), None)
        if taken is None:
            return tail, end
        end = taken


_LOT_FIRST = re.compile(rf"(?P<lot>{LOT})(?:$|(?=\s+to\s))")


def read_middle(cutting: Cutting, tail: Tail, *, start: int, end: int, notation: Notation, language: str) -> None:
    """Take a date or a lot that stands between name and place, as a segment of its own; a day is two of them."""
    segments = [one for one in segments_in(cutting.text, start, end) if one.start > start]
    for one, after in zip_longest(segments, segments[1:]):
        if cutting.has_taken(one.start, one.end) or not any(letter.isdigit() for letter in one.words):
            continue
        if not tail.lot and (number := _LOT_FIRST.match(one.words)):
            place = cutting.text.index(number["lot"], one.start)
            tail.lot = cutting.take("lot", place, place + len(number["lot"]))
            continue
        if not tail.price and one.words.startswith("for ") and (price := read_price(one.words)):
            place = cutting.text.index("for", one.start)
            cutting.take("for", place, place + 3)
            written = cutting.take("price", place + 3, one.end)
            tail.price = Price(written, price.amount, price.currency, price.buyer)
            continue
        for stop in (after.end, one.end) if after else (one.end,):
            dates = read_ownership(cutting.text[one.start : stop], language=language, convention=notation.convention)
            if dates.is_understood and not tail.dates.written:
                tail.dates = replace(dates, written=cutting.take("dates", one.start, stop))


class _Reader:
    """Takes one thing off the end at a time."""

    def __init__(self, cutting: Cutting, notation: Notation, language: str) -> None:
        self._cutting, self._notation, self._language = cutting, notation, language
        self.steps: tuple[Callable[[Tail, int, int], int | None], ...] = (
            self._note_key, self._sold_on, self._per, self._number, self._lugt, self._brackets,
            self._square, self._price, self._buyer, self._remark, self._quote, self._dates,
        )  # fmt: skip

    def _before(self, start: int, end: int) -> str:
        return self._cutting.text[start:end]

    def _lugt(self, tail: Tail, start: int, end: int) -> int | None:
        found = re.search(r"(?:^|[\s,])(?P<mark>Lugt\s(?:[Ss]uppl\.?\s?)?\d{1,5}[a-z]?)$", self._before(start, end))
        if not found:
            return None
        tail.marks = (*read_marks(found["mark"]), *tail.marks)
        self._cutting.take("marks", start + found.start("mark"), end)
        return start + found.start("mark")

    def _note_key(self, tail: Tail, start: int, end: int) -> int | None:
        if not (found := _KEY.search(self._before(start, end))):
            return None
        tail.note_keys = (found["key"] or str(len(found["stars"])), *tail.note_keys)
        self._cutting.take("note_key", start + found.start(), end)
        return start + found.start()

    def _number(self, tail: Tail, start: int, end: int) -> int | None:
        text = self._before(start, end)
        for name, pattern in (("stock", _STOCK), ("lot", _LOT)):
            if not getattr(tail, name) and (found := pattern.search(text)):
                setattr(tail, name, self._cutting.take(name, start + found.start(name), end))
                return start + found.start(name)
        return None

    def _per(self, tail: Tail, start: int, end: int) -> int | None:
        """“as per Mrs. Barnes”: on whose word."""
        text = self._before(start, end)
        found = _REPORTED.search(text) or _PER.search(text)
        if not found or ("who" in found.re.groupindex and not looks_like_party(found["who"].replace(",", ""))):
            return None
        if not text[: found.start("words")].strip(" ,;"):
            return None
        tail.sources = (self._cutting.take("source", start + found.start("words"), end), *tail.sources)
        return start + found.start("words")

    def _brackets(self, tail: Tail, start: int, end: int) -> int | None:
        found = _ROUND.search(self._before(start, end))
        if not found or found.start("inside") == 0:
            return None
        place = start + found.start("inside")
        if _SALE_BEFORE.search(self._before(start, place)):
            return self._sale_in_brackets(tail, place, end)
        for reading in (self._marks, self._source, self._sale_data, self._bracketed_dates):
            if reading(tail, found["words"], place, end):
                return place
        return None

    def _sale_in_brackets(self, tail: Tail, start: int, end: int) -> int | None:
        """“his sale (Brink's, London, June 5, 1920, lot 12)”: house and place stay for who reads the sale."""
        attempt = self._cutting.copy()
        inner, stop = read_tail(attempt, start=start + 1, end=end - 1, notation=self._notation, language=self._language)
        if stop <= start + 1 or not merge(tail, inner):
            return None
        read_tail(self._cutting, start=start + 1, end=end - 1, notation=self._notation, language=self._language)
        self._cutting.take("bracket", start, start + 1)
        self._cutting.take("bracket", end - 1, end)
        return stop

    def _marks(self, tail: Tail, words: str, start: int, end: int) -> bool:
        if marks := read_marks(f"({words})"):
            tail.marks = (*marks, *tail.marks)
            self._cutting.take("marks", start, end)
        return bool(marks)

    def _source(self, tail: Tail, words: str, start: int, end: int) -> bool:
        if is_source := bool(_SOURCE.match(words)):
            tail.sources = (words, *tail.sources)
            self._cutting.take("source", start, end)
        return is_source

    def _sale_data(self, tail: Tail, words: str, start: int, end: int) -> bool:
        """“(stock no. 10, for $1000)”: each part by itself, the brackets staying as they are."""
        stock, price = self._parts_of_sale(words)
        if stock is None:
            return False
        if (stock and (tail.stock or tail.lot)) or (price and tail.price):
            return False
        name = "stock" if re.match(r"(?i)stock|inv|NK", stock) else "lot"
        if stock:
            setattr(tail, name, stock)
        tail.price = price or tail.price
        self._take_sale(stock, name, price, start, end)
        return True

    def _parts_of_sale(self, words: str) -> tuple[str | None, Price | None]:
        first, _comma, rest = words.partition(", for ")
        number = first.strip()
        is_number = re.fullmatch(f"{STOCK}|{LOT}", number) is not None
        if is_number and rest:
            price = read_price(rest)
            return (number, price) if price else (None, None)
        if is_number:
            return number, None
        if re.match(r"\s*for\s", words):
            paid = words.strip().removeprefix("for ").strip()
            return "", read_price(paid) or (Price(paid) if re.search(r"\d", paid) else None)
        price = read_price(words)
        return ("", price) if price else (None, None)

    def _take_sale(self, stock: str, name: str, price: Price | None, start: int, end: int) -> None:
        if stock and price:
            middle = self._cutting.text.index(price.written, start)
            self._cutting.take("bracket", start, start + 1)
            self._cutting.take(name, start + 1, start + 1 + len(stock))
            self._cutting.take("for", start + 1 + len(stock), middle)
            self._cutting.take("price", middle, end - 1)
            self._cutting.take("bracket", end - 1, end)
            return
        role, words = (name, stock) if stock else ("price", price.written if price else "")
        place = self._cutting.text.index(words, start)
        self._cutting.take("bracket", start, place)
        self._cutting.take(role, place, place + len(words))
        self._cutting.take("bracket", place + len(words), end)

    def _bracketed_dates(self, tail: Tail, words: str, start: int, end: int) -> bool:
        """Dates of ownership in brackets; behind a name, two years are a life unless the notation says otherwise."""
        if tail.dates.written:
            return False
        if self._notation.round_years is Round.LIFE and re.fullmatch(
            r"\s*(?:\d{3,4})?\??\s?[-–—]\s?(?:\d{2,4})?\??\s*|[bd]\..*", words
        ):
            return False
        is_ownership = self._notation.round_years is Round.OWNERSHIP
        sold_on = find_sold_on(words) if is_ownership and not tail.remark else None
        written = (words[: sold_on.start()] if sold_on else words).strip()
        dates = self._ownership(without_ways(written) if is_ownership else written)
        if not dates.is_understood:
            return False
        tail.dates = replace(dates, written=written)
        tail.is_sold = sold_on is not None or (is_ownership and says_sold(written))
        place = self._cutting.text.index(written, start)
        self._cutting.take("bracket", start, place)
        self._cutting.take("dates", place, place + len(written))
        last = place + len(written)
        if sold_on:
            tail.remark = sold_on["way"]
            way = self._cutting.text.index(tail.remark, last)
            self._cutting.take("bracket", last, way)
            self._cutting.take("remark", way, way + len(tail.remark))
            last = way + len(tail.remark)
        self._cutting.take("bracket", last, end)
        return True

    def _sold_on(self, tail: Tail, start: int, end: int) -> int | None:
        """“[Brink, London, 1920–25; sold to Marsh]”: the same behind the dates of a dealer."""
        found = find_sold_on(self._before(start, end)) if self._notation.square is Square.DEALER else None
        if found is None or tail.remark:
            return None
        place = start + found.start("way")
        tail.remark, tail.is_sold = self._cutting.take("remark", place, end), True
        mark = start + found.start("mark")
        self._cutting.take("bracket", mark, mark + 1)
        return mark

    def _ownership(self, phrase: str) -> OwnershipDates:
        return read_ownership(phrase, language=self._language, convention=self._notation.convention)

    def _square(self, tail: Tail, start: int, end: int) -> int | None:
        """Words in square brackets at the end; years are a party's life and stay with it."""
        found = _SQUARE.search(self._before(start, end))
        if not found or found.start("inside") == 0 or self._may_be_years(found["words"]):
            return None
        place = start + found.start("inside")
        if self._notation.square is Square.SOURCE:
            tail.sources = (found["words"], *tail.sources)
            self._cutting.take("source", place, end)
        elif self._notation.square is Square.FOOTNOTE:
            tail.inline_notes = (found["words"], *tail.inline_notes)
            self._cutting.take("inline_note", place, end)
        elif self._notation.square is Square.REMARK and not tail.remark:
            tail.remark = self._cutting.take("remark", place, end)
        elif self._notation.square is not Square.AGENT or not self._agent(tail, found["words"], place, end):
            return None
        return place

    def _may_be_years(self, words: str) -> bool:
        """Years stay with a party; words that only end in one are the source, where sources stand in brackets."""
        ends = r"^\d+$|^\W*\d{3,4}|^\W*[-–]|^[bd]\.|\d{4}\s?[-–]\s?\d{2,4}$"
        if self._notation.square is not Square.SOURCE:
            ends += r"|\d{4}$"
        return re.search(ends, words) is not None or read_life(f"[{words}]") is not None

    def _agent(self, tail: Tail, words: str, start: int, end: int) -> bool:
        """“[through Brink Gallery, Paris, 1932, lot 5]”: who handled it, with the data of the sale."""
        if not (through := re.match(r"\s*(?:through|via)\s+", words)):
            return False
        place = start + 1 + through.end()
        self._cutting.take("connector", start, place)
        inner, stop = read_tail(
            self._cutting, start=place, end=end - 1, notation=self._notation, language=self._language
        )
        party = read_party(self._cutting, "sellers_agent", start=place, end=stop)
        if party is None or not merge(tail, inner):
            return False
        self._cutting.take("bracket", end - 1, end)
        tail.parties = (("sellers_agent", party),)
        return True

    def _price(self, tail: Tail, start: int, end: int) -> int | None:
        text = self._before(start, end)
        # In English “f. 12” is a folio.
        found = _FOR.search(text) or (_GUILDERS if spoken(self._language) == "nl" else _PAID).search(text)
        price = read_price(found["price"]) if found and not tail.price else None
        if not found or price is None:
            return None
        place = start + found.start("price")
        words = re.sub(r"^(?:for|voor)\s+", "", found["price"])
        self._cutting.take("for", place, end - len(words))
        tail.price = Price(
            self._cutting.take("price", end - len(words), end), price.amount, price.currency, price.buyer
        )
        return place

    def _buyer(self, tail: Tail, start: int, end: int) -> int | None:
        """“, aan Lamme” behind the number of a sale: who bought it, where no price is given."""
        found = re.search(r",\s*(?P<words>aan\s+(?P<buyer>[A-Z][\w.’' ]*))$", self._before(start, end))
        if (
            not found
            or tail.price
            or not self._notation.single_quotes
            or not re.search(r"\bnr|veil", self._before(start, end))
        ):
            return None
        place = start + found.start("words")
        tail.price = Price(self._cutting.take("price", place, end), buyer=found["buyer"])
        return place

    def _remark(self, tail: Tail, start: int, end: int) -> int | None:
        found = None if tail.remark else find_remark(self._before(start, end))
        if found is None:
            return None
        place = start + found
        tail.remark = self._cutting.take("remark", place, end)
        return place

    def _quote(self, tail: Tail, start: int, end: int) -> int | None:
        """A description quoted from a catalogue, as Dutch provenance gives it behind the lot."""
        if not self._notation.single_quotes or tail.description:
            return None
        text = self._before(start, end)
        found = re.search(r"[:,]\s*(?P<quote>['‘“„\"].{8,}['’”\"])$", text, re.DOTALL)
        if not found:
            return None
        opening = _first_quote(text)
        place = start + (opening if opening is not None else found.start("quote"))
        tail.description = self._cutting.take("description", place, end)
        colon = start + len(text[: place - start].rstrip())
        if self._cutting.text[colon - 1] == ":":
            self._cutting.take("colon", colon - 1, colon)
            return colon - 1
        return place

    def _dates(self, tail: Tail, start: int, end: int) -> int | None:
        text = self._before(start, end)
        if tail.dates.written or not any(letter.isdigit() for letter in text):
            return None
        dates, _rest = find_dates(text, language=self._language, convention=self._notation.convention)
        if re.match(r"CA[.,]", dates.written):
            # California, not circa.
            dates = self._ownership(dates.written[3:].strip())
        if not dates.is_understood:
            return None
        place = end - len(text[text.rindex(dates.written) :])
        tail.dates = replace(dates, written=self._cutting.take("dates", place, end))
        return place


def _first_quote(text: str) -> int | None:
    found = re.search(r"(?:(?<=:)|(?<=,)|(?<=, )|(?<=: ))\s*['‘“„\"](?=[^\s])", text)
    return found.end() - 1 if found else None
