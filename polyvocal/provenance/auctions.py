"""Sales by their seller: “Lambert sale, American Art Association, New York”, “Veiling Jacob de Vos, Amsterdam”."""

import re

from polyvocal.provenance.cutting import Cutting
from polyvocal.provenance.lexicon import phrases, spoken
from polyvocal.provenance.names import is_house, is_organisation, is_place, looks_like_place
from polyvocal.provenance.notations import Notation
from polyvocal.provenance.parties import read_party, read_place
from polyvocal.provenance.roles import Roles

_SALE = re.compile(
    r"(?:(?P<seller>\S.*?)\s+)?(?P<words>(?:auction\s+)?[Ss]ale)(?:\s+[IVX]+)?(?:\s*,\s*|\s+at\s+|\s*\(|$)",
    re.IGNORECASE,
)
_NAMELESS = frozenset("his her their its the a an posthumous".split())
_DUTCH = re.compile(
    r"(?:(?:anonieme|anon\.|boedel|liquidatie|executoriale)[\s-]?)?(?:veiling|veil\.|vlg\.?)\s*",
    re.IGNORECASE,
)
_BEHIND_NAME = re.compile(r"(?<=[,)]\s)(?:veiling|veil\.|vlg\.?)\s+")
_HOUSE_IN_BRACKETS = re.compile(r"\s*\((?P<house>[^()]+)\)\s*,?")


def read_sale(cutting: Cutting, *, start: int, end: int, notation: Notation, language: str) -> Roles | None:
    """Read a clause that says whose sale it was; None where it is not of that form."""
    return (
        _dutch(cutting, start, end, notation) if spoken(language) == "nl" else _english(cutting, start, end, notation)
    )


def _english(cutting: Cutting, start: int, end: int, notation: Notation) -> Roles | None:
    found = _SALE.match(cutting.text, start, end)
    if not found or (found["seller"] or "").count("(") != (found["seller"] or "").count(")"):
        return None
    roles = Roles()
    seller = (found["seller"] or "").strip()
    if _is_town(seller):
        roles.transfer_place = read_place(cutting.take("transfer_place", *found.span("seller")))
    elif seller and not _is_nameless(seller):
        end_of_name = found.end("seller") - (2 if seller.endswith(("'s", "’s")) and not is_house(seller) else 0)
        party = read_party(cutting, "seller", start=found.start("seller"), end=end_of_name)
        if party is None:
            return None
        cutting.take("own", end_of_name, found.end("seller"))
        roles.parties["seller"] = party
    elif seller:
        cutting.take("own", found.start("seller"), found.end("seller"))
    cutting.take("method", *found.span("words"))
    _connected(cutting, found.end("words"), found.end())
    stop = _buyer(cutting, found.end(), end, roles)
    return roles if stop is not None and _house_and_place(cutting, found.end(), stop, roles) else None


_TO_BUYER = re.compile(r",?\s+(?P<to>to)\s+(?=[A-Z(]|the\s)")


def _buyer(cutting: Cutting, start: int, end: int, roles: Roles) -> int | None:
    """Take who bought it off the end; return where the rest ends, None where that is nobody."""
    found = _TO_BUYER.search(cutting.text, start, end)
    if not found:
        return end
    party = read_party(cutting, "receiver", start=found.end(), end=end)
    if party is None:
        return None
    cutting.take("connector", found.start("to"), found.end("to"))
    roles.parties["receiver"] = party
    return found.start()


def _is_nameless(written: str) -> bool:
    return written.lower() == "estate" or all(word.lower() in _NAMELESS for word in written.split())


def _connected(cutting: Cutting, start: int, end: int) -> None:
    if joint := cutting.text[start:end].strip(" ,("):
        place = cutting.text.index(joint, start)
        cutting.take("connector", place, place + len(joint))


