"""The middle of a clause into its parties: who received, for, from and through whom, at which sale, and where."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from polyvocal.provenance.cutting import Cutting
from polyvocal.provenance.lexicon import phrases, spoken, words
from polyvocal.provenance.methods import METHODS, Form
from polyvocal.provenance.names import is_organisation, looks_like_party, looks_like_place, names_purpose
from polyvocal.provenance.notations import Notation, Round
from polyvocal.provenance.parties import read_party, read_place
from polyvocal.provenance.statements import Party, Place


@dataclass(slots=True)
class Roles:
    """The parties of a clause by their fields, the sale and the place of the transfer."""

    parties: dict[str, Party] = field(default_factory=dict)
    named_event: str = ""
    transfer_place: Place | None = None
    is_dealer: bool = False
    is_at_auction: bool = False


_EVENT = re.compile(r'\s*["“](?P<event>[^"”]+)["”]\s*,?')
_CONNECTORS = {
    "en": re.compile(
        r"(?:,\s*|\s+)(?P<one>as agent for|on behalf of|for|from|through|via|by|to|"
        r"at auction at|at auction from|at auction|at|in)(?=\s+\S)"
    ),
    "nl": re.compile(
        r"(?:,\s*|\s+)(?P<one>namens|via|door tussenkomst van|door bemiddeling van|door|aan|bij|voor|op|in)(?=\s+\S)"
    ),
}
_AFTER_ORGANISATION = frozenset(("for", "at", "in", "to", "voor"))
_FOR = frozenset(("for", "as agent for", "on behalf of", "namens", "voor"))


_OWN_COLLECTION = re.compile(r"\s*(?:his|her|their|its)\s+(?:own\s+)?(?:private\s+)?collection\b")
_ERR = re.compile(r"(?:the |de )?(?:E\.?R\.?R\.?|Einsatzstab (?:Reichsleiter )?Rosenberg.*)")
_SNK = re.compile(r"(?:the |de )?(?:S\.?N\.?K\.?|Stichting Nederlands(?:ch)? Kunstbezit.*)")


def method_of(form: Form | None, roles: Roles) -> str:
    """Return the method that the words say together with whom they name, '' where there is no form."""
    method = form.method if form is not None else ""
    receiver = roles.parties.get("receiver")
    if roles.is_at_auction and method in ("sale", "acquisition"):
        return "purchase_at_auction"
    if receiver is None:
        return method
    if method in ("confiscation", "looting", "theft") and _ERR.fullmatch(receiver.name):
        return "err_seizure"
    if method == "possessed_by" and _SNK.fullmatch(receiver.name):
        return "snk_custody"
    # A sale at a house of which the buyer is named.
    return "sale" if method == "consignment" and form is not None and form.naming == "at" else method


@dataclass(frozen=True, slots=True)
class _Stretch:
    role: str
    start: int
    end: int


def read_roles(
    cutting: Cutting, *, start: int, end: int, role: str, form: Form | None, notation: Notation, language: str
) -> Roles | None:
    """Read the parties from `start` to `end`, of which the first stands in `role`; None where one is not understood."""
    roles = Roles()
    for stretch in _stretches(cutting, start, end, role=role, form=form, roles=roles, language=language):
        if not _read_stretch(cutting, stretch, roles, notation=notation):
            return None
    return roles


def _stretches(
    cutting: Cutting, start: int, end: int, *, role: str, form: Form | None, roles: Roles, language: str
) -> Iterator[_Stretch]:
    place, first = start, role
    for found in _CONNECTORS[spoken(language)].finditer(cutting.text, start, end):
        if found.start() < place or _is_sheltered(cutting.text[start : found.start("one")]):
            continue
        before, after = cutting.text[place : found.start()], cutting.text[found.end() : end]
        following = _role_after(found, role, before, after=after, form=form, is_bought_for=first == "agent")
        if following is None or not _is_named(after):
            continue
        if found["one"] in _FOR and role == "receiver":
            yield _Stretch("agent", place, found.start())
            first = "agent"
        else:
            yield _Stretch(role, place, found.start())
        cutting.take("connector", found.start("one"), found.end("one"))
        roles.is_at_auction |= found["one"].startswith("at auction")
        role, place = following, found.end()
    yield _Stretch(role, place, end)


def _is_sheltered(before: str) -> bool:
    return before.count("(") > before.count(")") or before.count("[") > before.count("]") or before.count('"') % 2 == 1


def _is_named(after: str) -> bool:
    """What follows a connector begins as a name, a quoted sale or a word for somebody does."""
    first = after.split(maxsplit=1)[0] if after.split() else ""
    bare = first.strip("“\"'([,.")
    return bool(bare) and (
        not bare[0].islower()
        or bare.lower() in words("party_nouns")
        or bare in ("the", "de", "het", "van", "von", "unnamed", "an", "a", "le", "la", "d'")
        or bare.startswith(("d'", "d’"))
    )


def _role_after(
    found: re.Match[str], role: str, before: str, *, after: str, form: Form | None, is_bought_for: bool
) -> str | None:
    """Return the field of the party or place behind a connector, None where the word is part of a name."""
    one, is_dutch = found["one"], found.re is _CONNECTORS["nl"]
    if one == "in" and found[0].startswith(",") and role != "transfer_place" and before.strip():
        return "transfer_place" if looks_like_place(after.strip(" ,?")) else None
    is_house = is_organisation(before.rsplit(",", 1)[-1])
    if one in ("op", "in") and form is not None and METHODS[form.method].kind == "instantiation":
        return "transfer_place" if role == "receiver" and looks_like_place(after.strip(" ,?")) else None
    if one in _AFTER_ORGANISATION and is_house and (form is None or names_purpose(before, after, is_dutch=is_dutch)):
        return None
    if one in _FOR:
        if _OWN_COLLECTION.match(after):
            return None
        buyers = ("receiver", "seller") if one == "for" else ("receiver",)
        return "receiver" if role in buyers and before.strip() and _is_lettered(after) else None
    if one in ("by", "to", "aan", "door"):
        return _role_of_other(one, role, before, form=form)
    if one in ("through", "via", "at auction at", "at auction from", "at auction", "door tussenkomst van",
               "door bemiddeling van"):  # fmt: skip
        return "sellers_agent" if before.strip() else None
    if one == "from":
        # Behind a bare name the standard's “from” is the seller's agent: the seller is the clause before.
        return "seller" if form is not None else "sellers_agent"
    if one in ("at", "bij"):
        return _role_at(role, after, form=form, is_bought_for=is_bought_for)
    return _role_in(role, before, form=None if is_house else form) if one == "in" else None


def _is_lettered(after: str) -> bool:
    return after.lstrip()[:1].isalpha() or after.lstrip()[:1] in "\"“'("


def _role_of_other(one: str, role: str, before: str, *, form: Form | None) -> str | None:
    """“Bought from A by B”, and “given to A by B”, where who is named last gave it."""
    if form is None or not before.strip():
        return None
    if role != "receiver":
        return "receiver"
    return "seller" if one in ("by", "door") and form.words.endswith((" to", " aan")) else None


def _role_at(role: str, after: str, *, form: Form | None, is_bought_for: bool) -> str | None:
    """Behind a bare name “at” is a name's, unless an exhibition or sale follows in quotes or one bought for another."""
    if is_bought_for and role == "receiver":
        return "sellers_agent"
    if _EVENT.match(after) and role != "sellers_agent":
        return "sellers_agent"
    if form is None or role in ("sellers_agent", "transfer_place"):
        return None
    return "transfer_place" if METHODS[form.method].kind == "instantiation" else "sellers_agent"


