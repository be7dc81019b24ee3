"""Rights as the Europeana Data Model takes them: one address of its list, spelled with http."""

import re

from polyvocal.models import LICENCES

# rightsstatements.org, "copyright not evaluated": what may be said where nobody said anything.
NOT_EVALUATED = "http://rightsstatements.org/vocab/CNE/1.0/"
# From free to strict: what holds for several things together is the strictest of them.
_ORDER = ("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-ND-4.0", "InC-1.0")
_ACCEPTED = re.compile(
    r"http://(?:creativecommons\.org/(?:"
    r"licenses/by(?:-nc)?(?:-nd|-sa)?/(?:1\.0|2\.[015]|3\.0|4\.0)/(?:[a-z]+/)?|publicdomain/(?:zero|mark)/1\.0/)"
    r"|rightsstatements\.org/vocab/(?:NoC-NC|NoC-OKLR|InC|InC-EDU|InC-OW-EU|CNE)/1\.0/)"
)
# What leads people to a page about a licence in their language: “deed.nl”, “legalcode”, “?language=nl”.
_PAGE = re.compile(r"(?:deed(?:\.[a-z-]+)?|legalcode(?:\.[a-z-]+)?)?(?:\?.*)?$")


def rights_of(licence: str) -> str:
    """Return the address of a licence, our code or an address, as Europeana wants it; '' where it takes none such."""
    uri = LICENCES.get(licence, licence).strip().replace("https://", "http://", 1)
    uri = _PAGE.sub("", uri.replace("rightsstatements.org/page/", "rightsstatements.org/vocab/"))
    spelled = uri if uri.endswith("/") else f"{uri}/"
    return spelled if _ACCEPTED.fullmatch(spelled) else ""


def strictest(licences: set[str]) -> str:
    """Return the address of the strictest of our licences, "not evaluated" where one is none of them."""
    if not licences or not licences <= set(_ORDER):
        return NOT_EVALUATED
    return rights_of(max(licences, key=_ORDER.index))