def _house_and_place(cutting: Cutting, start: int, end: int, roles: Roles) -> bool:
    """Read what stands behind “sale,”: the house comes first, unless what comes first is known to be a place."""
    text = cutting.text[start:end].strip(" ,")
    if not text:
        return True
    offset = cutting.text.index(text, start)
    segments = text.split(",")
    house = next((number for number, one in enumerate(segments) if is_house(one) or is_organisation(one)), None)
    if house is None and (len(segments) == 1 or is_place(segments)):
        house = len(segments)
    first = len(",".join(segments[: house or 0]))
    if first:
        if not all(looks_like_place(one.strip(" ?")) for one in text[:first].split(",")):
            return False
        roles.transfer_place = read_place(cutting.take("transfer_place", offset, offset + first))
    if house is not None and house >= len(segments):
        return True
    party = read_party(cutting, "sellers_agent", start=offset + first, end=offset + len(text))
    if party is not None:
        roles.parties["sellers_agent"] = party
    return party is not None


def _dutch(cutting: Cutting, start: int, end: int, notation: Notation) -> Roles | None:
    """Behind “veiling” stands the seller, unless it is a town or a house that held sales."""
    roles = Roles()
    found = _DUTCH.match(cutting.text, start, end)
    if not found and (found := _BEHIND_NAME.search(cutting.text, start, end)):
        # “Collectie N. Bolmeer, veiling Amsterdam (Fred. Muller)”: whose it was stands first.
        party = read_party(cutting, "seller", start=start, end=found.start())
        if party is None:
            return None
        roles.parties["seller"] = party
    if not found:
        return None
    cutting.take("method", found.start(), found.end())
    place = found.end()
    rest = cutting.text[place:end]
    segments = rest.split(",")
    first = re.sub(r"\s*\([^()]*\)\s*$", "", segments[0]).strip()
    name_end = place + len(segments[0])
    if first and not _is_town(first):
        role = "sellers_agent" if is_house(first) or roles.parties else "seller"
        name_end = place + _length_of_seller(segments)
        party = read_party(cutting, role, start=place, end=_without_bracket(cutting.text, place, name_end))
        if party is None or party.place is not None:
            return None
        roles.parties[role] = party
        place = _without_bracket(cutting.text, place, name_end)
    return roles if _dutch_rest(cutting, place, end, roles) else None


def _length_of_seller(segments: list[str]) -> int:
    return len(segments[0])


def _without_bracket(text: str, start: int, end: int) -> int:
    found = re.search(r"\s*\([^()]*\)\s*$", text[start:end])
    return start + found.start() if found else end


def _dutch_rest(cutting: Cutting, start: int, end: int, roles: Roles) -> bool:
    """Read town, house in brackets and town again, as they come."""
    place = start
    while place < end:
        if found := _HOUSE_IN_BRACKETS.match(cutting.text, place, end):
            if "sellers_agent" in roles.parties or not _take_house(cutting, found, roles):
                return False
            place = found.end()
            continue
        stop = min(
            (at for at in (cutting.text.find("(", place, end), cutting.text.find(",", place, end)) if at >= 0),
            default=end,
        )
        words = cutting.text[place:stop].strip(" ,")
        if words and not _take_town(cutting, place, stop, words, roles):
            return False
        place = stop + 1 if stop < end and cutting.text[stop] == "," else stop
    return True


def _take_house(cutting: Cutting, found: re.Match[str], roles: Roles) -> bool:
    party = read_party(cutting, "sellers_agent", start=found.start("house"), end=found.end("house"))
    if party is None:
        return False
    cutting.take("bracket", found.start("house") - 1, found.start("house"))
    cutting.take("bracket", found.end("house"), found.end("house") + 1)
    roles.parties["sellers_agent"] = party
    return True


def _take_town(cutting: Cutting, start: int, end: int, words: str, roles: Roles) -> bool:
    if is_house(words) and "sellers_agent" not in roles.parties:
        party = read_party(cutting, "sellers_agent", start=start, end=end)
        if party is not None:
            roles.parties["sellers_agent"] = party
        return party is not None
    if roles.transfer_place is not None or not looks_like_place(words.rstrip("?")):
        return False
    roles.transfer_place = read_place(cutting.take("transfer_place", start, end))
    return True


def _is_town(words: str) -> bool:
    return words.lower().strip(" ?") in phrases("towns")