def _role_in(role: str, before: str, *, form: Form | None) -> str | None:
    """Behind a house, a sale, or a party whose deed is told, “in” says where it changed hands."""
    if role == "transfer_place" or not before.strip():
        return None
    is_marked = role == "sellers_agent" or '"' in before or "”" in before
    return "transfer_place" if is_marked or (form is not None and looks_like_party(before.strip())) else None


def _read_stretch(cutting: Cutting, stretch: _Stretch, roles: Roles, *, notation: Notation) -> bool:
    start, end = stretch.start, stretch.end
    if event := _EVENT.match(cutting.text, start, end):
        cutting.take("named_event", event.start("event") - 1, event.end("event") + 1)
        roles.named_event = event["event"]
        start = event.end()
        stretch = _Stretch("sellers_agent", start, end)
        if not cutting.text[start:end].strip(" ,"):
            return True
    if stretch.role == "transfer_place":
        return _read_place(cutting, roles, start, end)
    if stretch.role == "sellers_agent" and "sellers_agent" in roles.parties:
        # A house is named already: who stands behind a second “through” acted for the buyer.
        stretch = _Stretch("agent", start, end)
    if stretch.role in roles.parties:
        return False
    return _read_party(cutting, stretch, roles, notation=notation)


def _read_place(cutting: Cutting, roles: Roles, start: int, end: int) -> bool:
    if not looks_like_place(cutting.text[start:end].strip(" ,?")):
        return False
    roles.transfer_place = read_place(cutting.take("transfer_place", start, end))
    return True


_WHOLE_ROUND = re.compile(r"\s*\((?P<inner>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*(?:,|$)")


def _read_party(cutting: Cutting, stretch: _Stretch, roles: Roles, *, notation: Notation) -> bool:
    start, end = stretch.start, stretch.end
    if stretch.role == "sellers_agent" and (place := _house_after_place(cutting.text[start:end])):
        # “sale, Philadelphia, Samuel T. Freeman and Company, Philadelphia”
        roles.transfer_place = read_place(cutting.take("transfer_place", start, start + place))
        start += place
    if (bracket := _WHOLE_ROUND.match(cutting.text, start, end)) and notation.has_dealer_parentheses:
        return _read_bracketed(cutting, stretch, roles, bracket, notation=notation)
    party = read_party(cutting, stretch.role, start=start, end=end, has_round_years=notation.round_years is Round.LIFE)
    if party is not None:
        roles.parties[stretch.role] = party
    return party is not None


def _read_bracketed(
    cutting: Cutting, stretch: _Stretch, roles: Roles, bracket: re.Match[str], *, notation: Notation
) -> bool:
    """A dealer of whom only the name stands in brackets: “(Mary Lubin Fine Arts), New York”."""
    party = read_party(cutting, stretch.role, start=bracket.start("inner"), end=bracket.end("inner"))
    rest = cutting.text[bracket.end() : stretch.end].strip(" ,")
    if party is None or (rest and not all(looks_like_place(one.strip(" ?")) for one in rest.split(","))):
        return False
    cutting.take("bracket", bracket.start("inner") - 1, bracket.start("inner"))
    cutting.take("bracket", bracket.end("inner"), bracket.end("inner") + 1)
    place = party.place
    if rest:
        if place is not None:
            return False
        place = read_place(cutting.take(f"{stretch.role}.place", bracket.end(), stretch.end))
    roles.parties[stretch.role] = Party(
        party.name, party.written, party.clause, party.kind, party.relation, party.lives, place, party.is_certain
    )
    roles.is_dealer = True
    return True


@lru_cache(maxsize=4)
def _towns() -> frozenset[str]:
    return frozenset(phrases("towns"))


def _house_after_place(text: str) -> int:
    """Return how long the place is that stands before the house, 0 where the house comes first or there is none."""
    segments = text.split(",")
    if segments[0].strip().lower() not in _towns() or len(segments) < 2:
        return 0
    houses = [number for number, one in enumerate(segments) if is_organisation(one)]
    return len(",".join(segments[: houses[0]])) + 1 if houses else 0
